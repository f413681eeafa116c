import { type CloudflareProvider, createCloudflare } from 'ai-sdk-provider-cloudflare/v4';
import * as ai7 from 'ai7';
import type { EmbeddingModelV4, LanguageModelV4, ProviderV4 } from 'provider-v4';
import { describe, expectTypeOf, test } from 'vitest';

const cloudflare: CloudflareProvider = createCloudflare();
const chat = cloudflare('openai/gpt-4o');
const embedding = cloudflare.embeddingModel('@cf/baai/bge-m3');

describe('V4 is native on ai 7', () => {
  test('models and provider are those of its specification', () => {
    expectTypeOf(chat).toEqualTypeOf<LanguageModelV4>();
    expectTypeOf(embedding).toEqualTypeOf<EmbeddingModelV4>();
    expectTypeOf(cloudflare).toExtend<ProviderV4>();
    const model: ai7.LanguageModel = chat;
    const vectors: ai7.EmbeddingModel = embedding;
    expectTypeOf([model, vectors]).not.toBeAny();
  });

  test('calls, registries, custom providers, middleware and agents take them', () => {
    void (() => ai7.generateText({ model: chat, prompt: 'Hi' }));
    void (() => ai7.streamText({ model: cloudflare.fallback(['openai/gpt-4o', chat]), prompt: 'Hi' }));
    void (() => ai7.embed({ model: embedding, value: 'a' }));
    const registry = ai7.createProviderRegistry({ cloudflare });
    expectTypeOf(registry.languageModel('cloudflare:openai/gpt-4o')).toEqualTypeOf<LanguageModelV4>();
    const custom = ai7.customProvider({ languageModels: { fast: chat }, fallbackProvider: cloudflare });
    expectTypeOf(custom.languageModel('fast')).toEqualTypeOf<LanguageModelV4>();
    const middleware = ai7.defaultSettingsMiddleware({ settings: { temperature: 0 } });
    expectTypeOf(ai7.wrapLanguageModel({ model: chat, middleware })).toEqualTypeOf<LanguageModelV4>();
    expectTypeOf(
      ai7.wrapProvider({ provider: cloudflare, languageModelMiddleware: middleware }),
    ).toExtend<ProviderV4>();
    void (() => new ai7.ToolLoopAgent({ model: chat }));
  });

  test('a leg is a model of the same specification', () => {
    const other = {} as ai7.LanguageModel & { readonly specificationVersion: 'v3' };
    // @ts-expect-error: a model of V3
    void (() => cloudflare.fallback([other]));
  });
});
