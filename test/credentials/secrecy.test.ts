import { inspect } from 'node:util';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';
import { fakeFetch, type RecordedRequest } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { type Route, routes } from '../support/routes.ts';

const endpoints = ['rest', 'compat', 'native'] as const;
const azure = { resource: 'res' };
const withKeys = [
  ...new Set(routes.filter(route => !route.cloudflare && !route.unknown).map(({ upstream }) => upstream)),
];
const providerKeys = Object.fromEntries(withKeys.map(name => [name, vendorKey(name)]));

/** In which headers a text stands; the body and the URL count as headers of their own. */
function placesOf(secret: string, { headers, text, url }: RecordedRequest): string[] {
  const places = Object.entries({ ...headers, '(body)': text, '(url)': url });
  return places.filter(([, value]) => value.includes(secret)).map(([name]) => name);
}

const servedBy = (route: Route) => endpoints.filter(endpoint => route[endpoint] !== undefined);
const cases = routes.flatMap(route => servedBy(route).map(endpoint => ({ route, endpoint })));

describe('the Cloudflare token never reaches a vendor', () => {
  it.each(cases)('$route.id on $endpoint', async ({ route, endpoint }) => {
    for (const mode of ['generate', 'stream'] as const) {
      const sent = await send(route.id, {}, { ...connected, endpoint, azure }, mode);
      const onGateway = route.cloudflare
        ? ['authorization', 'cf-aig-authorization']
        : ['cf-aig-authorization'];
      expect(placesOf(TOKEN, sent).sort()).toEqual(endpoint === 'rest' ? ['authorization'] : onGateway);
    }
  });

  it.each(cases)('with a gateway token beside it: $route.id on $endpoint', async ({ route, endpoint }) => {
    const sent = await send(route.id, {}, { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint, azure });
    const needsToken = endpoint === 'rest' || route.cloudflare;
    expect(placesOf(TOKEN, sent)).toEqual(needsToken ? ['authorization'] : []);
    expect(placesOf(GATEWAY_TOKEN, sent)).toEqual(endpoint === 'rest' ? [] : ['cf-aig-authorization']);
  });
});

describe('a vendor key reaches its vendor only, in the header of its row only', () => {
  const keyed = cases.filter(({ endpoint }) => endpoint !== 'rest');

  it.each(keyed)('$route.id on $endpoint, with a key for every upstream', async ({ route, endpoint }) => {
    const sent = await send(route.id, {}, { ...connected, providerKeys, endpoint, azure });
    for (const upstream of withKeys) {
      const header = endpoint === 'native' ? (route.native?.key.name ?? '') : 'authorization';
      const expected = upstream === route.upstream ? [header] : [];
      expect({ upstream, places: placesOf(vendorKey(upstream), sent) }).toEqual({
        upstream,
        places: expected,
      });
    }
  });

  it.each(routes.filter(({ rest }) => rest !== undefined))('$id on REST: no key leaves', async route => {
    const others = Object.fromEntries(
      Object.entries(providerKeys).filter(([name]) => name !== route.upstream),
    );
    const sent = await send(route.id, {}, { ...connected, providerKeys: others, endpoint: 'rest' });
    expect(Object.values(others).flatMap(key => placesOf(key, sent))).toEqual([]);
  });
});

describe('without a vendor key there is no vendor header', () => {
  it.each(cases.filter(({ route }) => !route.cloudflare))(
    '$route.id on $endpoint',
    async ({ route, endpoint }) => {
      const { headers } = await send(route.id, {}, { ...connected, endpoint, azure });
      const carriers = ['authorization', 'x-api-key', 'x-goog-api-key', 'api-key', 'cookie'];
      expect(carriers.filter(name => name in headers)).toEqual(endpoint === 'rest' ? ['authorization'] : []);
      expect(Object.values(headers).filter(value => /undefined|null|^$|^Bearer\s*$/.test(value))).toEqual([]);
    },
  );
});

describe('keys in the environment', () => {
  const names = [
    'OPENAI_API_KEY',
    'ANTHROPIC_API_KEY',
    'GROQ_API_KEY',
    'GOOGLE_GENERATIVE_AI_API_KEY',
    'AI_GATEWAY_API_KEY',
  ];
  beforeEach(() => {
    for (const name of names) vi.stubEnv(name, 'sk-env-SECRET');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(cases)('never leave: $route.id on $endpoint', async ({ route, endpoint }) => {
    const sent = await send(route.id, {}, { ...connected, endpoint, azure });
    expect(placesOf('sk-env-SECRET', sent)).toEqual([]);
  });
});

describe('nothing that can be printed shows a secret', () => {
  const secrets = [TOKEN, GATEWAY_TOKEN, ...Object.values(providerKeys), 'access-SECRET'];
  const settings = {
    ...connected,
    gatewayToken: GATEWAY_TOKEN,
    providerKeys,
    azure,
    gatewayId: undefined,
    baseURL: 'https://ai.example.com',
    access: { clientId: 'id', clientSecret: 'access-SECRET' },
  };

  function expectNoSecret(value: unknown): void {
    const texts = [
      inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
      JSON.stringify(value) ?? '',
    ];
    expect(secrets.filter(secret => texts.some(text => text.includes(secret)))).toEqual([]);
  }

  it.each(['openai/gpt-4o', '@cf/zai-org/glm-5.2', 'dynamic/support', 'google/gemini-2.5-pro'])(
    '%s',
    async id => {
      const fake = fakeFetch();
      const provider = createCloudflare({ ...settings, fetch: fake.fetch });
      const model = provider(id);
      for (const value of [
        provider,
        model,
        Object.entries(model),
        provider.textEmbeddingModel('@cf/baai/bge-m3'),
      ]) {
        expectNoSecret(value);
      }
      const result = await model.doGenerate({ prompt: HI });
      for (const value of [provider, model, result, await model.doStream({ prompt: HI })])
        expectNoSecret(value);
      expectNoSecret(await provider.explain(id));
      expect(fake.requests).toHaveLength(2);
    },
  );

  it('explain shows where each secret comes from, and sends nothing', async () => {
    const fake = fakeFetch();
    const provider = createCloudflare({ ...settings, fetch: fake.fetch });
    const { url, headers, body, method } = await provider.explain('google/gemini-2.5-pro', { prompt: 'Hi' });
    expect({ method, url, body }).toEqual({
      method: 'POST',
      url: 'https://ai.example.com/google-ai-studio/v1beta/openai/chat/completions',
      body: { model: 'gemini-2.5-pro', messages: [{ role: 'user', content: 'Hi' }] },
    });
    expect(headers).toEqual({
      'content-type': 'application/json',
      'user-agent': expect.stringContaining('ai-sdk-provider-cloudflare/'),
      'cf-aig-authorization': 'Bearer <gatewayToken>',
      'cf-access-client-id': '<access.clientId>',
      'cf-access-client-secret': '<access.clientSecret>',
      'x-goog-api-key': '<providerKeys.google>',
    });
    expect(fake.requests).toEqual([]);
  });

  it('explain of a streaming call has the body and the warnings of it', async () => {
    const provider = createCloudflare(settings);
    const explained = await provider.explain('groq/llama-4-scout', { stream: true, topK: 3 });
    expect(explained).toMatchObject({ upstream: 'groq', endpoint: 'native' });
    expect(explained.body).toMatchObject({ stream: true, model: 'llama-4-scout' });
    expect(explained.warnings).toEqual([{ type: 'unsupported-setting', setting: 'topK' }]);
  });

  it('a refused call names settings only', async () => {
    const error = await refused('openai/gpt-4o', {}, { ...settings, endpoint: 'rest' });
    expectNoSecret(error);
    expectNoSecret({ message: error.message, stack: error.stack, cause: error.cause });
  });
});
