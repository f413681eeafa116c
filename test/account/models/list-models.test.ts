import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../support/answers.ts';

const settings = { ...localGatewayDefaults };
const ids = (models: readonly { readonly id: string }[]): string[] => models.map(({ id }) => id);

describe('listModels', () => {
  it('merges Workers AI, the catalogue and the gateway’s list into one record for each model', async () => {
    const gateway = createLocalGateway();
    const list = await createCloudflare({ ...settings, fetch: gateway.fetch }).listModels();

    expect(gateway.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      `GET /client/v4/accounts/${settings.accountId}/ai/catalog/models`,
      `GET /client/v4/accounts/${settings.accountId}/ai/models/search`,
      `GET /v1/${settings.accountId}/default/compat/models`,
    ]);
    expect(list).toMatchObject({ warnings: [], stale: false });
    expect(Math.abs(Date.parse(list.fetchedAt) - Date.now())).toBeLessThan(10_000);
    expect(new Set(ids(list.models)).size).toBe(list.models.length);
    expect(ids(list.models)).toEqual([...ids(list.models)].sort());

    const model = (id: string) => list.models.find(found => found.id === id);
    expect(model('@cf/openai/gpt-oss-120b')).toMatchObject({
      kind: 'chat',
      task: 'Text Generation',
      contextWindow: 128_000,
      price: { inputPerMillionTokens: 0.35, outputPerMillionTokens: 0.75 },
      features: ['tools', 'reasoning'],
      endpoints: ['rest', 'compat', 'native', 'binding'],
      sources: ['workers-ai-search', 'gateway'],
      raw: { 'workers-ai-search': { name: '@cf/openai/gpt-oss-120b' }, gateway: { object: 'model' } },
    });
    // One model in two spellings: dotted in the catalogue, dashed on the gateway host.
    expect(model('anthropic/claude-haiku-4.5')).toMatchObject({
      contextWindow: 200_000,
      price: { inputPerMillionTokens: 1, outputPerMillionTokens: 5 },
      endpoints: ['rest', 'compat', 'binding'],
      sources: ['catalogue', 'gateway'],
    });
    expect(model('anthropic/claude-haiku-4-5')).toBeUndefined();
    // Two names of one upstream.
    expect(model('google/gemini-2.5-flash')?.sources).toEqual(['catalogue', 'gateway']);
    expect(model('xai/grok-4')).toMatchObject({ sources: ['gateway'], price: { inputPerMillionTokens: 3 } });
    expect(model('google/gemini-2.5-pro')?.price).toEqual({
      inputPerMillionTokens: 1.25,
      outputPerMillionTokens: 10,
      tiers: [{ aboveInputTokens: 200_000, inputPerMillionTokens: 2.5, outputPerMillionTokens: 15 }],
    });
    expect(model('@cf/meta/llama-3.1-8b-instruct')?.deprecatedOn).toBe('2026-05-30');
    expect(model('@cf/baai/bge-m3')).toMatchObject({
      kind: 'embeddings',
      price: { inputPerMillionTokens: 0.012 },
    });
    expect(model('@cf/black-forest-labs/flux-1-schnell')).toMatchObject({
      kind: 'image',
      endpoints: ['rest', 'native', 'binding'],
      price: { other: [{ usd: 0.000053, unit: 'per 512 by 512 tile' }] },
    });
    expect(JSON.parse(JSON.stringify(list))).toEqual(list);
  });

  it.each([
    [{ kind: 'embeddings' }, ['@cf/baai/bge-m3']],
    [
      { kind: ['reranking', 'transcription'] },
      ['@cf/baai/bge-reranker-base', '@cf/openai/whisper-large-v3-turbo'],
    ],
    [{ feature: 'vision' }, ['@cf/meta/llama-4-scout-17b-16e-instruct']],
    [{ feature: ['tools', 'reasoning'], search: 'GLM flash' }, ['@cf/zai-org/glm-4.7-flash']],
    [{ search: 'no such model' }, []],
  ] as const)('filters: %j', async (options, expected) => {
    const { fetch } = createLocalGateway();
    const { models } = await createCloudflare({ ...settings, fetch }).listModels(options);
    expect(ids(models)).toEqual(expected);
  });

  it('gives ids that calls accept', async () => {
    const { fetch } = createLocalGateway();
    const cloudflare = createCloudflare({ ...settings, fetch });
    const { models } = await cloudflare.listModels({ kind: 'chat' });
    const usable = models.filter(({ endpoints }) => endpoints.includes('rest'));
    expect(usable.length).toBeGreaterThan(8);
    for (const { id } of usable) {
      const explained = await cloudflare.explain(id);
      expect([id, explained.endpoint]).toEqual([id, 'rest']);
    }
  });

  it('lists through the binding what it lists', async () => {
    const gateway = createLocalGateway();
    const { models, warnings } = await createCloudflare({ binding: gateway.binding() }).listModels();
    expect(warnings).toEqual([]);
    expect(models).toHaveLength(10);
    expect(models[0]).toMatchObject({ id: '@cf/baai/bge-m3', sources: ['binding'] });
    // It announces no end, so that the page after the last is asked for too.
    const { requests } = gateway;
    expect(requests.map(({ path }) => path)).toEqual(['/ai-api/models/search', '/ai-api/models/search']);
  });

  it('says that a binding cannot', async () => {
    const { run, gateway } = createLocalGateway().binding();
    const error = await rejection(createCloudflare({ binding: { run, gateway } }).listModels());
    expect(error).toMatchObject({ name: 'AI_UnsupportedFunctionalityError' });
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
  });

  it.each([
    [{ kind: 'chatt' }, 'listModels.kind: expected one or more of'],
    [{ features: 'tools' }, 'unknown option. Did you mean `feature`?'],
    [{ ttlMs: -1 }, 'listModels.ttlMs: expected milliseconds, 0 or more'],
    [{ gatewayId: 'not a gateway' }, 'listModels.gatewayId: expected 1 to 64 letters'],
  ])('refuses %j before any request', async (options, message) => {
    const gateway = createLocalGateway();
    // What no type lets through.
    const call = createCloudflare({ ...settings, fetch: gateway.fetch }).listModels(options as object);
    const error = await rejection(call);
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      message: expect.stringContaining(message),
    });
    expect(gateway.requests).toEqual([]);
  });
});

describe('permissions', () => {
  const tokens = {
    'workers-only-token': ['workers-ai-read'],
    'gateway-only-token': ['ai-gateway-run'],
    'nothing-token': [],
  } as const;

  it('gives the rest, and names the permission that is missing', async () => {
    const { fetch } = createLocalGateway({ tokens });
    const cloudflare = createCloudflare({ ...settings, apiToken: 'gateway-only-token', fetch });
    const { models, warnings, stale } = await cloudflare.listModels();
    expect(stale).toBe(false);
    expect(models.length).toBeGreaterThan(5);
    expect(models.every(({ sources }) => sources.join() === 'gateway')).toBe(true);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(
      /^Models of the Workers AI model search are missing: .*Account > Workers AI > Read/,
    );
    expect(warnings[0]).toContain('Model calls do not need it and may still work.');

    const other = createCloudflare({ ...settings, apiToken: 'workers-only-token', fetch });
    const list = await other.listModels();
    expect(list.warnings).toEqual([
      expect.stringMatching(/^Models of the list of the gateway are missing: .*Account > AI Gateway > Read/),
    ]);
    expect(list.models.some(({ id }) => id === '@cf/baai/bge-m3')).toBe(true);
  });

  it('fails where no list can be read, and calls still work', async () => {
    const gateway = createLocalGateway({ tokens });
    const cloudflare = createCloudflare({ ...settings, apiToken: 'nothing-token', fetch: gateway.fetch });
    const error = await rejection(cloudflare.listModels());
    const info = getCloudflareError(error);
    expect(info).toMatchObject({
      source: 'cloudflare-api',
      kind: 'authentication',
      code: 10000,
      retryable: false,
    });
    expect(info).not.toHaveProperty('modelId');
    expect(info?.hint).toMatch(
      /Account > Workers AI > Read in account 0123…cdef\. Model calls .* may still work/,
    );
    expect(JSON.stringify(error)).not.toContain('nothing-token');
  });

  it('names the account and the token in one error where both are missing', async () => {
    const gateway = createLocalGateway({ tokens });
    const error = await rejection(createCloudflare({ fetch: gateway.fetch }).listModels());
    expect(error).toMatchObject({ name: 'AI_LoadAPIKeyError' });
    expect((error as Error).message).toMatch(
      /^accountId: it is missing.* apiToken: a token with Account > Workers AI > Read is required: pass one/,
    );
    expect(gateway.requests).toEqual([]);
  });

  it('asks the gateway’s list only where there is a gateway token alone', async () => {
    const gateway = createLocalGateway({ tokens });
    const { models, warnings } = await createCloudflare({
      accountId: settings.accountId,
      gatewayToken: 'gateway-only-token',
      fetch: gateway.fetch,
    }).listModels();
    expect(models.length).toBeGreaterThan(5);
    expect(warnings[0]).toContain('apiToken: a token with Account > Workers AI > Read is required: pass one');
    expect(gateway.requests.map(({ endpoint }) => endpoint)).toEqual(['compat']);
  });
});
