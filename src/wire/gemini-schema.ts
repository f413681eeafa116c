import { isRecord } from '../json-values.ts';
import type { JSONSchema } from './body.ts';
import { words } from './fields.ts';
import { mapSchema, withNote } from './schemas.ts';

/** Keywords unknown to Gemini's schemas. */
const unknown = words('$schema $id title discriminator examples exclusiveMinimum exclusiveMaximum');

/**
 * The subset of JSON schema that Gemini accepts: `const` as an `enum`, string formats as text, no names in
 * `required` without a property, `items` on every array.
 * @see https://ai.google.dev/gemini-api/docs/structured-output · pydantic-ai `GoogleJsonSchemaTransformer` (2026-08)
 */
export function geminiSchema(schema: JSONSchema): JSONSchema {
  return mapSchema(schema, item => withItems(knownRequired(formatAsNote(constAsEnum(known(item))))));
}

type Rewrite = (schema: JSONSchema) => JSONSchema;

function known(schema: JSONSchema): JSONSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !unknown.includes(key)));
}

const constAsEnum: Rewrite = schema => {
  if (!('const' in schema)) return schema;
  const { const: value, ...rest } = schema;
  const type = value === null ? 'null' : typeof value;
  return { type, ...rest, enum: [value] };
};

const formatAsNote: Rewrite = schema => {
  const { format, ...rest } = schema;
  if (schema.type !== 'string' || typeof format !== 'string') return schema;
  return rest.description === undefined
    ? { ...rest, description: `Format: ${format}` }
    : withNote(rest, `(format: ${format})`);
};

const knownRequired: Rewrite = schema => {
  const { required, properties } = schema;
  if (!Array.isArray(required)) return schema;
  const kept = required.filter(name => isRecord(properties) && Object.hasOwn(properties, String(name)));
  if (kept.length === required.length) return schema;
  const { required: _, ...rest } = schema;
  return kept.length === 0 ? rest : { ...rest, required: kept };
};

const withItems: Rewrite = schema =>
  schema.type === 'array' && schema.items === undefined && schema.prefixItems === undefined
    ? { ...schema, items: {} }
    : schema;
