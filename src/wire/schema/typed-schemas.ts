import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { valuesOf } from './merge-schemas.ts';
import { nameFor, type SoundSchema, typeOfValue, types } from './sound-schema.ts';

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
export function ofTypes(given: SoundSchema): readonly SoundSchema[] {
  const values = valuesOf(given);
  return [...typesOf(given)].map(name => {
    const kind = name === 'integer' ? 'number' : name;
    const own = values?.filter(value => typeOfValue(value) === name);
    const all = name === 'null' || (name === 'boolean' && own?.length === 2);
    return {
      ...(own
        ? { description: given.description }
        : mapMembers(given, (item, key) => ((nameFor(keywordsOf, key) ?? kind) === kind ? item : undefined))),
      type: own?.every(Number.isInteger) ? 'integer' : name,
      enum: all ? undefined : own,
    };
  });
}
