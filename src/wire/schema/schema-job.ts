import { toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import type { SchemaReferences } from './schema-references.ts';
import type { SchemaRules } from './schema-rules.ts';

/** Schemas inside schemas, and all that are written; what is beyond accepts anything. */
const deepest = 100;
const most = 10_000;

/** The rewriting of one schema. */
export interface SchemaJob {
  readonly rules: SchemaRules;
  readonly references: SchemaReferences;
  /** The schemas that are being written. */
  readonly open: Set<JSONSchema>;
  /** How many have been written. */
  written: number;
  /** The keywords that the written schema does not say any more, each with where they stood, as `properties.when`. */
  readonly losses: Map<string, Set<string>>;
  /** Writes a schema inside another; a value that is not a schema is left unchanged. */
  readonly write: (value: unknown, path: string) => unknown;
}

/** Reports what the written schema does not say any more. */
export function lose({ losses }: SchemaJob, what: string, path: string): undefined {
  const paths = losses.get(what) ?? new Set();
  losses.set(what, paths.add(path || 'the root'));
}

/** Goes into a schema, unless it is open already, or too deep. */
export function inside<MADE>(job: SchemaJob, schema: JSONSchema, go: () => MADE): MADE | undefined {
  const { open } = job;
  if (open.has(schema) || open.size >= deepest || job.written++ > most) return undefined;
  open.add(schema);
  const made = go();
  open.delete(schema);
  return made;
}

/** A schema with a description of the given texts, if there are any. */
export function told(schema: JSONSchema, ...texts: readonly unknown[]): JSONSchema {
  const description = texts.filter(text => typeof text === 'string' && text !== '').join(' ');
  return description === '' ? schema : { ...schema, description };
}

/** Text for a keyword that cannot be sent. */
export function noteOf(key: string, value: unknown): string {
  return `${key}: ${key === 'format' ? value : toJSON(value)}`;
}

/** The path of a keyword, or of a schema below one. */
export function below(path: string, ...keys: readonly (string | undefined)[]): string {
  return [path, ...keys].filter(Boolean).join('.');
}
