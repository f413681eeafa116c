import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { lose, type SchemaJob } from './schema-job.ts';
import { isSilent } from './schema-rules.ts';

/**
 * A schema that accepts at least what both schemas accept. A keyword of `b` that cannot be joined with that of `a` is
 * reported as lost.
 */
export function both(job: SchemaJob, a: JSONSchema, b: JSONSchema, path: string): JSONSchema {
  const made: Record<string, unknown> = { ...a };
  for (const [key, item] of Object.entries(b)) {
    const own = made[key];
    if (isSilent(key) || (own !== undefined && toJSON(own) === toJSON(item))) continue;
    // Those of `b` would answer the `if` of `a`.
    const other = a.if !== undefined && /^(?:then|else)$/.test(key);
    const join = Object.hasOwn(joins, key) ? joins[key] : undefined;
    const joined = own === undefined && !other ? item : join?.(own, item);
    if (joined === undefined) lose(job, key, path);
    else made[key] = joined;
  }
  return made;
}

const joins: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  type: (a, b) => {
    const [left, right] = [[a].flat(), [b].flat()];
    const kept = left.filter(
      type => right.includes(type) || (type === 'integer' && right.includes('number')),
    );
    return kept.length > 1 ? kept : kept[0];
  },
  enum: (a, b) => {
    const kept = [a].flat().filter(value => [b].flat().includes(value));
    return kept.length > 0 ? kept : undefined;
  },
  description: (a, b) => `${a} ${b}`,
  required: (a, b) => [...new Set([a, b].flat())],
  allOf: (a, b) => [a, b].flat(),
  properties: (a, b) =>
    mapMembers({ ...Object(a), ...Object(b) }, (item, name) =>
      isRecord(a) && Object.hasOwn(a, name) ? allOf(a[name], item) : item,
    ),
  // Each side knows the properties of the other by then.
  additionalProperties: (a, b) => a !== false && b !== false && allOf(a, b),
  items: (a, b) => (isRecord(a) && isRecord(b) ? allOf(a, b) : undefined),
};

function allOf(a: unknown, b: unknown): unknown {
  if (b === true || toJSON(a) === toJSON(b)) return a;
  return a === true ? b : { allOf: [a, b] };
}

/** One of each. */
export function different<ITEM>(items: readonly ITEM[]): ITEM[] {
  return [...new Map(items.map(item => [toJSON(item), item])).values()];
}

/** How many branches of a union are distinguished. */
const apart = 500;

/** One object that accepts whatever one of several objects accepts. */
export function either(branches: readonly JSONSchema[]): JSONSchema {
  if (branches.length > apart) return { type: 'object' };
  const known = branches.map(({ properties }): JSONSchema => (isRecord(properties) ? properties : {}));
  const required = branches.map(branch => new Set([branch.required ?? []].flat().map(String)));
  const always = [...(required[0] ?? [])].filter(name => required.every(names => names.has(name)));
  return {
    type: 'object',
    properties: mapMembers(Object.fromEntries(known.flatMap(Object.entries)), (_, name) =>
      // A branch that is not closed accepts the properties of the others, whatever they are.
      union(
        known.map((own, index) =>
          Object.hasOwn(own, name) ? own[name] : (branches[index]?.additionalProperties ?? true),
        ),
      ),
    ),
    ...(always.length > 0 && { required: always }),
    ...(branches.every(branch => branch.additionalProperties === false) && { additionalProperties: false }),
    description: `One of: ${branches.map((branch, index) => formOf(branch, known[index], required[index])).join(' or ')}`,
  };
}

/** One schema for all of them; literals become one list. */
export function union(items: readonly unknown[]): unknown {
  const all = different(items).filter(item => item !== false);
  const [first = {}] = all;
  if (all.length < 2) return first;
  const values = all.map(valuesOf);
  if (values.includes(undefined)) return { anyOf: all.map(item => (item === true ? {} : item)) };
  return { ...(isRecord(first) && { description: first.description }), enum: different(values.flat()) };
}

/** The values that a schema names, if it names them. */
export function valuesOf(schema: unknown): readonly unknown[] | undefined {
  if (!isRecord(schema)) return undefined;
  if ('const' in schema) return [schema.const];
  return Array.isArray(schema.enum) && schema.enum.length > 0 ? schema.enum : undefined;
}

/** A form of an object in short: `{ kind: "circle", radius, color? }`. */
function formOf(
  { description = '' }: JSONSchema,
  known: JSONSchema = {},
  required: ReadonlySet<string> = new Set(),
): string {
  const members = [...new Set([...Object.keys(known), ...required])].map(name => {
    const values = valuesOf(known[name]);
    return `${name}${required.has(name) ? '' : '?'}${values ? `: ${values.map(toJSON).join(' | ')}` : ''}`;
  });
  return `{ ${members.join(', ')} } ${description}`.trim();
}
