import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapKeyword, mapMembers } from '../schemas.ts';
import { isNever, namedBy, union } from './merge-schemas.ts';
import { isEmpty, lose, type SchemaJob } from './schema-job.ts';
import { noteOf, withNotes } from './schema-notes.ts';
import { accepts, isSilent } from './schema-rules.ts';

/** A schema with the keywords that it has, as far as they are accepted. */
export function writeKeywords(job: SchemaJob, given: JSONSchema): JSONSchema {
  const { rules } = job;
  const subset = rules.has('typed');
  const notes: string[] = [];
  const named = subset || (rules.has('plain-names') && job.path === '');
  const object = named ? objectOf(job, given, notes) : given;
  const made = mapMembers(listOf(job, object, notes), (item, key) => {
    if (subset && isSilent(key)) return undefined;
    if (accepts(rules, key, item)) {
      const written = mapKeyword(key, item, (one, path) => job.write(job, one, path));
      // What accepts more here makes the whole accept less.
      if (!/^(?:not|if)$/.test(key) || toJSON(written) === toJSON(item)) return written;
    }
    notes.push(noteOf(key, item));
    return key === 'default' && subset ? undefined : lose(job, key);
  });
  if (rules.has('list-items') && [made.type].flat().includes('array')) made.items ??= {};
  if (rules.has('closed') && isRecord(made.properties) && (made.additionalProperties ?? true) === true) {
    lose(job, 'additionalProperties');
    made.additionalProperties = false;
  }
  return withNotes(made, notes);
}

/** The keywords of an object without refused names: no property is forbidden, and only properties are required. */
function objectOf(
  job: SchemaJob,
  { properties, required, additionalProperties: more, ...rest }: JSONSchema,
  notes: string[],
): JSONSchema {
  const made = mapMembers(Object(properties), (item, name) => {
    const isPlain = /^[\w.-]{1,64}$/.test(name) || !job.rules.has('plain-names');
    if (isPlain && !job.rules.has(`!${name}`)) return isNever(item) ? undefined : item;
    notes.push(noteOf(`property ${name}`, item));
    return lose(job, `property ${name}`);
  });
  const names = [required ?? []].flat().filter(name => Object.hasOwn(made, String(name)));
  const open = rest.patternProperties !== undefined || notes.length > 0;
  return {
    ...rest,
    properties: properties && made,
    required: names.length > 0 ? names : undefined,
    additionalProperties: open || (more !== false && isEmpty(more)) ? undefined : more,
  };
}

/** The keywords of a list: its items are all alike, or those of a tuple where the upstream accepts it. */
function listOf(job: SchemaJob, value: JSONSchema, notes: string[]): JSONSchema {
  const { prefixItems: first, items, ...rest } = value;
  if (!Array.isArray(first)) return job.rules.has('typed') && isEmpty(items) ? rest : value;
  const limited = Number(value.maxItems) <= first.length;
  const more = limited ? false : items;
  if (accepts(job.rules, 'prefixItems')) return { ...value, items: more };
  lose(job, 'items');
  notes.push(`items in this order: ${first.map(shortOf).join(', ')}`);
  // Positions are not distinguished, so that further items may stand anywhere.
  const all = union(more === false ? first : [...first, more ?? true]);
  const maxItems = more === false && !limited ? first.length : value.maxItems;
  return listOf(job, { ...rest, items: all, maxItems }, notes);
}

/** An item of a tuple in a word. */
function shortOf(item: unknown): string {
  return namedBy(item) || [Object(item).type ?? 'any'].flat().join(' | ');
}
