import { inspect } from 'node:util';
import { LoadAPIKeyError } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createCloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { OpenAICompatibleChatLanguageModel } from 'openai-compatible-v4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { connected, type SharedSettings } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

/** As the core names them, which imports them from `@workflow/serde`. */
const WORKFLOW_SERIALIZE: unique symbol = Symbol.for('workflow-serialize');
const WORKFLOW_DESERIALIZE: unique symbol = Symbol.for('workflow-deserialize');

type Model = ReturnType<ReturnType<typeof createCloudflare>>;
type Embedding = ReturnType<ReturnType<typeof createCloudflare>['embeddingModel']>;

/** What a workflow does with a model between two steps. */
interface Carrier {
  [WORKFLOW_SERIALIZE](model: object): object;
  [WORKFLOW_DESERIALIZE](state: object): object;
}

const carrierOf = (model: object): Carrier => model.constructor as unknown as Carrier;
const written = (model: object): string => JSON.stringify(carrierOf(model)[WORKFLOW_SERIALIZE](model));
const carried = <MODEL extends object>(model: MODEL): MODEL =>
  carrierOf(model)[WORKFLOW_DESERIALIZE](JSON.parse(written(model))) as MODEL;

/** Every setting that can be given at once, each secret a word of its own. */
const everything: SharedSettings = {
  accountId: ACCOUNT,
  gatewayId: GATEWAY,
  apiToken: TOKEN,
  gatewayToken: GATEWAY_TOKEN,
  providerKeys: { openai: vendorKey('openai') },
  endpoint: 'auto',
  baseURL: 'https://ai-SECRET.example.com',
  access: { clientId: 'id-SECRET', clientSecret: 'access-SECRET' },
  azure: { resource: 'res-SECRET' },
  name: 'edge',
  headers: { 'x-key': 'header-SECRET' },
  timeouts: { idleMs: 5000 },
  streamMerging: false,
  options: { metadata: { key: 'metadata-SECRET' } },
  profiles: { 'custom-acme': { like: 'openai/gpt-5' } },
  fetch: fakeFetch().fetch,
};

const left = ['apiToken', 'gatewayToken', 'providerKeys', 'baseURL', 'access', 'azure', 'headers'];

afterEach(() => vi.unstubAllEnvs());

it('carries models of other kinds', async () => {
  const fake = fakeFetch(() => Response.json({ result: { image: 'aW1n' }, success: true }));
  vi.stubGlobal('fetch', fake.fetch);
  vi.stubEnv('CLOUDFLARE_API_TOKEN', TOKEN);
  const model = createCloudflare({ accountId: ACCOUNT, apiToken: TOKEN }).imageModel(
    '@cf/leonardo/lucid-origin',
  );
  expect(written(model)).not.toContain(TOKEN);
  const { images } = await carried(model).doGenerate({ prompt: 'A cat', n: 1 } as never);
  expect(images).toEqual(['aW1n']);
  expect(fake.request().url).toContain('/ai/run/@cf/leonardo/lucid-origin');
  vi.unstubAllGlobals();
});

it('workflows find models by the symbols by which they find those of the core', () => {
  const model = createCloudflare(connected)('openai/gpt-4o');
  const symbols = Object.getOwnPropertySymbols(OpenAICompatibleChatLanguageModel);
  expect(symbols).toEqual([WORKFLOW_SERIALIZE, WORKFLOW_DESERIALIZE]);
  expect(Object.getOwnPropertySymbols(model.constructor)).toEqual(symbols);
});

describe('the tokens of a step', () => {
  it.each([
    ['a passed apiToken alone', { apiToken: 'passed' }, 'CLOUDFLARE_API_TOKEN'],
    ['a passed apiKey alone', { apiKey: 'passed' }, 'CLOUDFLARE_API_TOKEN'],
  ])('%s is joined by none of the environment', async (_, token, variable) => {
    vi.stubEnv('CF_AIG_TOKEN', 'ambient-gateway-token');
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'ambient-api-token');
    vi.stubEnv(variable, 'the-token-of-the-step');
    const settings = { accountId: ACCOUNT, gatewayId: GATEWAY, ...token };
    for (const endpoint of ['rest', 'compat'] as const) {
      const fake = fakeFetch();
      vi.stubGlobal('fetch', fake.fetch);
      const model = carried(createCloudflare({ ...settings, endpoint })('openai/gpt-4o'));
      await model.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
      const sent = JSON.stringify(fake.request().headers);
      expect(sent).toContain('the-token-of-the-step');
      expect(sent).not.toContain('ambient');
      vi.unstubAllGlobals();
    }
  });
});

describe('what a workflow carries of a model', () => {
  it.each([
    ['chat', (settings: SharedSettings) => createCloudflare(settings)('openai/gpt-4o'), {}],
    [
      'embedding',
      (settings: SharedSettings) => createCloudflare(settings).embedding('@cf/baai/bge-m3'),
      { kind: 'embeddings' },
    ],
  ] as const)('%s: ids, plain values and names of settings, and no secret', (_, make, kind) => {
    const model: Model | Embedding = make(everything);
    const json = written(model);
    expect(JSON.parse(json)).toEqual({
      modelId: model.modelId,
      settings: {
        accountId: ACCOUNT,
        gatewayId: GATEWAY,
        endpoint: 'auto',
        name: 'edge',
        timeouts: { idleMs: 5000 },
        streamMerging: false,
      },
      left: [...left, 'options', 'profiles', 'fetch'].sort(byGiven),
      ...kind,
    });
    expect(json).not.toContain('SECRET');
    expect(inspect(carrierOf(model)[WORKFLOW_SERIALIZE](model), { depth: 9 })).not.toContain('SECRET');
  });

  const byGiven = (one: string, other: string): number =>
    Object.keys(everything).indexOf(one) - Object.keys(everything).indexOf(other);

  it('is no token that stands in the place of the account id', () => {
    const model = createCloudflare({ ...connected, accountId: TOKEN })('openai/gpt-4o');
    expect(written(model)).not.toContain(TOKEN);
    expect(JSON.parse(written(model)).left).toContain('accountId');
  });

  it('is the same after a call, whose credentials the core has seen by then', async () => {
    const model = createCloudflare({ ...connected, fetch: fakeFetch().fetch })('openai/gpt-4o');
    const before = written(model);
    await model.doGenerate({ prompt: HI as never });
    expect(written(model)).toBe(before);
    expect(before).not.toContain(TOKEN);
  });
});

describe('a model that a workflow has carried', () => {
  it.each(['generate', 'stream'])('calls with the secrets of the environment (%s)', async mode => {
    const fake = fakeFetch();
    vi.stubGlobal('fetch', fake.fetch);
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'cf-tok-OTHER');
    try {
      const model = carried(createCloudflare({ ...connected, name: 'edge' })('openai/gpt-4o'));
      expect(model).toMatchObject({
        modelId: 'openai/gpt-4o',
        provider: 'edge.chat',
        specificationVersion: 'v4',
      });
      const call = { prompt: HI as never };
      if (mode === 'generate') await model.doGenerate(call);
      else await (await model.doStream(call)).stream.cancel();
      const { url, headers } = fake.request();
      expect(url).toContain(ACCOUNT);
      expect(headers).toMatchObject({ authorization: 'Bearer cf-tok-OTHER', 'cf-aig-gateway-id': GATEWAY });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('embeds', async () => {
    const fake = fakeFetch();
    vi.stubGlobal('fetch', fake.fetch);
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'cf-tok-OTHER');
    try {
      const model = carried(createCloudflare(connected).embedding('@cf/baai/bge-m3'));
      const { embeddings } = await model.doEmbed({ values: ['a'] });
      expect(embeddings).toEqual([[0.1, 0.2]]);
      expect([model.maxEmbeddingsPerCall, model.provider]).toEqual([100, 'cloudflare.embedding']);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('keeps a base URL of Cloudflare, whatever the environment of the step says', async () => {
    vi.stubEnv('CLOUDFLARE_API_TOKEN', TOKEN);
    vi.stubEnv(
      'CLOUDFLARE_AI_GATEWAY_BASE_URL',
      `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/other/compat`,
    );
    const baseURL = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/mine/compat`;
    const again = carried(createCloudflare({ baseURL, apiToken: TOKEN })('openai/gpt-4o'));
    const fake = fakeFetch();
    vi.stubGlobal('fetch', fake.fetch);
    await again.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
    expect(fake.request().url).toBe(`${baseURL}/chat/completions`);
    vi.unstubAllGlobals();
  });

  it('may travel again', () => {
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'cf-tok-OTHER');
    const once = carried(createCloudflare(connected)('openai/gpt-4o'));
    expect(carried(once).modelId).toBe('openai/gpt-4o');
  });

  it.each([
    ['apiToken', 'CLOUDFLARE_API_TOKEN', connected],
    ['apiKey', 'CLOUDFLARE_API_TOKEN', { accountId: ACCOUNT, apiKey: TOKEN }],
    ['gatewayToken', 'CF_AIG_TOKEN', { accountId: ACCOUNT, gatewayToken: GATEWAY_TOKEN }],
    ['baseURL', 'CLOUDFLARE_AI_GATEWAY_BASE_URL', { baseURL: 'https://ai.example.com' }],
  ])('names a secret that the environment does not have: %s', (setting, variable, settings) => {
    const error = thrown(() => carried(createCloudflare(settings)('openai/gpt-4o')));
    expect(LoadAPIKeyError.isInstance(error)).toBe(true);
    expect((error as Error).message).toContain(setting);
    expect((error as Error).message).toContain(variable);
    expect(getCloudflareError(error)).toMatchObject({ kind: 'credential-missing', modelId: 'openai/gpt-4o' });
  });

  it.each([
    ['binding', { binding: { run: async () => ({}), gateway: () => ({ run: async () => ({}) }) } }],
    ['providerKeys', { accountId: ACCOUNT, providerKeys: { openai: vendorKey('openai') } }],
    ['headers', { accountId: ACCOUNT, headers: { 'x-key': 'header-SECRET' } }],
    ['fetch', { accountId: ACCOUNT, fetch: fakeFetch().fetch }],
    ['options', { accountId: ACCOUNT, options: { cacheTtl: 60 } }],
    ['profiles', { accountId: ACCOUNT, profiles: { 'custom-acme': { like: 'openai/gpt-5' } } }],
  ] as const)('names a setting that cannot travel: %s', (setting, settings) => {
    const model = createCloudflare(settings as SharedSettings)('openai/gpt-4o');
    const error = thrown(() => carried(model));
    expect((error as Error).message).toMatch(
      new RegExp(`^${setting}: .*cannot be serialised.*createCloudflare`),
    );
    expect((error as Error).message).not.toContain('SECRET');
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
  });

  it('fails at its first call as any other where nobody gave a token', async () => {
    const model = carried(createCloudflare({ accountId: ACCOUNT })('openai/gpt-4o'));
    const error = await rejection(model.doGenerate({ prompt: HI as never }));
    expect(LoadAPIKeyError.isInstance(error)).toBe(true);
  });
});

function thrown(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
