import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, TOKEN, vendorKey } from '../support/account.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI, WX } from '../support/prompts.ts';
import { routes } from '../support/routes.ts';
import { onlyList, sentList, stepsOf } from './server-support.ts';
import { ask, FIRST, modes, SECOND, THIRD, world } from './support.ts';

const azure = { resource: 'res' };
const behindGateway = routes.filter(
  ({ compat, native, upstream }) => (compat ?? native) && upstream !== 'cloudflare',
);

describe('the one request', () => {
  it('has the credentials of the gateway, and a step for each leg', async () => {
    const { url, headers, steps } = await sentList([FIRST, THIRD]);
    expect(url).toBe(`https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/${GATEWAY}`);
    const { 'user-agent': agent, ...rest } = headers;
    expect(agent).toMatch(/^ai-sdk-provider-cloudflare\//);
    expect(rest).toEqual({
      'cf-aig-authorization': `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    });
    const json = { 'content-type': 'application/json', 'user-agent': agent };
    expect(steps).toEqual([
      {
        provider: 'openai',
        endpoint: 'chat/completions',
        headers: json,
        query: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] },
      },
      {
        provider: 'workers-ai',
        endpoint: 'v1/chat/completions',
        headers: { ...json, authorization: `Bearer ${TOKEN}` },
        query: { model: THIRD, messages: [{ role: 'user', content: 'Hi' }] },
      },
    ]);
  });

  it('follows no redirect', async () => {
    const fake = fakeFetch(
      () => new Response(null, { status: 302, headers: { location: 'https://x.example' } }),
    );
    const model = createCloudflare({ ...connected, fetch: fake.fetch }).fallback([FIRST], { mode: 'server' });
    await expect(model.doGenerate({ prompt: HI })).rejects.toThrow(/x\.example/);
    expect(fake.request().redirect).toBe('manual');
  });

  it.each([
    ['the gateway of the settings', {}, {}, GATEWAY],
    ['the gateway of a call', {}, { cloudflare: { gatewayId: 'other' } }, 'other'],
  ])('goes to %s', async (_, settings, providerOptions, gateway) => {
    const { url } = await sentList([FIRST, SECOND], { providerOptions }, settings);
    expect(url).toBe(`https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/${gateway}`);
  });

  it('goes to the gateway that a base URL names', async () => {
    const { accountId: _, gatewayId: __, ...credentials } = connected;
    for (const tail of ['', '/compat']) {
      const baseURL = `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/mine${tail}`;
      const fake = fakeFetch();
      const cloudflare = createCloudflare({ ...credentials, baseURL, fetch: fake.fetch });
      await cloudflare.fallback([FIRST, SECOND], { mode: 'server' }).doGenerate({ prompt: HI });
      expect(fake.request().url).toBe(`https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/mine`);
      const [{ provider } = { provider: '' }] = stepsOf(fake.request().body);
      expect(provider).toBe(tail === '' ? 'openai' : 'compat');
    }
  });
});

describe.each(behindGateway)('a step of $id', ({ id, upstream, compat, native, cloudflare, unknown }) => {
  const [provider = '', ...path] = (native?.path ?? 'compat/chat/completions').split('/');

  it('takes the own path, or compat, with the model spelled for it', async () => {
    const { steps } = await sentList([id], {}, { azure });
    expect(steps).toMatchObject([
      { provider, endpoint: path.join('/'), query: { model: native?.model ?? compat } },
    ]);
    const secrets = Object.keys(steps[0]?.headers ?? {}).filter(name => /auth|key|^cf-/.test(name));
    expect(secrets).toEqual(cloudflare ? ['authorization'] : []);
  });

  it.runIf(!cloudflare && !unknown)('has the key that was given for it, in its own header', async () => {
    const providerKeys = { [upstream]: vendorKey(upstream) };
    const legs = [THIRD, id, 'parallel/speed'].filter((leg, index) => index < 2 || leg !== id);
    const { headers, steps } = await sentList(legs, {}, { azure, providerKeys });
    const { name, value } = native?.key ?? { name: 'authorization', value: (key: string) => `Bearer ${key}` };
    expect(steps[1]?.headers[name]).toBe(value(vendorKey(upstream)));
    expect(JSON.stringify([headers, steps[0], steps[2]])).not.toContain(vendorKey(upstream));
    expect(JSON.stringify(steps[1])).not.toContain(TOKEN);
  });

  it.each(modes)('is what the model alone sends to that path (%s)', async mode => {
    const call = { maxOutputTokens: 50, temperature: 0.5, topP: 0.9, tools: [WX], seed: 7 };
    const fake = fakeFetch();
    const endpoint = native === undefined ? 'compat' : 'native';
    const alone = createCloudflare({ ...connected, azure, endpoint, fetch: fake.fetch });
    await ask(alone.fallback([id]), mode, call);
    const { steps } = await sentList([THIRD, id], call, { azure }, mode);
    expect(steps[1]?.query).toEqual(fake.request().body);
    const { 'cf-aig-authorization': _, ...headers } = fake.request().headers;
    expect(steps[1]?.headers).toEqual(headers);
  });
});

describe('credentials', () => {
  const keys = {
    openai: 'sk-OPENAI-KEY',
    groq: 'gsk_GROQ-KEY',
    google: 'AIza-GOOGLE-KEY',
    anthropic: 'sk-ant-KEY',
  };
  const legs = [FIRST, SECOND, 'google/gemini-2.5-flash', 'anthropic/claude-sonnet-4.5', THIRD];
  const owner = ['openai', 'groq', 'google', 'anthropic'] as const;

  it('of a vendor stand in its own step alone, and the token in no vendor’s', async () => {
    const { headers, steps } = await sentList(legs, {}, { providerKeys: keys });
    expect(headers['cf-aig-authorization']).toBe(`Bearer ${TOKEN}`);
    expect(JSON.stringify(headers)).not.toMatch(/KEY/);
    for (const [index, step] of steps.entries()) {
      const own = owner[index];
      const text = JSON.stringify(step);
      for (const [name, key] of Object.entries(keys)) expect(text.includes(key)).toBe(name === own);
      expect(text.includes(TOKEN)).toBe(own === undefined);
    }
    expect(
      steps.map(({ headers: { authorization, ...rest } }) => authorization ?? rest['x-goog-api-key']),
    ).toEqual([
      'Bearer sk-OPENAI-KEY',
      'Bearer gsk_GROQ-KEY',
      'AIza-GOOGLE-KEY',
      'Bearer sk-ant-KEY',
      `Bearer ${TOKEN}`,
    ]);
  });

  it('reach each upstream as they should, stored keys and billing included', async () => {
    const { gateway, cloudflare } = world(
      { providerKeys: { groq: 'gsk_own' } },
      { gateways: { default: { storedKeys: { mistral: { default: 'stored-mistral-key' } } } } },
    );
    for (const upstream of ['openai', 'groq', 'mistral'])
      gateway.reply({ error: 'openai-server-error' }, { upstream });
    const model = cloudflare.fallback([FIRST, SECOND, 'mistral/mistral-large-latest', THIRD], {
      mode: 'server',
    });
    await ask(model, 'generate');
    const seen = gateway.upstreamRequests.map(({ upstream, headers }) => [upstream, headers.authorization]);
    expect(seen).toEqual([
      ['openai', 'Bearer cloudflare-managed-key'],
      ['groq', 'Bearer gsk_own'],
      ['mistral', 'Bearer stored-mistral-key'],
      ['workers-ai', 'Bearer local-token'],
    ]);
    expect(JSON.stringify(gateway.upstreamRequests.slice(0, 3))).not.toContain('local-token');
  });

  it('come from functions, and from headers of the user’s own', async () => {
    const providerKeys = {
      openai: { headers: { authorization: 'Bearer sk-own', 'openai-organization': 'org-1' } },
      groq: async () => 'gsk_late',
    };
    const settings = { apiToken: () => 'tok-late', providerKeys };
    const { headers, steps } = await sentList([FIRST, SECOND, THIRD], {}, settings);
    expect(headers).toMatchObject({ 'cf-aig-authorization': 'Bearer tok-late' });
    expect(headers).not.toHaveProperty('openai-organization');
    expect(steps[0]?.headers).toMatchObject({
      authorization: 'Bearer sk-own',
      'openai-organization': 'org-1',
    });
    expect(steps[1]?.headers).toMatchObject({ authorization: 'Bearer gsk_late' });
    expect(steps[1]?.headers).not.toHaveProperty('openai-organization');
    expect(steps[2]?.headers).toMatchObject({ authorization: 'Bearer tok-late' });
  });
});

describe('options', () => {
  const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } as never });

  it('of the gateway are headers of the request', async () => {
    const settings = { options: { metadata: { app: 'docs' } } };
    const call = cloudflare({ cacheTtl: 3600, metadata: { user: 4711 }, retries: { maxAttempts: 2 } });
    const { headers, steps } = await sentList([FIRST, SECOND, THIRD], call, settings);
    expect(headers).toMatchObject({
      'cf-aig-cache-ttl': '3600',
      'cf-aig-max-attempts': '2',
      'cf-aig-metadata': '{"app":"docs","user":4711}',
    });
    expect(JSON.stringify(steps)).not.toMatch(/cf-aig|config/);
  });

  it('of a leg stand in its step: time and retries as its `config`, others as headers', async () => {
    const leg = { requestTimeoutMs: 500, retries: { maxAttempts: 3, retryDelayMs: 100, backoff: 'linear' } };
    const legs = [
      { model: FIRST, ...cloudflare({ ...leg, cacheTtl: 60, user: 'u-1' }) },
      { model: SECOND, ...cloudflare({ byokAlias: 'spare' }), headers: { 'x-leg': '2' } },
      THIRD,
    ];
    const call = {
      ...cloudflare({ cacheTtl: 3600, requestTimeoutMs: 9000, skipCache: false }),
      headers: { 'x-team': 'docs' },
    };
    const { headers, steps } = await sentList(legs, call);
    expect(Object.keys(headers).sort()).toEqual([
      'cf-aig-authorization',
      'cf-aig-skip-cache',
      'content-type',
      'user-agent',
      'x-team',
    ]);
    expect(steps.map(({ config }) => config)).toEqual([
      { requestTimeout: 500, maxAttempts: 3, retryDelay: 100, backoff: 'linear' },
      { requestTimeout: 9000 },
      { requestTimeout: 9000 },
    ]);
    const own = steps.map(step =>
      Object.fromEntries(Object.entries(step.headers).filter(([name]) => /^(?:cf-|x-)/.test(name))),
    );
    expect(own).toEqual([
      { 'cf-aig-cache-ttl': '60', 'x-team': 'docs' },
      { 'cf-aig-byok-alias': 'spare', 'cf-aig-cache-ttl': '3600', 'x-leg': '2', 'x-team': 'docs' },
      { 'cf-aig-cache-ttl': '3600', 'x-team': 'docs' },
    ]);
    expect(steps[0]?.query).toMatchObject({ model: 'gpt-4o', user: 'u-1' });
  });

  it('are kept by the gateway, each for its leg', async () => {
    const { gateway, cloudflare: provider } = world();
    gateway.reply({ status: 200, delayMs: 5000 }, { upstream: 'openai', times: 3 });
    gateway.reply({ error: 'openai-server-error' }, { upstream: 'groq', times: 2 });
    const legs = [
      { model: FIRST, ...cloudflare({ requestTimeoutMs: 20 }) },
      { model: SECOND, ...cloudflare({ retries: { maxAttempts: 2 } }) },
      THIRD,
    ];
    await ask(provider.fallback(legs, { mode: 'server' }), 'generate', cloudflare({ metadata: { user: 1 } }));
    expect(gateway.upstreamRequests.map(({ upstream, attempt }) => `${upstream} ${attempt}`)).toEqual([
      'openai 1',
      'groq 1',
      'groq 2',
      'workers-ai 1',
    ]);
    expect(gateway.logs[0]).toMatchObject({ step: 2, metadata: { user: 1 } });
  });

  it('that nobody promised for a list are sent with a warning of the leg that answers', async () => {
    const { cloudflare: provider } = world(
      {},
      { gateways: { default: { storedKeys: { groq: { spare: 'gsk_spare' } } } } },
    );
    const model = provider.fallback([{ model: SECOND, ...cloudflare({ byokAlias: 'spare' }) }, FIRST], {
      mode: 'server',
    });
    const { warnings } = await model.doGenerate({ prompt: HI });
    expect(warnings).toEqual([
      {
        type: 'other',
        message: expect.stringMatching(/byokAlias is not supported: .*lists of steps; it was sent/),
      },
    ]);
  });
});

describe('through the binding', () => {
  it.each(modes)('is one call of a gateway, with the steps as a list (%s)', async mode => {
    const gateway = createLocalGateway();
    gateway.reply({ error: 'openai-server-error' }, { upstream: 'openai' });
    const cloudflare = createCloudflare({
      binding: gateway.binding(),
      gatewayId: 'default',
      providerKeys: { groq: 'gsk_own' },
      options: { metadata: { app: 'docs' }, requestTimeoutMs: 5000 },
    });
    const legs = [FIRST, { model: SECOND, providerOptions: { cloudflare: { cacheTtl: 60 } } }];
    const { text, trace } = await ask(cloudflare.fallback(legs, { mode: 'server' }), mode);
    expect(text).toContain('Hi');
    expect(trace.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    const { headers, steps } = onlyList(gateway);
    expect(headers).toMatchObject({ 'cf-aig-metadata': '{"app":"docs"}', 'cf-aig-request-timeout': '5000' });
    expect(steps.map(({ provider, endpoint }) => `${provider}/${endpoint}`)).toEqual([
      'openai/chat/completions',
      'groq/chat/completions',
    ]);
    expect(steps[0]?.headers).not.toHaveProperty('authorization');
    expect(steps[1]?.headers).toMatchObject({ authorization: 'Bearer gsk_own', 'cf-aig-cache-ttl': '60' });
    expect(gateway.upstreamRequests.map(({ upstream }) => upstream)).toEqual(['openai', 'groq']);
  });
});
