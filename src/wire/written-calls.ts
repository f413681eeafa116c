import { isRecord, type JSONRecord, parseJSON, parseRecord } from '../json-values.ts';
import type { JSONSchema, WireFunction, WireTool } from './body.ts';
import { looseJSON } from './loose-json.ts';
import { offeredTool } from './offered-tool.ts';

/** A tool call that a model wrote as text. */
export interface CallInText {
  readonly name: string;
  readonly arguments: string;
}

/** Calls, or `undefined` where a text is anything else as well. */
export type CallsInText = readonly CallInText[] | undefined;

/** The calls that a text is, in any spelling: in tags, as JSON, or as code. */
export function writtenCalls(text: string, tools: readonly WireTool[]): CallsInText {
  return taggedCall(text, tools) ?? codedCalls(text, tools) ?? namedCall(text, tools);
}

/** The calls that a JSON text is, in any spelling that names an offered tool. */
export function jsonCalls(text: string, tools: readonly WireTool[]): CallsInText {
  return allCalls(itemsOf(parseJSON(text.trim())).map(item => callOf(item, tools)));
}

/** JSON, `[w(c="A")]`, `{'name': 'w', …}` and `{"w":{"c":"A"}}`, also one behind the other. */
function codedCalls(text: string, tools: readonly WireTool[]): CallsInText {
  const items = itemsOf(parseJSON(`[${looseJSON(text.trim())}]`));
  return allCalls(items.map(item => callOf(item, tools) ?? callOf(keyed(item), tools)));
}

/** `w: {"c":"A"}` and `commentary to=w json{"c":"A"}`, but no words before or behind them. */
function namedCall(text: string, tools: readonly WireTool[]): CallsInText {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}') + 1];
  const [name, json] = [text.slice(0, start), text.slice(start, end)];
  const isProse = (/\w\s+\w/.test(name) && !name.includes('to=')) || /\w/.test(text.slice(end));
  const input = parseRecord(json) ? json : parseJSON(looseJSON(json));
  return isProse ? undefined : allCalls([callOf({ name, input }, tools)]);
}

/**
 * `w><parameter=city>A</parameter>`, `w"><parameter name="city">A</parameter>`,
 * `w<arg_key>city</arg_key><arg_value>A</arg_value>`, and the tags of Kimi K3, whose brackets are tokens.
 */
function taggedCall(text: string, tools: readonly WireTool[]): CallsInText {
  const [, written, body = ''] =
    /^\s*(?:<function=)?([\w.:-]+)(?:" index="\d+"<\|sep\|)?"?>?\s*(<(?:parameter|arg_key>|\|open|\/function>)[\s\S]*)?$/.exec(
      text,
    ) ?? [];
  const tool = toolOf(written, tools);
  if (tool === undefined) return undefined;
  const properties = propertiesOf(tool.parameters);
  const pairs = body
    .split(/<parameter(?:=| name=")|<arg_key>|<\|open\|>argument key="/)
    .slice(1)
    .map(pair => {
      const [name = '', ...rest] = pair.split(/<\/arg_key>\s*<arg_value>|<\|sep\|>|>/);
      const [value = ''] = rest.join('>').split(/<(?:\/parameter|\/arg_value|\|close\|>argument)>?/, 1);
      const [key = '', argument] = [name.split('"', 1)[0]?.trim(), value.trim()];
      // In the type that the schema asks for.
      const isText = Object(properties?.[key]).type === 'string';
      return [key, isText ? argument : (parseJSON(argument) ?? argument)];
    });
  return [{ name: tool.name, arguments: JSON.stringify(Object.fromEntries(pairs)) }];
}

function itemsOf(value: unknown): readonly unknown[] {
  return [value].flat(2).flatMap(item => Object(item).tool_calls ?? [item]);
}

/** The calls of all pieces, where each is one, or several. */
export function allCalls(pieces: readonly (CallInText | CallsInText)[]): CallsInText {
  const calls = pieces.flatMap(piece => piece ?? []);
  return calls.length > 0 && !pieces.includes(undefined) ? calls : undefined;
}

/** A call in any spelling that names an offered tool. */
function callOf(value: unknown, tools: readonly WireTool[]): CallInText | undefined {
  if (!isRecord(value)) return undefined;
  const { name, input } = spelledCall(value);
  const tool = toolOf(name, tools);
  const isText = typeof input === 'string';
  if (tool === undefined || !(isText || isRecord(input))) return undefined;
  return { name: tool.name, arguments: isText && parseRecord(input) ? input : JSON.stringify(input) };
}

/** `{"w":{"c":"A"}}` */
function keyed(value: unknown): JSONRecord | undefined {
  const [[name, input] = [], another] = Object.entries(Object(value));
  return another ? undefined : { name, input };
}

/** The tool that a model means by a name. */
export function toolOf(name: unknown, tools: readonly WireTool[]): WireFunction | undefined {
  const names = tools.map(tool => tool.function.name);
  const offered = typeof name === 'string' ? offeredTool(name, names) : undefined;
  return tools.find(tool => tool.function.name === offered)?.function;
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

/** The properties of a schema of an object, if it names any. */
export function propertiesOf(schema: JSONSchema | undefined): JSONRecord | undefined {
  return isRecord(schema?.properties) ? schema.properties : undefined;
}
