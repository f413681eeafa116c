import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_HOST, GATEWAY_TOKEN, TOKEN } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';

const account = { accountId: ACCOUNT, gatewayId: GATEWAY };
const key = { providerKeys: { openai: 'sk-1' } };
const access = { clientId: 'id.access', clientSecret: 'access-SECRET' };

/** The credential headers of a request, and nothing else of it. */
async function credentials(modelId: string, settings: Parameters<typeof send>[2]) {
  const { headers } = await send(modelId, {}, settings);
  const names = /auth|key|cookie|access|token/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.test(name)));
}

const bearer = (token: string) => `Bearer ${token}`;

describe('every mode of the contract (§3.1)', () => {
  it.each([
    [
      'open gateway, provider key',
      'openai/gpt-4o',
      { ...account, ...key },
      { authorization: bearer('sk-1') },
    ],
    [
      'authenticated gateway, provider key',
      'openai/gpt-4o',
      { ...account, ...key, apiToken: TOKEN },
      { 'cf-aig-authorization': bearer(TOKEN), authorization: bearer('sk-1') },
    ],
    [
      'stored key or Unified Billing on compat',
      'openai/gpt-4o',
      { ...connected, endpoint: 'compat' },
      { 'cf-aig-authorization': bearer(TOKEN) },
    ],
    [
      'stored key or Unified Billing on a native path',
      'openai/gpt-4o',
      { ...connected, endpoint: 'native' },
      { 'cf-aig-authorization': bearer(TOKEN) },
    ],
    ['stored key or Unified Billing on REST', 'openai/gpt-4o', connected, { authorization: bearer(TOKEN) }],
    ['Workers AI on REST', '@cf/zai-org/glm-5.2', connected, { authorization: bearer(TOKEN) }],
    [
      'Workers AI on compat: the token twice',
      '@cf/zai-org/glm-5.2',
      { ...connected, endpoint: 'compat' },
      { 'cf-aig-authorization': bearer(TOKEN), authorization: bearer(TOKEN) },
    ],
    [
      'Workers AI on its native path: the token twice',
      'workers-ai/@cf/zai-org/glm-5.2',
      { ...connected, endpoint: 'native' },
      { 'cf-aig-authorization': bearer(TOKEN), authorization: bearer(TOKEN) },
    ],
    [
      'Workers AI with two tokens: each to its place',
      '@cf/zai-org/glm-5.2',
      { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint: 'native' },
      { 'cf-aig-authorization': bearer(GATEWAY_TOKEN), authorization: bearer(TOKEN) },
    ],
    [
      'a gateway token of its own',
      'openai/gpt-4o',
      { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint: 'compat' },
      { 'cf-aig-authorization': bearer(GATEWAY_TOKEN) },
    ],
    [
      'only a gateway token',
      'openai/gpt-4o',
      { ...account, gatewayToken: GATEWAY_TOKEN },
      { 'cf-aig-authorization': bearer(GATEWAY_TOKEN) },
    ],
    [
      'a gateway token is not for REST',
      'openai/gpt-4o',
      { ...connected, gatewayToken: GATEWAY_TOKEN },
      { authorization: bearer(TOKEN) },
    ],
    [
      'custom domain behind Access',
      'openai/gpt-4o',
      { baseURL: 'https://ai.example.com', access },
      { 'cf-access-client-id': 'id.access', 'cf-access-client-secret': 'access-SECRET' },
    ],
    [
      'custom domain behind Access, provider key',
      'openai/gpt-4o',
      { baseURL: 'https://ai.example.com', access, ...key },
      {
        'cf-access-client-id': 'id.access',
        'cf-access-client-secret': 'access-SECRET',
        authorization: bearer('sk-1'),
      },
    ],
    ['an open gateway by URL', 'openai/gpt-4o', { baseURL: `${GATEWAY_HOST}/compat` }, {}],
  ] as const)('%s', async (_, modelId, settings, expected) => {
    expect(await credentials(modelId, settings)).toEqual(expected);
  });
});

describe('a service token that is incomplete', () => {
  it.each([
    { clientId: 'id.access' },
    { clientId: 'id.access', clientSecret: '' },
    { clientId: 'id.access', clientSecret: 'undefined' },
    { clientId: 'id.access', clientSecret: 'two words' },
    { clientId: 1, clientSecret: 'x' },
  ])('%j', async incomplete => {
    const settings = { baseURL: 'https://ai.example.com', access: incomplete as typeof access };
    const error = await refused('openai/gpt-4o', {}, settings);
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'access' });
  });
});
