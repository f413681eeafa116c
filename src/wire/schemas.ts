import { isRecord } from '../json-values.ts';
import { type JSONSchema, mapTools, type WireBody } from './body.ts';
import { words } from './fields.ts';

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
