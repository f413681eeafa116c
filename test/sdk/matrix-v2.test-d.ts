import type { EmbeddingModelV2, LanguageModelV2, ProviderV2 } from '@ai-sdk/provider';
import * as ai5 from 'ai';
import { type CloudflareProvider, createCloudflare } from 'ai-sdk-provider-cloudflare/v2';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expectTypeOf, test } from 'vitest';

const cloudflare: CloudflareProvider = createCloudflare();
const chat = cloudflare('openai/gpt-4o');
const embedding = cloudflare.textEmbeddingModel('@cf/baai/bge-m3');

describe('V2 is native on ai 5', () => {
  test('models and provider are those of its specification', () => {
    expectTypeOf(chat).toEqualTypeOf<LanguageModelV2>();
    expectTypeOf(embedding).toEqualTypeOf<EmbeddingModelV2<string>>();
    expectTypeOf(cloudflare).toExtend<ProviderV2>();
    const model: ai5.LanguageModel = chat;
    expectTypeOf(model).not.toBeAny();
  });

  test('calls, registries, custom providers, middleware and agents take them', () => {
    void (() => ai5.generateText({ model: chat, prompt: 'Hi' }));
    void (() => ai5.streamText({ model: cloudflare.fallback(['openai/gpt-4o', chat]), prompt: 'Hi' }));
    void (() => ai5.embed({ model: embedding, value: 'a' }));
    const registry = ai5.createProviderRegistry({ cloudflare });
    expectTypeOf(registry.languageModel('cloudflare:openai/gpt-4o')).toEqualTypeOf<LanguageModelV2>();
    const custom = ai5.customProvider({ languageModels: { fast: chat }, fallbackProvider: cloudflare });
    expectTypeOf(custom.languageModel('fast')).toEqualTypeOf<LanguageModelV2>();
    const middleware = ai5.defaultSettingsMiddleware({ settings: { temperature: 0 } });
    expectTypeOf(ai5.wrapLanguageModel({ model: chat, middleware })).toEqualTypeOf<LanguageModelV2>();
    void (() => new ai5.Experimental_Agent({ model: chat }));
  });

  test('ai 6 and 7 take its models as they are', () => {
    const model6: ai6.LanguageModel = chat;
    const model7: ai7.LanguageModel = chat;
    expectTypeOf([model6, model7]).not.toBeAny();
    void (() => new ai6.ToolLoopAgent({ model: chat }));
    void (() => new ai7.ToolLoopAgent({ model: chat }));
  });

  test('the registries of ai 6 and 7 take providers that name a specification, which is what the later entries are for', () => {
    // @ts-expect-error: a provider of V2 names none
    void (() => ai6.createProviderRegistry({ cloudflare }));
    // @ts-expect-error: as above
    void (() => ai7.createProviderRegistry({ cloudflare }));
    // @ts-expect-error: a model of V2
    void (() => ai6.customProvider({ languageModels: { fast: chat } }));
    // @ts-expect-error: a model of V2
    void (() => ai6.wrapLanguageModel({ model: chat, middleware: [] }));
  });
});
