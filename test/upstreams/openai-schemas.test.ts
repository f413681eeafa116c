import type { JSONSchema7 } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { jsonFormat, WX } from '../support/prompts.ts';

const closed = (properties: Record<string, JSONSchema7>, rest: JSONSchema7 = {}): JSONSchema7 => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...rest,
});

async function format(schema: JSONSchema7, openai: Record<string, boolean> = {}, name?: string) {
  const call = { responseFormat: jsonFormat(schema, name), providerOptions: { openai } };
  const { body, warnings } = await send('openai/gpt-4.1', call);
  return { format: body.response_format, warnings };
}

const envelope = (schema: object, strict: boolean, name = 'response') => ({
  type: 'json_schema',
  json_schema: { name, strict, schema },
});

describe('`strict` follows the schema', () => {
  it.each([
    ['closed, all required', closed({ a: { type: 'string' } }), true],
    ['nested, closed', closed({ a: closed({ b: { type: 'number' } }) }), true],
    [
      'an array of closed objects',
      closed({ a: { type: 'array', items: closed({ b: { type: 'string' } }) } }),
      true,
    ],
    [
      'an optional property',
      closed({ a: { type: 'string' }, b: { type: 'string' } }, { required: ['a'] }),
      false,
    ],
    ['an open object', closed({ a: { type: 'string' } }, { additionalProperties: true }), false],
    ['nothing said about more properties', { type: 'object', properties: {} } as JSONSchema7, false],
    ['an open object inside', closed({ a: { type: 'object', properties: {} } }), false],
    ['a record', closed({ a: { type: 'object', additionalProperties: { type: 'number' } } }), false],
    ['a default', closed({ a: { type: 'string', default: 'x' } }), false],
    [
      'anyOf of closed ones',
      closed({ a: { anyOf: [closed({ b: { type: 'string' } }), { type: 'null' }] } }),
      true,
    ],
    ['a property that is called `default`', closed({ default: { type: 'string' } }), true],
  ])('%s', async (_, schema, strict) => {
    expect(await format(schema)).toEqual({ format: envelope(schema, strict), warnings: [] });
  });

  it('`oneOf` is strict as `anyOf`', async () => {
    // https://github.com/openai/openai-agents-python/issues/1884
    const forms: JSONSchema7[] = [
      closed({ k: { const: 'a' } }),
      closed({ k: { const: 'b' }, n: { type: 'number' } }),
    ];
    expect(await format(closed({ a: { oneOf: forms } }))).toEqual({
      format: envelope(closed({ a: { anyOf: forms } }), true),
      warnings: [],
    });
  });

  it('keywords of OpenAPI and of generators do not prevent it', async () => {
    const given = {
      'x-order': 1,
      ...closed({ a: { type: 'string', 'x-ui': { hidden: true } } as JSONSchema7 }),
    };
    expect(await format({ ...given, discriminator: { propertyName: 'a' } } as JSONSchema7)).toEqual({
      format: envelope(closed({ a: { type: 'string' } }), true),
      warnings: [],
    });
  });

  it('strictJsonSchema of the vendor’s package wins, as far as the schema can be strict', async () => {
    const open: JSONSchema7 = {
      type: 'object',
      properties: { a: { type: 'string', minLength: 1 } },
      required: ['a'],
    };
    const forced = await format(open, { strictJsonSchema: true });
    expect(forced.format).toEqual(
      envelope(closed({ a: { type: 'string', description: '(minLength: 1)' } }), true),
    );
    expect(forced.warnings).toEqual([
      expect.stringMatching(/`minLength` \(properties\.a\), `additionalProperties`/),
    ]);
    // "'required' is required to be supplied and to be an array including every key in properties."
    const optional = closed({ a: { type: 'string' } }, { required: [] });
    const refused = await format(optional, { strictJsonSchema: true });
    expect(refused.format).toEqual(envelope(optional, false));
    expect(refused.warnings).toEqual([expect.stringContaining('strict of responseFormat')]);
    const strict = closed({ a: { type: 'string' } });
    expect((await format(strict, { strictJsonSchema: false })).format).toEqual(envelope(strict, false));
  });

  it('structuredOutputs: false asks for JSON mode', async () => {
    expect((await format(closed({}), { structuredOutputs: false })).format).toEqual({ type: 'json_object' });
  });

  it('the schema is sent by default, under a name that every upstream takes', async () => {
    const schema = closed({ a: { type: 'string' } });
    expect((await format(schema, {}, 'My answer: größe')).format).toEqual(
      envelope(schema, true, 'My_answer__gr__e'),
    );
    expect((await format(schema, {}, 'n'.repeat(80))).format).toEqual(envelope(schema, true, 'n'.repeat(64)));
  });
});

describe('what OpenAI refuses in any schema', () => {
  it('a pattern with lookaround is removed with a warning, others stay', async () => {
    const schema = closed({
      a: { type: 'string', pattern: '^(?=x)y' },
      b: { type: 'string', pattern: '^b+$' },
    });
    const expected = closed({
      a: { type: 'string', description: '(pattern: "^(?=x)y")' },
      b: { type: 'string', pattern: '^b+$' },
    });
    expect(await format(schema)).toEqual({
      format: envelope(expected, true),
      warnings: [expect.stringContaining('`pattern` (properties.a)')],
    });
  });

  it('a single allOf of a reference becomes the reference, a root reference is expanded', async () => {
    const node = closed({ next: { allOf: [{ $ref: '#/$defs/node' }] } });
    const schema: JSONSchema7 = { $ref: '#/$defs/node', $defs: { node } } as JSONSchema7;
    const inlined = closed({ next: { $ref: '#/$defs/node' } });
    expect((await format(schema)).format).toEqual(envelope({ ...inlined, $defs: { node: inlined } }, true));
  });

  it('tool schemas are cleaned as well, and the caller’s stay as they were', async () => {
    const inputSchema = closed({ m: { type: 'object', propertyNames: { type: 'string' } } });
    const before = structuredClone(inputSchema);
    const { body, warnings } = await send('openai/gpt-4.1', { tools: [{ ...WX, inputSchema }] });
    expect(body.tools).toEqual([
      {
        type: 'function',
        function: {
          name: 'weather',
          description: 'Get weather',
          parameters: closed({
            m: { type: 'object', description: '(propertyNames: {"type":"string"})' },
          }),
        },
      },
    ]);
    expect(warnings).toEqual([expect.stringContaining('propertyNames')]);
    expect(inputSchema).toEqual(before);
  });
});

describe('options of @ai-sdk/openai', () => {
  const call = (openai: Record<string, string | boolean | number>) => ({ providerOptions: { openai } });

  it('become the fields they mean', async () => {
    const options = {
      reasoningEffort: 'low',
      textVerbosity: 'high',
      serviceTier: 'flex',
      promptCacheKey: 'k',
      store: false,
    };
    const { body, warnings } = await send(
      'openai/gpt-5.1',
      call({ ...options, maxCompletionTokens: 9, user: 'u' }),
    );
    expect(body).toMatchObject({
      reasoning_effort: 'low',
      verbosity: 'high',
      service_tier: 'flex',
      prompt_cache_key: 'k',
      store: false,
      max_completion_tokens: 9,
      user: 'u',
    });
    expect(warnings).toEqual([]);
  });

  it('logprobs: a number asks for alternatives', async () => {
    expect((await send('openai/gpt-4o', call({ logprobs: 3 }))).body).toMatchObject({
      logprobs: true,
      top_logprobs: 3,
    });
    expect((await send('openai/gpt-4o', call({ logprobs: true }))).body).toMatchObject({
      logprobs: true,
      top_logprobs: 0,
    });
    expect((await send('openai/gpt-4o', call({ logprobs: false }))).body).not.toHaveProperty('logprobs');
  });

  it.each(['openai/gpt-4o', 'openai/o3'])('maxCompletionTokens leaves no second limit for %s', async id => {
    const { body, warnings } = await send(id, { maxOutputTokens: 5, ...call({ maxCompletionTokens: 9 }) });
    expect(body.max_completion_tokens).toBe(9);
    expect(body).not.toHaveProperty('max_tokens');
    expect(warnings).toEqual([expect.stringContaining('maxOutputTokens')]);
  });

  it('warn where the wire cannot carry them', async () => {
    const sent = await send('openai/gpt-4o', call({ previousResponseId: 'r', somethingNew: true }));
    expect(sent.warnings).toEqual([
      expect.stringMatching(/openai\.previousResponseId .*not supported here/),
      expect.stringMatching(/openai\.somethingNew .*extraBody/),
    ]);
    expect(sent.body).not.toHaveProperty('somethingNew');
  });

  it('lose to our own options, and are left alone for another vendor', async () => {
    const own = { providerOptions: { openai: { user: 'vendor' }, cloudflare: { user: 'own' } } };
    expect((await send('openai/gpt-4o', own)).body.user).toBe('own');
    const other = await send('groq/llama-4-scout', call({ user: 'u', previousResponseId: 'r' }));
    expect(other.body).not.toHaveProperty('user');
    expect(other.warnings).toEqual([]);
  });
});
