import { toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { different, valuesOf } from './merge-schemas.ts';
import { lose, type SchemaJob, told } from './schema-job.ts';
import { everyType, typeOfKeyword } from './schema-rules.ts';
import { writeKeywords } from './write-keywords.ts';

/** A schema without a union as schemas of one type each. */
export function ofTypes(
  job: SchemaJob,
  { type, enum: list, const: value, ...rest }: JSONSchema,
  path: string,
): readonly JSONSchema[] {
  const values = valuesOf({ enum: list, ...(value !== undefined && { const: value }) });
  if (values !== undefined) return literals(job, values, rest.description, path);
  const types: unknown[] = [type ?? []].flat();
  const meant = ['object', 'array'].find(name => Object.keys(rest).some(key => typeOfKeyword(key) === name));
  const all = types.length > 0 ? types : meant === undefined ? everyType : [meant];
  return all
    .filter(name => name !== 'integer' || !all.includes('number'))
    .map(name => {
      const kind = name === 'integer' ? 'number' : name;
      const own = mapMembers(rest, (item, key) => ((typeOfKeyword(key) ?? kind) === kind ? item : undefined));
      return writeKeywords(job, { type: name, ...own }, path);
    });
}

/** Literals as schemas of one type each. */
function literals(
  job: SchemaJob,
  values: readonly unknown[],
  description: unknown,
  path: string,
): readonly JSONSchema[] {
  const groups = new Map<string, unknown[]>();
  for (const value of different(values)) {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    const group = groups.get(kind) ?? [];
    group.push(value);
    groups.set(kind, group);
  }
  return [...groups].map(([kind, group]) => {
    const type = kind === 'number' && group.every(Number.isInteger) ? 'integer' : kind;
    const alike = job.rules.subset?.enums === 'alike';
    if (alike ? /str|num/.test(kind) : kind === 'string' && !group.includes(''))
      return told({ type, enum: group }, description);
    if (kind === 'null' || (kind === 'boolean' && group.length > 1)) return told({ type }, description);
    lose(job, 'enum', path);
    return told({ type }, description, `(one of: ${group.map(toJSON).join(', ')})`);
  });
}
