import { APICallError } from '@ai-sdk/provider';
import { embedMany } from 'ai';
import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { vendorKey } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { connected, send } from '../support/call.ts';
import { embeddings, type FakeFetch, fakeFetch } from '../support/fake-fetch.ts';

const workersAI = '@cf/baai/bge-m3';
const openAI = 'openai/text-embedding-3-small';

const modelOf = (
  id: string,
  { fetch }: Pick<FakeFetch, 'fetch'>,
  settings: CloudflareProviderSettings = connected,
) => createCloudflare({ ...settings, fetch }).textEmbeddingModel(id);

describe('through the local gateway', () => {
  const stored = {
    default: {
      storedKeys: {
        openai: { default: 'sk-stored', prod: 'sk-prod' },
        mistral: { default: 'mistral-key' },
      },
    },
  };
  const key = vendorKey('openai');

  it.each([
    ['Workers AI on REST', workersAI, { endpoint: 'rest' }, 1024, {}],
    ['Workers AI on compat', workersAI, { endpoint: 'compat' }, 1024, {}],
    [
      'OpenAI with a key',
      openAI,
      { providerKeys: { openai: key } },
      undefined,
      { authorization: `Bearer ${key}` },
    ],
    ['OpenAI with the stored key', openAI, {}, undefined, { authorization: 'Bearer sk-stored' }],
    [
      'OpenAI with another stored key',
      openAI,
      { options: { byokAlias: 'prod' } },
      undefined,
      { authorization: 'Bearer sk-prod' },
    ],
    [
      'Mistral with the stored key',
      'mistral/mistral-embed',
      {},
      undefined,
      { authorization: 'Bearer mistral-key' },
    ],
  ] as const)('%s', async (_, id, settings, length, headers) => {
    const gateway = createLocalGateway({ gateways: stored });
    const model = modelOf(id, gateway, { ...localGatewayDefaults, ...settings });
    const result = await model.doEmbed({ values: ['one', 'two'] });
    expect(result.embeddings).toHaveLength(2);
    if (length !== undefined) expect(result.embeddings[0]).toHaveLength(length);
    expect(result.usage?.tokens).toBeGreaterThan(0);
    expect(result.providerMetadata?.cloudflare).toMatchObject({
      logId: gateway.logs[0]?.id,
      gatewayId: 'default',
      usage: { prompt_tokens: result.usage?.tokens },
    });
    expect(gateway.upstreamRequests).toHaveLength(1);
    expect(gateway.upstreamRequests[0]?.headers).toMatchObject(headers);
  });
});

describe('texts per call', () => {
  it.each([
    [workersAI, 100],
    [openAI, 2048],
    ['mistral/mistral-embed', 32],
    ['google/gemini-embedding-001', 100],
    ['azure-openai/embedder', 2048],
  ])('%s takes %i', (id, limit) => {
    const model = modelOf(id, fakeFetch());
    expect(model).toMatchObject({ maxEmbeddingsPerCall: limit, supportsParallelCalls: true, modelId: id });
  });

  it.each([
    [workersAI, 250, [100, 100, 50]],
    [openAI, 2050, [2048, 2]],
  ])('embedMany splits for %s, and keeps the order', async (id, count, sizes) => {
    const fake = fakeFetch(({ body }) => {
      const texts = body.input as string[];
      const data = texts.map((text, index) => ({ index, embedding: [Number(text.slice(5))] }));
      return Response.json({ data, usage: { prompt_tokens: texts.length } });
    });
    const values = Array.from({ length: count }, (_, index) => `text ${index}`);
    const result = await embedMany({ model: modelOf(id, fake), values });
    expect(fake.requests.map(({ body }) => (body.input as string[]).length)).toEqual(sizes);
    expect(result.embeddings).toEqual(values.map((_, index) => [index]));
    expect(result.usage.tokens).toBe(count);
  });

  it('too many in one call are refused before the request', async () => {
    const fake = fakeFetch();
    const values = Array.from({ length: 101 }, () => 'x');
    const error = await rejection(modelOf(workersAI, fake).doEmbed({ values }));
    expect(error).toMatchObject({ name: 'AI_TooManyEmbeddingValuesForCallError', maxEmbeddingsPerCall: 100 });
    expect(fake.requests).toEqual([]);
  });
});

describe('options', () => {
  it('dimensions, user and raw fields are sent; the raw ones win', async () => {
    const cloudflare = { dimensions: 256, user: 'u', extraBody: { truncate: 'end', dimensions: 128 } };
    const { body, warnings } = await send(openAI, { providerOptions: { cloudflare } }, connected, 'embed');
    expect(body).toMatchObject({ dimensions: 128, user: 'u', truncate: 'end', input: ['one', 'two'] });
    expect(warnings).toEqual([]);
  });

  it('are named as the upstream names them, and what it does not have is a warning', async () => {
    const providerOptions = { cloudflare: { dimensions: 256, user: 'u' } };
    const keys = { ...connected, providerKeys: { mistral: 'k' } };
    const mistral = await send('mistral/codestral-embed', { providerOptions }, keys, 'embed');
    expect(mistral.body).toMatchObject({ output_dimension: 256 });
    expect(Object.keys(mistral.body)).not.toEqual(expect.arrayContaining(['dimensions', 'user']));
    expect(mistral.warnings).toEqual([expect.stringMatching(/^user.*does not accept it/)]);
    const fixed = await send(workersAI, { providerOptions }, connected, 'embed');
    expect(Object.keys(fixed.body)).not.toEqual(expect.arrayContaining(['dimensions', 'user']));
    expect(fixed.warnings).toHaveLength(2);
    for (const id of ['openai/text-embedding-ada-002', 'mistral/mistral-embed']) {
      const { body, warnings } = await send(id, { providerOptions }, keys, 'embed');
      expect(Object.keys(body).join()).not.toContain('dimension');
      expect(warnings[0]).toMatch(/^dimensions.*does not accept it/);
    }
    const unknown = await send('@cf/someone/next-year', { providerOptions }, connected, 'embed');
    expect(unknown.body).toMatchObject(providerOptions.cloudflare);
  });

  it('dimensions of a call of AI SDK 7 are named so too, and options win over them', async () => {
    const embed = async (id: string, options: object) => {
      const fake = fakeFetch();
      const settings = { ...connected, providerKeys: { mistral: 'k' }, fetch: fake.fetch };
      const model = createV4(settings).embeddingModel(id);
      const { warnings } = await model.doEmbed({ values: ['one', 'two'], dimensions: 256, ...options });
      return { body: fake.request().body, warnings };
    };
    expect(await embed('mistral/codestral-embed', {})).toMatchObject({
      body: { output_dimension: 256 },
      warnings: [],
    });
    const providerOptions = { cloudflare: { dimensions: 128 } };
    expect((await embed(openAI, { providerOptions })).body).toMatchObject({ dimensions: 128 });
    const { body, warnings } = await embed(workersAI, {});
    expect(body).not.toHaveProperty('dimensions');
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'dimensions' }]);
  });

  it('gateway options become headers, headers of call and settings are sent', async () => {
    const settings = { ...connected, headers: { 'x-a': '1', 'x-b': '1' }, options: { cacheTtl: 60 } };
    const options = { headers: { 'x-b': '2' }, providerOptions: { cloudflare: { skipCache: true } } };
    const { headers, body } = await send(workersAI, options, settings, 'embed');
    expect(headers).toMatchObject({
      'x-a': '1',
      'x-b': '2',
      'cf-aig-cache-ttl': '60',
      'cf-aig-skip-cache': 'true',
      'content-type': 'application/json',
    });
    expect(headers['user-agent']).toContain('ai-sdk-provider-cloudflare/');
    expect(body).toEqual({ model: workersAI, input: ['one', 'two'], encoding_format: 'float' });
  });

  it('what is for chat models is a warning in the metadata', async () => {
    const cloudflare = { reasoningEffort: 'low', textVerbosity: 'low', parallelToolCalls: true } as const;
    const { warnings, body } = await send(openAI, { providerOptions: { cloudflare } }, connected, 'embed');
    expect(warnings).toEqual([
      expect.stringContaining(
        'providerOptions.cloudflare.reasoningEffort is not supported: it is for chat models; it was not sent.',
      ),
      expect.stringContaining('providerOptions.cloudflare.textVerbosity'),
      expect.stringContaining('providerOptions.cloudflare.parallelToolCalls'),
    ]);
    expect(body).not.toHaveProperty('reasoning_effort');
  });

  it('what an endpoint cannot honour is a warning too, and no warnings is no key', async () => {
    const cloudflare = { sessionAffinity: 's' };
    const asked = await send(openAI, { providerOptions: { cloudflare } }, connected, 'embed');
    expect(asked.warnings).toEqual([expect.stringMatching(/sessionAffinity.*only Workers AI/)]);
    const fake = fakeFetch();
    const { providerMetadata } = await modelOf(workersAI, fake).doEmbed({ values: ['a'] });
    expect(providerMetadata?.cloudflare).not.toHaveProperty('warnings');
  });
});

describe('answers', () => {
  it.each([0, 1, 3])('with %i embeddings for two texts are an error', async count => {
    const fake = fakeFetch(() => embeddings(count));
    const error = await rejection(modelOf(workersAI, fake).doEmbed({ values: ['a', 'b'] }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect((error as Error).message).toContain(`Asked for 2 embeddings, received ${count}.`);
    expect(getCloudflareError(error)).toMatchObject({
      endpoint: 'rest',
      modelId: workersAI,
      retryable: false,
    });
  });

  it('without usage say so', async () => {
    const fake = fakeFetch(() => Response.json({ data: [{ embedding: [1] }] }));
    const { usage, providerMetadata } = await modelOf(workersAI, fake).doEmbed({ values: ['a'] });
    expect(usage).toBeUndefined();
    expect(providerMetadata?.cloudflare).not.toHaveProperty('usage');
  });

  it.each([
    'no json',
    '{}',
    '{"data":null}',
    '{"data":[{"embedding":"AAAA"}]}',
    '{"result":null,"success":true}',
  ])('that cannot be read are an error of ours: %s', async body => {
    const fake = fakeFetch(() => new Response(body, { headers: { 'cf-aig-log-id': 'L1' } }));
    const error = await rejection(modelOf(workersAI, fake).doEmbed({ values: ['a'] }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)).toMatchObject({ kind: 'unknown', logId: 'L1', retryable: false });
    expect((error as APICallError).responseBody).toBe(body);
  });

  it('that are blank may be retried', async () => {
    const fake = fakeFetch(() => new Response(''));
    const error = await rejection(modelOf(workersAI, fake).doEmbed({ values: ['a'] }));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'stream-truncated', retryable: true });
  });

  it('keep the order of the texts', async () => {
    const data = [1, 0].map(index => ({ index, embedding: [index] }));
    const fake = fakeFetch(() => Response.json({ data, usage: { total_tokens: 3 } }));
    const { embeddings, usage } = await modelOf(workersAI, fake).doEmbed({ values: ['a', 'b'] });
    expect(embeddings).toEqual([[0], [1]]);
    expect(usage).toEqual({ tokens: 3 });
  });

  it('with an error inside status 200 are that error', async () => {
    const fake = fakeFetch(() =>
      Response.json({ success: false, errors: [{ code: 3040, message: 'AiError: busy' }] }),
    );
    const error = await rejection(modelOf(workersAI, fake).doEmbed({ values: ['a'] }));
    expect(getCloudflareError(error)).toMatchObject({ code: 3040, kind: 'capacity', retryable: true });
  });

  it('keep headers and body for the caller', async () => {
    const fake = fakeFetch(() => embeddings(1));
    const { response } = await modelOf(workersAI, fake).doEmbed({ values: ['a'] });
    expect(response?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(response?.body).toMatchObject({ object: 'list' });
  });
});
