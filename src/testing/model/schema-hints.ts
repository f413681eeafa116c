import { asString, type JsonObject } from '../http/json.ts';

const numbers =
  /\b(minLength|maxLength|minItems|maxItems|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf):\s*(-?\d+(?:\.\d+)?)/g;

/**
 * A schema with the keywords that its description spells out, as clients write them down for upstreams that take
 * them in no other way: `Format: date`, `(minLength: 3)`. Keywords of its own win.
 */
export function withHints(schema: JsonObject): JsonObject {
  const text = asString(schema.description);
  if (text === undefined) return schema;
  const format = /\bformat:\s*([a-z][a-z0-9-]*)/i.exec(text)?.[1];
  const spelled = [...text.matchAll(numbers)].map(([, key = '', value]) => [key, Number(value)]);
  return { ...(format === undefined ? {} : { format }), ...Object.fromEntries(spelled), ...schema };
}
