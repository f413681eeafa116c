import { toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';

/** A schema with notes after its description, if there are any. */
export function withNotes(schema: JSONSchema, notes: readonly string[]): JSONSchema {
  if (notes.length === 0) return schema;
  const description = [schema.description, `(${notes.join(', ')})`].filter(Boolean).join(' ');
  return { ...schema, description };
}

/** Text for a keyword that cannot be sent. */
export function noteOf(key: string, value: unknown): string {
  return `${key}: ${toJSON(value)}`;
}
