import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { flatSchema } from './flat-schema.ts';
import { both, mapMembers, valuesOf } from './merge-schemas.ts';
import {
  below,
  described,
  different,
  isRefused,
  most,
  note,
  type SchemaJob,
  withNotes,
} from './schema-job.ts';
import { everyType, isSilent, type SchemaSubset, typeOfKeyword } from './schema-rules.ts';
import { writeList } from './write-list.ts';

/** A schema in a subset of JSON schema: of one type, or a union of such. */
export function writeSubset(
  job: SchemaJob,
  subset: SchemaSubset,
  given: JSONSchema,
  path: string,
): JSONSchema {
  const { description, default: preset, ...whole } = 'allOf' in given ? flatSchema(job, given, path) : given;
  const union = whole.anyOf ?? whole.oneOf;
  const branches =
    Array.isArray(union) && union.length > 0
      ? unionBranches(job, whole, union, path)
      : typedBranches(job, subset, whole, path);
  const all = different(alike(branches.length > 0 ? branches : joined(job.write(true, path))));
  const about = withNotes(
    described({}, { description }),
    preset === undefined ? [] : [`default: ${toJSON(preset)}`],
  );
  const [only = {}] = all;
  if (all.length < 2)
    return '$ref' in only && about.description !== undefined
      ? { ...about, anyOf: [only] }
      : described(only, about);
  return subset.besideAnyOf === undefined
    ? { anyOf: all.map(branch => (branch.type === 'null' ? branch : described(branch, about))) }
    : { ...about, anyOf: all };
}

/** The branches of a union, or a schema alone. */
function joined(made: unknown): JSONSchema[] {
  if (!isRecord(made)) return [];
  return Array.isArray(made.anyOf) && made.anyOf.length > 1
    ? made.anyOf.map(item => described(item, made))
    : [made];
}

/** The branches of a union, each with what stands beside them all; unions inside are joined to it. */
function unionBranches(
  job: SchemaJob,
  { anyOf, oneOf, ...rest }: JSONSchema,
  union: readonly unknown[],
  path: string,
): JSONSchema[] {
  if (anyOf !== undefined && oneOf !== undefined) job.lose('oneOf', path);
  const shared = Object.fromEntries(Object.entries(rest).filter(([key]) => !isSilent(key)));
  const shares = Object.keys(shared).length > 0;
  return union.flatMap((branch, index) => {
    const whole =
      shares && job.written < most
        ? both(isRecord(branch) ? branch : {}, shared, key => job.lose(key, path))
        : branch;
    return branch === false || whole === undefined
      ? []
      : joined(job.write(whole, below(path, `anyOf.${index}`)));
  });
}

function typedBranches(
  job: SchemaJob,
  subset: SchemaSubset,
  { type, enum: values, const: value, ...rest }: JSONSchema,
  path: string,
): JSONSchema[] {
  const declared: unknown[] = [type ?? []].flat();
  const types = declared.filter(name => !(name === 'integer' && declared.includes('number')));
  const literals = literalsOf(
    job,
    subset,
    valuesOf({ enum: values, ...(value !== undefined && { const: value }) }) ?? [],
    types,
    path,
  );
  if (literals.length > 0) return literals;
  if (types.length > 0) return types.map(name => ofType(job, subset, String(name), rest, path));
  const [object, list] = [
    rest.properties ?? rest.required ?? rest.additionalProperties,
    rest.items ?? rest.prefixItems,
  ];
  const meant = object === undefined ? (list === undefined ? everyType : ['array']) : ['object'];
  return meant.map(name => ofType(job, subset, name, rest, path));
}

/** Literals as schemas of one type each; none where the type excludes them all. */
function literalsOf(
  job: SchemaJob,
  { enums }: SchemaSubset,
  values: readonly unknown[],
  types: readonly unknown[],
  path: string,
): JSONSchema[] {
  const groups: Record<string, unknown[]> = {};
  for (const value of new Set(values)) {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    if (types.length > 0 && !types.includes(type) && !(type === 'number' && types.includes('integer')))
      continue;
    groups[type] ??= [];
    groups[type].push(value);
  }
  return Object.entries(groups).map(([kind, group]) => {
    const type = kind === 'number' && group.every(Number.isInteger) ? 'integer' : kind;
    if (enums === 'alike' ? kind === 'string' || kind === 'number' : kind === 'string' && !group.includes(''))
      return { type, enum: group };
    if (kind === 'null' || (kind === 'boolean' && group.length > 1)) return { type };
    job.lose('enum', path);
    return withNotes({ type }, [`one of: ${group.map(toJSON).join(', ')}`]);
  });
}

/** The keywords that concern a type, and those that concern all. */
function ofType(
  job: SchemaJob,
  { keywords, reserved = '' }: SchemaSubset,
  type: string,
  rest: JSONSchema,
  path: string,
): JSONSchema {
  const kind = type === 'integer' ? 'number' : type;
  const notes: string[] = [];
  const made: Record<string, unknown> = { type };
  if (kind === 'object') Object.assign(made, objectOf(job, reserved.split(' '), rest, notes, path));
  if (kind === 'array') Object.assign(made, writeList(job, { ...rest, type }, notes, path));
  for (const [key, item] of Object.entries(rest)) {
    if (isSilent(key) || /^(?:required|(?:additionalP|p)roperties|(?:prefixI|i)tems)$/.test(key)) continue;
    if ((typeOfKeyword(key) ?? kind) !== kind || Object.hasOwn(made, key)) continue;
    if (keywords.split(' ').includes(key) && !isRefused(job, key, item)) made[key] = item;
    else notes.push(note(job, key, item, path));
  }
  return withNotes(made, notes);
}

function objectOf(
  job: SchemaJob,
  reserved: readonly string[],
  { properties, required, additionalProperties: more, patternProperties }: JSONSchema,
  notes: string[],
  path: string,
): JSONSchema {
  let open = patternProperties !== undefined;
  const made = mapMembers(isRecord(properties) ? properties : {}, (item, name) => {
    if (!reserved.includes(name))
      return item === false ? undefined : job.write(item, below(path, `properties.${name}`));
    open = true;
    notes.push(note(job, `property ${name}`, item, path));
    return undefined;
  });
  const names = new Set([required ?? []].flat().filter(name => Object.hasOwn(made, String(name))));
  const extra =
    isRecord(more) && Object.keys(more).length > 0 && job.write(more, below(path, 'additionalProperties'));
  return {
    ...(properties !== undefined && { properties: made }),
    ...(names.size > 0 && { required: [...names] }),
    ...(!open && (extra || more === false) && { additionalProperties: extra }),
  };
}

/** Literals of one type as one list. */
function alike(branches: readonly JSONSchema[]): readonly JSONSchema[] {
  const lists = branches.filter(branch => Array.isArray(branch.enum) && Object.keys(branch).length === 2);
  const [first] = lists;
  if (lists.some(({ type }) => type !== first?.type)) return branches;
  const values = [...new Set(lists.flatMap(list => list.enum))];
  return branches
    .filter(branch => branch === first || !lists.includes(branch))
    .map(branch => (branch === first ? { ...branch, enum: values } : branch));
}
