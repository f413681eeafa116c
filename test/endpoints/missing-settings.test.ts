import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT } from '../support/account.ts';
import { refused } from '../support/call.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('everything that a call lacks, in one error', () => {
  it.each([
    ['on an endpoint of choice', {}],
    ['on the REST API', { endpoint: 'rest' }],
  ] as const)('%s', async (_, settings) => {
    const error = await refused('openai/gpt-4o', {}, settings);
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toMatch(
      /^accountId: it is missing: pass it or set CLOUDFLARE_ACCOUNT_ID\. apiToken: /,
    );
    expect(error.message).toContain('CLOUDFLARE_API_TOKEN');
    expect(error.message).toMatch(
      /Example: createCloudflare\(\{ accountId: '[0-9a-f]{32}', apiToken: .*\}\)$/,
    );
  });

  it('only the token', async () => {
    const error = await refused('openai/gpt-4o', {}, { accountId: ACCOUNT });
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toMatch(/^apiToken: no Cloudflare token was given/);
  });

  it('only the account', async () => {
    const error = await refused('openai/gpt-4o', {}, { apiToken: 'tok' });
    expect(error).toBeInstanceOf(LoadSettingError);
    expect(error.message).not.toContain('apiToken');
  });

  it('no account where the base URL needs none', async () => {
    const baseURL = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/gw/workers-ai`;
    const error = await refused('@cf/openai/gpt-oss-20b', {}, { baseURL });
    expect(error.message).toMatch(/^apiToken: Workers AI needs a Cloudflare API token/);
  });
});

describe('a variable that was set for it and is not read', () => {
  it.each([
    [
      { CLOUDFLARE_API_KEY: 'global-secret', CLOUDFLARE_EMAIL: 'me@example.com' },
      'CLOUDFLARE_API_KEY is not read',
    ],
    [{ CLOUDFLARE_AI_GATEWAY_API_KEY: 'any-secret' }, 'set CF_AIG_TOKEN'],
    [{ CLOUDFLARE_BASE_URL: 'https://secret.example' }, 'set CLOUDFLARE_AI_GATEWAY_BASE_URL'],
  ])('is named: %j', async (variables, says) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const { message } = await refused('openai/gpt-4o', {}, { accountId: ACCOUNT });
    expect(message).toContain(says);
    expect(message).not.toContain('secret');
  });
});
