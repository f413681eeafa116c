import { isRecord, records } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { both, different } from './merge-schemas.ts';
import { inside, isEmpty, lose, noteOf, type SchemaJob, withNotes } from './schema-job.ts';
import { pointerTo, targetOf } from './schema-references.ts';
import { accepts, isSilent } from './schema-rules.ts';
import { ofTypes } from './typed-schemas.ts';
import { formsOf } from './unfold-schema.ts';
import { writeKeywords } from './write-keywords.ts';

/** Any schema inside another, at a path below it; a value that is not a schema is left unchanged. */
export function writeSchema(job: SchemaJob, value: unknown, below: string): unknown {
  const schema = value === true && job.rules.has('only') ? {} : value;
  if (!isRecord(schema)) return schema;
  const made = inside(job, schema, () => writeOpen(job, schema), below);
  if (made === undefined) lose(job, 'nesting');
  return made ?? writeOpen(job, {});
}

/** A schema that is open. */
export function writeOpen(job: SchemaJob, schema: JSONSchema): JSONSchema {
  const { rules } = job;
  const subset = rules.has('only');
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
  const subset = rules.has('only');
  const target = targetOf(job, $ref);
  // A part by itself is how zod writes a reference with a description.
  if (target === undefined)
    return subset || records(rest.allOf).length === 1 ? undefined : [writeKeywords(job, rest)];
  if (!accepts(rules, '$ref')) return undefined;
  if (subset && Object.keys(rest).some(key => key !== 'description' && !isSilent(key))) {
    if (!open.has(target)) return undefined;
    lose(job, '$ref');
  }
  const pointer = { $ref: pointerTo(job, target, $ref) };
  const beside = subset ? {} : writeKeywords(job, rest);
  return [
    rules.has('lone-refs') && !isEmpty(beside) ? { ...beside, anyOf: [pointer] } : { ...beside, ...pointer },
  ];
}
