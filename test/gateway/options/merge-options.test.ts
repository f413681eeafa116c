import type { CloudflareOptions } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected, refused, send } from '../../support/call.ts';

const call = (cloudflare: object, key = 'cloudflare') => ({
  providerOptions: { [key]: cloudflare as Record<string, string> },
});
const withOptions = (options: CloudflareOptions, rest: object = {}) => ({ ...connected, ...rest, options });

async function headersOf(base: CloudflareOptions, own: object): Promise<Record<string, string>> {
  const { headers } = await send('cloudflare/auto', call(own), withOptions(base));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^cf-aig-(?!authorization)/.test(name)),
  );
}

describe('options of the provider under those of a call, key by key', () => {
  it.each([
    ['added', { cacheTtl: 60 }, { cacheKey: 'k' }, { 'cf-aig-cache-ttl': '60', 'cf-aig-cache-key': 'k' }],
    ['replaced', { cacheTtl: 60 }, { cacheTtl: 120 }, { 'cf-aig-cache-ttl': '120' }],
    ['false over true', { skipCache: true }, { skipCache: false }, { 'cf-aig-skip-cache': 'false' }],
    ['undefined is no value', { cacheTtl: 60 }, { cacheTtl: undefined }, { 'cf-aig-cache-ttl': '60' }],
    [
      'metadata, one level deep',
      { metadata: { team: 'docs', env: 'prod' } },
      { metadata: { env: 'test', user: 1, team: undefined } },
      { 'cf-aig-metadata': '{"team":"docs","env":"test","user":1}' },
    ],
    [
      'retries, one level deep',
      { retries: { maxAttempts: 3, backoff: 'linear' } },
      { retries: { maxAttempts: 5 } },
      { 'cf-aig-max-attempts': '5', 'cf-aig-backoff': 'linear' },
    ],
    [
      'autoRouter, one level deep; its lists as a whole',
      { autoRouter: { sessionId: 's', models: ['a/*', 'b/*'] } },
      { autoRouter: { turnId: 't', models: ['c/*'] } },
      { 'cf-aig-session-id': 's', 'cf-aig-turn-id': 't', 'cf-aig-allowed-models': 'c/*' },
    ],
    [
      'customCost as a whole',
      { customCost: { perTokenIn: 1, perTokenOut: 2 } },
      { customCost: { perTokenIn: 3 } },
      { 'cf-aig-custom-cost': '{"per_token_in":3}' },
    ],
  ] as const)('%s', async (_, base, own, expected) => {
    expect(await headersOf(base as CloudflareOptions, own)).toEqual(expected);
  });

  it('extraBody, one level deep, written last', async () => {
    const settings = withOptions({ extraBody: { a: 1, nested: { x: 1 } }, user: 'base' });
    const { body } = await send(
      'openai/gpt-4o',
      call({ extraBody: { nested: { y: 2 }, user: 'raw' } }),
      settings,
    );
    expect(body).toMatchObject({ a: 1, nested: { y: 2 }, user: 'raw' });
    expect(body.nested).toEqual({ y: 2 });
  });

  it('more than five metadata entries after merging are an error', async () => {
    const settings = withOptions({ metadata: { a: 1, b: 2, c: 3 } });
    const error = await refused('openai/gpt-4o', call({ metadata: { d: 4, e: 5, f: 6 } }), settings);
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError' });
    expect(error.message).toContain('6 entries; the gateway keeps five (a, b, c, d, e, f)');
  });

  it('neither is changed by a call', async () => {
    const options = Object.freeze({ metadata: Object.freeze({ a: 1 }) });
    const own = Object.freeze({ metadata: Object.freeze({ b: 2 }) });
    const { headers } = await send('openai/gpt-4o', call(own), withOptions(options));
    expect(headers['cf-aig-metadata']).toBe('{"a":1,"b":2}');
  });
});

describe('the key of providerOptions', () => {
  const name = 'cloudflare-ai-gateway';

  it.each(['cloudflare', name, 'cloudflareAiGateway'])('%s, for a provider of that name', async key => {
    const { headers } = await send('openai/gpt-4o', call({ cacheKey: 'k' }, key), { ...connected, name });
    expect(headers['cf-aig-cache-key']).toBe('k');
  });

  it('`cloudflare` wins over the name', async () => {
    const options = {
      providerOptions: { cloudflare: { cacheKey: 'a' }, [name]: { cacheKey: 'b', cacheTtl: 60 } },
    };
    const { headers } = await send('openai/gpt-4o', options, { ...connected, name });
    expect(headers).toMatchObject({ 'cf-aig-cache-key': 'a', 'cf-aig-cache-ttl': '60' });
  });

  it('a name that the provider does not have is somebody else’s', async () => {
    const sent = await send('openai/gpt-4o', call({ anything: 1 }, name));
    expect(sent.warnings).toEqual([]);
  });

  it('errors name the key that was used', async () => {
    const error = await refused('openai/gpt-4o', call({ cacheTtl: 1 }, name), { ...connected, name });
    expect(error).toMatchObject({ argument: `providerOptions.${name}.cacheTtl` });
  });

  it.each([name, 'cloudflare'])(
    'an unknown option warns under %s where a host chose that name',
    async key => {
      const options = { reasoningSummary: 'auto', cacheKey: 'k' };
      const sent = await send('openai/gpt-4o', call(options, key), { ...connected, name: key });
      expect(sent.warnings).toEqual([
        `providerOptions.${key}.reasoningSummary is not supported: it is not an option of this provider.`,
      ]);
      expect(sent.headers['cf-aig-cache-key']).toBe('k');
      expect(JSON.stringify(sent.body)).not.toContain('auto');
    },
  );

  it('an unknown option is an error under `cloudflare` where a host chose another name', async () => {
    const error = await refused('openai/gpt-4o', call({ reasoningSummary: 'auto' }), { ...connected, name });
    expect(error).toMatchObject({ argument: 'providerOptions.cloudflare.reasoningSummary' });
  });
});

describe('no gateway: what is meant for one', () => {
  const plain = { ...connected, gatewayId: null };

  it.each([
    [{ cacheTtl: 60 }],
    [{ cacheKey: 'k' }],
    [{ metadata: { a: 1 } }],
    [{ eventId: 'e' }],
    [{ retries: { maxAttempts: 2 } }],
    [{ requestTimeoutMs: 1 }],
    [{ customCost: { perTokenIn: 1 } }],
  ])('%j warns and is not sent', async options => {
    const sent = await send('@cf/zai-org/glm-5.2', call(options), plain);
    expect(sent.warnings).toEqual([expect.stringMatching(/uses no gateway.*it was not sent/)]);
    expect(Object.keys(sent.headers).filter(name => name.startsWith('cf-aig-'))).toEqual([]);
  });

  it.each([[{ collectLog: true }], [{ collectLogPayload: true }]])('%j is an error', async options => {
    expect((await refused('@cf/zai-org/glm-5.2', call(options), plain)).message).toContain('uses no gateway');
  });

  it.each([
    [{ skipCache: true }],
    [{ collectLog: false }],
    [{ zdr: true }],
    [{ requireProviderCredentials: true }],
  ])('%j is what happens anyway', async options => {
    const sent = await send('@cf/zai-org/glm-5.2', call(options), plain);
    expect(sent.warnings).toEqual([]);
    expect(Object.keys(sent.headers).filter(name => name.startsWith('cf-aig-'))).toEqual([]);
  });
});

describe('what an upstream cannot honour', () => {
  it.each([
    ['zdr of another vendor', 'groq/llama-4-scout', { zdr: true }, {}, /OpenAI and Anthropic only/],
    [
      'zdr with a key of one’s own',
      'openai/gpt-4o',
      { zdr: true },
      { providerKeys: { openai: 'sk-1' } },
      /Unified Billing/,
    ],
    [
      'an alias beside a key',
      'openai/gpt-4o',
      { byokAlias: 'a' },
      { providerKeys: { openai: 'sk-1' } },
      /provider key replaces/,
    ],
  ])('%s is an error', async (_, modelId, options, settings, says) => {
    const error = await refused(modelId, call(options), { ...connected, ...settings });
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError' });
    expect(error.message).toMatch(says);
  });

  it('zdr where the gateway picks the vendor is sent with a warning', async () => {
    const sent = await send('dynamic/support', call({ zdr: true }));
    expect(sent.headers['cf-aig-zdr']).toBe('true');
    expect(sent.warnings).toEqual([expect.stringContaining('the gateway picks the provider')]);
  });

  it('the alias "default" sends nothing, anywhere', async () => {
    for (const endpoint of ['rest', 'compat', 'native'] as const) {
      const sent = await send('openai/gpt-4o', call({ byokAlias: 'default' }), { ...connected, endpoint });
      expect(sent.headers).not.toHaveProperty('cf-aig-byok-alias');
      expect(sent.warnings).toEqual([]);
    }
  });
});
