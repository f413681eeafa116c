import { type CloudflareProviderSettings, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it, vi } from 'vitest';
import { settingTable } from '../../src/settings/setting-table.ts';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, TOKEN } from '../support/account.ts';
import { refused, type Sent, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { isFull } from '../support/scale.ts';

/** What stands in the environment; a leak names its variable. */
const ambient = {
  ...Object.fromEntries((settingTable.apiToken.variables ?? []).map(name => [name, `ambient-${name}`])),
  ...Object.fromEntries((settingTable.gatewayToken.variables ?? []).map(name => [name, `ambient-${name}`])),
};

type Tokens = Pick<CloudflareProviderSettings, 'apiToken' | 'apiKey' | 'gatewayToken'>;

/** Every way to pass tokens, a function and the alias included. */
const passed: Readonly<Record<string, Tokens>> = {
  'no token': {},
  apiToken: { apiToken: TOKEN },
  'apiToken as a function': { apiToken: async () => TOKEN },
  apiKey: { apiKey: TOKEN },
  'a blank apiToken': { apiToken: '' },
  gatewayToken: { gatewayToken: GATEWAY_TOKEN },
  'both tokens': { apiToken: TOKEN, gatewayToken: GATEWAY_TOKEN },
};

interface Host {
  /** In the code. */
  readonly baseURL?: string;
  /** In the environment. */
  readonly variable?: string;
  /** Whether tokens of the environment may go there. */
  readonly trusted: boolean;
}

const gatewayPath = `/v1/${ACCOUNT}/${GATEWAY}`;
const restPath = `/client/v4/accounts/${ACCOUNT}/ai/v1`;

const hosts: Readonly<Record<string, Host>> = {
  "Cloudflare's hosts": { trusted: true },
  'the gateway host, passed': { baseURL: `https://gateway.ai.cloudflare.com${gatewayPath}`, trusted: true },
  'the API, passed': { baseURL: `https://api.cloudflare.com${restPath}`, trusted: true },
  'a custom domain, passed': { baseURL: 'https://ai.example.com', trusted: false },
  'a proxy of the gateway, passed': { baseURL: `https://proxy.example.com${gatewayPath}`, trusted: false },
  'a proxy of the API, passed': { baseURL: `https://proxy.example.com${restPath}`, trusted: false },
  'a host that only looks like Cloudflare, passed': {
    baseURL: `https://gateway.ai.cloudflare.com.example.com${gatewayPath}`,
    trusted: false,
  },
  'another port of Cloudflare, passed': {
    baseURL: `https://gateway.ai.cloudflare.com:8443${gatewayPath}`,
    trusted: false,
  },
  'a loopback origin, passed': { baseURL: 'http://127.0.0.1:8787', trusted: false },
  'a custom domain, in the environment': { variable: 'https://ai.example.com', trusted: true },
  'a loopback origin, in the environment': { variable: 'http://localhost:8787', trusted: true },
  'a custom domain, in both': {
    baseURL: 'https://ai.example.com',
    variable: 'https://ai.example.com',
    trusted: false,
  },
};

const endpoints = ['auto', 'rest', 'compat', 'native'] as const;
const models = ['openai/gpt-4o', '@cf/zai-org/glm-5.2'];

/** The request of a call, or `undefined` where it is refused before one. */
async function request(modelId: string, settings: CloudflareProviderSettings): Promise<Sent | undefined> {
  try {
    return await send(modelId, {}, settings);
  } catch {
    return undefined;
  }
}

function inEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const name of ['CLOUDFLARE_EMAIL', 'CLOUDFLARE_AI_GATEWAY_BASE_URL']) vi.stubEnv(name, '');
  for (const name of Object.keys(ambient)) vi.stubEnv(name, variables[name] ?? '');
  const { CLOUDFLARE_AI_GATEWAY_BASE_URL: base } = variables;
  if (base !== undefined) vi.stubEnv('CLOUDFLARE_AI_GATEWAY_BASE_URL', base);
}

/** One of each kind; every one where there is time. */
const variables = Object.keys(ambient).filter((_, index) => isFull || index % 2 === 0);

const account = { accountId: ACCOUNT, gatewayId: GATEWAY };

describe.each(Object.entries(hosts))('%s', (_, { baseURL, variable, trusted }) => {
  it.each(Object.entries(passed))('with %s: what is passed wins over every variable', async (__, tokens) => {
    // A custom domain stands for one gateway.
    const domain = (baseURL ?? variable ?? '').endsWith('.example.com');
    const settings = domain ? { accountId: ACCOUNT } : account;
    let requests = 0;
    for (const name of variables) {
      inEnvironment({
        [name]: ambient[name] as string,
        ...(variable !== undefined && { CLOUDFLARE_AI_GATEWAY_BASE_URL: variable }),
      });
      for (const endpoint of endpoints) {
        for (const modelId of models) {
          const sent = await request(modelId, {
            ...settings,
            ...tokens,
            endpoint,
            ...(baseURL && { baseURL }),
          });
          if (sent !== undefined) requests++;
          const headers = JSON.stringify(sent?.headers ?? {});
          const place = `${name}, ${endpoint}, ${modelId}`;
          if (!trusted) expect(headers, place).not.toContain('ambient-');
          // A token of the environment never takes the place of one that was passed.
          if ('apiToken' in tokens || 'apiKey' in tokens) expect(headers, place).not.toContain('ambient-');
          if (tokens.gatewayToken !== undefined && sent?.headers['cf-aig-authorization'] !== undefined)
            expect(sent.headers['cf-aig-authorization'], place).toBe(`Bearer ${GATEWAY_TOKEN}`);
        }
      }
    }
    // A gateway token alone does not open the REST API.
    const apiToken = tokens.apiToken ?? tokens.apiKey;
    if (apiToken || (trusted && apiToken === undefined)) expect(requests).toBeGreaterThan(0);
  });
});

describe('tokens of the environment', () => {
  it.each(Object.keys(ambient))('%s is used where nothing else is', async name => {
    inEnvironment({ [name]: ambient[name] as string });
    const { headers } = await send('openai/gpt-4o', {}, { ...account, endpoint: 'compat' });
    expect(headers['cf-aig-authorization']).toBe(`Bearer ambient-${name}`);
  });

  it.each(['https://ai.example.com', 'http://127.0.0.1:8787'])(
    'go to %s where the environment names it',
    async base => {
      inEnvironment({ CF_AIG_TOKEN: 'ambient', CLOUDFLARE_AI_GATEWAY_BASE_URL: base });
      const { url, headers } = await send('openai/gpt-4o', {}, { accountId: ACCOUNT, endpoint: 'compat' });
      expect(url.startsWith(base)).toBe(true);
      expect(headers['cf-aig-authorization']).toBe('Bearer ambient');
    },
  );

  it('that are needed and not sent are named', async () => {
    inEnvironment({ CLOUDFLARE_API_TOKEN: 'ambient' });
    const settings = { ...account, baseURL: `https://proxy.example.com${restPath}` };
    const error = await refused('openai/gpt-4o', {}, settings);
    expect(error).toMatchObject({ name: 'AI_LoadAPIKeyError' });
    expect(error.message).toContain('CLOUDFLARE_API_TOKEN is not sent');
  });

  it('go to the API of Cloudflare beside a custom domain', async () => {
    inEnvironment({ CLOUDFLARE_API_TOKEN: 'ambient' });
    const fake = fakeFetch(() => Response.json({ success: true, result: [], data: [] }));
    const provider = createCloudflare({
      accountId: ACCOUNT,
      baseURL: 'https://ai.example.com',
      fetch: fake.fetch,
    });
    await provider.listModels();
    for (const { url, headers } of fake.requests) {
      const own = url.startsWith('https://api.cloudflare.com/');
      expect(headers.authorization).toBe(own ? 'Bearer ambient' : undefined);
    }
    expect(fake.requests.some(({ url }) => url.startsWith('https://api.cloudflare.com/'))).toBe(true);
  });

  it('are named by `explain`, used or not', async () => {
    inEnvironment({ CLOUDFLARE_API_TOKEN: 'ambient', CF_AIG_TOKEN: 'ambient-too' });
    const used = await createCloudflare(account).explain('openai/gpt-4o', {});
    expect(used.headers.authorization).toBe('Bearer <CLOUDFLARE_API_TOKEN>');
    expect(used).not.toHaveProperty('unusedVariables');
    const won = await createCloudflare({ ...account, apiToken: TOKEN }).explain('openai/gpt-4o', {});
    expect(won.headers.authorization).toBe('Bearer <apiToken>');
    expect(won.unusedVariables).toEqual(['CLOUDFLARE_API_TOKEN', 'CF_AIG_TOKEN']);
    const domain = await createCloudflare({ baseURL: 'https://ai.example.com' }).explain('openai/gpt-4o', {});
    expect(domain.unusedVariables).toEqual(['CLOUDFLARE_API_TOKEN', 'CF_AIG_TOKEN']);
    expect(domain.headers).not.toHaveProperty('cf-aig-authorization');
  });
});

describe("a vendor's key in the place of a Cloudflare token", () => {
  const keys = [
    'sk-proj-aaaaaaaa',
    'sk-ant-api03-bbbbbbbb',
    'sk-or-v1-cccccccc',
    'gsk_dddddddd',
    'AIzaSyeeeeeeee',
    'xai-ffffffff',
  ];
  const places: readonly (readonly [string, (key: string) => CloudflareProviderSettings])[] = [
    ['apiToken', apiToken => ({ apiToken })],
    ['apiToken', key => ({ apiToken: async () => `Bearer ${key}` })],
    ['apiKey', apiKey => ({ apiKey })],
    ['gatewayToken', gatewayToken => ({ gatewayToken })],
    ...Object.keys(ambient).map(
      name =>
        [
          name,
          (key: string) => {
            inEnvironment({ [name]: key });
            return {};
          },
        ] as const,
    ),
  ];

  it.each(places)(
    '%s is refused before a request to Cloudflare, without printing it',
    async (name, place) => {
      for (const key of keys) {
        inEnvironment({});
        const settings = { ...account, ...place(key), endpoint: 'compat' as const };
        const error = await refused('openai/gpt-4o', {}, settings);
        expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: name });
        expect(error.message).toContain('providerKeys');
        expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(key);
      }
    },
  );

  it('is refused for requests about the account too', async () => {
    inEnvironment({});
    const fake = fakeFetch();
    const provider = createCloudflare({ ...account, apiToken: 'sk-aaaaaaaa', fetch: fake.fetch });
    await expect(provider.listModels()).rejects.toThrow('providerKeys');
    expect(fake.requests).toEqual([]);
  });

  it.each(['https://ai.example.com', 'http://127.0.0.1:8787'])(
    'warns on %s, whose keys may look so',
    async baseURL => {
      inEnvironment({});
      const settings = {
        accountId: ACCOUNT,
        baseURL,
        apiToken: 'sk-proxy-aaaaaaaa',
        endpoint: 'compat' as const,
      };
      const { headers, warnings } = await send('openai/gpt-4o', {}, settings);
      expect(headers['cf-aig-authorization']).toBe('Bearer sk-proxy-aaaaaaaa');
      expect(warnings).toEqual([expect.stringContaining('apiToken looks like a vendor')]);
      expect(warnings.join()).not.toContain('sk-proxy');
    },
  );

  it('is not seen in a token of 40 characters, which may begin in any way', async () => {
    inEnvironment({});
    const apiToken = `sk-${'a'.repeat(37)}`;
    const { headers } = await send('openai/gpt-4o', {}, { ...account, apiToken });
    expect(headers.authorization).toBe(`Bearer ${apiToken}`);
  });

  it('in `providerKeys` is where it belongs', async () => {
    inEnvironment({});
    const fake = fakeFetch();
    const provider = createCloudflare({
      ...account,
      apiToken: TOKEN,
      providerKeys: { openai: keys[0] },
      fetch: fake.fetch,
    });
    const { warnings } = await provider('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(warnings).toEqual([]);
    expect(fake.request().headers.authorization).toBe(`Bearer ${keys[0]}`);
  });
});
