import { isRecord, records } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { flatSchema } from './flat-schema.ts';
import { both, different, valuesOf } from './merge-schemas.ts';
import { below, inside, lose, noteOf, type SchemaJob, told } from './schema-job.ts';
import { isSilent } from './schema-rules.ts';
import { ofTypes } from './typed-schemas.ts';
import { writeKeywords } from './write-keywords.ts';

/** Any schema inside another, or the root. */
export function writeSchema(job: SchemaJob, value: unknown, path: string): unknown {
  if (!isRecord(value)) return value === true && job.rules.subset ? write(job, {}, path) : value;
  const made = inside(job, value, () => write(job, value, path));
  if (made === undefined) lose(job, 'nesting', path);
  return made ?? write(job, {}, path);
}

function write(job: SchemaJob, schema: JSONSchema, path: string): JSONSchema {
  const { subset } = job.rules;
  if (subset === undefined) return branchesOf(job, schema, path)[0] ?? {};
  const { description, default: preset, ...whole } = schema;
  const branches = branchesOf(job, whole, path);
  const all = different(branches.length > 0 ? branches : ofTypes(job, {}, path));
  const about = told({}, description, preset !== undefined && `(${noteOf('default', preset)})`);
  const described = (item: JSONSchema): JSONSchema => told(item, about.description, item.description);
  const [only = {}] = all;
  if (all.length < 2 && !('$ref' in only && about.description)) return described(only);
  return subset.besideAnyOf || all.length < 2
    ? { ...about, anyOf: all }
    : { anyOf: all.map(item => (item.type === 'null' ? item : described(item))) };
}

/** A schema as it is written; in a subset, the branches of a union, those of unions inside it too. */
function branchesOf(job: SchemaJob, given: JSONSchema, path: string): readonly JSONSchema[] {
  if ('$ref' in given) return writeReference(job, given, path);
  const { allOf, ...rest } = given;
  const [part, more] = records(allOf);
  // So zod writes a reference with a description.
  if (part !== undefined && more === undefined)
    return (
      inside(job, part, () => branchesOf(job, both(job, rest, part, path), path)) ??
      branchesOf(job, rest, path)
    );
  if (job.rules.subset === undefined) return [writeKeywords(job, given, path)];
  if (part !== undefined) return branchesOf(job, flatSchema(job, given, path), path);
  const { anyOf, oneOf, ...shared } = rest;
  const union = anyOf ?? oneOf;
  if (!Array.isArray(union) || union.length === 0) return ofTypes(job, shared, path);
  if (anyOf !== undefined && oneOf !== undefined) lose(job, 'oneOf', path);
  const named = union.filter(isLiteral);
  const others = union.filter(item => !isLiteral(item));
  const items = named.length > 1 ? [{ enum: named.flatMap(valuesOf) }, ...others] : union;
  return items.flatMap((item, index) => {
    const at = below(path, `anyOf.${index}`);
    const branch = isRecord(item) ? item : {};
    if (item === false) return [];
    return (
      inside(job, branch, () => branchesOf(job, both(job, shared, branch, path), at)) ?? ofTypes(job, {}, at)
    );
  });
}

/** Whether a schema only names values, which become one list. */
function isLiteral(item: unknown): boolean {
  return valuesOf(item) !== undefined && !('description' in Object(item));
}

function writeReference(job: SchemaJob, { $ref, ...rest }: JSONSchema, path: string): readonly JSONSchema[] {
  const { references: form, subset } = job.rules;
  const target = job.references.resolve($ref);
  if (target === undefined) {
    lose(job, '$ref', path);
    return branchesOf(job, rest, path);
  }
  const limited = Object.keys(rest).some(key => key !== 'description' && !isSilent(key));
  if (form === 'inline' || (subset && limited)) {
    const made = inside(job, target, () => branchesOf(job, both(job, rest, target, path), path));
    if (made !== undefined) return made;
    lose(job, '$ref', path);
    if (form === 'inline') return branchesOf(job, { type: target.type, description: rest.description }, path);
  }
  const pointer = { $ref: job.references.pointer($ref, target) };
  const beside = subset ? {} : writeKeywords(job, rest, path);
  return form === 'alone' && Object.keys(beside).length > 0
    ? [{ ...beside, anyOf: [pointer] }]
    : [{ ...beside, ...pointer }];
}
