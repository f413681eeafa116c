import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapKeyword, mapMembers } from '../schemas.ts';
import { union, valuesOf } from './merge-schemas.ts';
import { below, lose, noteOf, type SchemaJob, told } from './schema-job.ts';
import { isSilent, isUnsent, type SchemaRules } from './schema-rules.ts';

/** Keywords that every subset knows. */
const structure = 'type description enum properties required items';

/** A schema with the keywords that it has, as far as they are accepted. */
export function writeKeywords(job: SchemaJob, given: JSONSchema, path: string): JSONSchema {
  const { anyOf, closed, items, subset } = job.rules;
  const made: Record<string, unknown> = {};
  const notes: string[] = [];
  const object = subset && given.type === 'object' ? objectOf(job, given, notes, path) : given;
  const value = listOf(job, object, notes, path);
  for (const [key, item] of Object.entries(value)) {
    if (subset ? isSilent(key) : isUnsent(key)) continue;
    const name = key === 'oneOf' && anyOf && !('anyOf' in value) ? 'anyOf' : key;
    const at = below(path, key);
    if (accepts(job.rules, name, item))
      made[name] = mapKeyword(key, item, (one, place) => job.write(one, below(at, place)));
    else {
      notes.push(noteOf(key, item));
      if (key !== 'default' || !subset) lose(job, key, path);
    }
  }
  if (items && [made.type].flat().includes('array')) made.items ??= {};
  if (closed && isRecord(made.properties) && (made.additionalProperties ?? true) === true) {
    lose(job, 'additionalProperties', path);
    made.additionalProperties = false;
  }
  return notes.length > 0 ? told(made, made.description, `(${notes.join(', ')})`) : made;
}

function accepts(
  { formats, plainPatterns, refuses, subset }: SchemaRules,
  key: string,
  item: unknown,
): boolean {
  const isOf = (names = ''): boolean => names.split(' ').includes(key);
  if (subset ? key === 'default' || !isOf(`${structure} ${subset.keywords}`) : isOf(refuses)) return false;
  if (key === 'format') return formats?.includes(String(item)) !== false;
  return key !== 'pattern' || !plainPatterns || !/\(\?<?[=!]/.test(String(item));
}

/** The keywords of an object in a subset: no property is forbidden, and only properties are required. */
function objectOf(
  job: SchemaJob,
  { properties, required, additionalProperties: more, ...rest }: JSONSchema,
  notes: string[],
  path: string,
): JSONSchema {
  const reserved = job.rules.subset?.reserved?.split(' ');
  const made = mapMembers(isRecord(properties) ? properties : {}, (item, name) => {
    if (!reserved?.includes(name)) return item === false ? undefined : item;
    notes.push(noteOf(`property ${name}`, item));
    return lose(job, `property ${name}`, path);
  });
  const names = [required ?? []].flat().filter(name => Object.hasOwn(made, String(name)));
  const open = rest.patternProperties !== undefined || notes.length > 0;
  return {
    ...rest,
    ...(properties !== undefined && { properties: made }),
    ...(names.length > 0 && { required: [...new Set(names)] }),
    ...(!open && more !== true && !isEmpty(more) && { additionalProperties: more }),
  };
}

/** The keywords of a list: its items are all alike, or those of a tuple in the form that the upstream accepts. */
function listOf(job: SchemaJob, value: JSONSchema, notes: string[], path: string): JSONSchema {
  const { items, prefixItems, additionalItems, ...rest } = value;
  const { subset, tuples } = job.rules;
  const [first, more] = Array.isArray(items) ? [items, additionalItems] : [prefixItems, items];
  if (!Array.isArray(first)) return subset && (!isRecord(items) || isEmpty(items)) ? rest : value;
  const most = Math.min(Number(value.maxItems ?? first.length), first.length);
  const ends = more === false || Number(value.maxItems) <= first.length;
  if (tuples)
    return {
      ...rest,
      prefixItems: first,
      ...(ends ? { items: false } : more !== undefined && { items: more }),
    };
  lose(job, 'items', path);
  notes.push(`items in this order: ${first.map(shortOf).join(', ')}`);
  // Positions are not distinguished, so that further items may stand anywhere.
  const all = union(ends ? first : [...first, more ?? true]);
  return listOf(job, { ...rest, items: all, ...(ends && { maxItems: most }) }, notes, path);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (isRecord(value) && Object.keys(value).length === 0);
}

/** An item of a tuple in a word. */
function shortOf(item: unknown): string {
  if (!isRecord(item)) return 'any';
  return valuesOf(item)?.map(toJSON).join(' | ') ?? [item.type ?? 'any'].flat().join(' | ');
}
