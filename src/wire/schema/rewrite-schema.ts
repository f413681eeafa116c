import type { JSONSchema } from '../body.ts';
import { flatRoot } from './flat-schema.ts';
import type { SchemaJob } from './schema-job.ts';
import { SchemaReferences } from './schema-references.ts';
import type { SchemaRules } from './schema-rules.ts';
import { writeSchema } from './write-schema.ts';

export interface RewrittenSchema {
  readonly schema: JSONSchema;
  readonly losses: SchemaJob['losses'];
}

/**
 * A copy of a schema in the form that an upstream accepts. It accepts every object that the given one accepts; what it
 * cannot express stands in descriptions, and among the losses.
 */
export function rewriteSchema(
  given: JSONSchema,
  rules: SchemaRules,
  use: 'tool' | 'answer',
): RewrittenSchema {
  const references = new SchemaReferences(given);
  const job: SchemaJob = {
    rules,
    references,
    open: new Set(),
    written: 0,
    losses: new Map(),
    write: (value, path) => writeSchema(job, value, path),
  };
  const object = flatRoot(job, given, use);
  // References to the root come back to it.
  if (object !== undefined) job.open.add(given);
  const root = Object(job.write(object ?? given, ''));
  const definitions: [string, unknown][] = [];
  // The names grow while definitions are written that refer to others.
  for (const [target, name] of references.names) definitions.push([name, job.write(target, `$defs.${name}`)]);
  const $defs = definitions.length > 0 && { $defs: Object.fromEntries(definitions) };
  return { schema: { ...root, ...$defs }, losses: job.losses };
}
