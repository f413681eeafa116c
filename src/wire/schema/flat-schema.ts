import { records } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { both, different, either, valuesOf } from './merge-schemas.ts';
import { inside, lose, type SchemaJob } from './schema-job.ts';

/** A schema without `$ref` and `allOf`, whose parts it holds itself. */
export function flatSchema(job: SchemaJob, { $ref, allOf, ...rest }: JSONSchema, path: string): JSONSchema {
  const target = job.references.resolve($ref);
  if ($ref !== undefined && target === undefined) lose(job, '$ref', path);
  const [part, ...others] = [target ?? [], records(allOf)].flat();
  if (part === undefined) return rest;
  const left = others.length > 0 ? { ...rest, allOf: others } : rest;
  const made = inside(job, part, () => flatSchema(job, both(job, left, part, path), path));
  return made ?? flatSchema(job, left, path);
}

/** The root as one object; nothing where an answer is none. */
export function flatRoot(job: SchemaJob, given: JSONSchema, use: 'tool' | 'answer'): JSONSchema | undefined {
  const { anyOf, oneOf, ...rest } = flatSchema(job, given, '');
  const objects = different(objectsOf(job, anyOf ?? oneOf));
  const [only = {}] = objects;
  if (use === 'answer' && objects.length === 0 && !mayBeObject({ anyOf, oneOf, ...rest })) return undefined;
  const whole = both(job, rest, objects.length > 1 ? either(objects) : only, '');
  const { properties = {} } = whole;
  return mapMembers({ anyOf, oneOf, ...whole, type: 'object', properties }, (item, key) =>
    item !== undefined && /^(?:enum|const|not|anyOf|oneOf)$/.test(key) ? lose(job, key, '') : item,
  );
}

/** The objects among the branches of a union, those of unions inside it too. */
function objectsOf(job: SchemaJob, union: unknown): JSONSchema[] {
  return records(union).flatMap(branch => inside(job, branch, () => objectsIn(job, branch)) ?? []);
}

function objectsIn(job: SchemaJob, branch: JSONSchema): JSONSchema[] {
  const { anyOf, oneOf, ...rest } = flatSchema(job, branch, '');
  const union = anyOf ?? oneOf;
  if (union !== undefined) return objectsOf(job, union).map(item => both(job, rest, item, ''));
  return mayBeObject(rest) ? [rest] : [];
}

/** Whether objects are among what a schema accepts. */
function mayBeObject(schema: JSONSchema): boolean {
  const { type, items, anyOf, oneOf } = schema;
  if (type !== undefined) return [type].flat().includes('object');
  return (items ?? anyOf ?? oneOf ?? valuesOf(schema)) === undefined;
}
