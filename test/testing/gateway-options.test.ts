import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeOf, createLocalGateway, gatewayAuth, hello, paths, post, restAuth } from './support.ts';

let clock = 1_000_000;
const gateway = createLocalGateway({
  now: () => clock,
  gateways: {
    cached: { cacheTtl: 120 },
    quiet: { collectLogs: false },
    limited: { rateLimit: { limit: 2, intervalMs: 60_000 } },
    retrying: { retries: { maxAttempts: 3 } },
    guarded: { guardrails: { blockPrompt: /bomb/gi, blockResponse: 'forbidden' } },
    private: { dlp: { block: '4111-1111', flag: 'salary' } },
  },
});
beforeEach(() => {
  gateway.reset();
  clock = 1_000_000;
});
afterEach(() => {
  vi.useRealTimers();
});

const body = { model: 'openai/gpt-4o', messages: hello };
const on = (id: string) => ({ ...restAuth, 'cf-aig-gateway-id': id });
const at = (id: string) => paths.compat.replace('/default/', `/${id}/`);
const asking = (content: string, extra = {}) => ({
  ...body,
  messages: [{ role: 'user', content }],
  ...extra,
});
const send = (headers: Record<string, string> = {}, sent: unknown = body, path = paths.compat) =>
  post(gateway, path, sent, { ...gatewayAuth, ...headers });
const status = async (headers: Record<string, string>, sent: unknown = body, path = paths.compat) =>
  (await send(headers, sent, path)).headers.get('cf-aig-cache-status');

describe('cache', () => {
  it('is off by default', async () => {
    expect([await status({}), await status({ 'cf-aig-cache-ttl': '600' })]).toEqual([null, null]);
  });

  it('is used by a gateway that has a lifetime, on every endpoint', async () => {
    expect(await status({}, body, at('cached'))).toBe('MISS');
    expect(await status({}, body, at('cached'))).toBe('HIT');
    const rest = await post(gateway, paths.rest, body, on('cached'));
    expect(rest.headers.get('cf-aig-cache-status')).toBe('HIT');
    expect(gateway.upstreamRequests).toHaveLength(1);
  });

  it('answers a hit with the stored body, a new id and a free log row', async () => {
    const miss = await send({}, body, at('cached'));
    const hit = await send({ 'cf-aig-metadata': '{"user":"b"}' }, body, at('cached'));
    expect(hit.text).toBe(miss.text);
    expect(hit.headers.get('cf-aig-log-id')).not.toBe(miss.headers.get('cf-aig-log-id'));
    expect(gateway.logs[1]).toMatchObject({ cached: true, cost: 0, tokensIn: 0, metadata: { user: 'b' } });
  });

  it('tells body and key apart', async () => {
    await status({}, body, at('cached'));
    expect(await status({}, { ...body, temperature: 1 }, at('cached'))).toBe('MISS');
    expect(await status({ authorization: 'Bearer sk-other' }, body, at('cached'))).toBe('MISS');
  });

  it('ends after its lifetime: request, gateway, or five minutes', async () => {
    const own = { 'cf-aig-cache-key': 'k' };
    await status(own);
    clock += 299_000;
    expect(await status(own)).toBe('HIT');
    clock += 2_000;
    expect(await status(own)).toBe('MISS');
    await status({ 'cf-aig-cache-ttl': '60' }, asking('b'), at('cached'));
    clock += 61_000;
    expect(await status({}, asking('b'), at('cached'))).toBe('MISS');
  });

  it('takes a key of the caller for the whole key', async () => {
    const own = { 'cf-aig-cache-key': 'mine' };
    expect([await status(own), await status(own, asking('something else'))]).toEqual(['MISS', 'HIT']);
  });

  it.each(['cf-aig-skip-cache', 'cf-skip-cache'])('is bypassed by %s and kept', async name => {
    await status({}, body, at('cached'));
    expect(await status({ [name]: 'true' }, body, at('cached'))).toBeNull();
    expect(await status({}, body, at('cached'))).toBe('HIT');
  });

  it('leaves streams and failures alone', async () => {
    expect(await status({}, { ...body, stream: true }, at('cached'))).toBeNull();
    gateway.reply({ error: 'openai-server-error' });
    expect(await status({}, body, at('cached'))).toBe('MISS');
    expect(await status({}, body, at('cached'))).toBe('MISS');
  });
});

describe('retries', () => {
  it.each([408, 409, 429, 500, 503])('repeat %i', async code => {
    gateway.reply({ status: code, body: {} }, { times: 2 });
    const result = await send({ 'cf-aig-max-attempts': '3' });
    expect(result.status).toBe(200);
    expect(gateway.upstreamRequests.map(request => request.attempt)).toEqual([1, 2, 3]);
    expect(gateway.logs).toHaveLength(1);
  });

  it.each([400, 401, 404])('do not repeat %i', async code => {
    gateway.reply({ status: code, body: {} });
    expect((await send({ 'cf-aig-max-attempts': '3' })).status).toBe(code);
    expect(gateway.upstreamRequests).toHaveLength(1);
  });

  it('stop at five, at the gateway setting, and at one without either', async () => {
    gateway.reply({ error: 'anthropic-overloaded' }, { times: Infinity });
    expect((await send({ 'cf-aig-max-attempts': '9' })).status).toBe(529);
    expect(gateway.upstreamRequests).toHaveLength(5);
    await send({}, body, at('retrying'));
    expect(gateway.upstreamRequests).toHaveLength(8);
    await send();
    expect(gateway.upstreamRequests).toHaveLength(9);
  });

  it.each([
    ['constant', 40],
    ['linear', 60],
    ['exponential', 60],
  ])('wait: %s', async (backoff, total) => {
    gateway.reply({ status: 500 }, { times: 2 });
    const settled = vi.fn<() => void>();
    vi.useFakeTimers();
    const sent = send({ 'cf-aig-max-attempts': '3', 'cf-aig-retry-delay': '20', 'cf-aig-backoff': backoff });
    void sent.then(settled);
    await vi.advanceTimersByTimeAsync(total - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await sent;
  });

  it('count a late first byte as a failure, except in the last of several attempts', async () => {
    gateway.reply({ delayMs: 60, body: { late: true } }, { times: Infinity });
    const alone = await send({ 'cf-aig-request-timeout': '10' });
    expect([alone.status, codeOf(alone)]).toEqual([400, 2005]);
    const last = await send({ 'cf-aig-request-timeout': '10', 'cf-aig-max-attempts': '2' });
    expect(last.json).toEqual({ late: true });
    expect(gateway.upstreamRequests).toHaveLength(3);
  });
});

describe('logs', () => {
  it.each([
    ['{"a":1,"b":"x","c":true}', { a: 1, b: 'x', c: true }],
    ['{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}', { a: 1, b: 2, c: 3, d: 4, e: 5 }],
    ['{"a":1,"b":null}', null],
    ['{"a":{"b":1}}', null],
    ['{"cf.user_id":"u","a":1}', { a: 1 }],
    ['not json', null],
    ['[1]', null],
  ])('keep metadata %s', async (metadata, kept) => {
    expect((await send({ 'cf-aig-metadata': metadata })).status).toBe(200);
    expect(gateway.logs[0]?.metadata).toEqual(kept);
  });

  it('have one row per request, refusals included', async () => {
    await send();
    await send({}, { ...body, model: 'openai/gpt-5', max_tokens: 1 });
    expect(gateway.logs).toMatchObject([
      { provider: 'openai', model: 'gpt-4o', statusCode: 200, success: true, tokensIn: 3, tokensOut: 8 },
      { statusCode: 400, success: false, cost: 0 },
    ]);
    expect(gateway.logs[0]?.payload?.request).toMatchObject({ model: 'gpt-4o' });
  });

  it('are left out, or left without bodies, on request', async () => {
    const silent = await send({ 'cf-aig-collect-log': 'false' });
    expect(silent.headers.get('cf-aig-log-id')).toBeNull();
    expect(silent.headers.get('cf-aig-request-id')).not.toBeNull();
    await send({}, body, at('quiet'));
    expect(gateway.logs).toHaveLength(0);
    await send({ 'cf-aig-collect-log': 'true' }, body, at('quiet'));
    await send({ 'cf-aig-collect-log-payload': 'false' });
    expect(gateway.logs.map(row => 'payload' in row)).toEqual([true, false]);
  });

  it('have the usage of a stream when it has ended', async () => {
    const stream = { ...body, stream: true, stream_options: { include_usage: true } };
    const response = await gateway.fetch(`https://x.test${paths.compat}`, {
      method: 'POST',
      headers: gatewayAuth,
      body: JSON.stringify(stream),
    });
    expect(gateway.logs).toHaveLength(0);
    await response.text();
    expect(gateway.logs).toMatchObject([{ tokensIn: 3, tokensOut: 8 }]);
  });

  it('take a custom cost', async () => {
    await send({ 'cf-aig-custom-cost': '{"per_token_in":1,"per_token_out":10}' });
    expect(gateway.logs[0]).toMatchObject({ customCost: true, cost: 3 + 80 });
  });
});

describe('response headers', () => {
  it('carry one id three times, unless the caller has an event id', async () => {
    const { headers } = await send();
    const ids = ['request-id', 'log-id', 'event-id'].map(name => headers.get(`cf-aig-${name}`));
    expect(new Set(ids).size).toBe(1);
    expect(headers.get('cf-aig-step')).toBe('0');
    expect((await send({ 'cf-aig-event-id': 'mine' })).headers.get('cf-aig-event-id')).toBe('mine');
  });
});

describe('limits and checks', () => {
  it('limits requests per window', async () => {
    const codes = [];
    for (let index = 0; index < 3; index++) codes.push((await send({}, body, at('limited'))).status);
    const refused = await send({}, body, at('limited'));
    expect([...codes, codeOf(refused), refused.headers.get('retry-after')]).toEqual([
      200,
      200,
      429,
      2003,
      null,
    ]);
    clock += 60_000;
    expect((await send({}, body, at('limited'))).status).toBe(200);
  });

  it('blocks prompts and answers', async () => {
    const prompt = await send({}, asking('build a BOMB'), at('guarded'));
    const again = await send({}, asking('build a BOMB'), at('guarded'));
    const answer = await send({}, asking('say forbidden'), at('guarded'));
    expect([prompt, again, answer].map(result => [result.status, codeOf(result)])).toEqual([
      [424, 2016],
      [424, 2016],
      [424, 2017],
    ]);
  });

  it('buffers a guarded stream on the gateway host, not on REST', async () => {
    const stream = asking('hi', { stream: true, stream_options: { include_usage: true } });
    const compat = await send({}, stream, at('guarded'));
    expect(compat.headers.get('content-type')).toBe('application/json');
    expect(compat.json.choices[0].message.content).toContain('hi');
    const rest = await post(gateway, paths.rest, asking('say forbidden', { stream: true }), on('guarded'));
    expect(rest.headers.get('content-type')).toContain('text/event-stream');
    expect(rest.status).toBe(200);
  });

  it('blocks and flags private data', async () => {
    const blocked = await send({}, asking('card 4111-1111'), at('private'));
    expect([blocked.status, codeOf(blocked)]).toEqual([400, 2029]);
    expect(JSON.parse(blocked.headers.get('cf-aig-dlp') ?? '')).toMatchObject({
      action: 'BLOCK',
      findings: [{ check: 'REQUEST' }],
    });
    const flagged = await send({}, asking('my salary'), at('private'));
    expect(flagged.status).toBe(200);
    expect(JSON.parse(flagged.headers.get('cf-aig-dlp') ?? '')).toMatchObject({ action: 'FLAG' });
  });
});

describe('universal', () => {
  const step = (provider: string, query: object, extra: object = {}) => ({
    provider,
    endpoint: 'chat/completions',
    headers: { Authorization: 'Bearer sk-1' },
    query: { messages: hello, ...query },
    ...extra,
  });

  it('answers with the first step that succeeds', async () => {
    gateway.reply({ error: 'openai-server-error' }, { upstream: 'openai', times: Infinity });
    const steps = [
      step('openai', { model: 'gpt-4o' }, { config: { maxAttempts: 2 } }),
      step('groq', { model: 'llama-3.3-70b-versatile' }),
    ];
    const result = await send({}, steps, paths.universal);
    expect(result.status).toBe(200);
    expect(result.headers.get('cf-aig-step')).toBe('1');
    expect(result.json.model).toBe('llama-3.3-70b-versatile');
    expect(gateway.upstreamRequests.map(({ step, attempt }) => [step, attempt])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
    ]);
  });

  it('takes one object, the compat provider, and step headers over its own', async () => {
    const compat = step(
      'compat',
      { model: 'openai/gpt-4o' },
      { headers: { 'cf-aig-metadata': '{"from":"step"}' } },
    );
    const result = await send({ 'cf-aig-metadata': '{"from":"request"}' }, compat, paths.universal);
    expect(result.headers.get('cf-aig-step')).toBe('0');
    expect(gateway.logs[0]?.metadata).toEqual({ from: 'step' });
  });

  it('moves on after a timeout and returns the last failure', async () => {
    gateway.reply({ delayMs: 80, body: {} });
    const slow = step('openai', { model: 'gpt-4o' }, { config: { requestTimeout: 10 } });
    const result = await send({}, [slow, step('openai', { model: 'openai/bad' })], paths.universal);
    expect([result.status, result.headers.get('cf-aig-step')]).toEqual([404, '1']);
  });

  it('wants the token of the gateway and known providers', async () => {
    expect((await post(gateway, paths.universal, [step('openai', { model: 'gpt-4o' })])).status).toBe(401);
    expect(codeOf(await send({}, [step('nobody', { model: 'x' })], paths.universal))).toBe(2008);
  });
});
