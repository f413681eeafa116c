import { createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, events, finishOf, generated, partsOf, streamed } from '../support/answers.ts';
import { connected, type Mode } from '../support/call.ts';

/** Every response header of the contract (§5) and the key it becomes. */
const facts: readonly (readonly [header: string, sent: string, key: string, value: unknown])[] = [
  ['cf-aig-log-id', '0199b0c0-7d5e-7000-8000-000000000001', 'logId', '0199b0c0-7d5e-7000-8000-000000000001'],
  ['cf-aig-log-id', '01JADMCQQQBWH3NXZ5GCRN98DP', 'logId', '01JADMCQQQBWH3NXZ5GCRN98DP'],
  ['cf-aig-request-id', 'r-1', 'requestId', 'r-1'],
  ['cf-aig-event-id', 'e1', 'eventId', 'e1'],
  ['cf-aig-cache-status', 'HIT', 'cacheStatus', 'HIT'],
  ['cf-aig-cache-status', 'MISS', 'cacheStatus', 'MISS'],
  ['cf-aig-step', '0', 'step', 0],
  ['cf-aig-step', '1', 'step', 1],
  ['cf-aig-model', 'gpt-5.4', 'model', 'gpt-5.4'],
  ['cf-aig-provider', 'openai', 'provider', 'openai'],
  ['cf-aig-run-id', 'run-1', 'runId', 'run-1'],
  ['cf-aig-routed-model', 'openai/gpt-5-mini', 'routedModel', 'openai/gpt-5-mini'],
  ['cf-aig-routing-reason', 'cost_optimal_within_pool', 'routingReason', 'cost_optimal_within_pool'],
  ['cf-aig-routing-reason', 'a reason of the future', 'routingReason', 'a reason of the future'],
  ['cf-aig-routing-decision-id', 'd-1', 'routingDecisionId', 'd-1'],
  [
    'cf-aig-dlp',
    '{"findings":[{"profile":{"context":{},"entry_ids":["u"],"profile_id":"p"},"policy_ids":["b"],"check":"REQUEST"}],"action":"FLAG"}',
    'dlp',
    {
      findings: [
        {
          profile: { context: {}, entry_ids: ['u'], profile_id: 'p' },
          policy_ids: ['b'],
          check: 'REQUEST',
        },
      ],
      action: 'FLAG',
    },
  ],
  ['cf-ray', '8f00ba-LIS', 'rayId', '8f00ba-LIS'],
];

const usage = {
  prompt_tokens: 26_034,
  completion_tokens: 10,
  total_tokens: 26_044,
  prompt_tokens_details: { cached_tokens: 25_984, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 4 },
  neurons: 12.5,
  cost: 0.00000285,
  is_byok: false,
  nested: { list: [1, { deep: null }] },
};

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];

async function metadataOf(
  mode: Mode,
  headers: Record<string, string>,
  body: object = { usage },
  model = 'openai/gpt-4o',
  settings = connected,
): Promise<Record<string, unknown> | undefined> {
  if (mode === 'generate') {
    const response = Response.json(answerOf({ content: 'Hi' }, 'stop', body), { headers });
    return (await generated(response, { model, settings })).providerMetadata?.cloudflare;
  }
  if (mode === 'stream') {
    const response = events([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', body)], { headers });
    return finishOf(await streamed(response, { model, settings })).providerMetadata?.cloudflare;
  }
  const answer = { object: 'list', data: [{ index: 0, embedding: [0.5] }], ...body };
  const provider = createCloudflare({ ...settings, fetch: async () => Response.json(answer, { headers }) });
  const id = model === 'openai/gpt-4o' ? '@cf/baai/bge-m3' : model;
  const result = await provider.textEmbeddingModel(id).doEmbed({ values: ['a'] });
  return result.providerMetadata?.cloudflare;
}

describe.each(modes)('providerMetadata.cloudflare of %s', mode => {
  it.each(facts)('reads %s: %s', async (header, sent, key, value) => {
    expect(await metadataOf(mode, { [header]: sent })).toEqual({
      endpoint: 'rest',
      gatewayId: 'my-gateway',
      usage,
      [key]: value,
    });
  });

  it('has no key for a header that is absent or empty', async () => {
    const found = await metadataOf(mode, { 'cf-aig-event-id': '', 'cf-aig-step': 'x' }, {});
    expect(found).toEqual({ endpoint: 'rest', gatewayId: 'my-gateway' });
  });

  it('reads all headers together, in any case', async () => {
    const headers = Object.fromEntries(facts.map(([header, sent]) => [header.toUpperCase(), sent]));
    const expected = Object.fromEntries(facts.map(([, , key, value]) => [key, value]));
    expect(await metadataOf(mode, headers)).toEqual({
      ...expected,
      endpoint: 'rest',
      gatewayId: 'my-gateway',
      usage,
    });
  });

  it('says which credential paid', async () => {
    const found = await metadataOf(mode, {}, { gatewayMetadata: { keySource: 'Unified' } });
    expect(found).toMatchObject({ keySource: 'Unified' });
    expect(await metadataOf(mode, {}, { gatewayMetadata: { keySource: 1 } })).not.toHaveProperty('keySource');
  });

  it('names the endpoint and the gateway that the call took', async () => {
    const compat = { ...connected, endpoint: 'compat' as const, gatewayId: 'other' };
    const model = mode === 'embed' ? '@cf/baai/bge-m3' : 'openai/gpt-4o';
    expect(await metadataOf(mode, {}, {}, model, compat)).toEqual({ endpoint: 'compat', gatewayId: 'other' });
    const plain = { ...connected, gatewayId: null };
    const workersAI = mode === 'embed' ? '@cf/baai/bge-m3' : '@cf/zai-org/glm-4.7-flash';
    expect(await metadataOf(mode, {}, {}, workersAI, plain)).toEqual({ endpoint: 'rest' });
  });

  it('is a fresh object for each call', async () => {
    const [first, second] = [await metadataOf(mode, {}), await metadataOf(mode, {})];
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
  });

  it('keeps what a data loss prevention header says when it is no JSON', async () => {
    expect(await metadataOf(mode, { 'cf-aig-dlp': 'BLOCK' })).toMatchObject({ dlp: { raw: 'BLOCK' } });
  });
});

describe('the model that answered', () => {
  const headers = { 'cf-aig-routed-model': 'anthropic/claude-sonnet-4-5' };

  it('is the one that the auto router chose', async () => {
    const { response } = await generated(Response.json(answerOf({ content: 'Hi' }), { headers }));
    expect(response?.modelId).toBe('anthropic/claude-sonnet-4-5');
    expect(response?.headers).toMatchObject(headers);
    const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop')], { headers }));
    expect(partsOf(parts, 'response-metadata')).toMatchObject([{ modelId: 'anthropic/claude-sonnet-4-5' }]);
  });

  it('is otherwise the one that the upstream names', async () => {
    const { response } = await generated(answerOf({ content: 'Hi' }, 'stop', { created: 1_700_000_000 }));
    expect(response).toMatchObject({ id: 'c1', modelId: 'm', timestamp: new Date(1_700_000_000_000) });
    const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop')]));
    expect(partsOf(parts, 'response-metadata')).toMatchObject([{ id: 'c1', modelId: 'm' }]);
  });
});

describe('getCloudflareMetadata', () => {
  it('reads results and finish parts, and nothing else', async () => {
    const headers = { 'cf-aig-log-id': 'L' };
    const result = await generated(Response.json(answerOf({ content: 'Hi' }), { headers }));
    expect(getCloudflareMetadata(result)?.logId).toBe('L');
    const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop')], { headers }));
    expect(getCloudflareMetadata(finishOf(parts))?.logId).toBe('L');
    for (const other of [undefined, null, {}, { providerMetadata: { openai: {} } }]) {
      expect(getCloudflareMetadata(other)).toBeUndefined();
    }
    expect(getCloudflareMetadata({ providerMetadata: { cloudflare: [] } })).toBeUndefined();
  });
});

describe('warnings', () => {
  const options = { topK: 5, providerOptions: { cloudflare: { sessionAffinity: 's' } } };

  it('are the same list on a result and on the start of a stream', async () => {
    const { warnings } = await generated(answerOf({ content: 'Hi' }), { options });
    const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop')]), { options });
    expect(parts[0]).toEqual({ type: 'stream-start', warnings });
    expect(warnings).toMatchObject([
      { type: 'other', message: expect.stringMatching(/sessionAffinity.*only Workers AI/) },
      { type: 'unsupported-setting', setting: 'topK' },
    ]);
  });

  it('are none where nothing was left out', async () => {
    expect((await generated(answerOf({ content: 'Hi' }))).warnings).toEqual([]);
    const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop')]));
    expect(parts[0]).toEqual({ type: 'stream-start', warnings: [] });
  });
});
