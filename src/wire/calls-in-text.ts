import { isRecord, type JSONRecord, parseJSON, parseRecord } from '../json-values.ts';
import type { JSONSchema, WireTool } from './body.ts';
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
  /** Absent where the call is one JSON object, or tagged. */
  readonly args?: string;
  readonly end?: string;
  /** Tokens around and between calls, which say nothing. */
  readonly around?: readonly string[];
  /** A call may also be the whole answer, as a JSON object without any token. */
  readonly bare?: true;
}

/**
 * From the models' chat templates, by family.
 * @see https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/docs/tool_call_guidance.md
 * @see https://developers.openai.com/cookbook/articles/openai-harmony
 */
const markups: readonly CallMarkup[] = [
  {
    models: /kimi/,
    call: '<|tool_call_begin|>',
    args: '<|tool_call_argument_begin|>',
    end: '<|tool_call_end|>',
    around: ['<|tool_calls_section_begin|>', '<|tool_calls_section_end|>'],
  },
  {
    models: /gpt-oss/,
    call: '<|channel|>commentary',
    args: '<|message|>',
    end: '<|call|>',
    around: ['<|start|>assistant'],
  },
  { models: /qwen|qwq|hermes|glm/, call: '<tool_call>', end: '</tool_call>' },
  { models: /llama/, call: '<|python_tag|>', around: ['<|eom_id|>', '<|eot_id|>'], bare: true },
  { models: /mistral|mixtral|magistral|devstral|ministral/, call: '[TOOL_CALLS]', args: '[ARGS]' },
  {
    models: /deepseek/,
    call: '<｜tool▁call▁begin｜>',
    args: '<｜tool▁sep｜>',
    end: '<｜tool▁call▁end｜>',
    around: ['<｜tool▁calls▁begin｜>', '<｜tool▁calls▁end｜>', '<｜end▁of▁sentence｜>'],
  },
];

/** The markup of a model, by its id. */
export function callMarkup(model: string): CallMarkup | undefined {
  const id = model.toLowerCase();
  return markups.find(({ models }) => models.test(id));
}

/** The tokens with which calls begin. */
export function callTokens({ call, around = [] }: CallMarkup): readonly string[] {
  return [call, ...around];
}

/** The calls that a forced answer consists of: in the markup of any family, or in any spelling as JSON. */
export function callsIn(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  for (const markup of markups) {
    const start = callTokens(markup)
      .map(token => text.indexOf(token))
      .filter(place => place !== -1);
    const calls = start.length > 0 && markedCalls(text.slice(Math.min(...start)), markup, tools);
    if (calls) return calls;
  }
  const [, fenced = text] = /^\s*```(?:\w+)?\n([^`]*)```\s*$/.exec(text) ?? [];
  const flat = flatCall(fenced, tools);
  // A name tells a call behind words too; arguments alone do not.
  const inner = text.slice(text.search(/[{[]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1);
  return jsonCalls(inner, tools) ?? (flat && [flat]);
}

/** Whether a text that is not a call looks like one: JSON with the name of a tool, or the markup of a family that holds it. */
export function looksLikeCall(text: string, tools: readonly WireTool[]): boolean {
  const marked = text.includes('<function=') || markups.some(({ call }) => text.includes(call));
  if (marked) return namesOf(tools).some(name => text.includes(name));
  return /^\s*[{[]/.test(text) && jsonCalls(text, tools) !== undefined;
}

/** The calls of a text that begins with the markup of a family; `undefined` where anything else follows them. */
export function markedCalls(
  text: string,
  { call, args, end, around = [] }: CallMarkup,
  tools: readonly WireTool[],
): readonly CallInText[] | undefined {
  const bare = around.reduce((rest, token) => rest.replaceAll(token, ''), text);
  const [before = '', ...segments] = bare.split(call);
  if (before.trim() !== '' || segments.length === 0) return undefined;
  const calls = segments.map(segment => {
    const [inner = '', ...after] = end === undefined ? [segment] : segment.split(end);
    if (after.join('').trim() !== '') return undefined;
    const [name = inner, input] = args === undefined ? [inner] : inner.split(args);
    if (input !== undefined) return namedCall(name, input, tools);
    return (args === undefined ? taggedCall(inner, tools) : undefined) ?? jsonCalls(inner, tools);
  });
  const found = calls.flatMap(item => item ?? []);
  return calls.every(item => item !== undefined) && found.length > 0 ? found : undefined;
}

/** A name and its arguments. DeepSeek's older template has the name behind the type, and the arguments in a fence. */
function namedCall(
  head: string,
  input: string,
  tools: readonly WireTool[],
): readonly CallInText[] | undefined {
  const [, later, fenced] = /^([^\n{]*)\n```(?:json)?\n([\s\S]*)\n```\s*$/.exec(input) ?? [];
  const name = offeredTool(later ?? head, namesOf(tools));
  const args = parseRecord(fenced ?? input);
  return name === undefined || args === undefined
    ? undefined
    : [{ name, arguments: (fenced ?? input).trim() }];
}

/** `<function=w><parameter=city>A</parameter></function>` and `w<arg_key>city</arg_key><arg_value>A</arg_value>`. */
function taggedCall(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const [, written, body = ''] =
    /^\s*(?:<function=)?([\w.:-]+)>?\s*(<(?:parameter=|arg_key>|\/function>)[\s\S]*)?$/.exec(text) ?? [];
  const name = written === undefined ? undefined : offeredTool(written, namesOf(tools));
  if (name === undefined) return undefined;
  const parameters = tools.find(tool => tool.function.name === name)?.function.parameters;
  const pairs = body
    .split(/<parameter=|<arg_key>/)
    .slice(1)
    .map(pair => {
      const [key = '', ...rest] = pair.split(/<\/arg_key>\s*<arg_value>|>/);
      const [value = ''] = rest.join('>').split(/<\/(?:parameter|arg_value)>?/, 1);
      return [key.trim(), typedValue(value.trim(), parameters, key.trim())] as const;
    });
  return [{ name, arguments: JSON.stringify(Object.fromEntries(pairs)) }];
}

/** A tagged value in the type that the schema asks for. */
function typedValue(text: string, parameters: JSONSchema | undefined, key: string): unknown {
  const schema = propertiesOf(parameters)[key];
  return isRecord(schema) && schema.type === 'string' ? text : (parseJSON(text) ?? text);
}

/** The calls that a JSON text consists of, in any spelling that names an offered tool. */
export function jsonCalls(text: string, tools: readonly WireTool[]): readonly CallInText[] | undefined {
  const parsed = parseJSON(text.trim());
  const listed = isRecord(parsed) && Array.isArray(parsed.tool_calls) ? parsed.tool_calls : parsed;
  const calls = [listed].flat().map(item => jsonCall(item, tools));
  return calls.length > 0 && calls.every(call => call !== undefined) ? calls : undefined;
}

function jsonCall(value: unknown, tools: readonly WireTool[]): CallInText | undefined {
  if (!isRecord(value)) return undefined;
  const call = isRecord(value.function) ? value.function : value;
  const written = call.name ?? call.tool ?? call.tool_name ?? call.action ?? call.function;
  const name = typeof written === 'string' ? offeredTool(written, namesOf(tools)) : undefined;
  const input =
    call.arguments ?? call.parameters ?? call.args ?? call.input ?? call.tool_input ?? call.action_input;
  if (name === undefined || input === undefined) return undefined;
  const args = typeof input === 'string' ? parseRecord(input) : input;
  if (typeof input !== 'string' && !isRecord(input)) return undefined;
  return {
    name,
    arguments: typeof input === 'string' && args !== undefined ? input : JSON.stringify(args ?? input),
  };
}

/** A forced call in a spelling that only the force explains: the arguments beside the name, or by themselves. */
function flatCall(text: string, tools: readonly WireTool[]): CallInText | undefined {
  const parsed = parseJSON(text.trim());
  const value: unknown = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
  if (!isRecord(value)) return undefined;
  const { name: written, ...beside } = value;
  const named = typeof written === 'string' ? offeredTool(written, namesOf(tools)) : undefined;
  const [only, ...more] = tools;
  const tool = named === undefined ? (more.length === 0 ? only : undefined) : toolOf(named, tools);
  if (tool === undefined) return undefined;
  const { name, parameters } = tool.function;
  const args = [beside, value].find(item => fitsSchema(item, parameters));
  return args && { name, arguments: JSON.stringify(args) };
}

/** Whether the arguments of a call fit the schema of its tool. */
export function fitsTool({ name, arguments: args }: CallInText, tools: readonly WireTool[]): boolean {
  const value = parseRecord(args);
  return value !== undefined && fitsSchema(value, toolOf(name, tools)?.function.parameters);
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
  if (typeof type !== 'string') return true;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === (value === null ? 'null' : typeof value);
}

function propertiesOf(schema: JSONSchema | undefined): JSONRecord {
  return isRecord(schema?.properties) ? schema.properties : {};
}

function toolOf(name: string, tools: readonly WireTool[]): WireTool | undefined {
  return tools.find(tool => tool.function.name === name);
}

function namesOf(tools: readonly WireTool[]): readonly string[] {
  return tools.map(tool => tool.function.name);
}
