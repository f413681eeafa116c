import { records } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { alternatives, both } from './merge-schemas.ts';
import { inside, lose, type SchemaJob } from './schema-job.ts';
import { targetOf } from './schema-references.ts';
import { soundSchema } from './sound-schema.ts';

/**
 * Goes on with a schema that holds one more of its parts itself, which are what `$ref` leads to and those of `allOf`; or
 * ends with one that has none. A part that comes back to itself leaves its type.
 */
export function unfold<MADE>(
  job: SchemaJob,
  { $ref, allOf, ...rest }: JSONSchema,
  go: (schema: JSONSchema) => MADE,
  end: (schema: JSONSchema) => MADE,
): MADE {
  const [part, ...others] = [targetOf(job, $ref) ?? [], records(allOf)].flat();
  if (part === undefined) return end(rest);
  const left = others.length > 0 ? { ...rest, allOf: others } : rest;
  const made = inside(job, part, sound => go(both(job, left, sound)));
  if (made !== undefined) return made;
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
  given: JSONSchema,
  kept: (job: SchemaJob, schema: JSONSchema) => readonly JSONSchema[] | undefined,
  of: (job: SchemaJob, schema?: JSONSchema) => readonly JSONSchema[],
): readonly JSONSchema[] {
  const go = (schema: JSONSchema): readonly JSONSchema[] => formsOf(job, schema, kept, of);
  return (
    kept(job, given) ??
    unfold(job, given, go, ({ anyOf, ...shared }) => {
      const union = alternatives([anyOf ?? []].flat());
      if (union.length === 0) return of(job, shared);
      return union.flatMap(
        (branch, index) =>
          inside(job, branch, sound => go(both(job, shared, sound)), `.anyOf.${index}`) ?? of(job),
      );
    })
  );
}
