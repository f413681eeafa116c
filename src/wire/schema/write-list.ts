import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { valuesOf } from './merge-schemas.ts';
import { below, different, type SchemaJob } from './schema-job.ts';

/** The items of a list: all alike, or those of a tuple in the form that the upstream accepts. */
export function writeList(job: SchemaJob, value: JSONSchema, notes: string[], path: string): JSONSchema {
  const { items, prefixItems, additionalItems } = value;
  const { subset, tuples, items: needed } = job.rules;
  const anything = needed && [value.type].flat().includes('array') ? { items: {} } : {};
  const first = Array.isArray(items) ? items : prefixItems;
  const rest = Array.isArray(items) ? additionalItems : items;
  const at = below(path, 'items');
  if (!Array.isArray(first))
    return items === undefined || (subset?.typed && acceptsAll(items))
      ? anything
      : { items: job.write(items, at) };
  const ends = rest === false || Number(value.maxItems) <= first.length;
  if (tuples !== undefined)
    return {
      prefixItems: first.map((item, index) => job.write(item, below(at, String(index)))),
      ...(ends ? { items: false } : rest !== undefined && { items: job.write(rest, at) }),
    };
  job.lose('items', path);
  notes.push(`items in this order: ${first.map(shortOf).join(', ')}`);
  const limit = ends &&
    accepts(job, 'maxItems') && { maxItems: Math.min(Number(value.maxItems ?? first.length), first.length) };
  if (first.length === 0) return { ...anything, ...limit };
  // Positions are not distinguished, so that further items may stand anywhere.
  const all = different(ends ? first : [...first, rest ?? true]);
  return { items: job.write(all.length === 1 ? all[0] : { anyOf: all }, at), ...limit };
}

function accepts({ refused, rules }: SchemaJob, keyword: string): boolean {
  return !refused.has(keyword) && rules.subset?.keywords.includes(keyword) !== false;
}

function acceptsAll(schema: unknown): boolean {
  return schema === true || (isRecord(schema) && Object.keys(schema).length === 0);
}

/** An item of a tuple in a word. */
function shortOf(item: unknown): string {
  if (!isRecord(item)) return 'any';
  return valuesOf(item)?.map(toJSON).join(' | ') ?? [item.type ?? 'any'].flat().join(' | ');
}
