import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools, type WireBody } from './body.ts';

/** The members with other values, whatever their names (`__proto__` too may be one), without those that are `undefined`. */
export function mapMembers(
  members: JSONSchema,
  map: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const mapped = map(value, name);
      return mapped === undefined ? [] : [[name, mapped]];
    }),
  );
}

/** The value of a keyword with all in it mapped that may be a schema, each with its name or place. */
export function mapKeyword(
  key: string,
  item: unknown,
  map: (value: unknown, name?: string) => unknown,
): unknown {
  if (/^(?:const|enum|default|examples?)$/.test(key)) return item;
  if (Array.isArray(item)) return item.map((one, index) => map(one, String(index)));
  return isRecord(item) && /^(?:\$defs|definitions|dependentSchemas|(?:patternP|p)roperties)$/.test(key)
    ? mapMembers(item, map)
    : map(item);
}

/** A copy of a JSON schema with every schema in it mapped, the innermost first. The given one is not touched. */
export function mapSchema(schema: JSONSchema, map: (schema: JSONSchema) => JSONSchema): JSONSchema {
  const visit = (value: unknown): unknown => (isRecord(value) ? mapSchema(value, map) : value);
  return map(mapMembers(schema, (item, key) => mapKeyword(key, item, visit)));
}

/** Every schema inside a schema, itself included. */
export function subSchemas(schema: JSONSchema): readonly JSONSchema[] {
  const found: JSONSchema[] = [];
  mapSchema(schema, item => {
    found.push(item);
    return item;
  });
  return found;
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

/** Rewrites the schemas of the tools. */
export function mapToolSchemas(map: (schema: JSONSchema) => JSONSchema): (body: WireBody) => WireBody {
  return body =>
    mapTools(body, tool => (tool.parameters ? { ...tool, parameters: map(tool.parameters) } : tool));
}
