import type { JSONSchema7 } from '@ai-sdk/provider';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { jsonFormat, WX } from '../support/prompts.ts';

/** The schema of a tool as a model gets it, and the warnings. */
async function tool(id: string, inputSchema: object) {
  const { body, warnings } = await send(id, { tools: [{ ...WX, inputSchema: inputSchema as JSONSchema7 }] });
  const [sent] = body.tools as { function: { parameters: Record<string, unknown> } }[];
  return { schema: sent?.function.parameters ?? {}, warnings };
}

const accepts = (schema: object, value: unknown): boolean =>
  new Ajv2020({ strict: false }).validate(schema, value);

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const closed = { additionalProperties: false };
const text = { type: 'string' };

describe('what a schema accepts is accepted after limits are told in words', () => {
  const pair = [text, { type: 'number' }];
  it.each<readonly [string, string, object, object]>([
    [
      'branches of oneOf that overlap then',
      'cerebras/gpt-oss-120b',
      object({ a: { oneOf: [{ type: 'string', pattern: '^x' }, { const: 'y' }] } }),
      { a: 'y' },
    ],
    [
      'tuples among them',
      'dynamic/support',
      object({
        a: {
          oneOf: [
            { type: 'array', prefixItems: pair },
            { type: 'array', items: text },
          ],
        },
      }),
      { a: ['x', 'y'] },
    ],
    [
      'negations',
      'cerebras/gpt-oss-120b',
      object({ a: { type: 'string', not: { pattern: '^x' } } }),
      { a: 'y' },
    ],
    [
      'conditions',
      'cerebras/gpt-oss-120b',
      object({ a: JSON.parse('{"type":"string","if":{"pattern":"^x"},"then":{"const":"x"}}') }),
      { a: 'y' },
    ],
    [
      'patterns of names in the branches of a root',
      'anthropic/claude-haiku-4.5',
      {
        anyOf: [
          object({ a: text }, closed),
          { type: 'object', patternProperties: { '^a': { type: 'number' } }, ...closed },
        ],
      },
      { a: 1 },
    ],
    [
      'patterns of names in parts',
      'anthropic/claude-haiku-4.5',
      {
        allOf: [
          { type: 'object', patternProperties: { '^x': text } },
          { type: 'object', patternProperties: { '^y': text }, ...closed },
        ],
      },
      { y: 'z' },
    ],
    [
      'tuples in parts',
      'moonshotai/kimi-k2.6',
      object({
        a: {
          allOf: [
            { type: 'array', prefixItems: pair.slice(0, 1) },
            { prefixItems: pair, items: false },
          ],
        },
      }),
      { a: ['x', 1] },
    ],
  ])('%s, for %s', async (_, id, given, value) => {
    expect(accepts(given, value)).toBe(true);
    expect(accepts((await tool(id, given)).schema, value)).toBe(true);
  });

  it('negations that need no words stay', async () => {
    const given = object({ a: { not: { const: 'x' } } });
    expect(await tool('cerebras/gpt-oss-120b', given)).toEqual({ schema: given, warnings: [] });
    const { schema, warnings } = await tool(
      'cerebras/gpt-oss-120b',
      object({ a: { not: { pattern: '^x' } } }),
    );
    expect(schema.properties).toMatchObject({ a: { description: expect.stringContaining('"^x"') } });
    expect(warnings).toEqual([expect.stringContaining('`not` (properties.a)')]);
  });
});

describe('the schema of an answer that accepts no object', () => {
  const schemas = [
    { type: 'array', items: text },
    { maxItems: 0 },
    { type: 'string', anyOf: [{}] },
    { type: 'array', properties: {} },
    { anyOf: [text, { type: 'number' }] },
  ] as JSONSchema7[];

  it.each([
    ['moonshotai/kimi-k2.6', { type: 'json_object' }],
    ['grok/grok-4.3', { type: 'json_object' }],
    ['cerebras/gpt-oss-120b', { type: 'json_object' }],
    ['openai/gpt-4.1', { type: 'json_object' }],
    ['minimax/m3', undefined],
    ['anthropic/claude-haiku-4.5', undefined],
  ])('is told %s, which accepts only objects', async (id, format) => {
    for (const schema of schemas) {
      const { body, warnings } = await send(id, { responseFormat: jsonFormat(schema) });
      expect(body.response_format).toEqual(format);
      expect(body).not.toHaveProperty('tools');
      expect(JSON.stringify(body.messages ?? body.system)).toContain('conforms to this JSON schema');
      expect(warnings).toEqual(
        expect.arrayContaining([expect.stringContaining('responseFormat JSON schema')]),
      );
    }
  });

  it('is an object where its type says so', async () => {
    const given = { type: 'object', oneOf: [{ enum: [false] }] } as JSONSchema7;
    for (const id of ['moonshotai/kimi-k2.6', 'grok/grok-4.3', 'mistral/mistral-large-latest']) {
      const { body, warnings } = await send(id, { responseFormat: jsonFormat(given) });
      expect(body.response_format).toMatchObject({
        json_schema: { schema: { type: 'object', properties: {} } },
      });
      expect(warnings).toEqual([expect.stringContaining('`anyOf` (the root)')]);
    }
  });
});
