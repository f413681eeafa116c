import type { JSONSchema } from './wire-body.ts';

/** Moves keywords that an upstream refuses into the description, where the model still reads them. */
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
