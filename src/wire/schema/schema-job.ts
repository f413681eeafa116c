import { toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import type { SchemaReferences } from './schema-references.ts';
import type { SchemaRules } from './schema-rules.ts';

/** Schemas inside schemas; what is deeper accepts anything. */
export const deepest = 100;
/** How many schemas are written before copies of others are no longer made. */
export const most = 10_000;

/** The rewriting of one schema. */
export interface SchemaJob {
  readonly rules: SchemaRules;
  readonly refused: ReadonlySet<string>;
  readonly references: SchemaReferences;
  /** The schemas that are being written. */
  readonly open: Set<unknown>;
  /** How many have been written. */
  written: number;
  /** Reports what the written schema does not say any more. */
  readonly lose: (what: string, path: string) => void;
  readonly write: (value: unknown, path: string) => JSONSchema | boolean;
}

/** Text for a keyword that cannot be sent. */
export function note(job: SchemaJob, key: string, value: unknown, path: string): string {
  job.lose(key, path);
  return `${key}: ${key === 'format' ? value : toJSON(value)}`;
}

/** A schema with such texts in its description. */
export function withNotes(schema: JSONSchema, notes: readonly string[]): JSONSchema {
  return notes.length === 0
    ? schema
    : { ...schema, ...described({ description: `(${notes.join(', ')})` }, schema) };
}

/** A schema whose description begins with that of another one. */
export function described(schema: JSONSchema, { description }: JSONSchema): JSONSchema {
  if (typeof description !== 'string' || description === '') return schema;
  const own = schema.description;
  return { ...schema, description: typeof own === 'string' ? `${description} ${own}` : description };
}

/** The path of a keyword, or of a schema below one. */
export function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

export function isRefused({ refused, rules }: SchemaJob, key: string, item: unknown): boolean {
  if (refused.has(key)) return true;
  if (key === 'format') return rules.formats !== undefined && !rules.formats.includes(String(item));
  return key === 'pattern' && rules.plainPatterns === true && /\(\?<?[=!]/.test(String(item));
}

/** One of each. */
export function different<ITEM>(items: readonly ITEM[]): ITEM[] {
  return [...new Map(items.map(item => [toJSON(item), item])).values()];
}
