import { generateText } from 'ai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_HOST } from '../support/account.ts';
import { fakeFetch, refusal } from '../support/fake-fetch.ts';

/**
 * Without a token the wire carried `cf-aig-authorization: Bearer undefined` (npm ai-gateway-provider@4.0.1,
 * dist/index.mjs line 602): an open gateway works, and an authenticated one should say what is missing.
 */
const open = [
  { accountId: ACCOUNT, gatewayId: GATEWAY, endpoint: 'compat' },
  {
    accountId: ACCOUNT,
    gatewayId: GATEWAY,
    endpoint: 'native',
    apiToken: undefined,
    gatewayToken: undefined,
  },
  { accountId: ACCOUNT, gatewayId: GATEWAY, endpoint: 'native', apiToken: '', gatewayToken: '' },
  { baseURL: `${GATEWAY_HOST}/compat` },
  { accountId: ACCOUNT, gatewayId: GATEWAY, providerKeys: { openai: 'sk-1' } },
] as const;

describe('no token, no header', () => {
  it.each(open)('%j', async settings => {
    const fake = fakeFetch();
    await generateText({
      model: createCloudflare({ ...settings, fetch: fake.fetch })('openai/gpt-4o'),
      prompt: 'Hi',
    });
    const { headers } = fake.request();
    expect(headers).not.toHaveProperty('cf-aig-authorization');
    expect(JSON.stringify(headers)).not.toMatch(/undefined|null|Bearer\s*"/);
  });

  it('an authenticated gateway answers 2009, and the error says that no token was given', async () => {
    const unauthorized = {
      success: false,
      result: [],
      messages: [],
      error: [{ code: 2009, message: 'Unauthorized' }],
    };
    const { fetch } = fakeFetch(() => refusal(401, unauthorized));
    const model = createCloudflare({ baseURL: `${GATEWAY_HOST}/compat`, fetch })('openai/gpt-4o');
    const error = await generateText({ model, prompt: 'Hi' }).catch((thrown: unknown) => thrown);
    const info = getCloudflareError(error);
    expect(info).toMatchObject({ source: 'gateway', code: 2009, kind: 'authentication', retryable: false });
    expect(info?.hint).toMatch(/no .*token|apiToken/i);
  });
});
