import { type CloudflareProvider, createCloudflare } from 'ai-sdk-provider-cloudflare/v3';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import type { EmbeddingModelV3, LanguageModelV3, ProviderV3 } from 'provider-v3';
import { describe, expectTypeOf, test } from 'vitest';

const cloudflare: CloudflareProvider = createCloudflare();
const chat = cloudflare('openai/gpt-4o');
const embedding = cloudflare.embeddingModel('@cf/baai/bge-m3');

describe('V3 is native on ai 6', () => {
  test('models and provider are those of its specification', () => {
    expectTypeOf(chat).toEqualTypeOf<LanguageModelV3>();
    expectTypeOf(embedding).toEqualTypeOf<EmbeddingModelV3>();
    expectTypeOf(cloudflare).toExtend<ProviderV3>();
    const model: ai6.LanguageModel = chat;
    const vectors: ai6.EmbeddingModel = embedding;
    expectTypeOf([model, vectors]).not.toBeAny();
  });

  test('calls, registries, custom providers, middleware and agents take them', () => {
    void (() => ai6.generateText({ model: chat, prompt: 'Hi' }));
    void (() => ai6.streamText({ model: cloudflare.fallback(['openai/gpt-4o', chat]), prompt: 'Hi' }));
    void (() => ai6.embed({ model: embedding, value: 'a' }));
    const registry = ai6.createProviderRegistry({ cloudflare });
    expectTypeOf(registry.languageModel('cloudflare:openai/gpt-4o')).toEqualTypeOf<LanguageModelV3>();
    const custom = ai6.customProvider({ languageModels: { fast: chat }, fallbackProvider: cloudflare });
    expectTypeOf(custom.languageModel('fast')).toEqualTypeOf<LanguageModelV3>();
    const middleware = ai6.defaultSettingsMiddleware({ settings: { temperature: 0 } });
    expectTypeOf(ai6.wrapLanguageModel({ model: chat, middleware })).toEqualTypeOf<LanguageModelV3>();
    expectTypeOf(
      ai6.wrapProvider({ provider: cloudflare, languageModelMiddleware: middleware }),
    ).toExtend<ProviderV3>();
    void (() => new ai6.ToolLoopAgent({ model: chat }));
  });

  test('ai 7 takes its models and its provider too', () => {
    const model: ai7.LanguageModel = chat;
    expectTypeOf(model).not.toBeAny();
    void (() => ai7.generateText({ model, prompt: 'Hi' }));
    void (() => ai7.createProviderRegistry({ cloudflare }));
    void (() => ai7.customProvider({ fallbackProvider: cloudflare }));
    void (() => new ai7.ToolLoopAgent({ model: chat }));
  });

  test('a leg is a model of the same specification', () => {
    const other = {} as ai7.LanguageModel & { readonly specificationVersion: 'v4' };
    // @ts-expect-error: a model of V4
    void (() => cloudflare.fallback([other]));
  });
});
