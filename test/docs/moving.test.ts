import { createAnthropic } from '@ai-sdk/anthropic';
import {
  createCloudflare,
  estimateCost,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';
import { type CallOptions, connected, refused, type SharedSettings, send } from '../support/call.ts';
import { HI } from '../support/prompts.ts';
import { page, tableRows } from './lib/pages.ts';

/** What a row promises, by what stands in its first cell. */
type Rows = Readonly<Record<string, () => Promise<void> | void>>;

const own = (options: object): CallOptions => ({ providerOptions: { cloudflare: options as never } });
const openrouter = (options: object): CallOptions => ({ providerOptions: { openrouter: options as never } });
const withKey: SharedSettings = { ...connected, providerKeys: { openrouter: 'sk-or-v1-key' } };
const there = 'openrouter/anthropic/claude-sonnet-4.5';

async function local(settings: Partial<SharedSettings> = {}) {
  const gateway = createLocalGateway();
  return {
    gateway,
    cloudflare: createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch, ...settings }),
  };
}

async function errorOf(model: string, settings: SharedSettings = connected): Promise<string> {
  return (await refused(model, {}, settings)).message;
}

async function failureOf(cloudflare: ReturnType<typeof createCloudflare>): Promise<unknown> {
  try {
    await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const notServed = (kind: string) => (): void =>
  expect(Object.keys(createCloudflare(connected))).not.toContain(kind);

/** Settings that other packages take as the second argument of a model. */
function refusesSettings(settings: object): void {
  const { chat } = createCloudflare(connected);
  const model: (id: string, settings: object) => object = chat;
  expect(() => model(glm, settings)).toThrow('settings: a model has none of its own.');
}

const aiGateway: Rows = {
  '`gateway`, `apiKey`': async () => {
    const { headers } = await send(
      'openai/gpt-4o',
      {},
      { accountId: ACCOUNT, gateway: 'shop', apiKey: TOKEN },
    );
    expect(headers).toMatchObject({ 'cf-aig-gateway-id': 'shop', authorization: `Bearer ${TOKEN}` });
  },
  '`createOpenAI({ apiKey })` of a wrapper': async () => {
    const { headers } = await send('openai/gpt-4o', {}, { ...connected, providerKeys: { openai: 'sk-1' } });
    expect(headers.authorization).toBe('Bearer sk-1');
  },
  'a wrapper without a key': async () => {
    const { headers } = await send('openai/gpt-4o');
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
  },
  "`unified('openai/gpt-4o')`, `unified('dynamic/support')`": async () => {
    expect((await send('openai/gpt-4o')).body.model).toBe('openai/gpt-4o');
    expect((await send('dynamic/support')).body.model).toBe('dynamic/support');
  },
  '`aigateway([a, b])`': async () => {
    const { gateway, cloudflare } = await local();
    gateway.reply({ error: 'rate-limited' });
    await cloudflare.fallback(['openai/gpt-4o', 'openai/gpt-4o-mini']).doGenerate({ prompt: HI });
    expect(gateway.requests).toHaveLength(2);
    await cloudflare
      .fallback(['openai/gpt-4o', 'openai/gpt-4o-mini'], { mode: 'server' })
      .doGenerate({ prompt: HI });
    expect(gateway.requests).toHaveLength(3);
  },
  "`binding: env.AI.gateway('my-gateway')`": async () => {
    const gateway = createLocalGateway({ gateways: { 'my-gateway': {} } });
    const cloudflare = createCloudflare({ binding: gateway.binding(), gatewayId: 'my-gateway' });
    const result = await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(getCloudflareMetadata(result)?.gatewayId).toBe('my-gateway');
  },
  '`options` of the gateway object': async () => {
    const settings = { ...connected, options: { cacheTtl: 3600 } };
    const { headers } = await send('openai/gpt-4o', own({ cacheKey: 'k' }), settings);
    expect(headers).toMatchObject({ 'cf-aig-cache-ttl': '3600', 'cf-aig-cache-key': 'k' });
  },
  '`createAnthropic` and others from `ai-gateway-provider/providers/…`': async () => {
    const { gateway, cloudflare } = await local({ vendors: { anthropic: createAnthropic } } as object);
    await cloudflare('anthropic/claude-sonnet-4.5').doGenerate({ prompt: HI });
    expect(gateway.requests[0]?.path).toMatch(/\/messages$/);
  },
  "`aigateway(anthropic('…'))` and other wrapped models": async () => {
    const { gateway, cloudflare } = await local();
    await cloudflare.carry('anthropic', createAnthropic)('claude-sonnet-4-5').doGenerate({ prompt: HI });
    expect(gateway.requests[0]?.path).toMatch(/\/messages$/);
  },
  '`retries`, `requestTimeoutMs`, `collectLog`, `eventId`, `byokAlias`, `zdr`': async () => {
    const options = {
      retries: { maxAttempts: 2 },
      requestTimeoutMs: 5000,
      collectLog: true,
      eventId: 'e',
      zdr: true,
    };
    const { headers } = await send('openai/gpt-4o', own({ ...options, byokAlias: 'production' }), {
      accountId: ACCOUNT,
      gatewayId: GATEWAY,
      gatewayToken: TOKEN,
      endpoint: 'native',
    });
    expect(headers).toMatchObject({
      'cf-aig-max-attempts': '2',
      'cf-aig-request-timeout': '5000',
      'cf-aig-collect-log': 'true',
      'cf-aig-event-id': 'e',
      'cf-aig-zdr': 'true',
      'cf-aig-byok-alias': 'production',
    });
  },
  '`resume`': async () => {
    const error = await refused('openai/gpt-4o', own({ resume: true }));
    expect(error.message).toContain('unknown option');
  },
  '`AiGatewayDoesNotExist`, `AiGatewayUnauthorizedError`': async () => {
    const kindOf = async (settings: Partial<SharedSettings>): Promise<string | undefined> => {
      const { cloudflare } = await local(settings);
      const failed = await failureOf(cloudflare);
      return getCloudflareError(failed)?.kind;
    };
    expect(await kindOf({ gatewayId: 'nowhere' })).toBe('gateway-not-found');
    expect(await kindOf({ apiToken: 'wrong' })).toBe('authentication');
  },
};

const glm = '@cf/zai-org/glm-4.7-flash';
const workersAI: Rows = {
  '`binding`, or `accountId` and `apiKey`': async () => {
    const { headers } = await send(glm, {}, { accountId: ACCOUNT, apiKey: TOKEN });
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    createCloudflare({ binding: createLocalGateway().binding() });
  },
  '`gateway: { id, … }`': async () => {
    const settings = { ...connected, gatewayId: 'shop', options: { cacheTtl: 60 } };
    const { headers } = await send(glm, {}, settings);
    expect(headers).toMatchObject({ 'cf-aig-gateway-id': 'shop', 'cf-aig-cache-ttl': '60' });
  },
  'without `gateway`: no gateway': async () => {
    const { accountId, apiToken } = connected;
    expect((await send(glm, {}, { accountId, apiToken })).headers['cf-aig-gateway-id']).toBe('default');
    const { headers } = await send(glm, {}, { accountId, apiToken, gatewayId: null });
    expect(headers['cf-aig-gateway-id']).toBeUndefined();
  },
  'settings of a model, its second argument': () => refusesSettings({ reasoning_effort: 'low' }),
  '`reasoning_effort`': async () => {
    const model = '@cf/openai/gpt-oss-120b';
    const { body } = await send(model, {}, { ...connected, options: { reasoningEffort: 'low' } });
    expect(body.reasoning_effort).toBe('low');
    expect((await send(model, own({ reasoningEffort: 'high' }))).body.reasoning_effort).toBe('high');
  },
  '`chat_template_kwargs`, other raw fields': async () => {
    const { body } = await send(
      glm,
      own({ extraBody: { chat_template_kwargs: { enable_thinking: false } } }),
    );
    expect(body.chat_template_kwargs).toEqual({ enable_thinking: false });
  },
  '`sessionAffinity` of a model': async () => {
    expect((await send(glm, own({ sessionAffinity: 's' }))).headers['x-session-affinity']).toBe('s');
  },
  "`providerOptions['workers-ai']`": async () => {
    const kwargs = { enable_thinking: false };
    const { body } = await send(glm, { providerOptions: { 'workers-ai': { chat_template_kwargs: kwargs } } });
    expect(body.chat_template_kwargs).toEqual(kwargs);
  },
  '`textEmbedding(id)`, `embedding(id)`': () => {
    const { textEmbedding, embedding } = createCloudflare(connected);
    expect(textEmbedding('@cf/baai/bge-m3').modelId).toBe(embedding('@cf/baai/bge-m3').modelId);
  },
  "`workersai('openai/gpt-5', { fallback, byok, … })`": () => {
    const cloudflare = createCloudflare({ ...connected, providerKeys: { openai: 'sk-1' } });
    expect(cloudflare.fallback(['openai/gpt-5', glm]).modelId).toContain('gpt-5');
  },
  '`image`, `transcription`, `speech`, `reranking`': () => {
    const { image, transcription, speech } = createCloudflare(connected);
    for (const model of [
      image('@cf/black-forest-labs/flux-1-schnell'),
      transcription('@cf/openai/whisper-large-v3-turbo'),
      speech('@cf/deepgram/aura-2-en'),
    ])
      expect(model.modelId).toMatch(/^@cf\//);
  },
  '`providers: [openai]` of `workers-ai-provider/openai`': async () => {
    expect((await send('openai/gpt-4o')).body.model).toBe('openai/gpt-4o');
  },
  '`evaluation`, `createAISearch`, `resume`': notServed('evaluation'),
  '`WorkersAIGatewayError`':
    aiGateway['`AiGatewayDoesNotExist`, `AiGatewayUnauthorizedError`'] ?? (() => undefined),
};

const compatible: Rows = {
  '`baseURL`': async () => {
    const baseURL = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/my-gateway/compat`;
    const { url } = await send('openai/gpt-4o', {}, { baseURL, apiToken: TOKEN });
    expect(url).toBe(`${baseURL}/chat/completions`);
  },
  "`apiKey`: the vendor's key": async () => {
    expect(await errorOf('openai/gpt-4o', { ...connected, apiToken: 'sk-proj-0123456789abcdef' })).toContain(
      'providerKeys',
    );
  },
  "`headers: { 'cf-aig-authorization' }`": async () => {
    const settings = { ...connected, headers: { 'cf-aig-authorization': 'Bearer x' } };
    expect(await errorOf('openai/gpt-4o', settings)).toContain('gatewayToken');
  },
  "`headers: { 'cf-aig-…' }`": async () => {
    expect((await send('openai/gpt-4o', own({ cacheTtl: 60 }))).headers['cf-aig-cache-ttl']).toBe('60');
    expect((await refused('openai/gpt-4o', own({ cacheTtl: 1 }))).message).toContain('cacheTtl');
  },
  '`includeUsage`, `supportsStructuredOutputs`, `transformRequestBody`': async () => {
    const { body } = await send('openai/gpt-4o', {}, connected, 'stream');
    expect(body.stream_options).toEqual({ include_usage: true });
    expect(() => createCloudflare({ ...connected, includeUsage: true } as object)).toThrow('includeUsage');
  },
  '`metadataExtractor`, reading response headers': async () => {
    const { gateway, cloudflare } = await local();
    const result = await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(getCloudflareMetadata(result)?.logId).toBe(gateway.logs[0]?.id);
  },
  '`providerOptions.cloudflare` as raw body fields': async () => {
    expect((await send('openai/gpt-4o', own({ extraBody: { seed_text: 'a' } }))).body.seed_text).toBe('a');
    expect((await refused('openai/gpt-4o', own({ seed_text: 'a' }))).message).toContain('unknown option');
  },
  'retries by status': async () => {
    const { gateway, cloudflare } = await local();
    gateway.reply({ error: 'openai-insufficient-quota' });
    const failed = await failureOf(cloudflare);
    expect(failed).toMatchObject({ statusCode: 429, isRetryable: false });
  },
};

const fromOpenRouter: Rows = {
  '`apiKey`, or `OPENROUTER_API_KEY`': async () => {
    expect((await send(there, {}, withKey)).headers.authorization).toBe('Bearer sk-or-v1-key');
    expect((await send('anthropic/claude-sonnet-4.5', {}, withKey)).headers.authorization).toBe(
      `Bearer ${TOKEN}`,
    );
  },
  '`openai/gpt-4o`, `anthropic/claude-sonnet-4.5`, `google/gemini-2.5-pro`, `deepseek/…`': async () => {
    for (const id of [
      'openai/gpt-4o',
      'anthropic/claude-sonnet-4.5',
      'google/gemini-2.5-pro',
      'deepseek/deepseek-chat',
    ])
      expect((await send(id)).body.model).toBe(id);
  },
  '`x-ai/…`, `z-ai/…`, `meta-llama/…`, `mistralai/…`, `qwen/…`': async () => {
    for (const [id, ...ours] of [
      ['x-ai/grok-4.3', 'xai/grok-4.3'],
      ['z-ai/glm-5.3', '@cf/zai-org/glm-5.3'],
      ['meta-llama/llama-4', '@cf/meta/llama-4'],
      ['mistralai/large', 'mistral/large', '@cf/mistralai/large'],
      ['qwen/qwen3', 'alibaba/qwen3', '@cf/qwen/qwen3'],
    ] as const)
      for (const name of ours) expect(await errorOf(id)).toContain(`"${name}"`);
  },
  '`:free`, `:nitro`, `:online` and other suffixes': async () => {
    expect((await send(`${there}:nitro`, {}, withKey)).body.model).toBe('anthropic/claude-sonnet-4.5:nitro');
  },
  '`openrouter/auto`': async () => {
    expect((await send('cloudflare/auto')).body.model).toBe('cloudflare/auto');
    expect((await send('openrouter/openrouter/auto', {}, withKey)).body.model).toBe('openrouter/auto');
  },
  'settings of a model, its second argument': () => refusesSettings({ models: ['openai/gpt-4o'] }),
  "`models: ['…', '…']`": async () => {
    const { body } = await send(there, openrouter({ models: ['openai/gpt-4o'] }), withKey);
    expect(body.models).toEqual(['openai/gpt-4o']);
    expect(createCloudflare(connected).fallback(['openai/gpt-4o', glm]).modelId).toContain('gpt-4o');
  },
  '`provider: { order, only, … }`': async () => {
    const { body } = await send(there, openrouter({ provider: { order: ['anthropic'] } }), withKey);
    expect(body.provider).toEqual({ order: ['anthropic'] });
    const { headers } = await send('cloudflare/auto', own({ autoRouter: { providers: ['openai'] } }));
    expect(headers['cf-aig-allowed-providers']).toContain('openai');
  },
  "`reasoning: { effort: 'low' }`": async () => {
    expect((await send('openai/o3', own({ reasoningEffort: 'low' }))).body.reasoning_effort).toBe('low');
    const { body } = await send(there, openrouter({ reasoning: { effort: 'low' } }), withKey);
    expect(body.reasoning).toEqual({ effort: 'low' });
  },
  '`cacheControl`': async () => {
    const { body } = await send(there, openrouter({ cacheControl: { type: 'ephemeral' } }), withKey);
    expect(body.cache_control).toEqual({ type: 'ephemeral' });
  },
  '`usage: { include: true }`, `providerMetadata.openrouter.usage.cost`': async () => {
    const { cloudflare } = await local();
    const result = await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect((await cloudflare.logs.get(result)).cost).toBeGreaterThan(0);
    expect(estimateCost).toBeTypeOf('function');
    expect((await send(there, openrouter({ usage: { include: true } }), withKey)).body.usage).toEqual({
      include: true,
    });
  },
  '`extraBody`': async () => {
    expect((await send(there, own({ extraBody: { top_a: 0.5 } }), withKey)).body.top_a).toBe(0.5);
  },
  '`HTTP-Referer` and `X-Title` in `headers`': async () => {
    const settings = { ...withKey, headers: { 'HTTP-Referer': 'https://app.example', 'X-Title': 'App' } };
    const { headers } = await send(there, own({ metadata: { app: 'App' } }), settings);
    expect(headers).toMatchObject({
      'http-referer': 'https://app.example',
      'x-title': 'App',
      'cf-aig-metadata': '{"app":"App"}',
    });
  },
  "`:floor`, `sort: 'price'`": async () => {
    const { cloudflare } = await local();
    expect(await cloudflare.chooseModel({ prefer: ['nobody/model', 'openai/gpt-4o'] })).toBe('openai/gpt-4o');
  },
};

describe.each([
  ['From ai-gateway-provider', aiGateway],
  ['From workers-ai-provider', workersAI],
  ['From an OpenAI-compatible client', compatible],
  ['From OpenRouter', fromOpenRouter],
])('%s', (heading, tests) => {
  const rows = tableRows(page('docs/guides/moving.md'), heading);
  const start = rows.findIndex(([first]) => first === 'There');
  const next = rows.findIndex(([first], index) => index > start && first === 'Call');
  const names = rows.slice(start + 1, next === -1 ? undefined : next).map(([first = '']) => first);

  it('has a test for every row', () => {
    expect(names).toEqual(Object.keys(tests));
  });

  it.each(Object.entries(tests))('%s', async (_, holds) => {
    await holds();
  });
});
