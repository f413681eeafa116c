import { toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';

/** Schemas inside schemas, and all that are written; what is beyond accepts anything. */
const deepest = 100;
const most = 10_000;

/** The rewriting of one schema. */
export interface SchemaJob {
  readonly rules: ReadonlySet<string>;
  readonly root: JSONSchema;
  /** The root and all that it holds, once a name is looked for. */
  schemas?: readonly JSONSchema[];
  /** The schemas that are referred to, by their names among the definitions. */
  readonly names: Map<string, JSONSchema>;
  /** The schemas that are being written, and where the innermost stands, as `.properties.when`. */
  readonly open: Set<JSONSchema>;
  path: string;
  /** How many have been written. */
  written: number;
  /** The keywords that the written schema does not say any more, each with where they stood. */
  readonly losses: Map<string, Set<string>>;
  /** Writes a schema inside another, at a path below it; a value that is not a schema is left unchanged. */
  readonly write: (job: SchemaJob, value: unknown, below: string) => unknown;
}

/** Reports what the written schema does not say any more. */
export function lose({ losses, path }: SchemaJob, what: string): undefined {
  losses.set(what, (losses.get(what) ?? new Set()).add(path.slice(1) || 'the root'));
}

/** Goes into a schema, unless it is open already, or too deep. */
export function inside<MADE>(
  job: SchemaJob,
  schema: JSONSchema,
  go: () => MADE,
  below = '',
): MADE | undefined {
  const { open, path } = job;
  if (open.has(schema) || open.size >= deepest || job.written++ > most) return undefined;
  open.add(schema);
  job.path += below;
  const made = go();
  open.delete(schema);
  job.path = path;
  return made;
}

/** A schema with notes after its description, if there are any. */
export function withNotes(schema: JSONSchema, notes: readonly string[]): JSONSchema {
  if (notes.length === 0) return schema;
  const description = [schema.description, `(${notes.join(', ')})`].filter(Boolean).join(' ');
  return { ...schema, description };
}

/** Whether a schema accepts anything, or is none. */
export function isEmpty(schema: unknown): boolean {
  return Object.keys(Object(schema)).length === 0;
}

/** Text for a keyword that cannot be sent. */
export function noteOf(key: string, value: unknown): string {
  if (key === 'enum') return `one of: ${[value].flat().map(toJSON).join(', ')}`;
  return `${key}: ${key === 'format' ? value : toJSON(value)}`;
}
