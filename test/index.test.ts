import { createProviderRegistry, customProvider } from 'ai';
import * as entry from 'ai-sdk-provider-cloudflare';
import * as testing from 'ai-sdk-provider-cloudflare/testing';
import * as testingNode from 'ai-sdk-provider-cloudflare/testing/node';
import * as v2 from 'ai-sdk-provider-cloudflare/v2';
import * as v3 from 'ai-sdk-provider-cloudflare/v3';
import * as v4 from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { connected } from './support/call.ts';
import { fakeFetch } from './support/fake-fetch.ts';
import { HI } from './support/prompts.ts';

describe('exports', () => {
  it('of the root', () => {
    expect(Object.keys(entry).sort()).toMatchInlineSnapshot(`
      [
        "VERSION",
        "cloudflare",
        "cloudflareMessageMetadata",
        "conversationSessionId",
        "createCloudflare",
        "estimateCost",
        "getCloudflareError",
        "getCloudflareMetadata",
        "legCooldown",
        "tenantCacheKey",
      ]
    `);
  });

  it.each([
    ['v2', v2],
    ['v3', v3],
    ['v4', v4],
  ] as const)(
    'of /%s: the names of the root, whose models are of that specification',
    (version, versioned) => {
      expect(Object.keys(versioned).sort()).toEqual(Object.keys(entry).sort());
      const { specificationVersion } = versioned.createCloudflare(connected)('openai/gpt-4o');
      expect(specificationVersion).toBe(version);
      expect(versioned.cloudflare('openai/gpt-4o').specificationVersion).toBe(version);
    },
  );

  it('of the entries are one and the same, but for what is made in a specification', () => {
    const own = ['cloudflare', 'createCloudflare'];
    const shared = Object.entries(entry).filter(([name]) => !own.includes(name));
    for (const other of [v3, v4])
      expect(Object.entries(other).filter(([name]) => !own.includes(name))).toEqual(shared);
    expect(v2.createCloudflare).toBe(entry.createCloudflare);
  });

  it('of testing', () => {
    expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
      [
        "createLocalGateway",
        "localGatewayDefaults",
      ]
    `);
  });

  it('of testing/node', () => {
    expect(Object.keys(testingNode).sort()).toMatchInlineSnapshot(`
      [
        "serveLocalBinding",
        "serveLocalGateway",
        "serveLocalWorker",
      ]
    `);
  });

  it('hosts load the package by its one name that starts with `create`', () => {
    expect(Object.keys(entry).filter(name => name.startsWith('create'))).toEqual(['createCloudflare']);
  });
});

describe('the provider object', () => {
  const provider = entry.createCloudflare(connected);

  it('has every name under which the AI SDK asks for a model', () => {
    const chat = ['languageModel', 'chatModel', 'chat'] as const;
    for (const name of chat)
      expect(provider[name]('openai/gpt-4o')).toMatchObject({ modelId: 'openai/gpt-4o' });
    const embedding = ['textEmbeddingModel', 'textEmbedding', 'embeddingModel', 'embedding'] as const;
    for (const name of embedding) expect(provider[name]('@cf/baai/bge-m3').maxEmbeddingsPerCall).toBe(100);
    expect(provider('openai/gpt-4o')).toMatchObject({
      specificationVersion: 'v2',
      provider: 'cloudflare.chat',
    });
  });

  it('is no class', () => {
    const Constructor = provider as unknown as new (id: string) => unknown;
    expect(() => new Constructor('openai/gpt-4o')).toThrow('not a constructor');
  });

  // Other packages take them: `workersai(id, { reasoning_effort: 'low' })`.
  it('refuses settings of a model, under every name', () => {
    const problem =
      'settings: a model has none of its own. Example: createCloudflare({ options: { cacheTtl: 3600 } })';
    const named = [provider, provider.chat, provider.responses, provider.embedding, provider.imageModel];
    for (const make of named) {
      const withSettings = make as (id: string, settings: object) => unknown;
      expect(() => withSettings('openai/gpt-4o', { reasoning_effort: 'low' })).toThrow(problem);
    }
  });

  it('is a function for `map`', () => {
    expect(['openai/gpt-4o', 'xai/grok-4'].map(provider.languageModel)).toMatchObject([
      { modelId: 'openai/gpt-4o' },
      { modelId: 'xai/grok-4' },
    ]);
  });

  it('names a model in place of an id', () => {
    const model = provider('openai/gpt-4o') as never;
    expect(() => provider(model)).toThrow(
      'cannot be used: it must be a non-empty string. Model ids look like',
    );
  });

  it('takes the name that a host gives it', () => {
    const named = entry.createCloudflare({ ...connected, name: 'edge-ai' });
    expect(named('openai/gpt-4o').provider).toBe('edge-ai.chat');
    expect(named.embedding('@cf/baai/bge-m3').provider).toBe('edge-ai.embedding');
  });

  it.each(['@cf/openai/gpt-oss-20b', 'openrouter/moonshotai/kimi-k2:free'])(
    'works in a registry and behind customProvider: %s',
    async id => {
      const fake = fakeFetch();
      const wired = entry.createCloudflare({ ...connected, fetch: fake.fetch });
      const registry = createProviderRegistry({ cloudflare: wired });
      const custom = customProvider({ fallbackProvider: wired });
      for (const model of [registry.languageModel(`cloudflare:${id}`), custom.languageModel(id)]) {
        await model.doGenerate({ prompt: HI });
      }
      expect(fake.requests).toHaveLength(2);
    },
  );

  it('has a version', () => {
    expect(entry.VERSION).toBe('0.0.0-test');
  });
});
