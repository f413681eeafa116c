import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { embedMany } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { GATEWAY_HOST, REST, TOKEN } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';

const values = ['one', 'two'];

describe('where embeddings are served', () => {
  it.each([
    ['@cf/baai/bge-m3', 'rest', `${REST}/embeddings`, '@cf/baai/bge-m3'],
    ['@cf/baai/bge-m3', 'compat', `${GATEWAY_HOST}/compat/embeddings`, 'workers-ai/@cf/baai/bge-m3'],
    ['@cf/baai/bge-m3', 'native', `${GATEWAY_HOST}/workers-ai/v1/embeddings`, '@cf/baai/bge-m3'],
    [
      'openai/text-embedding-3-small',
      'native',
      `${GATEWAY_HOST}/openai/embeddings`,
      'text-embedding-3-small',
    ],
    [
      'google/gemini-embedding-001',
      'native',
      `${GATEWAY_HOST}/google-ai-studio/v1beta/openai/embeddings`,
      'gemini-embedding-001',
    ],
    ['mistral/mistral-embed', 'native', `${GATEWAY_HOST}/mistral/v1/embeddings`, 'mistral-embed'],
    ['fireworks/nomic-embed', 'native', `${GATEWAY_HOST}/fireworks/embeddings`, 'nomic-embed'],
    [
      'azure-openai/embedder',
      'native',
      `${GATEWAY_HOST}/azure-openai/res/embedder/embeddings?api-version=2024-10-21`,
      'embedder',
    ],
  ] as const)('%s on %s', async (modelId, endpoint, url, model) => {
    const settings = { ...connected, azure: { resource: 'res' } };
    const explicit = await send(modelId, {}, { ...settings, endpoint }, 'embed');
    expect(explicit.url).toBe(url);
    expect(explicit.body).toEqual({ model, input: values, encoding_format: 'float' });
    const workersAI = modelId.startsWith('@cf');
    if (!workersAI) expect((await send(modelId, {}, settings, 'embed')).url).toBe(url);
    expect(explicit.headers).toMatchObject(
      endpoint === 'rest'
        ? { authorization: `Bearer ${TOKEN}`, 'cf-aig-gateway-id': 'my-gateway' }
        : {
            'cf-aig-authorization': `Bearer ${TOKEN}`,
            ...(workersAI && { authorization: `Bearer ${TOKEN}` }),
          },
    );
  });

  it('a vendor key travels in the vendor’s own header', async () => {
    const settings = { ...connected, providerKeys: { google: 'sk-google' } };
    const { headers } = await send('google/gemini-embedding-001', {}, settings, 'embed');
    expect(headers['x-goog-api-key']).toBe('sk-google');
    expect(headers).not.toHaveProperty('authorization');
  });
});

describe('where they are not', () => {
  it.each([
    'anthropic/claude-haiku-4.5',
    'groq/x',
    'xai/x',
    'dynamic/support',
    'alibaba/x',
    'custom-acme/x',
    'newvendor/x',
  ])('no endpoint: %s', async modelId => {
    const error = await refused(modelId, {}, connected, 'embed');
    expect(error).toBeInstanceOf(UnsupportedFunctionalityError);
    expect(error.message).toMatch(
      /No endpoint serves embeddings for ".*"@cf\/baai\/bge-m3".*"openai\/text-embedding-3-small"/,
    );
  });

  it.each(['rest', 'compat'] as const)('not on this one: openai on %s', async endpoint => {
    const error = await refused('openai/text-embedding-3-small', {}, { ...connected, endpoint }, 'embed');
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'endpoint' });
    expect(error.message).toContain('it is served by native');
  });

  it('a chat model of Workers AI that is no language model is refused as an embedding model too', async () => {
    const error = await refused('@cf/openai/whisper', {}, connected, 'embed');
    expect(error.name).toBe('AI_NoSuchModelError');
  });
});

describe('through `ai`', () => {
  it('more than 100 texts go to Workers AI in several calls', async () => {
    const fake = fakeFetch();
    const model = createCloudflare({ ...connected, fetch: fake.fetch }).textEmbeddingModel('@cf/baai/bge-m3');
    const texts = Array.from({ length: 150 }, (_, index) => `text ${index}`);
    const result = await embedMany({ model, values: texts });
    expect(result.embeddings).toHaveLength(150);
    expect(fake.requests.map(({ body }) => (body.input as string[]).length)).toEqual([100, 50]);
  });
});
