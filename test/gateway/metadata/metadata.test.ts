import type { SharedV2ProviderMetadata } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import {
  type CloudflareProviderMetadata,
  getCloudflareMetadata,
} from '../../../src/gateway/metadata/provider-metadata.ts';
import { readGatewayMetadata } from '../../../src/gateway/metadata/read-metadata.ts';

const dlp = {
  findings: [
    { profile: { context: {}, entry_ids: ['e'], profile_id: 'p' }, policy_ids: ['b'], check: 'REQUEST' },
  ],
  action: 'FLAG',
};

const read = (headers: Readonly<Record<string, string>>) => readGatewayMetadata(name => headers[name]);

const table: readonly [header: string, value: string, facts: CloudflareProviderMetadata][] = [
  ['cf-aig-log-id', '01JADMCQQQBWH3NXZ5GCRN98DP', { logId: '01JADMCQQQBWH3NXZ5GCRN98DP' }],
  ['cf-aig-request-id', '019a7b3e-5f2c', { requestId: '019a7b3e-5f2c' }],
  ['cf-aig-event-id', 'e1', { eventId: 'e1' }],
  ['cf-aig-cache-status', 'HIT', { cacheStatus: 'HIT' }],
  ['cf-aig-step', '0', { step: 0 }],
  ['cf-aig-step', '12', { step: 12 }],
  ['cf-aig-step', 'first', {}],
  ['cf-aig-step', '-1', {}],
  ['cf-aig-model', 'gpt-5.4', { model: 'gpt-5.4' }],
  ['cf-aig-provider', 'openai', { provider: 'openai' }],
  ['cf-aig-run-id', 'run1', { runId: 'run1' }],
  ['cf-aig-routed-model', 'openai/gpt-5.4', { routedModel: 'openai/gpt-5.4' }],
  ['cf-aig-routing-reason', 'cost_optimal_within_pool', { routingReason: 'cost_optimal_within_pool' }],
  ['cf-aig-routing-decision-id', 'd1', { routingDecisionId: 'd1' }],
  ['cf-aig-dlp', JSON.stringify(dlp), { dlp }],
  ['cf-aig-dlp', '{"findings":', { dlp: { raw: '{"findings":' } }],
  ['cf-aig-dlp', '["x"]', { dlp: { raw: '["x"]' } }],
  ['cf-ray', '8f-FRA', { rayId: '8f-FRA' }],
  ['cf-aig-log-id', '  ', {}],
  ['x-other', 'v', {}],
];

describe('readGatewayMetadata', () => {
  it.each(table)('%s: %s', (header, value, facts) => {
    expect(read({ [header]: value })).toStrictEqual(facts);
  });

  it('reads all at once, and nothing from nothing', () => {
    const all = table.filter(([, , facts]) => Object.keys(facts).length > 0 && !('raw' in (facts.dlp ?? {})));
    const headers = Object.fromEntries(all.map(([header, value]) => [header, value]));
    expect(Object.keys(read(headers))).toHaveLength(new Set(all.map(([header]) => header)).size);
    expect(read({})).toStrictEqual({});
  });
});

describe('getCloudflareMetadata', () => {
  const cloudflare = read({ 'cf-aig-log-id': 'l' });

  it('is assignable to the metadata of the SDK and comes back typed', () => {
    const providerMetadata: SharedV2ProviderMetadata = { cloudflare };
    const logId: string | undefined = getCloudflareMetadata({ providerMetadata })?.logId;
    expect(logId).toBe('l');
    expect(
      getCloudflareMetadata({ type: 'finish', providerMetadata } as {
        providerMetadata: SharedV2ProviderMetadata;
      }),
    ).toBe(cloudflare);
  });

  it('gives a promise of what comes with the end of a stream', async () => {
    const cloudflare = { logId: 'l' };
    const later = { providerMetadata: Promise.resolve({ cloudflare }) };
    expect(await getCloudflareMetadata(later)).toBe(cloudflare);
    expect(await getCloudflareMetadata({ providerMetadata: Promise.resolve(undefined) })).toBeUndefined();
    const failed = { providerMetadata: Promise.reject(new Error('cut')) };
    await expect(getCloudflareMetadata(failed)).rejects.toThrow('cut');
  });

  it.each([
    undefined,
    null,
    {},
    { providerMetadata: undefined },
    { providerMetadata: { openai: {} } },
    { providerMetadata: { cloudflare: 'x' } },
  ])('finds none in %o', result => {
    expect(getCloudflareMetadata(result)).toBeUndefined();
  });
});
