import { describe, expect, it } from 'vitest';
import {
  accountId,
  apiToken,
  codeOf,
  createLocalGateway,
  gatewayAuth,
  hello,
  paths,
  post,
  restAuth,
  workersAIAuth,
} from './support.ts';

const llama = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const chat = (model: string) => ({ model, messages: hello });

const gateway = createLocalGateway({
  tokens: {
    [apiToken]: ['workers-ai-read', 'ai-gateway-run', 'ai-gateway-read'],
    'gateway-only': ['ai-gateway-run'],
    'workers-only': ['workers-ai-read'],
    'read-only': ['ai-gateway-read'],
  },
  gateways: {
    open: { authentication: false },
    stored: {
      storedKeys: { openai: { default: 'sk-stored', eu: 'sk-eu' }, 'perplexity-ai': { default: 'pplx-1' } },
    },
    strict: { requireProviderCredentials: true },
    poor: { unifiedBilling: 'no-credits' },
    unbilled: { unifiedBilling: 'off' },
  },
});
const at = (id: string, tail: string) => `/v1/${accountId}/${id}/${tail}`;
const other = 'f'.repeat(32);

describe('the REST API', () => {
  it.each([
    ['no token', paths.rest, {}, 401, 10000],
    ['a wrong token', paths.rest, { authorization: 'Bearer nope' }, 401, 10000],
    ['a gateway-only token', paths.rest, { authorization: 'Bearer gateway-only' }, 401, 10000],
    ['the gateway header instead', paths.rest, gatewayAuth, 401, 10000],
    ['another account', paths.rest.replace(accountId, other), restAuth, 404, 7003],
    ['a token as account id', paths.rest.replace(accountId, apiToken), restAuth, 404, 7003],
    ['an unknown gateway', paths.rest, { ...restAuth, 'cf-aig-gateway-id': 'nope' }, 400, 2001],
    ['an unserved path', paths.rest.replace('chat/completions', 'rerank'), restAuth, 404, 7000],
    ['a token with Workers AI Read', paths.rest, { authorization: 'Bearer workers-only' }, 200, undefined],
  ])('with %s', async (_, path, headers, status, code) => {
    const result = await post(gateway, path, chat('openai/gpt-4o'), headers);
    expect([result.status, codeOf(result)]).toEqual([status, code]);
  });

  it('answers other methods with 405', async () => {
    const response = await gateway.fetch(`https://x.test${paths.rest}`, { headers: restAuth });
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({
      result: null,
      success: false,
      errors: [{ code: 7001, message: 'GET not supported for requested URI.' }],
      messages: [],
    });
  });

  it('runs Workers AI without a gateway, unseen by any', async () => {
    gateway.reset();
    const result = await post(gateway, paths.rest, chat(llama), { ...restAuth, 'cf-aig-cache-key': 'k' });
    expect(result.status).toBe(200);
    expect([...result.headers.keys()].filter(name => name.startsWith('cf-aig-'))).toEqual([]);
    expect(gateway.logs).toEqual([]);
    expect(gateway.requests[0]).not.toHaveProperty('gatewayId');
  });

  it('runs Workers AI through the named gateway', async () => {
    const result = await post(gateway, paths.rest, chat(llama), {
      ...restAuth,
      'cf-aig-gateway-id': 'default',
    });
    expect(result.headers.get('cf-aig-log-id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
  });
});

describe('gateway authentication', () => {
  it.each([
    ['no token', 'default', {}, 401, 2009],
    ['a wrong token', 'default', { 'cf-aig-authorization': 'Bearer nope' }, 401, 2009],
    ['a token without Run', 'default', { 'cf-aig-authorization': 'Bearer workers-only' }, 401, 2009],
    ['the token in the wrong header', 'default', restAuth, 401, 2009],
    ['no Bearer', 'default', { 'cf-aig-authorization': apiToken }, 401, 2009],
    ['a token with Run', 'default', { 'cf-aig-authorization': 'Bearer gateway-only' }, 200, undefined],
    ['an open gateway and a key', 'open', { authorization: 'Bearer sk-1' }, 200, undefined],
    ['an unknown gateway', 'nope', gatewayAuth, 400, 2001],
  ])('with %s', async (_, id, headers: Record<string, string>, status, code) => {
    for (const [path, model] of [
      ['compat/chat/completions', 'openai/gpt-4o'],
      ['openai/chat/completions', 'gpt-4o'],
    ]) {
      const result = await post(gateway, at(id, path ?? ''), chat(model ?? ''), headers);
      expect([result.status, codeOf(result)]).toEqual([status, code]);
    }
  });

  it('is not carried over to Workers AI', async () => {
    const body = chat(`workers-ai/${llama}`);
    const bare = await post(gateway, paths.compat, body, gatewayAuth);
    expect(bare.status).toBe(401);
    expect(bare.json).toEqual({
      result: null,
      success: false,
      errors: [{ code: 10000, message: 'Authentication error' }],
      messages: [],
    });
    expect((await post(gateway, paths.compat, body, workersAIAuth)).status).toBe(200);
    const native = paths.native('workers-ai/v1/chat/completions');
    expect((await post(gateway, native, chat(llama), gatewayAuth)).status).toBe(401);
    expect((await post(gateway, native, chat(llama), workersAIAuth)).status).toBe(200);
  });

  it.each([
    [{}, 401],
    [{ authorization: 'Bearer read-only' }, 200],
    [gatewayAuth, 200],
  ])('guards the model list: %o', async (headers, status) => {
    const url = `https://x.test${at('default', 'compat/models')}`;
    const response = await gateway.fetch(url, { headers });
    expect(response.status).toBe(status);
    if (status === 200) expect((await response.json()).data[0]).toHaveProperty('cost_in');
  });
});

describe('vendor credentials', () => {
  const native = (id: string, headers: Record<string, string>) =>
    post(gateway, at(id, 'openai/chat/completions'), chat('gpt-4o'), { ...gatewayAuth, ...headers });
  const sent = () => gateway.upstreamRequests.at(-1)?.headers;

  it('prefers a passed key, then a stored one, then Unified Billing', async () => {
    gateway.reset();
    await native('stored', { authorization: 'Bearer sk-mine' });
    expect(sent()?.authorization).toBe('Bearer sk-mine');
    await native('stored', {});
    expect(sent()?.authorization).toBe('Bearer sk-stored');
    await native('stored', { 'cf-aig-byok-alias': 'eu' });
    expect(sent()?.authorization).toBe('Bearer sk-eu');
    await native('default', {});
    expect(sent()?.authorization).toBe('Bearer cloudflare-managed-key');
    expect(JSON.stringify(gateway.upstreamRequests)).not.toMatch(/local-token|cf-aig-/);
  });

  it('refuses an unknown alias and names the known ones', async () => {
    const result = await native('stored', { 'cf-aig-byok-alias': 'us' });
    expect([result.status, codeOf(result)]).toEqual([400, 2040]);
    expect(result.json.message).toBe(
      "Provider 'openai' has no BYOK credential named 'us'. Configured aliases: 'default', 'eu'",
    );
  });

  it('ignores the alias on REST', async () => {
    const headers = { ...restAuth, 'cf-aig-gateway-id': 'stored', 'cf-aig-byok-alias': 'us' };
    expect((await post(gateway, paths.rest, chat('openai/gpt-4o'), headers)).status).toBe(200);
    expect(sent()?.authorization).toBe('Bearer sk-stored');
  });

  it.each([
    ['Bearer undefined', 401],
    ['Bearer unused', 401],
    ['Bearer x', 401],
    ['Bearer ', 401],
    [`Bearer ${apiToken}`, 401],
    ['Bearer sk-real', 200],
    ['Bearer my-key', 200],
  ])('lets the vendor judge %s', async (authorization, status) => {
    const result = await native('stored', { authorization });
    expect(result.status).toBe(status);
    if (status === 401) expect(result.json.error.message).toMatch(/API key|Missing bearer/);
  });

  it.each([
    ['strict', {}, 400, 0],
    ['default', { 'cf-aig-no-wholesale': 'true' }, 400, 0],
    ['strict', { 'cf-aig-no-wholesale': 'false' }, 400, 0],
    ['poor', {}, 402, 2021],
  ])('without any key on %s %o', async (id, headers, status, code) => {
    for (const result of [
      await native(id, headers),
      await post(gateway, paths.rest, chat('openai/gpt-4o'), {
        ...restAuth,
        'cf-aig-gateway-id': id,
        ...headers,
      }),
    ])
      expect([result.status, codeOf(result)]).toEqual([status, code]);
  });

  it('has two texts for missing credits, and no log id on REST', async () => {
    const onNative = await native('poor', {});
    const onRest = await post(gateway, paths.rest, chat('openai/gpt-4o'), {
      ...restAuth,
      'cf-aig-gateway-id': 'poor',
    });
    expect(onNative.json.message).toMatch(/^Insufficient wholesale credits/);
    expect(onNative.headers.get('cf-aig-step')).toBe('0');
    expect(onRest.json.message).toBe('Insufficient balance; add money to your gateway or use BYOK.');
    expect(onRest.headers.get('cf-aig-log-id')).toBeNull();
    expect(onRest.headers.get('cf-aig-request-id')).not.toBeNull();
  });

  it.each([
    ['openai/chat/completions', 'gpt-4o', 401, /Missing bearer or basic authentication in header/],
    ['anthropic/v1/chat/completions', 'claude-haiku-4-5', 401, /x-api-key header is required/],
    [
      'google-ai-studio/v1beta/openai/chat/completions',
      'gemini-2.5-flash',
      400,
      /Missing or invalid Authorization header/,
    ],
    ['mistral/v1/chat/completions', 'mistral-large-latest', 401, /No API key/],
  ])('lets %s ask for its key when nobody pays', async (path, model, status, text) => {
    const result = await post(gateway, at('unbilled', path), chat(model), gatewayAuth);
    expect(result.status).toBe(status);
    expect(result.text).toMatch(text);
  });

  it('never bills an open gateway without a token', async () => {
    const result = await post(gateway, at('open', 'openai/chat/completions'), chat('gpt-4o'));
    expect(result.status).toBe(401);
  });

  it('runs BYOK-only catalogue models with a stored key only', async () => {
    const headers = (id: string) => ({ ...restAuth, 'cf-aig-gateway-id': id });
    const billed = await post(gateway, paths.rest, chat('perplexity/sonar'), headers('default'));
    expect([billed.status, codeOf(billed)]).toEqual([402, 2021]);
    expect((await post(gateway, paths.rest, chat('perplexity/sonar'), headers('stored'))).status).toBe(200);
    const chatModel = await post(gateway, paths.rest, chat('deepseek/deepseek-chat'), headers('default'));
    expect(codeOf(chatModel)).toBe(2021);
  });
});
