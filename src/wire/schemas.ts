import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools, type WireBody } from './body.ts';
import { words } from './fields.ts';
import type { BodyStep } from './profile.ts';

const schemaKeys = words('items additionalProperties not if then else contains propertyNames');
const schemaListKeys = words('anyOf allOf oneOf prefixItems');
const schemaMapKeys = words('properties $defs definitions patternProperties dependentSchemas');

/** A copy of a JSON schema with every schema in it mapped, the innermost first. The given one is not touched. */
export function mapSchema(schema: JSONSchema, map: (schema: JSONSchema) => JSONSchema): JSONSchema {
  const copy: Record<string, unknown> = { ...schema };
  const visit = (value: unknown): unknown => (isRecord(value) ? mapSchema(value, map) : value);
  for (const [key, value] of Object.entries(schema)) {
    if (schemaKeys.includes(key)) copy[key] = Array.isArray(value) ? value.map(visit) : visit(value);
    else if (schemaListKeys.includes(key) && Array.isArray(value)) copy[key] = value.map(visit);
    else if (schemaMapKeys.includes(key) && isRecord(value)) {
      copy[key] = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(item)]));
    }
  }
  return map(copy);
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

/** The schema that the caller wants the response to satisfy, if there is one. */
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

type SchemaMap = (schema: JSONSchema) => JSONSchema;

/** Rewrites the schemas of the tools. The same body when nothing changed. */
export function mapToolSchemas(map: SchemaMap): (body: WireBody) => WireBody {
  return body =>
    mapTools(body, tool => {
      const { parameters } = tool;
      const mapped = parameters && map(parameters);
      return mapped === undefined || mapped === parameters ? tool : { ...tool, parameters: mapped };
    });
}

/** Rewrites the schemas of the tools and the response. The same body when nothing changed. */
export function mapSchemas(map: SchemaMap): (body: WireBody) => WireBody {
  const tools = mapToolSchemas(map);
  return body => {
    const schema = responseSchema(body);
    const mapped = schema && map(schema);
    return tools(
      mapped === schema ? body : mapEnvelope((_, envelope) => ({ ...envelope, schema: mapped }))(body),
    );
  };
}

/** Gives a tool without parameters the schema of an empty object, which some upstreams require. */
export const withParameters: BodyStep = body =>
  mapTools(body, tool => ({ ...tool, parameters: tool.parameters ?? { type: 'object', properties: {} } }));

/** How many references are inlined; those beyond allow anything. */
const limit = 500;

/**
 * Inlines each definition, for upstreams without `$ref`. A recursive one cannot be
 * inlined: its inner reference becomes a schema that allows anything, as do those beyond a limit.
 */
export function inlineRefs(schema: JSONSchema): JSONSchema {
  const { $defs: _, definitions: __, ...root } = schema;
  const definitions = new Map<string, JSONSchema>([['#', root]]);
  for (const group of ['$defs', 'definitions']) {
    const named = schema[group];
    if (!isRecord(named)) continue;
    for (const [name, item] of Object.entries(named))
      if (isRecord(item)) definitions.set(`#/${group}/${name}`, item);
  }
  let written = 0;
  const resolve = (given: JSONSchema, path: readonly string[]): JSONSchema =>
    mapSchema(given, item => {
      const { $ref, ...siblings } = item;
      if (typeof $ref !== 'string') return item;
      const target = path.includes($ref) || ++written > limit ? undefined : definitions.get($ref);
      return target === undefined ? siblings : { ...resolve(target, [...path, $ref]), ...siblings };
    });
  return resolve(root, ['#']);
}

/** Moves keywords that an upstream rejects into the description, where the model still reads them. */
export function keywordsAsNotes(schema: JSONSchema, keywords: readonly string[]): JSONSchema {
  const found = keywords.filter(keyword => schema[keyword] !== undefined);
  if (found.length === 0) return schema;
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => !found.includes(key)));
  const notes = found.map(keyword => `${keyword}: ${JSON.stringify(schema[keyword])}`).join(', ');
  return withNote(kept, `(${notes})`);
}

export function withNote(schema: JSONSchema, note: string): JSONSchema {
  const { description } = schema;
  return { ...schema, description: typeof description === 'string' ? `${description} ${note}` : note };
}
