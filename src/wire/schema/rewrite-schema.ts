import type { JSONSchema } from '../body.ts';
import { words } from '../fields.ts';
import { mapMembers } from '../schemas.ts';
import { both, different, either } from './merge-schemas.ts';
import { lose, type SchemaJob } from './schema-job.ts';
import { targetOf } from './schema-references.ts';
import type { SchemaRules } from './schema-rules.ts';
import { type SoundSchema, soundSchema } from './sound-schema.ts';
import { typesOf } from './typed-schemas.ts';
import { formsOf, unfold } from './unfold-schema.ts';
import { writeOpen, writeSchema } from './write-schema.ts';

export interface RewrittenSchema {
  readonly schema: JSONSchema;
  /** The keywords that it does not say any more, each with where it stood. */
  readonly losses: string;
}

/**
 * A copy of a schema in the form that an upstream accepts. It accepts every object that the given one accepts; what it
 * cannot express stands in descriptions, and among the losses.
 */
export function rewriteSchema(given: JSONSchema, rules: SchemaRules): RewrittenSchema {
  const job: SchemaJob = {
    rules: new Set(words(rules)),
    root: given,
    names: new Map(),
    open: new Set(),
    path: '',
    written: 0,
    losses: new Set(),
  };
  const object = objectOf(job, soundSchema(given));
  // References to the root come back to it.
  job.open.add(given);
  const root = writeOpen(job, object);
  const definitions: [string, unknown][] = [];
  // The names grow while definitions are written that refer to others.
  for (const [name, target] of job.names)
    definitions.push([name, writeSchema(job, target, `.$defs.${name}`)]);
  const $defs = definitions.length > 0 && { $defs: Object.fromEntries(definitions) };
  return { schema: { ...root, ...$defs }, losses: [...job.losses].join(', ') };
}

/** The root as one object without `$ref` and `allOf`; only without these where an answer is none. */
function objectOf(job: SchemaJob, given: SoundSchema): SoundSchema {
  return unfold(
    job,
    given,
    part => objectOf(job, part),
    flat => {
      const { anyOf, ...rest } = flat;
      const objects = different(
        formsOf(
          job,
          { anyOf },
          (_, { $ref }) => (job.open.has(targetOf(job, $ref) ?? {}) ? [] : undefined),
          (_, schema) => (schema && typesOf(schema).has('object') ? [schema] : []),
        ),
      );
      const [only = {}] = objects;
      const isObject = rest.type === 'object' || (objects.length > 0 && typesOf(rest).has('object'));
      if (job.rules.has('answer') && !isObject) return flat;
      const whole = both(job, rest, objects.length > 1 ? either(objects) : only);
      const { properties = {} } = whole;
      return mapMembers({ anyOf, ...whole, type: 'object', properties }, (item, key) =>
        /^(?:enum|const|not|anyOf)$/.test(key) ? lose(job, key) : item,
      );
    },
  );
}
