import { isRecord, type JSONRecord, parseJSON, parseRecord } from '../json-values.ts';
import type { JSONSchema, WireFunction, WireTool } from './body.ts';
import { looseJSON } from './loose-json.ts';
import { offeredTool } from './offered-tool.ts';

/** A tool call that a model wrote as text. */
export interface CallInText {
  readonly name: string;
  readonly arguments: string;
}

/** How a family of models marks a call: the tokens before it, between name and arguments, and behind it. */
export interface CallMarkup {
  readonly models: RegExp;
  readonly call: string;
  /** Absent where the call is one JSON object, tagged, or the name right before the arguments. */
  readonly args?: string;
  readonly end?: string;
  /** Tokens around and between calls, which say nothing. */
  readonly around?: readonly string[];
  /** A call may also be the whole answer, as a JSON object without any token. */
  readonly bare?: true;
  /** The text may begin with reasoning, in tokens of the family. */
  readonly thoughts?: true;
}

/** What DeepSeek, from 3.2 on, has in each of its tags. */
const DSML = '｜DSML｜';

/**
 * From the models' chat templates, by family.
 * @see https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/docs/tool_call_guidance.md
 * @see https://developers.openai.com/cookbook/articles/openai-harmony
 * @see https://github.com/ollama/ollama/issues/16686 (Qwen without its first token)
 * @see https://github.com/sgl-project/sglang/issues/40236 (DeepSeek from 3.2 on)
 * @see https://github.com/NousResearch/hermes-agent/pull/48412 (Gemma 4)
 */
const markups: readonly CallMarkup[] = [
  {
    models: /kimi/,
    call: '<|tool_call_begin|>',
    args: '<|tool_call_argument_begin|>',
    end: '<|tool_call_end|>',
    around: ['calls', 'call'].flatMap(name => [
      `<|tool_${name}_section_begin|>`,
      `<|tool_${name}_section_end|>`,
    ]),
  },
  {
    models: /gpt-oss/,
    call: '<|channel|>',
    args: '<|message|>',
    end: '<|call|>',
    around: ['<|start|>assistant'],
    thoughts: true,
  },
  // The recipient may also stand before the channel.
  {
    models: /gpt-oss/,
    call: 'to=functions.',
    args: '<|message|>',
    end: '<|call|>',
    around: ['<|start|>assistant', '<|channel|>commentary'],
  },
  { models: /qwen|qwq|hermes|glm|nemotron|granite/, call: '<tool_call>', end: '</tool_call>' },
  { models: /llama/, call: '<|python_tag|>', around: ['<|eom_id|>', '<|eot_id|>'], bare: true },
  { models: /llama/, call: '<|python_start|>', end: '<|python_end|>', around: ['<|eom|>', '<|eot|>'] },
  { models: /[sx]tral/, call: '[TOOL_CALLS]', args: '[ARGS]' },
  {
    models: /deepseek/,
    call: '<｜tool▁call▁begin｜>',
    args: '<｜tool▁sep｜>',
    end: '<｜tool▁call▁end｜>',
    around: ['<｜tool▁calls▁begin｜>', '<｜tool▁calls▁end｜>', '<｜end▁of▁sentence｜>'],
  },
  {
    models: /deepseek|minimax/,
    call: '<invoke name="',
    end: '</invoke>',
    around: [
      `<${DSML}`,
      ...['tool_calls', 'function_calls', 'minimax:tool_call'].flatMap(name => [`<${name}>`, `</${name}>`]),
    ],
  },
  {
    models: /gemma-4/,
    call: '<|tool_call>call:',
    end: '<tool_call|>',
    around: ['<|tool_response>'],
    thoughts: true,
  },
  { models: /qwen/, call: '<function=', end: '</function>', around: ['</tool_call>', '<|eom_id|>'] },
];

/** The markups of a model, by its id. */
export function callMarkups(model: string): readonly CallMarkup[] {
  const id = model.toLowerCase();
  return markups.filter(({ models }) => models.test(id));
}

/** The tokens with which calls begin. */
export function callTokens({ call, around = [] }: CallMarkup): readonly string[] {
  return [call, ...around];
}

/** Where in a text the first of some tokens stands, or its end may begin one; otherwise the length of the text. */
export function placeOf(tokens: readonly string[], text: string): number {
  const places = tokens.map(token => {
    const first = token.charAt(0);
    let at = text.indexOf(first);
    while (at !== -1 && !token.startsWith(text.slice(at, at + token.length)))
      at = text.indexOf(first, at + 1);
    return at === -1 ? text.length : at;
  });
  return Math.min(...places, text.length);
}

/** The calls that a forced answer consists of: in the markup of any family, or in any spelling. */
export function callsIn(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  for (const markup of markups) {
    const calls = markedCalls(text.slice(placeOf(callTokens(markup), text)), markup, tools);
    if (calls) return calls;
  }
  const fenced = text.replace(/```\w*/g, '');
  // A name tells a call behind words too; arguments alone do not.
  const inner = text.slice(text.search(/[{[]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1);
  return jsonCalls(inner, tools) ?? flatCall(fenced, tools) ?? writtenCalls(fenced, tools);
}

/** Whether a text that is not a call looks like one: JSON with the name of a tool, or the markup of a family that holds it. */
export function looksLikeCall(text: string, tools: readonly WireTool[]): boolean {
  if (markups.flatMap(callTokens).some(token => text.includes(token)))
    return tools.some(tool => text.includes(tool.function.name));
  return /^\s*[{[]/.test(text) && jsonCalls(text, tools) !== undefined;
}

/** The calls of a text that begins with the markup of a family; `undefined` where anything else follows them. */
export function markedCalls(
  text: string,
  { call, args, end, around = [] }: CallMarkup,
  tools: readonly WireTool[],
): readonly CallInText[] | undefined {
  const bare = [DSML, '<|im_end|>', ...around].reduce((rest, token) => rest.replaceAll(token, ''), text);
  const [before = '', ...segments] = bare.split(call);
  if (before.trim() !== '') return undefined;
  return all(
    segments.map(segment => {
      const [inner = '', ...after] = end === undefined ? [segment] : segment.split(end);
      if (after.join('').trim() !== '') return undefined;
      // Read as a recipient: of DeepSeek's older template, what is behind the token is the name, and before it the type.
      return writtenCalls(args === undefined ? inner : inner.replace(args, ' to='), tools);
    }),
  );
}

/** The calls that a text is, in any spelling. */
function writtenCalls(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  return taggedCall(text, tools) ?? jsonCalls(text, tools) ?? looseCalls(text, tools);
}

/** The calls of all segments, if each is one. */
function all(calls: readonly (readonly CallInText[] | undefined)[]): readonly CallInText[] | undefined {
  const found = calls.flatMap(item => item ?? []);
  return found.length > 0 && !calls.includes(undefined) ? found : undefined;
}

/** The tool that a model means by a name. */
function toolOf(name: unknown, tools: readonly WireTool[]): WireFunction | undefined {
  const names = tools.map(tool => tool.function.name);
  const offered = typeof name === 'string' ? offeredTool(name, names) : undefined;
  return tools.find(tool => tool.function.name === offered)?.function;
}

/** `w><parameter=city>A</parameter>`, `w"><parameter name="city">A</parameter>` and `w<arg_key>city</arg_key><arg_value>A</arg_value>`. */
function taggedCall(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const [, written, body = ''] =
    /^\s*(?:<function=)?([\w.:-]+)"?>?\s*(<(?:parameter|arg_key>|\/function>)[\s\S]*)?$/.exec(text) ?? [];
  const tool = toolOf(written, tools);
  if (tool === undefined) return undefined;
  const properties = propertiesOf(tool.parameters);
  const pairs = body
    .split(/<parameter(?:=| name=")|<arg_key>/)
    .slice(1)
    .map(pair => {
      const [name = '', ...rest] = pair.split(/<\/arg_key>\s*<arg_value>|>/);
      const [value = ''] = rest.join('>').split(/<\/(?:parameter|arg_value)>?/, 1);
      const [key = '', argument] = [name.split('"', 1)[0]?.trim(), value.trim()];
      // In the type that the schema asks for.
      const isText = Object(properties[key]).type === 'string';
      return [key, isText ? argument : (parseJSON(argument) ?? argument)];
    });
  return [{ name: tool.name, arguments: JSON.stringify(Object.fromEntries(pairs)) }];
}

/** The calls that a JSON text consists of, in any spelling that names an offered tool. */
function jsonCalls(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const parsed = parseJSON(text.trim());
  const listed = isRecord(parsed) && Array.isArray(parsed.tool_calls) ? parsed.tool_calls : parsed;
  return all([listed].flat().map(item => jsonCall(item, tools)));
}

/** What a call is named by, and what it is given, in the words of many. */
const nameKeys = 'name tool tool_name function_name action function'.split(' ');
const inputKeys = 'arguments parameters args input tool_input action_input'.split(' ');

/** The name and the arguments of a call, in any spelling. */
export function spelledCall(value: JSONRecord): { readonly name: unknown; readonly input: unknown } {
  const call = [value.function, value.function_call, value.tool_call].find(isRecord) ?? value;
  const [name, input] = [nameKeys, inputKeys].map(keys =>
    keys.map(key => call[key] ?? undefined).find(item => item !== undefined),
  );
  return { name, input };
}

function jsonCall(value: unknown, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  if (!isRecord(value)) return undefined;
  const { name, input } = spelledCall(value);
  const tool = toolOf(name, tools);
  const isText = typeof input === 'string';
  if (tool === undefined || !(isText || isRecord(input))) return undefined;
  const json = isText && parseRecord(input) ? input : JSON.stringify(input);
  return [{ name: tool.name, arguments: json }];
}

/** Calls written as expressions, or as a name before its arguments. */
function looseCalls(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const items = [parseJSON(`[${looseJSON(text)}]`)].flat(2);
  const calls = all(items.map(item => jsonCall(item, tools) ?? keyedCall(item, tools)));
  if (calls) return calls;
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}') + 1];
  const [name, json] = [text.slice(0, start), text.slice(start, end)];
  const isProse = (/\w\s+\w/.test(name) && !name.includes('to=')) || /\w/.test(text.slice(end));
  const input = parseRecord(json) ? json : parseJSON(looseJSON(json));
  return isProse ? undefined : jsonCall({ name, input }, tools);
}

/** `{"w":{"c":"A"}}` */
function keyedCall(value: unknown, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const [[name, input] = [], another] = Object.entries(Object(value));
  return another ? undefined : jsonCall({ name, input }, tools);
}

/** A forced call in a spelling that only the force explains: the arguments beside the name, or by themselves. */
function flatCall(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const [value, ...more] = [parseJSON(text.trim())].flat();
  if (!isRecord(value) || more.length > 0) return undefined;
  const { name: written, ...beside } = value;
  const tool = toolOf(written, tools) ?? (tools.length === 1 ? tools[0]?.function : undefined);
  const args = tool && [beside, value].find(item => fitsSchema(item, tool.parameters));
  return args && [{ name: tool.name, arguments: JSON.stringify(args) }];
}

/** The one call that a text is, as a JSON object without any token, if its arguments fit the schema of the tool. */
export function bareCall(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const calls = jsonCalls(text, tools) ?? [];
  const fits = calls.every(call => {
    const value = parseRecord(call.arguments);
    return value !== undefined && fitsSchema(value, toolOf(call.name, tools)?.parameters);
  });
  return fits && calls.length === 1 ? calls : undefined;
}

/** The names, the required properties and the plain types. */
function fitsSchema(value: JSONRecord, schema: JSONSchema = {}): boolean {
  const properties = propertiesOf(schema);
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return (
    required.every(name => value[String(name)] !== undefined) &&
    Object.entries(value).every(([name, item]) => fitsType(item, properties[name]))
  );
}

function fitsType(value: unknown, schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  const { type } = schema;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return typeof type !== 'string' || type === (value === null ? 'null' : typeof value);
}

function propertiesOf(schema: JSONSchema | undefined): JSONRecord {
  return isRecord(schema?.properties) ? schema.properties : {};
}
