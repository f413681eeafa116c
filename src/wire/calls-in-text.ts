import { isRecord, type JSONRecord, parseJSON, parseRecord } from '../json-values.ts';
import type { JSONSchema, WireTool } from './body.ts';
import { type CallMarkup, callTokens, markups, placeOf } from './call-markups.ts';
import {
  allCalls,
  type CallsInText,
  jsonCalls,
  propertiesOf,
  toolOf,
  writtenCalls,
} from './written-calls.ts';

/** The offered tools that a text may call. */
export interface OfferedCalls {
  readonly tools: readonly WireTool[];
  /** Whether the answer has to be a call. */
  readonly forced: boolean;
  /** How the model's family marks calls. */
  readonly markups: readonly CallMarkup[];
}

/**
 * The calls that a text is, from its first token on.
 * @param isAll whether the answer has no text before it
 */
export function callsIn(text: string, { tools, forced, markups }: OfferedCalls, isAll: boolean): CallsInText {
  if (forced) return forcedCalls(text, tools);
  // The end of a turn, and no call.
  if (/^<[|｜]/.test(text) && markups.some(markup => unwrapped(text, markup).trim() === '')) return [];
  const marked = markups.map(markup => markedCalls(text, markup, tools)).find(calls => calls);
  return marked ?? (isAll && markups.some(({ bare }) => bare) ? bareCall(text, tools) : undefined);
}

/** The calls that a forced answer consists of: in the markup of any family, or in any spelling. */
export function forcedCalls(text: string, tools: readonly WireTool[]): CallsInText {
  const marked = markups.map(markup =>
    markedCalls(text.slice(placeOf(callTokens(markup), text)), markup, tools),
  );
  const fenced = text.replace(/```\w*/g, '');
  // A name tells a call behind words too; arguments alone do not.
  const inner = text.slice(text.search(/[{[]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1);
  return (
    marked.find(calls => calls) ??
    jsonCalls(inner, tools) ??
    flatCall(fenced, tools) ??
    writtenCalls(fenced, tools)
  );
}

/** Tokens of families without a row: Cohere, InternLM, Functionary. */
const unknownTokens = /<[|｜][^<>]{1,40}[|｜]>(?:assistant)?|^\s*>>>/g;

/** Whether a text that is not a call looks like one: JSON with the name of a tool, or any markup that holds it. */
export function looksLikeCall(text: string, tools: readonly WireTool[]): boolean {
  // Fences of Gemma 3, too.
  if ([...markups.flatMap(callTokens), '```tool_'].some(token => text.includes(token)))
    return tools.some(tool => text.includes(tool.function.name));
  const bare = text.replace(unknownTokens, ' ');
  // JSON with the name of a tool as a key is an answer.
  const isMarked = bare !== text || /^\s*\[[^{"]/.test(text);
  return (isMarked ? writtenCalls : jsonCalls)(bare, tools) !== undefined;
}

/** The calls of a text that begins with the markup of a family; `undefined` where anything else follows them. */
export function markedCalls(text: string, markup: CallMarkup, tools: readonly WireTool[]): CallsInText {
  const { call, args, end } = markup;
  const [before = '', ...segments] = unwrapped(text, markup).split(call);
  const calls = segments.map(segment => {
    const [inner = '', ...behind] = end === undefined ? [segment] : segment.split(end);
    if (behind.join('').trim() !== '') return undefined;
    // Read as a recipient: of DeepSeek's older template, what is behind the token is the name, and before it the type.
    return writtenCalls(args === undefined ? inner : inner.replace(args, ' to='), tools);
  });
  return before.trim() === '' ? allCalls(calls) : undefined;
}

/** Without the tokens that say nothing. */
function unwrapped(text: string, { around = [] }: CallMarkup): string {
  return [...around, '<|im_end|>'].reduce((rest, token) => rest.replaceAll(token, ''), text);
}

/** The one call that a text is, as a JSON object without any token, if its arguments fit the schema of the tool. */
function bareCall(text: string, tools: readonly WireTool[]): CallsInText {
  const [call, ...more] = jsonCalls(text, tools) ?? [];
  const args = call && parseRecord(call.arguments);
  const fits = args && more.length === 0 && fitsSchema(args, toolOf(call.name, tools)?.parameters);
  return fits ? [call] : undefined;
}

/** A forced call in a spelling that only the force explains: the arguments beside the name, or by themselves. */
function flatCall(text: string, tools: readonly WireTool[]): CallsInText {
  const [value, ...more] = [parseJSON(text.trim())].flat();
  if (!isRecord(value) || more.length > 0) return undefined;
  const { name: written, ...beside } = value;
  const tool = toolOf(written, tools) ?? (tools.length === 1 ? tools[0]?.function : undefined);
  const args = tool && [beside, value].find(item => fitsSchema(item, tool.parameters));
  return args && [{ name: tool.name, arguments: JSON.stringify(args) }];
}

/** The names, the required properties and the plain types. */
function fitsSchema(value: JSONRecord, schema: JSONSchema = {}): boolean {
  const properties = propertiesOf(schema);
  return (
    [schema.required ?? []].flat().every(name => value[String(name)] !== undefined) &&
    Object.entries(value).every(([name, item]) => fitsType(item, properties?.[name]))
  );
}

function fitsType(value: unknown, schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  const { type } = schema;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return typeof type !== 'string' || type === (value === null ? 'null' : typeof value);
}
