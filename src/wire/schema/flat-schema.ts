import { isRecord } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { both, either, valuesOf } from './merge-schemas.ts';
import { deepest, most, type SchemaJob } from './schema-job.ts';

/** A schema without `$ref` and `allOf`, whose parts it holds itself. */
export function flatSchema(
  job: SchemaJob,
  given: JSONSchema,
  path: string,
  seen: Set<unknown> = new Set(),
): JSONSchema {
  if (seen.has(given) || seen.size > deepest || job.written++ > most) {
    job.lose('$ref', path);
    return {};
  }
  seen.add(given);
  const { $ref, allOf, ...rest } = given;
  const target = $ref === undefined ? undefined : job.references.resolve($ref);
  if ($ref !== undefined && target === undefined) job.lose('$ref', path);
  let made: JSONSchema | undefined = rest;
  for (const part of [target, allOf].flat()) {
    if (!isRecord(part)) continue;
    const merged: JSONSchema | undefined = both(made, flatSchema(job, part, path, seen), lost =>
      job.lose(lost, path),
    );
    if (merged === undefined) job.lose('allOf', path);
    else made = merged;
  }
  seen.delete(given);
  return made;
}

/** The root as one object: without `$ref`, `allOf`, `anyOf` and `oneOf`, unless none of the branches is an object. */
export function flatRoot(job: SchemaJob, given: JSONSchema): JSONSchema {
  const { anyOf, oneOf, ...rest } = flatSchema(job, given, '');
  let made: JSONSchema = rest;
  for (const [key, union] of Object.entries({ anyOf, oneOf })) {
    if (!Array.isArray(union)) continue;
    const objects = objectsOf(job, union, new Set([given]), 0);
    if (objects.length === 0) made = { ...made, [key]: union };
    else {
      job.lose(key, '');
      const [only] = objects;
      const merged = only !== undefined && objects.length === 1 ? only : either(objects);
      made = both(made, merged, lost => job.lose(lost, '')) ?? made;
    }
  }
  return made;
}

/** The objects among the branches of a union, those of unions inside it too. */
function objectsOf(
  job: SchemaJob,
  union: readonly unknown[],
  seen: Set<unknown>,
  depth: number,
): JSONSchema[] {
  return union.flatMap(branch => {
    if (!isRecord(branch) || seen.has(branch) || depth > deepest) return [];
    seen.add(branch);
    const { anyOf, oneOf, ...rest } = flatSchema(job, branch, '');
    const inner = anyOf ?? oneOf;
    if (!Array.isArray(inner)) return mayBeObject(rest) ? [rest] : [];
    return objectsOf(job, inner, seen, depth + 1).map(item => both(rest, item, () => {}) ?? item);
  });
}

/** Whether objects are among what a schema accepts. */
export function mayBeObject(schema: JSONSchema): boolean {
  const { type, items, anyOf, oneOf } = schema;
  if (type !== undefined) return [type].flat().includes('object');
  return (items ?? anyOf ?? oneOf ?? valuesOf(schema)) === undefined;
}
