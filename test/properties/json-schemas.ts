import fc from 'fast-check';
import type { JSONSchema } from '../../src/wire/body.ts';

/** Names of properties, with those that every object has. */
const name = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{1,4}$/) },
  fc.constantFrom('type', 'properties', 'items', '$ref', 'required', 'toString', 'constructor', '__proto__'),
);

/** JSON has no negative zero. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

const note = fc.record(
  {
    description: fc.string(),
    title: fc.string(),
    default: json,
    examples: fc.array(json),
  },
  { requiredKeys: [] },
);

const scalar = fc.oneof(
  fc.record(
    {
      type: fc.constant('string'),
      format: fc.constantFrom('date-time', 'email', 'uuid', 'uri'),
      pattern: fc.constantFrom('^a+$', '^(?=.*x).*$', '^(?!b)', '^\\d{2}$'),
      minLength: fc.nat(5),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constantFrom('number', 'integer'),
      minimum: fc.integer(),
      exclusiveMinimum: fc.integer(),
      exclusiveMaximum: fc.integer(),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constantFrom('boolean', 'null') }),
  fc.record({ type: fc.constant(['string', 'null']) }),
  fc.record({ const: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)) }),
  fc.record({ enum: fc.array(fc.string(), { minLength: 1, maxLength: 3 }) }),
  fc.constant({}),
);

const referred = ['a', 'b', 'c', 'missing'].flatMap(key => [`#/$defs/${key}`, `#/definitions/${key}`]);

/** Schemas as people and libraries write them: references, tuples, unions, strange names. */
const { schema } = fc.letrec<{ schema: JSONSchema; node: JSONSchema }>(tie => ({
  schema: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('node')),
  node: fc.tuple(note, shapes(tie('schema'))).map(([notes, shape]) => ({ ...notes, ...shape })),
}));

function shapes(inner: fc.Arbitrary<JSONSchema>): fc.Arbitrary<JSONSchema> {
  const few = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    objectOf(inner),
    objectOf(inner),
    fc.record({ type: fc.constant('array'), items: inner }),
    fc.record({ type: fc.constant('array') }),
    fc.record({ type: fc.constant('array'), items: few }),
    fc.record({ type: fc.constant('array'), prefixItems: few }),
    fc.record({ anyOf: few }),
    fc.record({ type: fc.constant('string'), anyOf: few }),
    fc.record({ allOf: few }),
    fc.record({ oneOf: few }),
    fc.record({ not: inner }),
    fc.record({ $ref: fc.constantFrom(...referred, '#', 'https://example.com/schema') }),
  );
}

function objectOf(inner: fc.Arbitrary<JSONSchema>): fc.Arbitrary<JSONSchema> {
  return fc
    .record({
      properties: fc.dictionary(name, inner, { maxKeys: 4 }),
      open: fc.constantFrom(undefined, true, false),
      required: fc.constantFrom('all', 'none', 'some', 'more'),
      rest: fc.option(inner, { nil: undefined }),
      names: fc.boolean(),
    })
    .map(({ properties, open, required, rest, names }) => {
      const all = Object.keys(properties);
      const lists = { all, none: undefined, some: all.slice(0, 1), more: [...all, 'absent', 'toString'] };
      return {
        type: 'object',
        properties,
        ...(lists[required] && { required: lists[required] }),
        ...(open === undefined ? rest && { additionalProperties: rest } : { additionalProperties: open }),
        ...(names && { propertyNames: { pattern: '^[a-z]+$' } }),
      };
    });
}

const definitions = fc.dictionary(fc.constantFrom('a', 'b', 'c'), schema, { maxKeys: 3 });

/** A whole document, with definitions that may refer to each other and to themselves. */
export const document: fc.Arbitrary<JSONSchema> = fc
  .tuple(schema, fc.option(definitions), fc.option(definitions), fc.boolean())
  .map(([root, $defs, older, dialect]) => ({
    ...(dialect && { $schema: 'http://json-schema.org/draft-07/schema#' }),
    ...root,
    ...($defs && { $defs }),
    ...(older && { definitions: older }),
  }));
