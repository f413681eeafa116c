import { isSchema, mapSchema } from './map-schema.ts';
import type { JSONSchema } from './wire-body.ts';

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
  const branches = anyOf.map(branch => (isSchema(branch) ? typeIntoBranches({ type, ...branch }) : branch));
  return { ...rest, anyOf: branches };
}
