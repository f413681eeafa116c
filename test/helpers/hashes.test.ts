import { createHash } from 'node:crypto';
import { generateText } from 'ai';
import { conversationSessionId, createCloudflare, tenantCacheKey } from 'ai-sdk-provider-cloudflare';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/helpers/sha256.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';

describe('sha256', () => {
  it('is what Node says, for texts of every length around a block', () => {
    for (let length = 0; length < 200; length++) {
      const text = 'aé€😀'.repeat(length).slice(0, length);
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
    const long = 'x'.repeat(100_000);
    expect(sha256(long)).toBe(createHash('sha256').update(long).digest('hex'));
  });

  it('is what Node says, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });
});

describe('conversationSessionId', () => {
  it('is the same for the same conversation, today and in the next release', () => {
    const id = conversationSessionId({ conversationId: 'chat-42', tenant: 'acme', user: 'ada@example.com' });
    expect(id).toMatchInlineSnapshot(`"session-58f9db7a917af4f79348e63d9e2332fe"`);
    expect(
      conversationSessionId({ user: 'ada@example.com', tenant: 'acme', conversationId: 'chat-42' }),
    ).toBe(id);
    expect(conversationSessionId('chat-42')).toBe(conversationSessionId({ conversationId: 'chat-42' }));
  });

  it('has a form that every consumer takes, and holds nothing of what it is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5 }), fc.string({ minLength: 5 }), (conversationId, user) => {
        const id = conversationSessionId({ conversationId, user });
        expect(id).toMatch(/^session-[0-9a-f]{32}$/);
        expect(id).not.toContain(user);
      }),
    );
  });

  it('is another one wherever anything differs, also where texts only touch', () => {
    const ids = [
      conversationSessionId('ab'),
      conversationSessionId({ conversationId: 'ab', user: 'c' }),
      conversationSessionId({ conversationId: 'a', user: 'bc' }),
      conversationSessionId({ conversationId: 'ab', tenant: 'c' }),
      conversationSessionId({ conversationId: 'ab', tenant: 'c', user: 'c' }),
      conversationSessionId({ conversationId: 'ab', secret: 'c' }),
      conversationSessionId({ conversationId: 'ab', secret: 'd' }),
      conversationSessionId('["ab"]'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['', 'conversationId'],
    [{ conversationId: '' }, 'conversationId'],
    [{}, 'conversationId'],
    [{ conversationId: 7 }, 'conversationId'],
    [{ conversationId: 'a', user: '' }, 'user'],
    [{ conversationId: 'a', tenant: null }, 'tenant'],
  ])('refuses %j', (conversation, name) => {
    // What no type lets through.
    expect(() => conversationSessionId(conversation as string)).toThrow(
      `conversationSessionId.${name}: expected a non-empty string`,
    );
  });

  it('is a value that the options take', async () => {
    const fake = fakeFetch();
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    const id = conversationSessionId({ conversationId: 'chat-42', user: 'ada@example.com' });
    const calls = [
      ['@cf/zai-org/glm-5.2', { sessionAffinity: id }, 'x-session-affinity'],
      ['cloudflare/auto', { autoRouter: { sessionId: id } }, 'cf-aig-session-id'],
    ] as const;
    for (const [model, options] of calls) {
      await generateText({
        model: cloudflare(model),
        prompt: 'Hi',
        providerOptions: { cloudflare: options },
      });
    }
    expect(fake.requests.map(({ headers }, index) => headers[calls[index]?.[2] ?? ''])).toEqual([id, id]);
  });
});

describe('tenantCacheKey', () => {
  it('is the same for the same inputs, today and in the next release', () => {
    const key = tenantCacheKey({ tenant: 'acme', prompt: 'Hi', options: { a: 1, b: [true, null] } });
    expect(key).toMatchInlineSnapshot(
      `"tenant-6685421d4ef03289d18fddb2a4c14a7bcf4d4ccd4db29305da1d87c4313dea6c"`,
    );
    const turned = {
      options: { b: [true, null], a: 1, c: undefined },
      prompt: 'Hi',
      none: undefined,
      tenant: 'acme',
    };
    expect(tenantCacheKey(turned)).toBe(key);
  });

  it('is a value that the option takes', async () => {
    const fake = fakeFetch();
    const cacheKey = tenantCacheKey({ tenant: 'acme', prompt: 'Hi' });
    await generateText({
      model: createCloudflare({ ...connected, fetch: fake.fetch })('openai/gpt-4o'),
      prompt: 'Hi',
      providerOptions: { cloudflare: { cacheKey } },
    });
    expect(fake.request().headers['cf-aig-cache-key']).toBe(cacheKey);
    expect(cacheKey).toMatch(/^tenant-[0-9a-f]{64}$/);
  });

  it('is another one wherever anything differs', () => {
    const inputs = [
      { tenant: 'a', prompt: 'x' },
      { tenant: 'b', prompt: 'x' },
      { tenant: 'a', prompt: 'X' },
      { tenant: 'a', prompt: 1 },
      { tenant: 'a', prompt: '1' },
      { tenant: 'a', prompt: true },
      { tenant: 'a', prompt: null },
      { tenant: 'a', prompt: ['x'] },
      { tenant: 'a', prompt: [['x']] },
      { tenant: 'a', prompt: { x: 'x' } },
      { tenant: 'a', prompt: {} },
      { tenant: 'a', prompt: [] },
      { tenant: 'a', question: 'x' },
      { tenant: 'a', prompt: 'x', inputs: { prompt: 'x' } },
      { tenant: 'a', prompt: ['x', 'y'] },
      { tenant: 'a', prompt: ['y', 'x'] },
      { tenant: 'a', prompt: '\ud800' },
      { tenant: 'a', prompt: '\ud801' },
    ];
    expect(new Set(inputs.map(tenantCacheKey)).size).toBe(inputs.length);
  });

  it('depends on what the inputs are, and not on their order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), inputs => {
        const turned = Object.fromEntries(Object.entries(inputs).reverse());
        expect(tenantCacheKey({ ...turned, tenant: 't' })).toBe(tenantCacheKey({ ...inputs, tenant: 't' }));
      }),
    );
  });

  const loop: { self?: unknown } = {};
  loop.self = { deeper: [loop] };
  it.each<[string, object, string]>([
    ['no tenant', { prompt: 'x' }, 'tenantCacheKey.tenant: expected a non-empty string'],
    ['a blank tenant', { tenant: ' ', prompt: 'x' }, 'tenantCacheKey.tenant: expected a non-empty string'],
    ['nothing beside it', { tenant: 'a', prompt: undefined }, 'it is the only input'],
    ['a function', { tenant: 'a', tool: { run: () => 1 } }, 'tenantCacheKey.tool.run: expected a string'],
    ['a date', { tenant: 'a', at: new Date(0) }, 'tenantCacheKey.at: expected a string'],
    ['a map', { tenant: 'a', at: new Map() }, 'tenantCacheKey.at: expected a string'],
    ['no number', { tenant: 'a', at: [1, Number.NaN] }, 'tenantCacheKey.at.1: expected a string'],
    ['a hole', { tenant: 'a', at: [undefined] }, 'tenantCacheKey.at.0: expected a string'],
    ['a bigint', { tenant: 'a', at: 1n }, 'tenantCacheKey.at: expected a string'],
    ['a loop', { tenant: 'a', loop }, 'it references itself'],
  ])('refuses %s', (_, inputs, message) => {
    // What no type lets through.
    expect(() => tenantCacheKey(inputs as { tenant: string })).toThrow(message);
  });

  it('takes one object in two places', () => {
    const shared = { a: 1 };
    expect(tenantCacheKey({ tenant: 't', x: shared, y: shared })).toBe(
      tenantCacheKey({ tenant: 't', x: { a: 1 }, y: { a: 1 } }),
    );
  });
});
