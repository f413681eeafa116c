import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLocalGateway, events, gatewayAuth, hello, paths, post, restAuth } from './support.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
afterEach(() => {
  vi.useRealTimers();
});
const send = (extra: object = {}) =>
  post(gateway, paths.compat, { model: 'openai/gpt-4o', messages: hello, ...extra }, gatewayAuth);
const open = (init: RequestInit = {}) =>
  gateway.fetch(`https://x.test${paths.compat}`, {
    method: 'POST',
    headers: gatewayAuth,
    body: JSON.stringify({ model: 'openai/gpt-4o', messages: hello, stream: true }),
    ...init,
  });
const chunk = (content: string) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });

async function reads(response: Response): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const read of response.body ?? []) all.push(read);
  return all;
}

describe('completions', () => {
  const reply = {
    text: 'Done',
    reasoning: 'Hm.',
    toolCalls: [{ name: 'save', arguments: { id: 1 }, id: 'call_1' }],
    usage: { promptTokens: 7, completionTokens: 9, reasoningTokens: 2, cachedTokens: 3 },
  };

  it('are well-formed JSON', async () => {
    gateway.reply(reply);
    const { json } = await send();
    expect(json.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: 'Done',
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'save', arguments: '{"id":1}' } }],
      },
    });
    expect(json.usage).toEqual({
      prompt_tokens: 7,
      completion_tokens: 9,
      total_tokens: 16,
      completion_tokens_details: { reasoning_tokens: 2 },
      prompt_tokens_details: { cached_tokens: 3 },
    });
  });

  it('need no text beside a call', async () => {
    gateway.reply({ toolCalls: [{ name: 'save', arguments: { id: 1 } }] });
    const { json } = await send();
    expect(json.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'save', arguments: '{"id":1}' } }] },
    });
  });

  it('are well-formed streams, reasoning where the upstream puts it', async () => {
    gateway.reply({ ...reply, finishReason: 'length' });
    const body = { model: '@cf/openai/gpt-oss-20b', messages: hello, stream: true };
    const result = await post(gateway, paths.rest, body, restAuth);
    const deltas = events(result.text).map(event => event.choices[0]?.delta ?? {});
    expect(deltas.map(delta => delta.reasoning_content ?? '').join('')).toBe('Hm.');
    expect(deltas.map(delta => delta.content ?? '').join('')).toBe('Done');
    expect(deltas.at(-2)).toEqual({
      tool_calls: [{ index: 0, id: null, type: null, function: { name: null, arguments: '' } }],
    });
    expect(events(result.text).at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 16 } });
    expect(result.text).toMatch(/data: \[DONE\]\n\n$/);
  });
});

describe('streams', () => {
  const chunks = [chunk('Grüße '), ': comment\n\n', chunk('🌍')];

  it.each([1, 2, 3, 5, 7, 64, 10_000])('split at %i bytes are the same stream', async splitBytes => {
    gateway.reply({ chunks, splitBytes });
    const parts = await reads(await open());
    expect(Math.max(...parts.map(part => part.length))).toBeLessThanOrEqual(splitBytes);
    const text = new TextDecoder().decode(new Uint8Array(parts.flatMap(part => [...part])));
    expect(text).toBe(
      `data: ${JSON.stringify(chunks[0])}\n\n: comment\n\ndata: ${JSON.stringify(chunks[2])}\n\ndata: [DONE]\n\n`,
    );
  });

  it('may end without [DONE]', async () => {
    gateway.reply({ chunks, ending: 'none' });
    expect((await send({ stream: true })).text).not.toContain('[DONE]');
  });

  it('may break off, and are logged all the same', async () => {
    gateway.reply({ chunks, ending: 'cut' });
    const response = await open();
    expect(response.status).toBe(200);
    await expect(reads(response)).rejects.toThrow('terminated');
    expect(gateway.logs).toHaveLength(1);
  });

  it('may be JSON that breaks off', async () => {
    gateway.reply({
      chunks: ['{"choices":['],
      ending: 'cut',
      headers: { 'Content-Type': 'application/json' },
    });
    const response = await open();
    expect(response.headers.get('content-type')).toBe('application/json');
    await expect(response.json()).rejects.toThrow();
  });

  it('pause between chunks', async () => {
    gateway.reply({ chunks, delayMs: 15 });
    const settled = vi.fn<() => void>();
    vi.useFakeTimers();
    const all = reads(await open());
    void all.then(settled);
    // Three chunks and `[DONE]`.
    await vi.advanceTimersByTimeAsync(4 * 15 - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await all;
  });

  it('stop when the reader does', async () => {
    gateway.reply({ chunks: Array.from({ length: 50 }, () => chunk('x')), delayMs: 5 });
    const reader = (await open()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(gateway.logs).toHaveLength(1);
    expect(gateway.logs[0]?.payload?.response).not.toContain('[DONE]');
  });

  it('end with the reason of an abort', async () => {
    gateway.reply({ chunks: [chunk('a'), chunk('b')], delayMs: 30 });
    const stop = new AbortController();
    const response = await open({ signal: stop.signal });
    setTimeout(() => stop.abort(), 45);
    await expect(reads(response)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('aborts before the answer', () => {
  it('reject at once, and while waiting', async () => {
    gateway.reply({ delayMs: 1000, body: {} }, { times: 2 });
    await expect(open({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 10);
    await expect(open({ signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('the queue', () => {
  it('is used in order, as often as told', async () => {
    gateway.reply({ text: 'one' });
    gateway.reply({ text: 'two' }, { times: 2 });
    const texts = [];
    for (let index = 0; index < 4; index++) texts.push((await send()).json.choices[0].message.content);
    expect(texts).toEqual(['one', 'two', 'two', 'Hello! You said: "Hello there"']);
  });

  it('matches endpoint, upstream by any name, and model by both spellings', async () => {
    gateway.reply({ text: 'rest' }, { endpoint: 'rest', times: Infinity });
    gateway.reply({ text: 'grok' }, { upstream: 'grok', times: Infinity });
    gateway.reply({ text: 'mini' }, { model: 'openai/gpt-4o-mini' });
    gateway.reply({ text: 'bare mini' }, { model: 'gpt-4o-mini' });
    const rest = await post(gateway, paths.rest, { model: 'xai/grok-4', messages: hello }, restAuth);
    const text = async (model: string) => (await send({ model })).json.choices[0].message.content;
    expect(rest.json.choices[0].message.content).toBe('rest');
    expect(await text('grok/grok-4')).toBe('grok');
    expect(await text('openai/gpt-4o-mini')).toBe('mini');
    expect(await text('openai/gpt-4o-mini')).toBe('bare mini');
    expect(await text('openai/gpt-4o')).toContain('Hello!');
  });

  it('takes functions, of what the upstream received', async () => {
    gateway.reply(({ model, attempt }) => ({ text: `${model} ${attempt}` }));
    gateway.reply(() => new Response('teapot', { status: 418, headers: { 'x-own': '1' } }));
    gateway.reply(() => ({ error: 'rate-limited' }));
    expect((await send()).json.choices[0].message.content).toBe('gpt-4o 1');
    const teapot = await send();
    expect([teapot.status, teapot.text, teapot.headers.get('x-own')]).toEqual([418, 'teapot', '1']);
    expect((await send()).status).toBe(429);
  });

  it('waits for requests that the upstream accepts', async () => {
    gateway.reply({ text: 'kept' });
    expect((await send({ model: 'openai/gpt-5', max_tokens: 5 })).status).toBe(400);
    expect((await send()).json.choices[0].message.content).toBe('kept');
  });

  it('answers without a body where the status has none', async () => {
    gateway.reply({ status: 204 });
    expect(await send()).toMatchObject({ status: 204, text: '' });
  });

  it('sends plain answers as they are', async () => {
    gateway.reply({ status: 503, headers: { 'Retry-After': '7' }, body: '<html>' });
    const result = await send();
    expect([result.status, result.text, result.headers.get('retry-after')]).toEqual([503, '<html>', '7']);
  });
});

describe('reset', () => {
  it('forgets everything, ids included', async () => {
    const first = await send();
    gateway.reply({ text: 'never' });
    gateway.reset();
    expect([gateway.requests, gateway.upstreamRequests, gateway.logs].map(list => list.length)).toEqual([
      0, 0, 0,
    ]);
    const second = await send();
    expect(second.text).toBe(first.text);
    expect(second.headers.get('cf-aig-log-id')).toBe(first.headers.get('cf-aig-log-id'));
  });
});

describe('a misspelt script', () => {
  it('is refused when it is given', () => {
    const gateway = createLocalGateway();
    expect(() => gateway.reply({ error: 'rate-limitd' } as never)).toThrow(/unknown failure "rate-limitd"/);
    expect(() => gateway.reply({ txt: 'hello' } as never)).toThrow(
      /unknown member "txt"\. Known: error, shape, chunks/,
    );
    expect(() => gateway.reply({} as never)).toThrow('gateway.reply: it is empty');
  });

  it.each<[reply: object, match: object, says: string]>([
    [{ text: 'x', times: 2 }, {}, 'unknown member "times". Known: text, reasoning, toolCalls'],
    [{ error: 'rate-limited', status: 500 }, {}, 'unknown member "status". Known: error'],
    [{ status: 500, bdy: 1 }, {}, 'unknown member "bdy". Known: status, headers, body'],
    [{ chunks: [], text: '' }, {}, 'unknown member "text". Known: chunks'],
    [
      { toolCalls: [{ toolName: 'weather', input: {} }] },
      {},
      'toolCalls[0]: unknown member "toolName". Known: name',
    ],
    [{ usage: { inputTokens: 1 } }, {}, 'usage: unknown member "inputTokens". Known: promptTokens'],
    [{ text: 'x' }, { upstrem: 'openai' }, 'unknown member "upstrem". Known: endpoint, upstream'],
  ])('%j for %j', async (reply, match, says) => {
    expect(() => createLocalGateway().reply(reply as never, match)).toThrow(says);
    // From a function, the call that it is for fails; its match is refused at once.
    const scripted = async () => {
      gateway.reply(() => reply as never, match);
      await send();
    };
    await expect(scripted()).rejects.toThrow(says);
  });

  it.each([undefined, {}])('%j from a function', async reply => {
    gateway.reply(async () => reply as never);
    await expect(send()).rejects.toThrow('gateway.reply: it is empty');
  });
});

describe('a misspelt option', () => {
  it.each<[options: object, says: string]>([
    [{ gateway: {} }, 'createLocalGateway: unknown member "gateway". Known: accountId'],
    [
      { gateways: { shop: { ratelimit: 1 } } },
      'createLocalGateway: gateways.shop: unknown member "ratelimit"',
    ],
  ])('%j', (options, says) => {
    expect(() => createLocalGateway(options)).toThrow(says);
  });
});
