import { records } from '../../json-values.ts';
import { alternatives, both } from './merge-schemas.ts';
import { inside, lose, type SchemaJob } from './schema-job.ts';
import { targetOf } from './schema-references.ts';
import { type SoundSchema, soundSchema } from './sound-schema.ts';

/**
 * Goes on with a schema that holds one more of its parts itself, which are what `$ref` leads to and those of `allOf`; or
 * ends with one that has none. A part that comes back to itself leaves its type.
 */
export function unfold<MADE>(
  job: SchemaJob,
  { $ref, allOf, ...rest }: SoundSchema,
  go: (schema: SoundSchema) => MADE,
  end: (schema: SoundSchema) => MADE,
): MADE {
  const [part, ...others] = [targetOf(job, $ref) ?? [], records(allOf)].flat();
  if (!part) return end(rest);
  const left = others.length > 0 ? { ...rest, allOf: others } : rest;
  const made = inside(job, part, sound => go(both(job, left, sound)));
  if (made) return made;
  lose(job, '$ref');
  return go({ type: soundSchema(part).type, ...left });
}

/**
 * The forms of what a schema is a union of, and of unions inside it.
 * @param kept the forms of a schema that is not looked into, if it is such
 * @param of the forms of a schema with neither parts nor a union, or of one that comes back to itself
 */
export function formsOf(
  job: SchemaJob,
  given: SoundSchema,
  kept: (job: SchemaJob, schema: SoundSchema) => readonly SoundSchema[] | undefined,
  of: (job: SchemaJob, schema?: SoundSchema) => readonly SoundSchema[],
): readonly SoundSchema[] {
  const go = (schema: SoundSchema): readonly SoundSchema[] => formsOf(job, schema, kept, of);
  return (
    kept(job, given) ??
    unfold(job, given, go, ({ anyOf, ...shared }) => {
      const union = alternatives(anyOf ?? []);
      if (union.length === 0) return of(job, shared);
      return union.flatMap(
        (branch, index) =>
          inside(job, branch, sound => go(both(job, shared, sound)), `.anyOf.${index}`) ?? of(job),
      );
    })
  );
}
