import type { JSONSchema } from '../body.ts';
import { type SoundSchema, soundSchema } from './sound-schema.ts';

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
  /** The keywords that the written schema does not say any more, each with where it stood. */
  readonly losses: Set<string>;
}

/** Reports what the written schema does not say any more. */
export function lose({ losses, path }: SchemaJob, what: string): undefined {
  losses.add(`\`${what}\` (${path.slice(1) || 'the root'})`);
}

/** Goes into a schema, made sound, unless it is open already, or too deep. */
export function inside<MADE>(
  job: SchemaJob,
  schema: JSONSchema,
  go: (sound: SoundSchema) => MADE,
  below = '',
): MADE | undefined {
  const { open, path } = job;
  if (open.has(schema) || open.size >= deepest || job.written++ > most) return undefined;
  open.add(schema);
  job.path += below;
  const made = go(soundSchema(schema));
  open.delete(schema);
  job.path = path;
  return made;
}

/** Whether a schema accepts anything, or is none. */
export function isEmpty(schema: unknown): boolean {
  return Object.keys(Object(schema)).length === 0;
}
