import { isRecord, toJSON } from '../../json-values.ts';
import type { JSONSchema } from '../body.ts';
import { mapMembers } from '../schemas.ts';
import { lose, type SchemaJob } from './schema-job.ts';
import { isSilent } from './schema-rules.ts';

/**
 * A schema that accepts at least what both schemas accept. A keyword of `b` that cannot be joined with that of `a` is
 * reported as lost.
 */
export function both(job: SchemaJob, a: JSONSchema, b: JSONSchema): JSONSchema {
  const made: Record<string, unknown> = { ...a };
  for (const [key, item] of Object.entries(b)) {
    const own = made[key];
    if (item === undefined || isSilent(key)) continue;
    if (own !== undefined && toJSON(own) === toJSON(item)) continue;
    // Those of `b` would answer the `if` of `a`.
    const fits = own === undefined && (a.if === undefined || !/^(?:then|else)$/.test(key));
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
      const kept = common(a, b);
      return kept?.length === 1 ? kept[0] : kept;
    },
    enum: common,
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
  return mapMembers({ ...Object(a), ...Object(b) }, (item, name) =>
    Object.hasOwn(Object(a), name) ? allOf(Object(a)[name], item) : item,
  );
}

function common(a: unknown, b: unknown): unknown[] | undefined {
  const others = [b].flat();
  const kept = [a]
    .flat()
    .filter(item => others.includes(item) || (item === 'integer' && others.includes('number')));
  return kept.length > 0 ? kept : undefined;
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

interface Form {
  readonly known: JSONSchema;
  readonly required: ReadonlySet<string>;
  /** What other properties are. */
  readonly more: unknown;
  readonly description: unknown;
}

/** One object that accepts whatever one of several objects accepts. */
export function either(branches: readonly JSONSchema[]): JSONSchema {
  if (branches.length > apart) return { type: 'object' };
  const forms = branches.map(
    ({ properties, patternProperties, required, additionalProperties = true, description = '' }): Form => ({
      known: Object(properties),
      required: new Set([required ?? []].flat().map(String)),
      // Patterns are not told apart.
      more: patternProperties === undefined ? additionalProperties : true,
      description,
    }),
  );
  const always = [...(forms[0]?.required ?? [])].filter(name => forms.every(form => form.required.has(name)));
  return {
    type: 'object',
    properties: mapMembers(
      Object.fromEntries(forms.flatMap(({ known }) => Object.entries(known))),
      (_, name) =>
        // A branch that is not closed accepts the properties of the others, whatever they are.
        union(forms.map(({ known, more }) => (Object.hasOwn(known, name) ? known[name] : more))),
    ),
    ...(always.length > 0 && { required: always }),
    ...(forms.every(({ more }) => more === false) && { additionalProperties: false }),
    description: `One of: ${forms.map(shortOf).join(' or ')}`,
  };
}

/** A form of an object in short: `{ kind: "circle", radius, color? }`. */
function shortOf({ known, required, description }: Form): string {
  const members = [...new Set([...Object.keys(known), ...required])].map(name => {
    const values = namedBy(known[name]);
    return `${name}${required.has(name) ? '' : '?'}${values && `: ${values}`}`;
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
    ? [{ enum: different(named.flatMap(valuesOf)) }, ...all.filter(item => !named.includes(item))]
    : all;
}

/** One schema for all of them. */
export function union(items: readonly unknown[]): JSONSchema {
  const all = different(items.map(item => (item === true ? {} : item)));
  const [only = {}, ...more] = alternatives(all);
  return more.length > 0 ? { anyOf: all.filter(item => !isNever(item)) } : only;
}

/** The values that a schema names, if it names them. */
export function valuesOf(schema: unknown): readonly unknown[] | undefined {
  if (!isRecord(schema)) return undefined;
  if ('const' in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** The values that a schema names, as text. */
export function namedBy(schema: unknown): string {
  return (valuesOf(schema) ?? []).map(toJSON).join(' | ');
}
