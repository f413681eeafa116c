import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { expect, it } from 'vitest';
import { gatewayAuth, paths, post } from '../support.ts';
import { ask } from './suite.ts';

const slugs = ['mistral', 'google-ai-studio'];
const storedKeys = Object.fromEntries(slugs.map(slug => [slug, { default: 'sk-stored' }]));
const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });

it.each(['openai/gpt-4o', 'groq/llama-3.3-70b-versatile', 'openrouter/anthropic/claude-sonnet-5'])(
  '%s accepts four stop sequences',
  async model => {
    expect((await ask(model, { stop: [...'abcd'] })).status).toBe(200);
    const refused = await ask(model, { stop: [...'abcde'] });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.json)).toContain('maximum length 4');
  },
);

const embed = (path: string, body: object) => post(gateway, paths.native(path), body, gatewayAuth);
const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => `text ${index}`);

it.each([
  ['google-ai-studio/v1beta/openai/embeddings', 'gemini-embedding-001', 100, 'at most 100 requests'],
  ['mistral/v1/embeddings', 'mistral-embed', 512, 'Batch size in request is too large'],
])('%s accepts a limited number of texts', async (path, model, most, message) => {
  expect((await embed(path, { model, input: texts(most) })).status).toBe(200);
  const refused = await embed(path, { model, input: texts(most + 1) });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(refused.json)).toContain(message);
});

it.each(['dimensions', 'user'])('embeddings of Mistral have no `%s`', async field => {
  const refused = await embed('mistral/v1/embeddings', { model: 'mistral-embed', input: ['a'], [field]: 1 });
  expect(refused.status).toBe(422);
});

it('models of chats make no embeddings at OpenAI', async () => {
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const values = ['a'];
  // The provider refuses such a model itself.
  const refused = await embed('openai/embeddings', { model: 'gpt-4o', input: values });
  expect(refused.status).toBe(403);
  expect(JSON.stringify(refused.json)).toContain(
    'You are not allowed to generate embeddings from this model',
  );
  const { embeddings } = await cloudflare
    .textEmbeddingModel('openai/text-embedding-3-small')
    .doEmbed({ values });
  expect(embeddings[0]).toHaveLength(1536);
});

it.each(['google/gemini-embedding-001', 'mistral/mistral-embed'])(
  '%s: what we send is accepted',
  async id => {
    const model = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch }).textEmbeddingModel(id);
    const { maxEmbeddingsPerCall } = model;
    const { embeddings } = await model.doEmbed({
      values: texts((await maxEmbeddingsPerCall) ?? 1),
      providerOptions: { cloudflare: { dimensions: 64, user: 'u' } },
    });
    expect(embeddings.length).toBeGreaterThan(1);
  },
);
