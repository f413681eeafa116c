import { asString, member } from '../http/json.ts';
import type { ChatRequest } from '../upstreams/upstream.ts';
import type { CompletedToolCall } from './completion.ts';
import type { Conversation } from './conversation.ts';
import { fillSchema } from './fill-schema.ts';
import { textValues } from './text-values.ts';

interface DeclaredTool {
  readonly name: string;
  readonly parameters: unknown;
}

/** Verbs of tool names, which do not identify a tool. */
const verbs = new Set(
  'a an by call check create current do fetch find for get in list look lookup make of on read run search send set show the to tool up update use with'.split(
    ' ',
  ),
);

/** The calls of the next step; empty when the model should answer. */
export function planToolCalls(request: ChatRequest, conversation: Conversation): CompletedToolCall[] {
  const tools = request.tools.map(tool => declared(member(tool, 'function'), tool));
  const choice = request.body.tool_choice;
  if (tools.length === 0 || choice === 'none') return [];
  const open = tools.filter(({ name }) => !conversation.called.includes(name));
  const mentioned = open.filter(({ name }) => isMentioned(name, conversation.question));
  return chosen(request, conversation, { tools, mentioned }).map(tool => call(tool, conversation));
}

function chosen(
  { body }: ChatRequest,
  { question, called }: Conversation,
  { tools, mentioned }: { tools: readonly DeclaredTool[]; mentioned: readonly DeclaredTool[] },
): readonly DeclaredTool[] {
  const named = asString(member(body.tool_choice, 'function').name);
  if (named !== undefined) return tools.filter(({ name }) => name === named);
  if (mentioned.length > 0) {
    const together = body.parallel_tool_calls !== false && /\bparallel\b/i.test(question);
    return together ? mentioned : mentioned.slice(0, 1);
  }
  const forced = body.tool_choice === 'required' || body.tool_choice === 'any';
  // A forced call that no text mentions: the first tool that was not called yet, in the end any.
  const first = tools.find(({ name }) => !called.includes(name)) ?? tools[0];
  return forced && first ? [first] : [];
}

function declared(definition: Record<string, unknown>, tool: Record<string, unknown>): DeclaredTool {
  const source = asString(definition.name) === undefined ? tool : definition;
  return { name: asString(source.name) ?? '', parameters: source.parameters };
}

function call({ name, parameters }: DeclaredTool, { question }: Conversation): CompletedToolCall {
  return {
    name,
    arguments: JSON.stringify(fillSchema(parameters ?? { type: 'object' }, textValues(question), 'required')),
  };
}

/** Every meaningful word of the name occurs in the text, also in the plural. */
function isMentioned(name: string, text: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.toLowerCase())
    .filter(word => word !== '');
  const nouns = words.filter(word => !verbs.has(word));
  const mentioned = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const wanted = nouns.length > 0 ? nouns : words;
  return wanted.length > 0 && wanted.every(word => mentioned.some(other => stem(other) === stem(word)));
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?:es|s)$/, '') : word;
}
