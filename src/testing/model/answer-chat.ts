import { asNumber, asString, member, objects } from '../http/json.ts';
import { responseFormatType } from '../upstreams/rules.ts';
import type { ChatRequest, Upstream } from '../upstreams/upstream.ts';
import type { CompletedToolCall, Completion } from './completion.ts';
import { type Conversation, contentText, readConversation } from './conversation.ts';
import { countTokens } from './count-tokens.ts';
import { fillSchema } from './fill-schema.ts';
import { knownAnswer, proseOf } from './known-answers.ts';
import { planToolCalls } from './plan-tool-calls.ts';
import { schemaInText } from './schema-in-text.ts';
import { textValues } from './text-values.ts';

/** The built-in model: a pure function of the request. */
export function answerChat(upstream: Upstream, request: ChatRequest): Completion {
  const { dialect } = upstream;
  const conversation = readConversation(request);
  const refusal =
    dialect.refuses && conversation.question.includes('refuse-me')
      ? "I'm sorry, but I can't help with that."
      : undefined;
  const planned = refusal === undefined ? planToolCalls(request, conversation) : [];
  const silent = refusal !== undefined || planned.length > 0;
  const full = silent ? '' : prefill(upstream, request) + answerText(request, conversation);
  const limited = limit(full, request, upstream);
  const repeated = !silent && dialect.repeatsCall?.(request) ? lastCall(request) : [];
  const reasoning = dialect.reasons?.(request)
    ? `The user said "${conversation.question.slice(0, 80)}".`
    : undefined;
  return {
    text: limited.text,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(refusal === undefined ? {} : { refusal }),
    toolCalls: [...planned, ...repeated],
    ...(limited.finishReason === undefined ? {} : { finishReason: limited.finishReason }),
    ...(limited.stopped === undefined ? {} : { stopped: limited.stopped }),
    usage: count(request, [refusal ?? limited.text, ...planned.map(call => call.arguments)], reasoning),
  };
}

function count(
  request: ChatRequest,
  texts: readonly string[],
  reasoning: string | undefined,
): Completion['usage'] {
  const [text, ...calls] = texts;
  const reasoningTokens = countTokens(reasoning);
  return {
    promptTokens: countPrompt(request),
    completionTokens: countTokens(text) + countTokens(calls.join('')) + reasoningTokens,
    reasoningTokens,
    cachedTokens: 0,
  };
}

/** The text that the request makes the model continue, where the upstream repeats it. */
function prefill({ dialect }: Upstream, { messages }: ChatRequest): string {
  const last = messages.at(-1);
  return dialect.repeatsPrefill === 'answer' && last?.role === 'assistant' ? contentText(last.content) : '';
}

/** The last call of the history, to be made once more. */
function lastCall({ messages }: ChatRequest): CompletedToolCall[] {
  const made = member(messages.flatMap(({ tool_calls }) => objects(tool_calls)).at(-1), 'function');
  const name = asString(made.name);
  return name === undefined ? [] : [{ name, arguments: asString(made.arguments) ?? '{}' }];
}

export function countPrompt({ messages }: ChatRequest): number {
  return messages.reduce((sum, message) => sum + countTokens(message.content), 0);
}

function answerText(request: ChatRequest, conversation: Conversation): string {
  const format = responseFormatType(request);
  if (format !== undefined || request.body.guided_json !== undefined || requestsJSON(conversation))
    return JSON.stringify(structured(request, conversation));
  const { question, results, attachments } = conversation;
  const files = attachments > 0 ? ` (with ${attachments} attachment${attachments > 1 ? 's' : ''})` : '';
  if (results.length > 0) return `Here is what I found: ${proseOf(results)}${files}`;
  return `${knownAnswer(question) ?? `Hello! You said: "${question}"`}${files}`;
}

/** Whether the instructions demand JSON in words. */
function requestsJSON({ system }: Conversation): boolean {
  return /\b(?:return|answer with|respond with)\b[^.]*\bJSON\b/i.test(system);
}

/** A value for the schema of the request, enveloped or bare, or for one that the instructions spell out. */
function structured({ body }: ChatRequest, { question, system }: Conversation): unknown {
  const format = member(body, 'response_format');
  const given = member(format, 'json_schema');
  const schema = asString(given.name) !== undefined || 'schema' in given ? given.schema : given;
  const elsewhere = format.schema ?? body.guided_json ?? schemaInText(system) ?? schemaInText(question);
  const used = format.type === 'json_schema' ? schema : elsewhere;
  return used === undefined ? { answer: question } : fillSchema(used, textValues(question));
}

interface Limited {
  readonly text: string;
  readonly finishReason?: string;
  readonly stopped?: string;
}

/** Applies `stop` and the token limit of the request. */
function limit(text: string, request: ChatRequest, { dialect }: Upstream): Limited {
  const { body } = request;
  const stops = [body.stop].flat().flatMap(stop => (typeof stop === 'string' && stop !== '' ? [stop] : []));
  const [first] = stops
    .map(stop => ({ stop, index: text.indexOf(stop) }))
    .filter(({ index }) => index >= 0)
    .sort((one, other) => one.index - other.index);
  const kept = first === undefined ? text : text.slice(0, first.index);
  const most =
    asNumber(body.max_completion_tokens) ?? asNumber(body.max_tokens) ?? dialect.defaultMaxTokens?.(request);
  if (most !== undefined && countTokens(kept) > most)
    return { text: kept.slice(0, most * 4), finishReason: 'length' };
  return first === undefined ? { text: kept } : { text: kept, stopped: first.stop };
}
