import { InvalidArgumentError, LoadAPIKeyError } from '@ai-sdk/provider';
import { type CloudflareProviderSettings, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY_HOST, GATEWAY_TOKEN } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';

const byokAlias = 'production';

/** The decision of a call and its reason, through `explain`. */
async function decision(modelId: string, settings: CloudflareProviderSettings, cloudflare: object = {}) {
  const fake = fakeFetch();
  const provider = createCloudflare({ ...settings, fetch: fake.fetch });
  const { endpoint, reason } = await provider.explain(modelId, {
    providerOptions: { cloudflare: cloudflare as Record<string, string> },
  });
  expect(fake.requests).toEqual([]);
  return { endpoint, reason };
}

describe('the rules, in their order, with their reasons', () => {
  const compatURL = {
    ...connected,
    accountId: undefined,
    gatewayId: undefined,
    baseURL: `${GATEWAY_HOST}/compat`,
  };
  const nativeURL = { ...compatURL, baseURL: `${GATEWAY_HOST}/openai` };
  const key = { ...connected, providerKeys: { openai: 'sk-1', anthropic: 'sk-2', 'custom-acme': 'sk-3' } };
  const { apiToken: _, ...account } = connected;
  const gatewayTokenOnly = { ...account, gatewayToken: GATEWAY_TOKEN };

  it.each([
    ['2. a compat base URL', 'openai/gpt-4o', compatURL, {}, 'compat', /base URL/],
    ['2. a native base URL', 'openai/gpt-4o', nativeURL, {}, 'native', /base URL/],
    ['3. a dynamic route', 'dynamic/support', connected, {}, 'compat', /REST API does not serve/],
    ['3. a custom provider', 'custom-acme/llama', connected, {}, 'compat', /REST API does not serve/],
    ['3. the auto router', 'cloudflare/auto', connected, {}, 'compat', /REST API does not serve/],
    ['4. a key, native path', 'openai/gpt-4o', key, {}, 'native', /provider key/],
    ['4. a key, no native path', 'anthropic/claude-sonnet-5', key, {}, 'compat', /provider key/],
    ['4. a key of a custom provider', 'custom-acme/llama', key, {}, 'compat', /provider key/],
    ['4. an alias, native path', 'openai/gpt-4o', connected, { byokAlias }, 'native', /stored key/],
    ['4. an alias, no native path', 'cohere/command-a', connected, { byokAlias }, 'compat', /stored key/],
    [
      '4. the alias "default" decides nothing',
      'openai/gpt-4o',
      connected,
      { byokAlias: 'default' },
      'rest',
      /API token/,
    ],
    ['4. a key for another upstream decides nothing', 'groq/llama-3.3-70b', key, {}, 'rest', /API token/],
    [
      '4. an alias for another upstream neither',
      'openai/gpt-4o',
      connected,
      { byokAlias: { groq: 'x' } },
      'rest',
      /API token/,
    ],
    [
      '5. not fronted by REST',
      'mistral/mistral-large-latest',
      connected,
      {},
      'compat',
      /REST API does not serve/,
    ],
    ['5. native only', 'openrouter/z/x', connected, {}, 'native', /REST API does not serve/],
    ['5. perplexity to compat', 'perplexity/sonar', connected, {}, 'compat', /REST API does not serve/],
    ['6. everything else', 'openai/gpt-4o', connected, {}, 'rest', /API token/],
    ['6. Workers AI', '@cf/zai-org/glm-5.2', connected, {}, 'rest', /API token/],
    ['6. only a gateway token', 'openai/gpt-4o', gatewayTokenOnly, {}, 'compat', /no API token/],
    ['6. no gateway', '@cf/zai-org/glm-5.2', { ...connected, gatewayId: null }, {}, 'rest', /no gateway/],
    ['explicit', 'openai/gpt-4o', { ...connected, endpoint: 'native' }, {}, 'native', /setting `endpoint`/],
    [
      'explicit over a key',
      'openai/gpt-4o',
      { ...key, endpoint: 'compat' },
      {},
      'compat',
      /setting `endpoint`/,
    ],
    ['auto is no choice', 'openai/gpt-4o', { ...connected, endpoint: 'auto' }, {}, 'rest', /API token/],
  ] as const)('%s', async (_, modelId, settings, options, endpoint, reason) => {
    const decided = await decision(modelId, settings, options);
    expect(decided.endpoint).toBe(endpoint);
    expect(decided.reason).toMatch(reason);
  });
});

describe('what cannot be', () => {
  it('a key or an alias on the REST API', async () => {
    const rest = { ...connected, endpoint: 'rest' as const };
    const key = await refused('openai/gpt-4o', {}, { ...rest, providerKeys: { openai: 'sk-1' } });
    expect(key).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'providerKeys.openai' });
    const alias = await refused('openai/gpt-4o', { providerOptions: { cloudflare: { byokAlias } } }, rest);
    expect(alias).toMatchObject({ argument: 'providerOptions.cloudflare.byokAlias' });
    expect(alias.message).toContain('the stored key');
  });

  it('an alias for an upstream that only REST serves', async () => {
    const error = await refused('alibaba/qwen3-max', { providerOptions: { cloudflare: { byokAlias } } });
    expect(error).toBeInstanceOf(InvalidArgumentError);
  });

  it.each([
    ['openai/gpt-4o', {}],
    ['dynamic/support', {}],
    ['@cf/zai-org/glm-5.2', { endpoint: 'compat' }],
    ['alibaba/qwen3-max', { gatewayToken: GATEWAY_TOKEN }],
  ] as const)('no token: %s %j', async (modelId, settings) => {
    const error = await refused(modelId, {}, { accountId: ACCOUNT, ...settings });
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toMatch(
      /^apiToken: .*CLOUDFLARE_API_TOKEN.*Example: createCloudflare\(\{ apiToken: /,
    );
  });

  it('an explicit endpoint is still the one for a model behind an open gateway', async () => {
    const { headers } = await send('openai/gpt-4o', {}, { accountId: ACCOUNT, endpoint: 'compat' });
    expect(Object.keys(headers).filter(name => /auth|key/.test(name))).toEqual([]);
  });
});

describe('per call: `gatewayId`', () => {
  it.each([
    ['rest', 'cf-aig-gateway-id', 'other'],
    ['compat', undefined, undefined],
    ['native', undefined, undefined],
  ] as const)('%s', async (endpoint, header, value) => {
    const options = { providerOptions: { cloudflare: { gatewayId: 'other' } } };
    const sent = await send('openai/gpt-4o', options, { ...connected, endpoint });
    if (header) expect(sent.headers[header]).toBe(value);
    else expect(sent.url).toContain(`/v1/${ACCOUNT}/other/`);
  });

  it('null turns the gateway off for a Workers AI model, and back on', async () => {
    const off = { providerOptions: { cloudflare: { gatewayId: null } } };
    const on = { providerOptions: { cloudflare: { gatewayId: 'g' } } };
    expect((await send('@cf/zai-org/glm-5.2', off)).headers).not.toHaveProperty('cf-aig-gateway-id');
    const provider = { ...connected, gatewayId: null };
    expect((await send('@cf/zai-org/glm-5.2', on, provider)).headers['cf-aig-gateway-id']).toBe('g');
  });
});
