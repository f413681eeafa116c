import { isRecord } from '../json-values.ts';
import type { JSONSchema, WireBody } from './body.ts';

/** The members with other values, whatever their names (`__proto__` too may be one), without those that are `undefined`. */
export function mapMembers(
  members: JSONSchema,
  map: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  const made: [string, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    const mapped = value === undefined ? value : map(value, name);
    if (mapped !== undefined) made.push([name, mapped]);
  }
  return Object.fromEntries(made);
}

/** The value of a keyword with all in it mapped that may be a schema, each with its path, as `.properties.when`. */
export function mapKeyword(
  key: string,
  item: unknown,
  map: (value: unknown, path: string) => unknown,
): unknown {
  if (/^(?:const|enum|default|examples?)$/.test(key)) return item;
  if (Array.isArray(item)) return item.map((one, index) => map(one, `.${key}.${index}`));
  return isRecord(item) && /^(?:\$?de.*s|p.*operties)$/.test(key)
    ? mapMembers(item, (one, name) => map(one, `.${key}.${name}`))
    : map(item, `.${key}`);
}

/** Every schema inside a schema, itself included. */
export function subSchemas(schema: JSONSchema): readonly JSONSchema[] {
  // A set is visited in the order in which it grows.
  const found = new Set([schema]);
  for (const one of found)
    for (const [key, item] of Object.entries(one))
      mapKeyword(key, item, value => isRecord(value) && found.add(value));
  return [...found];
}

/** The schema that the response must satisfy, if there is one. */
export function responseSchema(body: WireBody): JSONSchema | undefined {
  const schema = body.response_format?.json_schema?.schema;
  return isRecord(schema) ? schema : undefined;
}

/** Rewrites `json_schema` of a body with a response schema, from that schema and the members around it. */
export function mapEnvelope(
  map: (schema: JSONSchema, envelope: JSONSchema) => JSONSchema,
): (body: WireBody) => WireBody {
  return body => {
    const schema = responseSchema(body);
    if (schema === undefined) return body;
    const json_schema = map(schema, body.response_format?.json_schema ?? {});
    return { ...body, response_format: { type: 'json_schema', json_schema } };
  };
}
