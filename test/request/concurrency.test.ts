import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { generateText } from 'ai';
import {
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, events, finishOf, partsOf, textOf } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { embeddings, type FakeFetch, fakeFetch, type RecordedRequest } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

/** The same numbers in each run: xorshift32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const pause = (ms: number, signal?: AbortSignal | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

interface Message {
  readonly role: string;
  readonly content: string;
}

const promptOf = ({ body }: RecordedRequest): string =>
  (body.messages as Message[]).filter(message => message.role === 'user').at(-1)?.content ?? '';

/** Answers with the prompt, in pieces and at any time; the log id is the prompt's too. */
function echoing(seed: number, mayFail = false): FakeFetch & { readonly failed: () => number } {
  const next = random(seed);
  const tried = new Set<string>();
  let failures = 0;
  const fake = fakeFetch(async request => {
    const prompt = promptOf(request);
    await pause(next() * 15, request.signal);
    const headers = { 'cf-aig-log-id': `log ${prompt}`, 'retry-after-ms': '1' };
    if (mayFail && !tried.has(prompt) && next() < 0.3) {
      tried.add(prompt);
      failures++;
      return Response.json(
        { success: false, error: [{ code: 2003, message: prompt }] },
        { status: 429, headers },
      );
    }
    const usage = { prompt_tokens: prompt.length, completion_tokens: 1, total_tokens: prompt.length + 1 };
    if (request.body.stream === true) {
      const pieces = prompt.match(/.{1,4}/g) ?? [];
      return events([...pieces.map(content => chunkOf({ content })), chunkOf({}, 'stop', { usage })], {
        headers,
        size: 1 + Math.floor(next() * 40),
      });
    }
    const message = { content: prompt };
    return Response.json({ choices: [{ message, finish_reason: 'stop' }], usage }, { headers });
  });
  return { ...fake, failed: () => failures };
}

function deepFreeze<VALUE>(value: VALUE): VALUE {
  if (
    typeof value === 'object' &&
    value !== null &&
    !Object.isFrozen(value) &&
    !(value instanceof AbortSignal)
  ) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/** What call number `n` asks for: with and without options, headers, vendor options, warnings. */
function callOf(n: number): LanguageModelV2CallOptions {
  const kind = n % 6;
  return deepFreeze({
    prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text: `prompt ${n}` }] }],
    ...(kind === 1 && { providerOptions: { cloudflare: { metadata: { call: n }, eventId: `e${n}` } } }),
    ...(kind === 2 && { headers: { 'x-call': String(n) } }),
    ...(kind === 3 && {
      headers: { 'x-call': String(n) },
      providerOptions: {
        cloudflare: { gatewayId: `gw-${n}`, user: `u${n}`, extraBody: { nested: { call: n } } },
      },
    }),
    ...(kind === 4 && { providerOptions: { openai: { user: `v${n}`, nonsense: n } } }),
    ...(kind === 5 && { topK: n, temperature: 0.5 }),
  });
}

/** What of it must be on the wire, and nothing else. */
function expectOwn({ headers, body }: RecordedRequest, n: number): void {
  const kind = n % 6;
  expect(headers['cf-aig-metadata']).toBe(kind === 1 ? `{"app":"base","call":${n}}` : '{"app":"base"}');
  expect(headers['cf-aig-event-id']).toBe(kind === 1 ? `e${n}` : undefined);
  expect(headers['x-call']).toBe(kind === 2 || kind === 3 ? String(n) : undefined);
  expect(headers['cf-aig-gateway-id']).toBe(kind === 3 ? `gw-${n}` : 'my-gateway');
  expect(body.user).toBe(kind === 3 ? `u${n}` : kind === 4 ? `v${n}` : undefined);
  expect(body.nested).toEqual(kind === 3 ? { call: n } : { base: true });
  expect(body.temperature).toBe(kind === 5 ? 0.5 : undefined);
}

/** How many warnings call `n` gets: an undocumented header on REST, an unknown vendor option, topK. */
const warningsOf = (n: number): number => ([1, 4, 5].includes(n % 6) ? 1 : 0);

const base = { metadata: { app: 'base' }, extraBody: { nested: { base: true } } };

function counting(): { readonly read: () => Promise<string>; readonly count: () => number } {
  let count = 0;
  return {
    read: async () => {
      const token = `token-${++count}`;
      await pause(Math.random());
      return token;
    },
    count: () => count,
  };
}

const variants: readonly (readonly [name: string, rotating: boolean])[] = [
  ['a fixed token', false],
  ['a token that rotates', true],
];

describe.each(variants)('hundreds of calls on one model with %s', (_, rotating) => {
  const tokens = counting();
  const settings: CloudflareProviderSettings = {
    ...connected,
    ...(rotating && { apiToken: tokens.read }),
    options: base,
  };

  it('never see each other (P08)', async () => {
    const count = 400;
    const fake = echoing(7);
    const model = createCloudflare({ ...settings, fetch: fake.fetch })('openai/gpt-4o');
    const next = random(11);
    const before = tokens.count();

    const outcomes = await Promise.all(
      Array.from({ length: count }, async (_item, n) => {
        await pause(next() * 10);
        const controller = new AbortController();
        const options = { ...callOf(n), abortSignal: controller.signal };
        const giveUp = n % 9 === 0;
        if (giveUp) setTimeout(() => controller.abort(new Error(`given up ${n}`)), next() * 10);
        const text = `prompt ${n}`;
        try {
          if (n % 2 === 0) {
            const result = await model.doGenerate(options);
            expect(result.content).toEqual([{ type: 'text', text }]);
            expect(getCloudflareMetadata(result)?.logId).toBe(`log ${text}`);
            expect(result.usage.inputTokens).toBe(text.length);
            expect(result.warnings).toHaveLength(warningsOf(n));
          } else {
            const parts = await collect((await model.doStream(options)).stream);
            expect(textOf(parts)).toBe(text);
            expect(getCloudflareMetadata(finishOf(parts))?.logId).toBe(`log ${text}`);
            expect(finishOf(parts)).toMatchObject({
              finishReason: 'stop',
              usage: { inputTokens: text.length },
            });
            expect(partsOf(parts, 'stream-start')[0]?.warnings).toHaveLength(warningsOf(n));
          }
          return 'answered';
        } catch (error) {
          if (!giveUp) throw error;
          expect(error).toBe(controller.signal.reason);
          return 'given up';
        }
      }),
    );

    const sent = new Map(fake.requests.map(request => [Number(promptOf(request).slice(7)), request]));
    expect(sent.size).toBe(fake.requests.length);
    for (const [n, request] of sent) expectOwn(request, n);
    outcomes.forEach((outcome, n) => {
      if (outcome === 'answered') expect(sent.has(n)).toBe(true);
    });
    expect(outcomes.filter(outcome => outcome === 'answered').length).toBeGreaterThanOrEqual(count - 45);
    expect(outcomes).toContain('given up');
    const used = fake.requests.map(request => request.headers.authorization);
    if (rotating) {
      expect(tokens.count() - before).toBe(count);
      expect(new Set(used).size).toBe(used.length);
    } else {
      expect(new Set(used)).toEqual(new Set(['Bearer cf-tok-SECRET']));
    }
  });

  it('are repeated by the SDK alone, each as itself', async () => {
    const count = 100;
    const fake = echoing(3, true);
    const model = createCloudflare({ ...settings, fetch: fake.fetch })('openai/gpt-4o');
    const results = await Promise.all(
      Array.from({ length: count }, (_item, n) =>
        generateText({ model, prompt: `prompt ${n}`, maxRetries: 2, headers: { 'x-call': String(n) } }),
      ),
    );
    results.forEach((result, n) => {
      expect(result.text).toBe(`prompt ${n}`);
      expect(getCloudflareMetadata(result)?.logId).toBe(`log prompt ${n}`);
    });
    expect(fake.failed()).toBeGreaterThan(10);
    expect(fake.requests).toHaveLength(count + fake.failed());
    for (const request of fake.requests)
      expect(request.headers['x-call']).toBe(promptOf(request).replace('prompt ', ''));
  });
});

describe('what calls share', () => {
  const one = (settings: CloudflareProviderSettings) => {
    const fake = fakeFetch();
    const model = createCloudflare({ ...connected, ...settings, fetch: fake.fetch })('openai/gpt-4o');
    const call = async (options: Partial<LanguageModelV2CallOptions> = {}) => {
      const { warnings } = await model.doGenerate({ prompt: HI, ...options });
      const request = fake.requests.at(-1);
      if (request === undefined) throw new Error('nothing was sent');
      return { ...request, warnings };
    };
    return { call, fake };
  };

  it('is the same before and after a call with options of its own', async () => {
    const { call } = one({ options: base });
    const strip = ({ signal: _, ...request }: Awaited<ReturnType<typeof call>>) => request;
    const before = strip(await call());
    await call({
      topK: 1,
      headers: { 'x-a': '1', 'user-agent': 'mine' },
      providerOptions: {
        cloudflare: {
          gatewayId: 'other',
          metadata: { b: 2 },
          skipCache: true,
          sessionAffinity: 's',
          extraBody: { nested: { base: false }, more: 1 },
        },
      },
    });
    expect(strip(await call())).toEqual(before);
    expect(strip(await call({ providerOptions: {} }))).toEqual(before);
    expect(strip(await call({ providerOptions: { cloudflare: {} } }))).toEqual(before);
    expect(strip(await call({ providerOptions: { anthropic: { thinking: {} } } }))).toEqual(before);
  });

  it('is not written to by a caller who changes what came back', async () => {
    const fake = fakeFetch(() => Response.json({ error: { message: 'no' } }, { status: 400 }));
    const model = createCloudflare({ ...connected, options: base, fetch: fake.fetch })('openai/gpt-4o');
    for (let round = 0; round < 2; round++) {
      const error = await model.doGenerate({ prompt: HI }).then(
        () => undefined,
        (reason: { requestBodyValues: { extra?: number } }) => reason,
      );
      if (error === undefined) throw new Error('nothing was thrown');
      error.requestBodyValues.extra = 1;
    }
    expect(fake.requests.map(({ body }) => body.extra)).toEqual([undefined, undefined]);
    expect(fake.requests[1]?.text).toBe(fake.requests[0]?.text);
  });

  it('is not the settings object: what changes in it later changes nothing', async () => {
    const options = { cacheTtl: 60, metadata: { a: 1 } };
    const settings = { options, gatewayId: 'first' };
    const { call } = one(settings);
    const before = await call();
    settings.gatewayId = 'second';
    options.cacheTtl = 120;
    const after = await call();
    expect(after.headers['cf-aig-gateway-id']).toBe('first');
    expect(after.headers['cf-aig-cache-ttl']).toBe(before.headers['cf-aig-cache-ttl']);
  });

  it('is no token of a function: each call has the one it was given, a failed read is not kept', async () => {
    const values: (string | Error)[] = ['t1', new Error('vault'), 't2', 't3'];
    const apiToken = async () => {
      const value = values.shift();
      if (value instanceof Error) throw value;
      return value;
    };
    const { call, fake } = one({ apiToken });
    await call();
    await expect(call()).rejects.toThrow('apiToken: the function that returns it failed');
    await Promise.all([call(), call({ providerOptions: { cloudflare: { cacheTtl: 60 } } })]);
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer t1',
      'Bearer t2',
      'Bearer t3',
    ]);
  });

  it('is no provider key of a function either', async () => {
    let count = 0;
    const { call } = one({ providerKeys: { openai: () => `sk-${++count}` } });
    expect((await call()).headers.authorization).toBe('Bearer sk-1');
    expect((await call()).headers.authorization).toBe('Bearer sk-2');
    expect((await call({ headers: { 'x-a': '1' } })).headers.authorization).toBe('Bearer sk-3');
  });

  it('is not kept from a call that was refused', async () => {
    const { call, fake } = one({});
    await expect(call({ providerOptions: { cloudflare: { gatewayId: '' } } })).rejects.toThrow('gatewayId');
    await expect(call({ headers: { authorization: 'Bearer mine' } })).rejects.toThrow('headers');
    expect((await call()).headers['cf-aig-gateway-id']).toBe('my-gateway');
    expect(fake.requests).toHaveLength(1);
  });

  it('is not shared between models, or between kinds of them', async () => {
    const fake = fakeFetch();
    const cloudflare = createCloudflare({
      ...connected,
      providerKeys: { groq: 'sk-groq' },
      fetch: fake.fetch,
    });
    const [a, b, c] = [
      cloudflare('openai/gpt-4o'),
      cloudflare('groq/llama-3.3-70b-versatile'),
      cloudflare('@cf/zai-org/glm-4.7-flash'),
    ];
    for (const model of [a, b, c, a, b, c]) await model.doGenerate({ prompt: HI });
    await cloudflare.textEmbeddingModel('@cf/baai/bge-m3').doEmbed({ values: ['a', 'b'] });
    const seen = fake.requests.map(({ url, body, headers }) => [
      new URL(url).host,
      body.model,
      headers.authorization,
    ]);
    expect(seen.slice(3, 6)).toEqual(seen.slice(0, 3));
    expect(seen.map(([host]) => host)).toEqual([
      'api.cloudflare.com',
      'gateway.ai.cloudflare.com',
      'api.cloudflare.com',
      'api.cloudflare.com',
      'gateway.ai.cloudflare.com',
      'api.cloudflare.com',
      'api.cloudflare.com',
    ]);
    expect(JSON.stringify(seen.filter(([host]) => host === 'api.cloudflare.com'))).not.toContain('sk-groq');
  });

  it('frozen settings and inputs are read, not written', async () => {
    const fake = fakeFetch();
    const settings = deepFreeze({
      ...connected,
      headers: { 'x-a': '1' },
      options: { ...base },
      fetch: fake.fetch,
    });
    const cloudflare = createCloudflare(settings);
    await cloudflare('openai/gpt-4o').doGenerate(callOf(3));
    await collect((await cloudflare('@cf/zai-org/glm-4.7-flash').doStream(callOf(1))).stream);
    await cloudflare.textEmbeddingModel('@cf/baai/bge-m3').doEmbed(deepFreeze({ values: ['a', 'b'] }));
    expect(fake.requests).toHaveLength(3);
  });
});

describe('hundreds of embedding calls on one model', () => {
  it('never see each other', async () => {
    const next = random(5);
    const fake = fakeFetch(async ({ body }) => {
      await pause(next() * 10);
      const texts = body.input as string[];
      if (texts[0] === 'wrong') return embeddings(2);
      return Response.json(
        { data: texts.map(text => ({ embedding: [Number(text)] })) },
        { headers: { 'cf-aig-log-id': `log ${texts[0]}` } },
      );
    });
    const model = createCloudflare({ ...connected, fetch: fake.fetch }).textEmbeddingModel('@cf/baai/bge-m3');
    await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        const own = n % 3 === 0 ? { cloudflare: { metadata: { n } } } : undefined;
        const result = await model.doEmbed({ values: [String(n)], ...(own && { providerOptions: own }) });
        expect(result.embeddings).toEqual([[n]]);
        expect(getCloudflareMetadata(result)?.logId).toBe(`log ${n}`);
      }),
    );
    expect(fake.requests).toHaveLength(300);
    for (const { body, headers } of fake.requests) {
      const n = Number((body.input as string[])[0]);
      expect(headers['cf-aig-metadata']).toBe(n % 3 === 0 ? `{"n":${n}}` : undefined);
    }
  });
});
