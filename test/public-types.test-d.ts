import type { EmbeddingModelV2, LanguageModelV2, ProviderV2 } from '@ai-sdk/provider';
import { embed, generateText, type LanguageModel, streamText } from 'ai';
import {
  type CloudflareEmbeddingModelId,
  type CloudflareErrorInfo,
  type CloudflareModelId,
  type CloudflareOptions,
  type CloudflareProvider,
  type CloudflareProviderMetadata,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
  getCloudflareMetadata,
  type UpstreamName,
  VERSION,
} from 'ai-sdk-provider-cloudflare';
import { generateText as generateText6, type LanguageModel as LanguageModel6 } from 'ai6';
import { generateText as generateText7, type LanguageModel as LanguageModel7 } from 'ai7';
import { describe, expectTypeOf, test } from 'vitest';

const cf = createCloudflare();

describe('settings', () => {
  test('legal', () => {
    expectTypeOf(createCloudflare).parameter(0).toEqualTypeOf<CloudflareProviderSettings | undefined>();
    const legal: readonly CloudflareProviderSettings[] = [
      {},
      { accountId: process.env.CLOUDFLARE_ACCOUNT_ID, apiToken: process.env.CLOUDFLARE_API_TOKEN },
      { gatewayId: null },
      { gateway: 'g', apiKey: () => 'tok' },
      { apiToken: async () => 'tok', gatewayToken: () => undefined },
      {
        providerKeys: { openai: 'sk', groq: () => 'sk', 'custom-x': { headers: { authorization: 'Key k' } } },
      },
      { providerKeys: { openai: process.env.OPENAI_API_KEY } },
      { endpoint: 'auto' },
      { endpoint: 'native', azure: { resource: 'r', families: { d: 'gpt-5.1' } } },
      { access: { clientId: 'i', clientSecret: 's' }, baseURL: 'https://ai.example.com' },
      { options: { cacheTtl: 60, metadata: { team: 'docs', n: 1, ok: true } } },
      { headers: { 'x-team': undefined }, fetch: globalThis.fetch, name: 'edge' },
    ];
    expectTypeOf(legal).toExtend<readonly CloudflareProviderSettings[]>();
  });

  test('illegal', () => {
    // @ts-expect-error a number is no account id
    createCloudflare({ accountId: 1 });
    // @ts-expect-error no such endpoint
    createCloudflare({ endpoint: 'universal' });
    // @ts-expect-error a misspelt setting
    createCloudflare({ accountID: 'x' });
    // @ts-expect-error null is no token
    createCloudflare({ apiToken: null });
    // @ts-expect-error a key is no number
    createCloudflare({ providerKeys: { openai: 1 } });
    // @ts-expect-error an Azure deployment needs its resource
    createCloudflare({ azure: {} });
    // @ts-expect-error half of a service token
    createCloudflare({ access: { clientId: 'i' } });
    // @ts-expect-error a misspelt option
    createCloudflare({ options: { cacheTTL: 60 } });
  });
});

describe('options of a call', () => {
  test('are what generateText takes', () => {
    const cloudflare = {
      cacheTtl: 3600,
      cacheKey: 'k',
      metadata: { team: 'docs', n: 1, ok: true },
      retries: { maxAttempts: 3, retryDelayMs: 500, backoff: 'exponential' },
      byokAlias: { openai: 'prod' },
      autoRouter: { sessionId: 's', models: ['anthropic/*'] },
      reasoningEffort: null,
      extraBody: { chat_template_kwargs: { enable_thinking: false } },
    } satisfies CloudflareOptions;
    const call = { model: cf('openai/gpt-4o'), prompt: 'Hi', providerOptions: { cloudflare } };
    expectTypeOf(generateText).toBeCallableWith(call);
    expectTypeOf(streamText).toBeCallableWith(call);
    expectTypeOf(generateText6).toBeCallableWith(call);
    expectTypeOf(generateText7).toBeCallableWith(call);
    const typed: CloudflareOptions = cloudflare;
    expectTypeOf(generateText).toBeCallableWith({ ...call, providerOptions: { cloudflare: typed } });
    expectTypeOf(embed).toBeCallableWith({
      model: cf.textEmbeddingModel('@cf/baai/bge-m3'),
      value: 'Hi',
      providerOptions: { cloudflare: { cacheTtl: 60 } satisfies CloudflareOptions },
    });
  });

  test('illegal', () => {
    // @ts-expect-error a misspelt option
    ({ cacheTTL: 60 }) satisfies CloudflareOptions;
    // @ts-expect-error a text is no number of seconds
    ({ cacheTtl: '60' }) satisfies CloudflareOptions;
    // @ts-expect-error nested metadata
    ({ metadata: { a: { b: 1 } } }) satisfies CloudflareOptions;
    // @ts-expect-error null as metadata value
    ({ metadata: { a: null } }) satisfies CloudflareOptions;
    // @ts-expect-error a bigint is taken, but the SDK's own type of options has no place for it
    ({ metadata: { a: 1n } }) satisfies CloudflareOptions;
    // @ts-expect-error no such backoff
    ({ retries: { backoff: 'random' } }) satisfies CloudflareOptions;
    // @ts-expect-error `models` is a list
    ({ autoRouter: { models: 'anthropic/*' } }) satisfies CloudflareOptions;
    // @ts-expect-error null is no alias
    ({ byokAlias: null }) satisfies CloudflareOptions;
  });
});

describe('models', () => {
  test('are models of ai 5, 6 and 7', () => {
    expectTypeOf(cf('openai/gpt-4o')).toEqualTypeOf<LanguageModelV2>();
    expectTypeOf(cf('openai/gpt-4o')).toExtend<LanguageModel>();
    expectTypeOf(cf('openai/gpt-4o')).toExtend<LanguageModel6>();
    expectTypeOf(cf('openai/gpt-4o')).toExtend<LanguageModel7>();
    expectTypeOf(cf.embedding('@cf/baai/bge-m3')).toEqualTypeOf<EmbeddingModelV2<string>>();
    expectTypeOf<CloudflareProvider>().toExtend<ProviderV2>();
  });

  test('take every id, and no number', () => {
    expectTypeOf<string>().toExtend<CloudflareModelId>();
    expectTypeOf<string>().toExtend<CloudflareEmbeddingModelId>();
    // @ts-expect-error an id is a text
    cf(1);
    // @ts-expect-error a model needs an id
    cf.languageModel();
  });
});

describe('completion', () => {
  // A literal that a wider member absorbs is not offered.
  test('offers the ids of each kind', () => {
    expectTypeOf<Extract<CloudflareModelId, 'openai/gpt-4o'>>().toEqualTypeOf<'openai/gpt-4o'>();
    expectTypeOf<Extract<CloudflareEmbeddingModelId, '@cf/baai/bge-m3'>>().toEqualTypeOf<'@cf/baai/bge-m3'>();
    expectTypeOf<Extract<CloudflareModelId, '@cf/baai/bge-m3'>>().toBeNever();
  });

  test('offers the names of the upstreams for their keys', () => {
    type Keys = NonNullable<CloudflareProviderSettings['providerKeys']>;
    expectTypeOf<Extract<UpstreamName, 'openai' | 'groq'>>().toEqualTypeOf<'openai' | 'groq'>();
    expectTypeOf<{ openai: string; 'custom-acme': () => string }>().toExtend<Keys>();
    // @ts-expect-error a key is a text, a function or headers
    ({ openai: 1 }) satisfies Keys;
  });
});

describe('what comes back', () => {
  test('metadata and errors are typed', () => {
    expectTypeOf(getCloudflareMetadata({})).toEqualTypeOf<CloudflareProviderMetadata | undefined>();
    const streamed = { providerMetadata: Promise.resolve(undefined) };
    expectTypeOf(getCloudflareMetadata(streamed)).toEqualTypeOf<
      Promise<CloudflareProviderMetadata | undefined>
    >();
    expectTypeOf(getCloudflareError).returns.toExtend<CloudflareErrorInfo | undefined>();
    expectTypeOf<NonNullable<ReturnType<typeof getCloudflareMetadata>>['logId']>().toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf(VERSION).toEqualTypeOf<string>();
  });
});
