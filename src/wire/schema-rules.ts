import { isRecord } from '../json-values.ts';
import type { JSONSchema } from './body.ts';
import { mapSchema, withNote } from './schemas.ts';

/** Keywords that Gemini's schemas do not know. */
const unknown = new Set([
  '$schema',
  '$id',
  'title',
  'discriminator',
  'examples',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/**
 * The subset of JSON schema that Gemini accepts: `const` as an `enum`, string formats as text, no names in
 * `required` that are no properties, `items` on every array.
 * @see https://ai.google.dev/gemini-api/docs/structured-output · pydantic-ai `GoogleJsonSchemaTransformer` (2026-08)
 */
export function geminiSchema(schema: JSONSchema): JSONSchema {
  return mapSchema(schema, item =>
    [constAsEnum, formatAsNote, knownRequired, withItems].reduce(apply, known(item)),
  );
}

type Rewrite = (schema: JSONSchema) => JSONSchema;

const apply = (schema: JSONSchema, rewrite: Rewrite): JSONSchema => rewrite(schema);

function known(schema: JSONSchema): JSONSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !unknown.has(key)));
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

/**
 * Moonshot's flavoured JSON schema: an object at the root, tuples as `prefixItems`, and no `type` beside `anyOf`.
 * @see @ai-sdk/moonshotai 3.0.60 (2026-08)
 */
export function moonshotSchema(schema: JSONSchema): JSONSchema {
  const rewritten = mapSchema(schema, item => typeIntoBranches(tupleAsPrefixItems(item)));
  return rewritten.type === undefined && rewritten.anyOf === undefined
    ? { type: 'object', ...rewritten }
    : rewritten;
}

function tupleAsPrefixItems(schema: JSONSchema): JSONSchema {
  if (!Array.isArray(schema.items)) return schema;
  const { items, ...rest } = schema;
  return { ...rest, prefixItems: items };
}

function typeIntoBranches(schema: JSONSchema): JSONSchema {
  const { type, anyOf, ...rest } = schema;
  if (type === undefined || !Array.isArray(anyOf)) return schema;
  // A branch may have branches of its own.
  const branches = anyOf.map(branch => (isRecord(branch) ? typeIntoBranches({ type, ...branch }) : branch));
  return { ...rest, anyOf: branches };
}
