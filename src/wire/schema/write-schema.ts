import { isRecord, records } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { both, different } from './merge-schemas.ts';
import { inside, isEmpty, lose, type SchemaJob } from './schema-job.ts';
import { noteOf, withNotes } from './schema-notes.ts';
import { pointerTo, targetOf } from './schema-references.ts';
import { accepts, isSilent } from './schema-rules.ts';
import { ofTypes } from './typed-schemas.ts';
import { formsOf } from './unfold-schema.ts';
import { writeKeywords } from './write-keywords.ts';

/** Any schema inside another, at a path below it; a value that is not a schema is left unchanged. */
export function writeSchema(job: SchemaJob, value: unknown, below: string): unknown {
  if (!isRecord(value)) return value;
  const made = inside(job, value, sound => writeOpen(job, sound), below);
  if (made === undefined) lose(job, 'nesting');
  return made ?? writeOpen(job, {});
}

/** A schema that is open. */
export function writeOpen(job: SchemaJob, schema: JSONSchema): JSONSchema {
  const { rules } = job;
  const subset = rules.has('typed');
  const { description, default: preset, ...whole } = schema;
  const all = different(formsOf(job, subset ? whole : schema, keptOf, ofTypes));
  const [only = {}] = all;
  if (!subset) return only;
  const about = withNotes(
    description ? { description } : {},
    preset === undefined ? [] : [noteOf('default', preset)],
  );
  if (all.length < 2 && (only.$ref === undefined || isEmpty(about))) return both(job, about, only);
  return rules.has('bare-unions')
    ? { anyOf: all.map(item => (item.type === 'null' ? item : both(job, about, item))) }
    : { ...about, anyOf: all };
}

/** A reference as it is written, and, where no subset is asked for, a schema with all its keywords. */
function keptOf(job: SchemaJob, { $ref, ...rest }: JSONSchema): readonly JSONSchema[] | undefined {
  const { open, rules } = job;
  const subset = rules.has('typed');
  const lone = rules.has('lone-refs');
  const target = targetOf(job, $ref);
  // A part by itself is how zod writes a reference with a description.
  if (target === undefined)
    return subset || records(rest.allOf).length === 1 ? undefined : [writeKeywords(job, rest)];
  if (!accepts(rules, '$ref')) return undefined;
  // What cannot stand beside it: it is written out, until it comes back to itself.
  const apart = Object.keys(rest).filter(key =>
    subset ? key !== 'description' && !isSilent(key) : lone && key === 'anyOf',
  );
  if (apart.length > 0 && !open.has(target)) return undefined;
  for (const key of apart) lose(job, key);
  const pointer = { $ref: pointerTo(job, target, $ref) };
  const beside = subset ? {} : writeKeywords(job, rest);
  return [lone && !isEmpty(beside) ? { ...beside, anyOf: [pointer] } : { ...beside, ...pointer }];
}
