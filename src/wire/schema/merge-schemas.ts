import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';

/**
 * A schema that accepts at least what both schemas accept; `undefined` if their types exclude each other. A keyword
 * of `b` that cannot be joined with that of `a` is reported as lost.
 */
export function both(a: JSONSchema, b: JSONSchema, lost: (keyword: string) => void): JSONSchema | undefined {
  const made: Record<string, unknown> = { ...a };
  for (const [key, item] of Object.entries(b)) {
    const own = made[key];
    if (own === undefined && !(a.if !== undefined && /^(?:then|else)$/.test(key))) made[key] = item;
    else if (own !== item && toJSON(own) !== toJSON(item)) {
      const joined = join(key, own, item);
      if (joined !== undefined) made[key] = joined;
      else if (key === 'type') return undefined;
      else lost(key);
    }
  }
  return made;
}

/** The value of a keyword that means both values. */
function join(key: string, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') {
    if (/^(?:m|exclusiveM)in/.test(key)) return Math.max(a, b);
    return /^(?:m|exclusiveM)ax/.test(key) ? Math.min(a, b) : undefined;
  }
  return joins[key]?.(a, b);
}

const joins: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  type: (a, b) => {
    const [left, right] = [[a].flat(), [b].flat()];
    const kept = [...left, ...right].filter(
      (type, index, all) =>
        [left, right].every(list => list.includes(type) || (type === 'integer' && list.includes('number'))) &&
        all.indexOf(type) === index,
    );
    return kept.length > 1 ? kept : kept[0];
  },
  description: (a, b) => `${a} ${b}`,
  required: (a, b) => [...new Set([a, b].flat())],
  allOf: (a, b) => [a, b].flat(),
  enum: (a, b) => {
    const right = [b].flat();
    const kept = [a].flat().filter(value => right.includes(value));
    return kept.length > 0 ? kept : a;
  },
  properties: (a, b) =>
    isRecord(a) && isRecord(b)
      ? mapMembers({ ...a, ...b }, (item, name) =>
          Object.hasOwn(a, name) && Object.hasOwn(b, name) ? allOf(a[name], item) : item,
        )
      : a,
  // Each side knows the properties of the other by then.
  additionalProperties: (a, b) => a !== false && b !== false && allOf(a, b),
  items: (a, b) => (isRecord(a) && isRecord(b) ? allOf(a, b) : a),
};

function allOf(a: unknown, b: unknown): unknown {
  if (b === true || toJSON(a) === toJSON(b)) return a;
  return a === true ? b : { allOf: [a, b] };
}

/** The members with other values, whatever their names (`__proto__` too may be one), without those that are `undefined`. */
export function mapMembers(
  members: Readonly<Record<string, unknown>>,
  map: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const mapped = map(value, name);
      return mapped === undefined ? [] : [[name, mapped]];
    }),
  );
}

/** How many branches of a union are distinguished. */
const apart = 500;

/** One object that accepts whatever one of several objects accepts. */
export function either(branches: readonly JSONSchema[]): JSONSchema {
  if (branches.length > apart) return { type: 'object' };
  const known = branches.map(({ properties }) => (isRecord(properties) ? properties : {}));
  const required = branches.map(branch => new Set<unknown>([branch.required ?? []].flat()));
  const always = [...(required[0] ?? [])].filter(name => required.every(names => names.has(name)));
  return {
    type: 'object',
    properties: mapMembers(Object.fromEntries(known.flatMap(Object.entries)), (_, name) =>
      // A branch that is not closed accepts the properties of the others, whatever they are.
      oneOf(
        known.map((own, index) =>
          Object.hasOwn(own, name) ? own[name] : (branches[index]?.additionalProperties ?? true),
        ),
      ),
    ),
    ...(always.length > 0 && { required: always }),
    ...(branches.every(branch => branch.additionalProperties === false) && { additionalProperties: false }),
    description: `One of: ${branches.map((branch, index) => formOf(known[index] ?? {}, required[index] ?? new Set(), branch)).join(' or ')}`,
  };
}

/** One schema for all of them; literals become one list. */
function oneOf(items: readonly unknown[]): unknown {
  const all = [...new Map(items.map(item => [toJSON(item), item])).values()].filter(item => item !== false);
  if (all.length === 1) return all[0];
  const values = all.map(valuesOf);
  const [first] = all;
  if (values.includes(undefined)) return { anyOf: all.map(item => (item === true ? {} : item)) };
  return { ...(isRecord(first) && { description: first.description }), enum: [...new Set(values.flat())] };
}

/** The values that a schema names, if it names them. */
export function valuesOf(schema: unknown): readonly unknown[] | undefined {
  if (!isRecord(schema)) return undefined;
  if ('const' in schema) return [schema.const];
  return Array.isArray(schema.enum) && schema.enum.length > 0 ? schema.enum : undefined;
}

/** A form of an object in short: `{ kind: "circle", radius, color? }`. */
function formOf(known: JSONSchema, required: ReadonlySet<unknown>, { description = '' }: JSONSchema): string {
  const members = [...new Set([...Object.keys(known), ...required])].map(name => {
    const values = valuesOf(known[String(name)]);
    return `${name}${required.has(name) ? '' : '?'}${values ? `: ${values.map(toJSON).join(' | ')}` : ''}`;
  });
  return `{ ${members.join(', ')} } ${description}`.trim();
}
