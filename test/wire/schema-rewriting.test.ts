import type { JSONSchema7, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { jsonFormat, WX } from '../support/prompts.ts';

/** The schema of a tool as a model gets it, and the warnings. */
async function tool(id: string, inputSchema: object, cloudflare: Record<string, boolean> = {}) {
  const tools = [{ ...WX, inputSchema: inputSchema as JSONSchema7 }];
  const { body, warnings } = await send(id, { tools, providerOptions: { cloudflare } });
  const [sent] = body.tools as { function: { parameters: Record<string, unknown> } }[];
  return { schema: sent?.function.parameters, warnings };
}

const circle = {
  type: 'object',
  properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
  required: ['kind', 'radius'],
  additionalProperties: false,
};
const square = {
  type: 'object',
  properties: { kind: { const: 'square' }, side: { type: 'number' }, color: { type: 'string' } },
  required: ['kind', 'side'],
  additionalProperties: false,
};

it.each(['anthropic/claude-haiku-4.5', 'google/gemini-2.5-flash', 'moonshotai/kimi-k2.6'])(
  'keywords that are named like members of every object are none of them, for %s',
  async id => {
    const part = (value: string) => `{"type":"string","__proto__":{"x":"${value}"},"constructor":"${value}"}`;
    const parts = JSON.parse(`{"allOf":[${part('a')},${part('b')}]}`);
    const { schema } = await tool(id, { type: 'object', properties: { p: parts } });
    expect(schema).toMatchObject({ properties: { p: expect.any(Object) } });
    expect(Object.prototype).not.toHaveProperty('x');
  },
);

it('keywords that only annotate are left out of subsets, unnoticed', async () => {
  const about = { title: 'T', readOnly: true, writeOnly: false, deprecated: true };
  const properties = {
    own: { type: 'string', ...about },
    beside: { $ref: '#/$defs/d', ...about },
    part: {
      allOf: [
        { type: 'string', ...about },
        { ...about, readOnly: false },
      ],
    },
  };
  const given = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    $defs: { d: { type: 'string' } },
  };
  const text = { type: 'string' };
  for (const [id, beside] of [
    ['google/gemini-2.5-flash', text],
    ['moonshotai/kimi-k2.6', { $ref: '#/$defs/d' }],
  ] as const) {
    const { schema, warnings } = await tool(id, given);
    expect(warnings).toEqual([]);
    expect(schema?.properties).toEqual({ own: text, beside, part: text });
  }
});

describe('a union at the root', () => {
  it.each([
    'openai/gpt-4.1',
    'anthropic/claude-haiku-4.5',
    '@cf/zai-org/glm-4.7-flash',
    'dynamic/support',
    'custom-acme/x',
  ])('becomes one object for %s', async id => {
    for (const key of ['oneOf', 'anyOf']) {
      const { schema, warnings } = await tool(id, { description: 'A shape.', [key]: [circle, square] });
      expect(schema).toMatchObject({
        type: 'object',
        properties: {
          kind: { enum: ['circle', 'square'] },
          radius: { type: 'number' },
          side: { type: 'number' },
        },
        required: ['kind'],
        additionalProperties: false,
      });
      expect(schema?.description).toBe(
        'A shape. One of: { kind: "circle", radius } or { kind: "square", side, color? }',
      );
      expect(warnings).toContainEqual(expect.stringMatching(/tool "weather".*`anyOf` \(the root\)/));
    }
  });

  it('is resolved through references and unions inside it', async () => {
    const { schema } = await tool('openai/gpt-4.1', {
      anyOf: [{ $ref: '#/definitions/c' }, { oneOf: [square, { $ref: '#' }] }, { type: 'string' }],
      definitions: { c: circle },
    });
    expect(schema).toMatchObject({
      required: ['kind'],
      properties: { kind: { enum: ['circle', 'square'] } },
    });
    expect(schema).not.toHaveProperty('definitions');
  });

  it('of demands beside properties keeps the properties', async () => {
    const { schema } = await tool('openai/gpt-4.1', {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'number' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    });
    expect(schema).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'number' } },
      description: 'One of: { a } or { b }',
    });
  });
});

it.each([{}, { type: 'object' }, { description: 'Nothing' }])('a tool without arguments: %j', async given => {
  for (const id of [
    'openai/gpt-4.1',
    '@cf/zai-org/glm-4.7-flash',
    'groq/llama-3.3-70b-versatile',
    'moonshotai/kimi-k3',
  ])
    expect((await tool(id, given)).schema).toEqual({ ...given, type: 'object', properties: {} });
});

it('names of arguments that Claude refuses are told, and may be used', async () => {
  const properties = {
    'filter[id]': { type: 'string', description: 'Its id' },
    $top: { type: 'integer' },
    'limit.max': { type: 'integer' },
    inner: { type: 'object', properties: { größe: { type: 'number' } }, additionalProperties: false },
  };
  const given = { type: 'object', properties, required: ['$top', 'inner'], additionalProperties: false };
  const { schema, warnings } = await tool('anthropic/claude-haiku-4.5', given);
  expect(schema).toEqual({
    type: 'object',
    properties: { 'limit.max': properties['limit.max'], inner: properties.inner },
    required: ['inner'],
    description:
      '(property filter[id]: {"type":"string","description":"Its id"}, property $top: {"type":"integer"})',
  });
  expect(warnings).toEqual([
    expect.stringContaining('`property filter[id]` (the root), `property $top` (the root)'),
  ]);
  expect((await tool('openai/gpt-4.1', given)).schema).toEqual(given);
});

describe('literals', () => {
  const properties = {
    n: { type: 'integer', enum: [1, 2] },
    t: { const: true },
    s: { const: 'a' },
    x: { type: ['number', 'string'], enum: [1, 'x'] },
    z: { type: ['string', 'null'], enum: ['a', null] },
  };

  it('are texts beside `type: "string"` for Gemini, everything else is told', async () => {
    const { schema, warnings } = await tool('google/gemini-3.7-flash', { type: 'object', properties });
    expect(schema?.properties).toEqual({
      n: { type: 'integer', description: '(enum: [1,2])' },
      t: { type: 'boolean', description: '(enum: [true])' },
      s: { type: 'string', enum: ['a'] },
      x: {
        anyOf: [
          { type: 'integer', description: '(enum: [1])' },
          { type: 'string', enum: ['x'] },
        ],
      },
      z: { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
    });
    expect(warnings).toEqual([
      expect.stringContaining('`enum` (properties.n), `enum` (properties.t), `enum` (properties.x)'),
    ]);
  });

  it('are of one type for Kimi', async () => {
    const { schema } = await tool('moonshotai/kimi-k3', { type: 'object', properties });
    expect(schema?.properties).toMatchObject({
      n: { type: 'integer', enum: [1, 2] },
      x: {
        anyOf: [
          { type: 'integer', enum: [1] },
          { type: 'string', enum: ['x'] },
        ],
      },
    });
  });
});

it('anything is a union of all types for Kimi', async () => {
  const types = ['string', 'number', 'boolean', 'object', 'array', 'null'].map(type => ({ type }));
  const { schema } = await tool('moonshotai/kimi-k3', {
    type: 'object',
    properties: { a: {}, b: true, c: { description: 'Any' } },
  });
  expect(schema?.properties).toEqual({
    a: { anyOf: types },
    b: { anyOf: types },
    c: { description: 'Any', anyOf: types },
  });
});

describe('tuples', () => {
  const pair = {
    type: 'array',
    items: [{ type: 'string' }, { type: 'number' }],
    additionalItems: false,
    minItems: 2,
    maxItems: 2,
  };
  const items = { anyOf: [{ type: 'string' }, { type: 'number' }] };
  const prefixItems = pair.items;

  it.each([
    ['openai/gpt-4.1', { type: 'array', items, minItems: 2, maxItems: 2, description: expect.any(String) }],
    [
      'google/gemini-3.7-flash',
      { type: 'array', items, minItems: 2, maxItems: 2, description: expect.any(String) },
    ],
    ['anthropic/claude-haiku-4.5', { type: 'array', prefixItems, items: false, minItems: 2, maxItems: 2 }],
    ['xai/grok-4.5', { type: 'array', prefixItems, items: false, description: '(minItems: 2, maxItems: 2)' }],
  ])('for %s', async (id, expected) => {
    const { schema } = await tool(id, { type: 'object', properties: { pair } });
    expect(schema?.properties).toEqual({ pair: expected });
  });

  it('keep a smaller limit', async () => {
    const { schema } = await tool('openai/gpt-4.1', {
      type: 'object',
      properties: { pair: { ...pair, minItems: 0, maxItems: 1 } },
    });
    expect(schema?.properties).toMatchObject({ pair: { items, maxItems: 1 } });
  });
});

it.each(['google/gemini-3.7-flash', 'moonshotai/kimi-k3'])(
  'what accepts nothing is left out for %s',
  async id => {
    const optional = { anyOf: [{ anyOf: [{ not: {} }, { type: 'string' }] }, { type: 'null' }] };
    const given = { type: 'object', properties: { a: optional, b: { not: {} }, c: false } };
    expect(await tool(id, given)).toEqual({
      schema: { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      warnings: [],
    });
  },
);

it.each(['google/gemini-3.7-flash', 'moonshotai/kimi-k3'])(
  'further items of a tuple in the older form are kept beside other types for %s',
  async id => {
    const rest = { type: 'array', items: [{ type: 'string' }], additionalItems: { type: 'number' } };
    const { schema } = await tool(id, {
      type: 'object',
      properties: { a: { anyOf: [rest, { type: 'null' }] } },
    });
    expect(schema?.properties).toMatchObject({
      a: { anyOf: [{ items: { anyOf: [{ type: 'string' }, { type: 'number' }] } }, { type: 'null' }] },
    });
  },
);

describe('references', () => {
  const node = {
    type: 'object',
    properties: {
      next: { $ref: '#/definitions/node', description: 'Next' },
      id: { $ref: '#/properties/name' },
    },
  };
  const given = {
    type: 'object',
    properties: { name: { type: 'string' }, tree: { $ref: '#/definitions/node' } },
    definitions: { node },
  };

  it('lead to definitions of the root', async () => {
    const { schema } = await tool('moonshotai/kimi-k3', given);
    expect(schema).toEqual({
      type: 'object',
      properties: { name: { type: 'string' }, tree: { $ref: '#/$defs/node' } },
      $defs: {
        node: {
          type: 'object',
          properties: {
            next: { description: 'Next', anyOf: [{ $ref: '#/$defs/node' }] },
            id: { $ref: '#/$defs/name' },
          },
        },
        name: { type: 'string' },
      },
    });
  });

  it('are written out for Gemini, until they come back to themselves', async () => {
    const { schema, warnings } = await tool('google/gemini-3.7-flash', given);
    expect(schema?.properties).toEqual({
      name: { type: 'string' },
      tree: {
        type: 'object',
        properties: { next: { type: 'object', description: 'Next' }, id: { type: 'string' } },
      },
    });
    expect(warnings).toEqual([expect.stringContaining('`$ref` (properties.tree.properties.next)')]);
  });

  it.each(['anyOf', 'oneOf'])('beside `%s` are written out for OpenAI, which has one of them', async key => {
    const union = [{ required: ['a'] }, { required: ['b'] }];
    const pair = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
    const tree = { type: 'object', properties: { kids: { $ref: '#/$defs/tree', [key]: union } } };
    const { schema, warnings } = await tool('openai/gpt-4.1', {
      type: 'object',
      properties: {
        p: { description: 'A pair', $ref: '#/$defs/pair', [key]: union },
        t: { $ref: '#/$defs/tree' },
      },
      $defs: { pair, tree },
    });
    expect(schema).toEqual({
      type: 'object',
      properties: { p: { ...pair, description: 'A pair', anyOf: union }, t: { $ref: '#/$defs/tree' } },
      $defs: { tree: { type: 'object', properties: { kids: { anyOf: [{ $ref: '#/$defs/tree' }] } } } },
    });
    expect(warnings).toEqual([expect.stringContaining('`anyOf` ($defs.tree.properties.kids)')]);
  });

  it('keep what else stands beside them', async () => {
    const beside = {
      title: 'T',
      type: 'object',
      default: {},
      required: ['a'],
      properties: { a: { type: 'string' } },
      allOf: [{ minProperties: 1 }, { maxProperties: 2 }],
      not: { required: ['x'] },
    };
    for (const [id, pointer] of [
      ['openai/gpt-4.1', { anyOf: [{ $ref: '#/$defs/d' }] }],
      ['anthropic/claude-haiku-4.5', { $ref: '#/$defs/d' }],
    ] as const) {
      const { schema, warnings } = await tool(id, {
        type: 'object',
        properties: { p: { $ref: '#/$defs/d', ...beside } },
        $defs: { d: { type: 'object' } },
      });
      expect(schema?.properties).toEqual({ p: { ...beside, ...pointer } });
      expect(warnings).toEqual([]);
    }
  });

  it('by `$id` are found, and those to other documents accept anything', async () => {
    const { schema } = await tool('openai/gpt-4.1', {
      $id: 'T',
      type: 'object',
      properties: {
        kids: { type: 'array', items: { $ref: 'T' } },
        far: { $ref: 'https://example.com/s.json' },
      },
    });
    expect(schema?.properties).toEqual({ kids: { type: 'array', items: { $ref: '#' } }, far: {} });
  });
});

it.each(['openai/gpt-4.1', 'xai/grok-4.5', '@cf/zai-org/glm-4.7-flash'])(
  'what is not JSON schema becomes JSON schema for %s',
  async id => {
    const given = {
      type: 'OBJECT',
      required: ['a', 'a'],
      properties: {
        a: { type: 'STRING', description: false, required: true, enum: ['x', 'x'] },
        b: { type: 'int', minimum: 0, exclusiveMinimum: true, maxItems: '3' },
        c: { type: 'float', description: 'A rate.' },
        d: { type: ['bool', 'none'], enum: [] },
        nulls: { type: 'string', items: null, enum: null, format: null, properties: null, default: null },
        type: 'object',
        required: { anyOf: [], properties: [] },
        open: true,
      },
    };
    expect((await tool(id, given)).schema).toEqual({
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string', enum: ['x'] },
        b: { type: 'integer', minimum: 0 },
        c: { description: 'A rate. (type: "float")' },
        d: { description: '(type: ["bool","none"])' },
        nulls: { type: 'string', default: null },
        type: {},
        required: {},
        open: {},
      },
    });
  },
);

describe('size', () => {
  const nested = (depth: number): object =>
    depth === 0 ? { type: 'string' } : { anyOf: [nested(depth - 1), { type: 'null' }] };
  const doubled = (count: number): object => ({
    type: 'object',
    properties: { d: { $ref: '#/$defs/d0' } },
    $defs: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `d${index}`,
        {
          type: 'object',
          properties: { a: { $ref: `#/$defs/d${index + 1}` }, b: { $ref: `#/$defs/d${index + 1}` } },
        },
      ]),
    ),
  });

  it.each(['openai/gpt-4.1', 'google/gemini-3.7-flash', 'moonshotai/kimi-k3', 'minimax/m3'])(
    'is bounded for %s',
    async id => {
      for (const given of [{ type: 'object', properties: { a: nested(2000) } }, doubled(40)])
        expect(JSON.stringify((await tool(id, given)).schema).length).toBeLessThan(2_000_000);
    },
  );
});

it('answers are rewritten like tools, with a warning of their own', async () => {
  const schema = { oneOf: [circle, square] } as JSONSchema7;
  const { body, warnings } = await send('openai/gpt-4.1', { responseFormat: jsonFormat(schema) });
  expect(body.response_format).toMatchObject({
    json_schema: { strict: false, schema: { type: 'object', required: ['kind'] } },
  });
  expect(warnings).toEqual([expect.stringContaining('responseFormat JSON schema')]);
});

it.each([
  'openai/gpt-4.1',
  'google/gemini-3.7-flash',
  'deepseek/deepseek-v4-flash',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
])('`$schema` does not go out to %s', async id => {
  const given = { $schema: 'http://json-schema.org/draft-07/schema#', ...circle } as JSONSchema7;
  const { body } = await send(id, {
    tools: [{ ...WX, inputSchema: given }],
    responseFormat: jsonFormat(given),
  });
  expect(JSON.stringify(body)).toContain('radius');
  expect(JSON.stringify(body)).not.toContain('$schema');
});

it('schemaRewriting: false sends schemas as they are', async () => {
  const given = { $schema: 'https://example.com/s', anyOf: [circle, { items: [{ type: 'string' }] }] };
  for (const id of ['openai/gpt-4.1', 'moonshotai/kimi-k3', 'google/gemini-3.7-flash'])
    expect(await tool(id, given, { schemaRewriting: false })).toEqual({ schema: given, warnings: [] });
});

it('a bare schema of Workers AI keeps its own description', async () => {
  const schema: JSONSchema7 = { type: 'object', properties: { a: { type: 'string' } }, description: 'Own.' };
  const { body } = await send('@cf/meta/llama-3.3-70b-instruct-fp8-fast', {
    responseFormat: jsonFormat(schema, 'p', 'Given.'),
  });
  expect(body.response_format).toMatchObject({ json_schema: { description: 'Given. Own.' } });
});

it('examples of a tool, and parts that only their vendor reads, do not vanish', async () => {
  const example = { ...WX, inputExamples: [{ input: { city: 'Oslo' } }] };
  const prompt = [
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Ho' },
        { type: 'custom', kind: 'openai.compaction' },
      ],
    },
    { role: 'user', content: [{ type: 'text', text: 'And?' }] },
  ] as unknown as LanguageModelV2Prompt;
  const { body, warnings } = await send('openai/gpt-4.1', { tools: [example], prompt });
  expect(body.tools).toMatchObject([
    { function: { description: 'Get weather\n\nExamples of the input:\n{"city":"Oslo"}' } },
  ]);
  expect(warnings).toEqual([expect.stringContaining('openai.compaction')]);
});
