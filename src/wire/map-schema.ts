import type { JSONSchema } from './wire-body.ts';

const schemaKeys = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
];
const schemaListKeys = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const schemaMapKeys = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/** A copy of a JSON schema with every schema in it mapped, the innermost first. The given one is not touched. */
export function mapSchema(schema: JSONSchema, map: (schema: JSONSchema) => JSONSchema): JSONSchema {
  const copy: Record<string, unknown> = { ...schema };
  const visit = (value: unknown): unknown => (isSchema(value) ? mapSchema(value, map) : value);
  for (const [key, value] of Object.entries(schema)) {
    if (schemaKeys.includes(key)) copy[key] = Array.isArray(value) ? value.map(visit) : visit(value);
    else if (schemaListKeys.includes(key) && Array.isArray(value)) copy[key] = value.map(visit);
    else if (schemaMapKeys.includes(key) && isSchema(value)) {
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

export function isSchema(value: unknown): value is JSONSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
