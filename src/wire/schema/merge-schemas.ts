import { isRecord, ownMember, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { lose, type SchemaJob } from './schema-job.ts';
import { isAnnotation } from './schema-rules.ts';
import { type SoundSchema, typeOf } from './sound-schema.ts';

/**
 * A schema that accepts at least what both schemas accept. A keyword of `b` that cannot be joined with that of `a` is
 * reported as lost.
 */
export function both(job: SchemaJob, a: SoundSchema, b: SoundSchema): SoundSchema {
  const made: Record<string, unknown> = { ...a };
  for (const [key, item] of Object.entries(b)) {
    const own = made[key];
    if (item === undefined || (own !== undefined && (isAnnotation(key) || toJSON(own) === toJSON(item))))
      continue;
    // Those of `b` would answer the `if` of `a`.
    const fits = own === undefined && !(a.if && /^(?:then|else)$/.test(key));
    const joined = fits ? item : joins.get(key)?.(own, item);
    if (joined === undefined) lose(job, key);
    else made[key] = joined;
  }
  return made;
}

/** How keywords are joined that both schemas have; `undefined` where nothing satisfies both. */
const joins: ReadonlyMap<string, (a: unknown, b: unknown) => unknown> = new Map(
  Object.entries<(a: unknown, b: unknown) => unknown>({
    type: (a, b) => {
      const others = [b].flat();
      return typeOf(
        [a].flat().filter(type => others.includes(type) || (type === 'integer' && others.includes('number'))),
      );
    },
    description: (a, b) => `${a} ${b}`,
    required: concat,
    allOf: concat,
    properties: joinMembers,
    patternProperties: joinMembers,
    prefixItems: (a, b) => Object.values(joinMembers(a, b)),
    // Each side knows the properties of the other by then.
    additionalProperties: allOf,
    items: allOf,
  }),
);

function joinMembers(a: unknown, b: unknown): Record<string, unknown> {
  return mapMembers({ ...Object(a), ...Object(b) }, (item, name) => allOf(ownMember(a, name) ?? true, item));
}

function concat(a: unknown, b: unknown): unknown[] {
  return [...new Set([a, b].flat())];
}

/** What satisfies both schemas. */
function allOf(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false;
  if (b === true || toJSON(a) === toJSON(b)) return a;
  return a === true ? b : { allOf: [a, b] };
}

/** One of each. */
export function different<ITEM>(items: readonly ITEM[]): readonly ITEM[] {
  return items.length < 2 ? items : [...new Map(items.map(item => [toJSON(item), item])).values()];
}

/** How many branches of a union are distinguished. */
const apart = 500;

/** One object that accepts whatever one of several objects accepts. */
export function either(branches: readonly SoundSchema[]): JSONSchema {
  if (branches.length > apart) return { type: 'object' };
  const required = branches
    .map(({ required: names = [] }) => names)
    .reduce((names, others) => names.filter(name => others.includes(name)));
  // What other properties are; patterns are not told apart.
  const rests = branches.map(({ patternProperties, additionalProperties = true }) =>
    patternProperties ? true : additionalProperties,
  );
  return {
    type: 'object',
    properties: mapMembers(
      Object.fromEntries(branches.flatMap(({ properties = {} }) => Object.entries(properties))),
      // A branch that is not closed accepts the properties of the others, whatever they are.
      (_, name) =>
        union(branches.map(({ properties }, index) => ownMember(properties, name) ?? rests[index])),
    ),
    ...(required.length > 0 && { required }),
    ...(rests.every(rest => rest === false) && { additionalProperties: false }),
    description: `One of: ${branches.map(inShort).join(' or ')}`,
  };
}

/** A form of an object in short: `{ kind: "circle", radius, color? }`. */
function inShort({ properties = {}, required = [], description = '' }: SoundSchema): string {
  const members = [...new Set([...Object.keys(properties), ...required])].map(name => {
    const values = valuesOf(ownMember(properties, name))?.map(toJSON).join(' | ');
    return `${name}${required.includes(name) ? '' : '?'}${values ? `: ${values}` : ''}`;
  });
  return `{ ${members.join(', ')} } ${description}`.trim();
}

/** Whether a schema accepts nothing: `not: {}` is how zod 3 writes what may be absent. */
export function isNever(schema: unknown): boolean {
  return schema === false || toJSON(Object(schema).not) === '{}';
}

/** The schemas among some that accept something; those that only name values become one list. */
export function alternatives(items: readonly unknown[]): readonly JSONSchema[] {
  const all = items.filter(item => !isNever(item)).map((item): JSONSchema => (isRecord(item) ? item : {}));
  const named = all.filter(item => valuesOf(item) && !item.description);
  return named.length > 1
    ? [{ enum: named.flatMap(valuesOf) }, ...all.filter(item => !named.includes(item))]
    : all;
}

/** One schema for all of them. */
export function union(items: readonly unknown[]): JSONSchema {
  const all = different(alternatives(items));
  return all.length > 1 ? { anyOf: all } : (all[0] ?? {});
}

/** The values that a schema names, if it names them. */
export function valuesOf(schema: unknown): readonly unknown[] | undefined {
  const { const: only, enum: listed } = Object(schema);
  if (only !== undefined) return [only];
  return Array.isArray(listed) ? listed : undefined;
}
