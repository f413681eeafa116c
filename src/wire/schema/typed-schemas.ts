import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { different, valuesOf } from './merge-schemas.ts';
import type { SchemaJob } from './schema-job.ts';
import { nameFor, typeOfValue, types } from './sound-schema.ts';
import { writeKeywords } from './write-keywords.ts';

/** The keywords that are about a type. */
const keywordsOf: Readonly<Record<string, RegExp>> = {
  object: /ropert|^depend|^required/,
  array: /tems|ontains/,
  string: /Length|^pattern|^format|^content/,
  number: /imum|^multiple/,
};

/** The types of what a schema without a union accepts, as far as it says. */
export function typesOf(schema: JSONSchema): ReadonlySet<unknown> {
  const about = Object.keys(schema).map(key => nameFor(keywordsOf, key));
  const meant = ['object', 'array'].find(name => about.includes(name));
  const named: readonly unknown[] = valuesOf(schema)?.map(typeOfValue) ?? [schema.type ?? meant ?? []].flat();
  const all = new Set(named.length > 0 ? named : types);
  if (all.has('number')) all.delete('integer');
  return all;
}

/** A schema without a union as schemas of one type each. */
export function ofTypes(job: SchemaJob, given: JSONSchema = {}): readonly JSONSchema[] {
  const { type, ...rest } = given;
  const values = valuesOf(given);
  return [...typesOf(given)].map(name => {
    const kind = name === 'integer' ? 'number' : name;
    const own = values && different(values).filter(value => typeOfValue(value) === name);
    const all = name === 'null' || (name === 'boolean' && own?.length === 2);
    return writeKeywords(job, {
      type: own?.every(Number.isInteger) ? 'integer' : name,
      ...(own
        ? { description: rest.description }
        : mapMembers(rest, (item, key) => ((nameFor(keywordsOf, key) ?? kind) === kind ? item : undefined))),
      enum: all ? undefined : own,
    });
  });
}
