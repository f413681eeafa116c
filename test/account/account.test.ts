import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY_TOKEN, TOKEN } from '../support/account.ts';
import { everythingIn, rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';

const entry = () => Response.json({ success: true, result: { id: 'l1' } });

async function asked(settings: CloudflareProviderSettings) {
  const fake = fakeFetch(entry);
  await createCloudflare({ apiToken: TOKEN, ...settings, fetch: fake.fetch }).logs.get('l1');
  return fake.request();
}

describe('where the account API is', () => {
  const gateway = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/in-url`;
  const path = `/client/v4/accounts/${ACCOUNT}/ai-gateway/gateways`;
  it.each<[string, CloudflareProviderSettings, string]>([
    ['by itself', { accountId: ACCOUNT, gatewayId: 'g' }, `https://api.cloudflare.com${path}/g/logs/l1`],
    [
      'without a gateway',
      { accountId: ACCOUNT, gatewayId: null },
      `https://api.cloudflare.com${path}/default/logs/l1`,
    ],
    ['beside a gateway URL', { baseURL: gateway }, `https://api.cloudflare.com${path}/in-url/logs/l1`],
    [
      'beside a compat URL',
      { baseURL: `${gateway}/compat` },
      `https://api.cloudflare.com${path}/in-url/logs/l1`,
    ],
    [
      'behind a REST URL',
      { baseURL: `https://proxy.example/client/v4/accounts/${ACCOUNT}/ai/v1` },
      `https://proxy.example${path}/default/logs/l1`,
    ],
    [
      'beside a custom domain',
      { baseURL: 'https://ai.example.com', accountId: ACCOUNT },
      `https://api.cloudflare.com${path}/default/logs/l1`,
    ],
    [
      'behind a loopback origin',
      { baseURL: 'http://127.0.0.1:8787', accountId: ACCOUNT },
      `http://127.0.0.1:8787${path}/default/logs/l1`,
    ],
    [
      'behind a gateway on a loopback origin',
      { baseURL: `http://localhost:8787/v1/${ACCOUNT}/in-url` },
      `http://localhost:8787${path}/in-url/logs/l1`,
    ],
    [
      'behind compat on a loopback origin',
      { baseURL: 'http://127.0.0.1:8787/compat', accountId: ACCOUNT },
      `http://127.0.0.1:8787${path}/default/logs/l1`,
    ],
  ])('%s', async (_, settings, url) => {
    expect((await asked(settings)).url).toBe(url);
  });

  it('needs an account', async () => {
    const { fetch } = fakeFetch(entry);
    const { logs } = createCloudflare({ apiToken: TOKEN, baseURL: 'https://ai.example.com', fetch });
    expect(await rejection(logs.get('l1'))).toMatchObject({
      message: expect.stringMatching(/^accountId: it is missing/),
    });
  });

  it.each([
    [401, 'The token is invalid or lacks a permission'],
    [403, 'The token lacks a permission'],
  ])('names none in a refusal where none is known (%i)', async (status, words) => {
    const { fetch } = fakeFetch(() => Response.json({ error: { message: 'No.' } }, { status }));
    const settings = { apiToken: TOKEN, baseURL: 'https://ai.example.com', fetch };
    const message = String(await rejection(createCloudflare(settings).listModels()));
    expect(message).toContain(`${words}: it needs Account > AI Gateway > Read in this account.`);
    expect(message).not.toContain(TOKEN);
  });

  it('lists the gateway’s models alone where a custom domain names no account', async () => {
    const fake = fakeFetch(() => Response.json({ data: [{ id: 'openai/gpt-4o' }] }));
    const { models, warnings } = await createCloudflare({
      apiToken: TOKEN,
      baseURL: 'https://ai.example.com',
      access: { clientId: 'c.access', clientSecret: 'access-SECRET' },
      fetch: fake.fetch,
    }).listModels();
    expect([models.length, warnings]).toEqual([1, []]);
    expect(fake.request()).toMatchObject({
      url: 'https://ai.example.com/compat/models',
      headers: { 'cf-access-client-id': 'c.access', authorization: `Bearer ${TOKEN}` },
    });
  });
});

describe('a request to the account API', () => {
  it('carries the token, the user’s headers and the agent, and follows no redirect', async () => {
    const request = await asked({
      accountId: ACCOUNT,
      gatewayToken: GATEWAY_TOKEN,
      headers: { 'x-team': 'docs' },
    });
    expect(request.headers).toEqual({
      authorization: `Bearer ${TOKEN}`,
      'x-team': 'docs',
      'user-agent': expect.stringMatching(/^ai-sdk-provider-cloudflare\//),
    });
    expect([request.method, request.redirect, request.text]).toEqual(['GET', 'manual', '']);
  });

  it('sends the gateway’s token to the gateway host only', async () => {
    const fake = fakeFetch(() => Response.json({ success: true, result: [], data: [] }));
    await createCloudflare({ ...connected, gatewayToken: GATEWAY_TOKEN, fetch: fake.fetch }).listModels();
    for (const { url, headers } of fake.requests) {
      const gateway = url.startsWith('https://gateway.ai.cloudflare.com/');
      const tokens = [headers.authorization, headers['cf-aig-authorization']];
      const expected = gateway ? [GATEWAY_TOKEN, GATEWAY_TOKEN] : [TOKEN, undefined];
      expect([url, ...tokens]).toEqual([url, ...expected.map(token => token && `Bearer ${token}`)]);
    }
    expect(fake.requests).toHaveLength(3);
  });

  it('asks a token function once for each request', async () => {
    let calls = 0;
    const apiToken = async () => `token-${++calls}`;
    const fake = fakeFetch(entry);
    const { logs } = createCloudflare({ accountId: ACCOUNT, apiToken, fetch: fake.fetch });
    await logs.get('l1');
    await logs.get('l1');
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('ends at a redirect, whose target it names', async () => {
    const location = 'https://login.example/?token=abc';
    const fake = fakeFetch(() => new Response(null, { status: 302, headers: { location } }));
    const error = await rejection(createCloudflare({ ...connected, fetch: fake.fetch }).logs.get('l1'));
    expect(getCloudflareError(error)).toMatchObject({
      source: 'edge',
      message: expect.stringContaining('https://login.example'),
    });
    expect(everythingIn(error)).not.toContain('token=abc');
    expect(fake.requests).toHaveLength(1);
  });

  it('shows no secret, whatever comes back', async () => {
    const echo = `You sent ${TOKEN} to account ${ACCOUNT}`;
    const fake = fakeFetch(() =>
      Response.json({ success: false, errors: [{ code: 9, message: echo }] }, { status: 400 }),
    );
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    const calls = [
      cloudflare.logs.get('l1'),
      cloudflare.logs.feedback('l1', { score: 1 }),
      cloudflare.listModels(),
    ];
    for (const call of calls) {
      const shown = everythingIn(await rejection(call));
      expect(shown).toContain('You sent [redacted]');
      expect(shown).not.toContain(TOKEN);
    }
  });

  it('fails typed where nothing answers', async () => {
    const fetch = async () => {
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      });
    };
    const { logs } = createCloudflare({ ...connected, fetch });
    expect(getCloudflareError(await rejection(logs.get('l1', { timeoutMs: 0 })))).toMatchObject({
      source: 'client',
      kind: 'upstream-unavailable',
      code: 'ENOTFOUND',
    });
  });

  it('waits as long as the settings say', async () => {
    const fetch = () => new Promise<Response>(() => undefined);
    const cloudflare = createCloudflare({ ...connected, timeouts: { firstByteMs: 20 }, fetch });
    expect(getCloudflareError(await rejection(cloudflare.listModels()))).toMatchObject({ kind: 'timeout' });
  });

  const silent = (): Promise<never> => new Promise(() => undefined);
  const drips = () =>
    new Response(new ReadableStream({ start: body => body.enqueue(new TextEncoder().encode('{')) }));
  // As much of a binding as these calls need.
  const binding = {
    run: silent,
    gateway: () => ({ getLog: silent, patchLog: silent }),
    models: silent,
  } as never;
  const deaf: readonly (readonly [string, CloudflareProviderSettings])[] = [
    ['a binding', { binding }],
    ['a fetch', { ...connected, fetch: silent }],
    ['a body', { ...connected, fetch: async () => drips() }],
    ['a token', { ...connected, apiToken: silent }],
  ];
  it.each(deaf)('ends when the caller gives up, also where %s looks at no signal', async (_, settings) => {
    const cloudflare = createCloudflare(settings);
    const gone = new AbortController();
    const { signal: abortSignal } = gone;
    const calls = [
      cloudflare.logs.get('l1', { timeoutMs: 0, abortSignal }),
      cloudflare.logs.feedback('l1', { score: 1 }, { timeoutMs: 0, abortSignal }),
      cloudflare.listModels({ abortSignal }),
    ];
    const late = new Promise(resolve => setTimeout(resolve, 1000));
    const ends = calls.map(call => rejection(Promise.race([call, late])));
    setTimeout(() => gone.abort(), 20);
    for (const end of ends) expect(await end).toBe(gone.signal.reason);
  });

  it('is no raw error of the network where a list breaks off', async () => {
    const cut = () =>
      new Response(new ReadableStream({ pull: body => body.error(new TypeError('terminated')) }));
    const error = await rejection(createCloudflare({ ...connected, fetch: async () => cut() }).listModels());
    expect(error).toMatchObject({ name: 'AI_APICallError' });
    expect(getCloudflareError(error)).toMatchObject({
      source: 'client',
      kind: 'stream-truncated',
      message: expect.stringContaining('terminated'),
    });
  });

  it('works over a socket', async () => {
    const server = await serveLocalGateway(createLocalGateway());
    try {
      const { accountId, apiToken } = localGatewayDefaults;
      const cloudflare = createCloudflare({ accountId, apiToken, baseURL: server.url });
      const { providerMetadata } = await cloudflare('openai/gpt-4o').doGenerate({
        prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      });
      await cloudflare.logs.feedback({ providerMetadata }, { feedback: 1 });
      expect(await cloudflare.logs.get({ providerMetadata })).toMatchObject({ feedback: 1, statusCode: 200 });
      expect((await cloudflare.listModels()).warnings).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
