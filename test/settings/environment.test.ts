import { LoadAPIKeyError } from '@ai-sdk/provider';
import { type CloudflareProviderSettings, cloudflare, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT } from '../support/account.ts';
import { refused, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const OTHER = 'f'.repeat(32);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

function environment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

async function rest(variables: Record<string, string>, settings: CloudflareProviderSettings = {}) {
  environment(variables);
  const { url, headers } = await send('openai/gpt-4o', {}, settings);
  return {
    account: /accounts\/([0-9a-f]+)\//.exec(url)?.[1],
    gateway: headers['cf-aig-gateway-id'],
    token: headers.authorization,
  };
}

const enough = { CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: 'tok' };

describe('first that is set wins', () => {
  it.each([
    ['CLOUDFLARE_ACCOUNT_ID', { CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CF_ACCOUNT_ID: OTHER }, ACCOUNT],
    ['CF_ACCOUNT_ID', { CF_ACCOUNT_ID: OTHER }, OTHER],
    ['blank counts as not set', { CLOUDFLARE_ACCOUNT_ID: ' ', CF_ACCOUNT_ID: OTHER }, OTHER],
  ])('account: %s', async (_, variables, account) => {
    expect(await rest({ CLOUDFLARE_API_TOKEN: 'tok', ...variables })).toMatchObject({ account });
  });

  const gateways = {
    CLOUDFLARE_GATEWAY_ID: 'first',
    CLOUDFLARE_AI_GATEWAY_ID: 'second',
    CF_GATEWAY_ID: 'third',
  };
  it.each(drops(gateways))('gateway: $present', async ({ variables, value }) => {
    expect(await rest({ ...enough, ...variables })).toMatchObject({ gateway: value ?? 'default' });
  });

  const tokens = { CLOUDFLARE_API_TOKEN: 't1', CF_API_TOKEN: 't2', CLOUDFLARE_API_KEY: 't3' };
  it.each(drops(tokens).slice(0, -1))('token: $present', async ({ variables, value }) => {
    expect(await rest({ CLOUDFLARE_ACCOUNT_ID: ACCOUNT, ...variables })).toMatchObject({
      token: `Bearer ${value}`,
    });
  });

  const gatewayTokens = { CF_AIG_TOKEN: 'g1', CLOUDFLARE_AI_GATEWAY_TOKEN: 'g2', CLOUDFLARE_API_TOKEN: 't1' };
  it.each(drops(gatewayTokens).slice(0, -1))('gateway token: $present', async ({ variables, value }) => {
    environment({ CLOUDFLARE_ACCOUNT_ID: ACCOUNT, ...variables });
    const { headers } = await send('openai/gpt-4o', {}, { endpoint: 'compat' });
    expect(headers['cf-aig-authorization']).toBe(`Bearer ${value}`);
  });
});

/** The variables, then without the first, and so on; with the value that is first each time. */
function drops(variables: Readonly<Record<string, string>>) {
  const entries = Object.entries(variables);
  return [...entries, undefined].map((_, from) => {
    const kept = entries.slice(from);
    return {
      present: kept.map(([name]) => name).join(', ') || 'none',
      variables: Object.fromEntries(kept),
      value: kept[0]?.[1],
    };
  });
}

describe('explicit settings win', () => {
  it('over every variable', async () => {
    const variables = { ...enough, CLOUDFLARE_GATEWAY_ID: 'env-gateway' };
    const settings = { accountId: OTHER, gatewayId: 'mine', apiToken: 'explicit' };
    expect(await rest(variables, settings)).toEqual({
      account: OTHER,
      gateway: 'mine',
      token: 'Bearer explicit',
    });
  });

  it('over CLOUDFLARE_AI_GATEWAY_BASE_URL too', async () => {
    environment({ ...enough, CLOUDFLARE_AI_GATEWAY_BASE_URL: 'https://env.example.com' });
    const fromEnvironment = await send('openai/gpt-4o', {}, {});
    expect(fromEnvironment.url).toBe('https://env.example.com/compat/chat/completions');
    const explicit = await send('openai/gpt-4o', {}, { baseURL: 'https://mine.example.com' });
    expect(explicit.url).toBe('https://mine.example.com/compat/chat/completions');
  });
});

describe('variables that mean something else', () => {
  it('CLOUDFLARE_API_KEY beside CLOUDFLARE_EMAIL is the global key: ignored', async () => {
    environment({
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
      CLOUDFLARE_API_KEY: 'global-key',
      CLOUDFLARE_EMAIL: 'me@example.com',
    });
    const error = await refused('openai/gpt-4o', {}, {});
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toContain('CLOUDFLARE_API_TOKEN');
    expect(error.message).not.toContain('global-key');
  });

  it('CLOUDFLARE_AI_GATEWAY_API_KEY and CLOUDFLARE_BASE_URL are never read', async () => {
    environment({
      ...enough,
      CLOUDFLARE_AI_GATEWAY_API_KEY: 'ambiguous-SECRET',
      CLOUDFLARE_BASE_URL: 'https://sdk.example.com/client/v4',
    });
    for (const endpoint of ['rest', 'compat', 'native'] as const) {
      const sent = await send('openai/gpt-4o', {}, { endpoint });
      expect(new URL(sent.url).hostname).toMatch(/cloudflare\.com$/);
      expect(JSON.stringify(sent)).not.toContain('ambiguous-SECRET');
    }
  });

  it('a bad value is blamed on its variable', async () => {
    environment({ CLOUDFLARE_ACCOUNT_ID: 'nope', CLOUDFLARE_API_TOKEN: 'tok' });
    expect((await refused('openai/gpt-4o', {}, {})).message).toMatch(/^CLOUDFLARE_ACCOUNT_ID: /);
    environment({ CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: 'undefined' });
    expect((await refused('openai/gpt-4o', {}, {})).message).toMatch(/^CLOUDFLARE_API_TOKEN: /);
    environment({ ...enough, CF_GATEWAY_ID: 'a/b' });
    expect((await refused('openai/gpt-4o', {}, {})).message).toMatch(/^CF_GATEWAY_ID: /);
  });
});

describe('when it is read', () => {
  it('at the first request, not when provider and model are made', async () => {
    const fake = fakeFetch();
    const model = createCloudflare({ fetch: fake.fetch })('openai/gpt-4o');
    environment(enough);
    await model.doGenerate({ prompt: HI });
    expect(fake.request().headers.authorization).toBe('Bearer tok');
  });

  it('by the ready-made provider as well, with the global fetch of that moment', async () => {
    const fake = fakeFetch();
    environment(enough);
    vi.stubGlobal('fetch', fake.fetch);
    await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(fake.request().url).toContain(ACCOUNT);
  });

  it.each([
    ['no process', undefined],
    ['a process without env', {}],
  ])('%s is no error', async (_, process) => {
    vi.stubGlobal('process', process);
    const { headers } = await send('openai/gpt-4o', {}, { accountId: ACCOUNT, apiToken: 'tok' });
    vi.unstubAllGlobals();
    expect(headers.authorization).toBe('Bearer tok');
  });
});

describe('a runtime that asks for a permission to read a variable', () => {
  const denied = new Set<string>();
  /** `process.env` of Deno without `--allow-env`. */
  const deny = (): void => {
    denied.clear();
    vi.stubGlobal('process', {
      ...process,
      env: new Proxy(
        {},
        {
          get: (_, name) => {
            denied.add(String(name));
            throw new Error(`Requires env access to "${String(name)}"`);
          },
        },
      ),
    });
  };
  const passed = { accountId: ACCOUNT, gatewayId: 'my-gateway', apiToken: 'tok' };

  it.each([
    ['base URL', { ...passed, baseURL: `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/my-gateway/compat` }],
    ['binding', { gatewayId: 'default', binding: createLocalGateway().binding() }],
  ])('is not asked for what was passed, with a %s', async (_, settings) => {
    const { fetch } = fakeFetch();
    const provider = createCloudflare('binding' in settings ? settings : { ...settings, fetch });
    deny();
    await provider('openai/gpt-4o').doGenerate({ prompt: HI });
    expect([...denied]).toEqual([]);
  });

  it('counts a variable that it may not read as not set', async () => {
    const fake = fakeFetch();
    const provider = createCloudflare({ accountId: ACCOUNT, apiToken: 'tok', fetch: fake.fetch });
    deny();
    await provider('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(fake.request().headers['cf-aig-gateway-id']).toBe('default');
    const error = await refused('openai/gpt-4o', {}, { accountId: ACCOUNT });
    expect(error.message).toContain('CLOUDFLARE_API_TOKEN');
  });
});
