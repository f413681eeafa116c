import { asSchema } from '@ai-sdk/provider-utils';
import fc from 'fast-check';
import * as z3 from 'zod/v3';
import * as z4 from 'zod/v4';
import type { JSONSchema } from '../../src/wire/body.ts';

/** A type as a caller could write it with either major of zod. */
export type Shape =
  | { readonly kind: 'string' | 'email' | 'number' | 'int' | 'boolean' | 'any' | 'null' | 'date' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'enum'; readonly values: readonly [string, ...string[]] }
  | { readonly kind: 'literals'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'array' | 'nullable' | 'optional' | 'record' | 'described'; readonly of: Shape }
  | { readonly kind: 'tuple' | 'union' | 'rest'; readonly of: readonly Shape[] }
  | { readonly kind: 'object' | 'loose'; readonly of: Readonly<Record<string, Shape>> }
  | { readonly kind: 'kinds' | 'both'; readonly of: readonly Readonly<Record<string, Shape>>[] };

const name = fc.constantFrom('a', 'b', 'c', 'when', 'type', 'items');
const few = <ITEM>(item: fc.Arbitrary<ITEM>, least = 1): fc.Arbitrary<ITEM[]> =>
  fc.array(item, { minLength: least, maxLength: 3 });

const { shape, members } = fc.letrec<{ shape: Shape; members: Readonly<Record<string, Shape>>; leaf: Shape }>(
  tie => ({
    leaf: fc.oneof(
      fc
        .constantFrom('string', 'email', 'number', 'int', 'boolean', 'any', 'null', 'date')
        .map(kind => ({ kind }) as Shape),
      fc.constantFrom('x', 5, 2.5, true, false, null).map((value): Shape => ({ kind: 'literal', value })),
      fc.constant<Shape>({ kind: 'enum', values: ['red', 'blue'] }),
      fc.constantFrom<Shape>(
        { kind: 'literals', values: [1, 2] },
        { kind: 'literals', values: ['x', 3, true] },
      ),
    ),
    members: fc.dictionary(name, tie('shape'), { maxKeys: 3 }),
    shape: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: tie('leaf') },
      fc.record({
        kind: fc.constantFrom('array', 'nullable', 'optional', 'record', 'described'),
        of: tie('shape'),
      }) as fc.Arbitrary<Shape>,
      fc.record({ kind: fc.constantFrom('tuple', 'rest'), of: few(tie('shape')) }) as fc.Arbitrary<Shape>,
      fc.record({ kind: fc.constant('union'), of: few(tie('shape'), 2) }) as fc.Arbitrary<Shape>,
      fc.record({ kind: fc.constantFrom('object', 'loose'), of: tie('members') }) as fc.Arbitrary<Shape>,
      fc.record({
        kind: fc.constantFrom('kinds', 'both'),
        of: few(tie('members'), 2),
      }) as fc.Arbitrary<Shape>,
    ),
  }),
);

/** The type of a tool's input: mostly an object, a union of such, or nothing in particular. */
const root: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 4, arbitrary: members.map((of): Shape => ({ kind: 'object', of })) },
  few(members, 2).map((of): Shape => ({ kind: 'kinds', of })),
  few(members, 2).map((of): Shape => ({ kind: 'both', of })),
  few(
    members.map((of): Shape => ({ kind: 'object', of })),
    2,
  ).map((of): Shape => ({ kind: 'union', of })),
  shape,
);

type Zod = typeof z4;

/** Both majors have these functions under the same names; their types differ. */
const majors: Readonly<Record<'zod 3' | 'zod 4', Zod>> = { 'zod 3': z3 as unknown as Zod, 'zod 4': z4 };

function build(z: Zod, given: Shape): z4.ZodType {
  const one = (item: Shape): z4.ZodType => build(z, item);
  const object = (of: Readonly<Record<string, Shape>>): z4.ZodObject =>
    z.object(Object.fromEntries(Object.entries(of).map(([key, item]) => [key, one(item)])));
  switch (given.kind) {
    case 'string':
      return z.string().min(1);
    case 'email':
      return z.string().email();
    case 'number':
      return z.number().gt(-5).max(100);
    case 'int':
      return z.number().int();
    case 'boolean':
      return z.boolean();
    case 'any':
      return z.any();
    case 'null':
      return z.null();
    case 'date':
      return z.string().datetime();
    case 'literal':
      return z.literal(given.value);
    case 'enum':
      return z.enum(given.values);
    case 'literals':
      return z.union(given.values.map(value => z.literal(value)) as unknown as [z4.ZodType, z4.ZodType]);
    case 'array':
      return z.array(one(given.of)).max(5);
    case 'nullable':
      return one(given.of).nullable();
    case 'optional':
      return one(given.of).optional();
    case 'record':
      return z.record(z.string(), one(given.of));
    case 'described':
      return one(given.of).describe('said');
    case 'tuple':
      return z.tuple(given.of.map(one) as [z4.ZodType]);
    case 'rest':
      return z.tuple(given.of.map(one) as [z4.ZodType]).rest(z.string());
    case 'union':
      return z.union(given.of.map(one) as [z4.ZodType, z4.ZodType]);
    case 'object':
      return object(given.of);
    case 'loose':
      return object(given.of).passthrough();
    case 'both': {
      const [first = {}, ...others] = given.of;
      return others.reduce<z4.ZodType>((made, of) => made.and(object(of)), object(first));
    }
    case 'kinds':
      return z.discriminatedUnion(
        'kind',
        given.of.map((of, index) => object(of).extend({ kind: z.literal(`k${index}`) })) as never,
      );
  }
}

/** Schemas as the AI SDK makes them of zod's types. */
export const zodSchema: fc.Arbitrary<JSONSchema> = fc
  .tuple(fc.constantFrom('zod 3' as const, 'zod 4' as const), root)
  .map(([major, given]) => asSchema(build(majors[major], given)).jsonSchema as JSONSchema);
