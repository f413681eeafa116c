import { type JSONSchema, mapItems, mapTools, type WireBody, without, withoutTools } from './body.ts';
import { responseSchema, withResponseSchema } from './schemas.ts';

/**
 * What is right for every upstream: no `$schema` in schemas, no empty tool list, no lone surrogates.
 * `$schema` makes kimi-k2.5 degenerate and closed schemas refuse the call; `tools: []` is a 400 at OpenAI; strict
 * JSON parsers refuse half of a surrogate pair.
 */
export function hygiene(body: WireBody): WireBody {
  return mapStrings(withoutSchemaKeys(withoutEmptyTools(body)), wellFormed);
}

/** No empty tool list, and no choice without tools. */
export function withoutEmptyTools(body: WireBody): WireBody {
  const { tools, tool_choice, parallel_tool_calls } = body;
  if (
    tools === undefined ? tool_choice === undefined && parallel_tool_calls === undefined : tools.length > 0
  ) {
    return body;
  }
  return withoutTools(body);
}

function withoutSchemaKeys(body: WireBody): WireBody {
  const schema = responseSchema(body);
  const stated =
    schema?.$schema === undefined ? body : withResponseSchema(body, { schema: stripped(schema) });
  return mapTools(stated, tool => {
    const { parameters } = tool;
    return parameters?.$schema === undefined ? tool : { ...tool, parameters: stripped(parameters) };
  });
}

function stripped(schema: JSONSchema): JSONSchema {
  return '$schema' in schema ? without(schema, '$schema') : schema;
}

/** Rebuilds only what changes: a clean prompt is not copied. */
function mapStrings<VALUE>(value: VALUE, map: (text: string) => string): VALUE;
function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return mapItems(value, item => mapStrings(item, map));
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    const mapped = mapStrings(item, map);
    if (mapped === item) continue;
    copy ??= { ...value } as Record<string, unknown>;
    copy[key] = mapped;
  }
  return copy ?? value;
}

// Node 18 has no String.prototype.isWellFormed; with the `u` flag the class matches lone surrogates only.
const loneSurrogate = /\p{Surrogate}/gu;

function wellFormed(text: string): string {
  const { isWellFormed } = text as { isWellFormed?: () => boolean };
  if (isWellFormed?.call(text)) return text;
  return text.replace(loneSurrogate, '\ufffd');
}
