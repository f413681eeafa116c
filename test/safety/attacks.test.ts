import { createCloudflare as createV2, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { answerOf, chunkOf, DONE, everythingIn, frame } from '../support/answers.ts';
import { embeddings, type FakeFetch, fakeFetch, type RecordedRequest } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { placesInTurn, scaled } from '../support/scale.ts';
import {
  cutBody,
  expectNoInjection,
  expectTyped,
  expectUnpolluted,
  hostileNames,
  injections,
  polluting,
  some,
} from './hostile.ts';

const endpoints = ['rest', 'compat', 'native'] as const;
const modes = ['generate', 'stream', 'embed'] as const;
const settings = { accountId: ACCOUNT, gatewayId: GATEWAY, apiToken: TOKEN, gatewayToken: GATEWAY_TOKEN };
const keys = { providerKeys: { openai: vendorKey('openai') } };

type Provider = ReturnType<typeof createV2>;

/** The entries in one type: what is used here is the same in every specification. */
const entries = [
  ['v2', createV2],
  ['v3', createV3 as unknown as typeof createV2],
  ['v4', createV4 as unknown as typeof createV2],
] as const;

interface Call {
  readonly id: string;
  readonly headers?: Record<string, string>;
  readonly options?: object;
}

/** One call of a kind, read to its end; what it rejects with, or the error part of its stream. */
async function failureOf(
  provider: Provider,
  mode: (typeof modes)[number],
  { id, headers, options = {} }: Call,
): Promise<unknown> {
  const common = { ...(headers && { headers }), providerOptions: { cloudflare: options } as never };
  try {
    if (mode === 'embed') await provider.textEmbeddingModel(id).doEmbed({ values: ['a'], ...common });
    else if (mode === 'generate') await provider(id).doGenerate({ prompt: HI, ...common });
    else {
      const { stream } = await provider(id).doStream({ prompt: HI, ...common });
      for await (const part of stream) if (part.type === 'error') return part.error;
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

const prefixes = ['openai/', '@cf/', '@cf/a/', 'workers-ai/@cf/', 'custom-', 'custom-a/', 'dynamic/', ''];
const ids = [
  ...prefixes.flatMap(prefix => some(hostileNames).map(name => prefix + name)),
  '__proto__/x',
  'constructor/x',
  'toString/valueOf',
];

describe('a hostile model id', () => {
  it.each(endpoints)('leads to no other host and out of no path: %s', async endpoint => {
    const prefix = {
      rest: `/client/v4/accounts/${ACCOUNT}/ai/v1/`,
      compat: `/v1/${ACCOUNT}/`,
      native: `/v1/${ACCOUNT}/`,
    };
    const host = endpoint === 'rest' ? 'api.cloudflare.com' : 'gateway.ai.cloudflare.com';
    for (const id of ids)
      for (const mode of modes)
        for (const more of [{}, keys]) {
          const fake = fakeFetch();
          const provider = createV2({ ...settings, ...more, endpoint, fetch: fake.fetch });
          expectTyped(await failureOf(provider, mode, { id }), id);
          for (const { url } of fake.requests) {
            const { hostname, pathname, search, hash } = new URL(url);
            expect({ id, hostname, search, hash }).toEqual({ id, hostname: host, search: '', hash: '' });
            expect(pathname.startsWith(prefix[endpoint]), `${id}: ${pathname}`).toBe(true);
          }
        }
  });
});

const stringOptions = [
  'cacheKey',
  'eventId',
  'byokAlias',
  'gatewayId',
  'sessionAffinity',
  'user',
  'collectLogPayload',
] as const;

describe('a line break in a value', () => {
  it('adds no header, whatever the value is for', async () => {
    for (const evil of injections) {
      const calls: readonly (readonly [settings: object, call: Call])[] = [
        ...stringOptions.map(name => [{}, { id: 'openai/gpt-4o', options: { [name]: evil } }] as const),
        [{}, { id: 'openai/gpt-4o', options: { metadata: { [evil]: evil } } }],
        [{}, { id: 'openai/gpt-4o', options: { metadata: { team: evil } } }],
        [{}, { id: 'openai/gpt-4o', options: { otel: { traceId: evil } } }],
        [{}, { id: 'cloudflare/auto', options: { autoRouter: { sessionId: evil } } }],
        [{}, { id: 'openai/gpt-4o', headers: { 'x-team': evil } }],
        [{}, { id: 'openai/gpt-4o', headers: { [evil]: 'x' } }],
        [{ headers: { 'x-team': evil } }, { id: 'openai/gpt-4o' }],
        [{ gatewayId: evil }, { id: 'openai/gpt-4o' }],
        [{ accountId: evil }, { id: 'openai/gpt-4o' }],
        [{ apiToken: evil }, { id: 'openai/gpt-4o' }],
        [{ apiToken: () => evil }, { id: 'openai/gpt-4o' }],
        [{ gatewayToken: evil }, { id: 'openai/gpt-4o' }],
        [{ providerKeys: { openai: evil } }, { id: 'openai/gpt-4o' }],
        [
          { access: { clientId: evil, clientSecret: evil }, baseURL: 'https://ai.example.com' },
          { id: 'openai/gpt-4o' },
        ],
      ];
      for (const [own, call] of calls)
        for (const endpoint of endpoints) {
          const fake = fakeFetch();
          const given = { ...settings, ...own, ...('baseURL' in own ? {} : { endpoint }) };
          const run = async () => failureOf(createV2({ ...given, fetch: fake.fetch }), 'generate', call);
          const error = await run().catch(reason => reason);
          expectTyped(error, JSON.stringify([own, call]));
          expectNoInjection(fake.requests, JSON.stringify([own, call]));
        }
    }
  });
});

describe('a name of the prototype', () => {
  afterEach(expectUnpolluted);

  const evil = polluting;
  const inside = (members: string): string => `{${members},${evil.slice(1)}`;

  it.each(entries)('pollutes nothing from a response: %s', async (_, create) => {
    const call = `{"id":"c","index":0,"type":"function","function":${inside('"name":"__proto__","arguments":"{}"')}}`;
    const message = inside(`"role":"assistant","content":"Hi","tool_calls":[${call}]`);
    const bodies = [
      evil,
      inside('"error":{"message":"no","code":"__proto__","type":"constructor"}'),
      inside(
        `"choices":[${inside(`"message":${message},"delta":${message},"finish_reason":"__proto__"`)}],"usage":${evil}`,
      ),
      inside(`"success":false,"errors":[${inside('"code":2040,"message":"constructor"')}]`),
      inside('"data":[{"index":0,"embedding":[1],"__proto__":{"polluted":1}}]'),
    ];
    for (const body of bodies)
      for (const mode of modes)
        for (const status of [200, 400]) {
          const text = mode === 'stream' && status === 200 ? `data: ${body}\n\n${DONE}` : body;
          const headers = { 'cf-aig-metadata': evil, 'cf-aig-dlp': evil };
          const fetch = async () => new Response(text, { status, headers });
          const provider = create({ ...settings, fetch });
          expectTyped(
            await failureOf(provider, mode, { id: mode === 'embed' ? '@cf/baai/bge-m3' : 'openai/gpt-4o' }),
            body,
          );
        }
  });

  it('pollutes nothing from options, headers or settings', async () => {
    const own = JSON.parse(evil);
    for (const [more, call] of [
      [{ options: own }, {}],
      [{ providerKeys: own }, {}],
      [{ profiles: own }, {}],
      [own, {}],
      [{}, { options: own }],
      [{}, { options: { metadata: own } }],
      [{}, { options: { extraBody: own } }],
      [{}, { headers: own }],
    ] as const) {
      const fake = fakeFetch();
      const run = async () =>
        failureOf(createV2({ ...settings, ...more, fetch: fake.fetch }), 'generate', {
          id: 'openai/gpt-4o',
          ...call,
        });
      expectTyped(await run().catch(reason => reason), JSON.stringify([more, call]));
    }
  });
});

describe('a response that is cut at any byte', () => {
  const encoder = new TextEncoder();
  const whole = JSON.stringify(answerOf({ content: 'Grüße 👋, "quoted"' }));
  const stream = [
    chunkOf({ role: 'assistant', content: 'Grüße ' }),
    chunkOf({ content: '👋' }),
    chunkOf({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'pay', arguments: '{"sum":1}' } }] }),
    chunkOf({}, 'tool_calls', { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }),
  ];
  const events = stream.map(frame).join('') + DONE;

  it.each(entries)('is one typed error that can be retried, or an answer: %s', async (version, create) => {
    const family = entries.map(([name]) => name);
    const places = (first: number, end: number): readonly number[] =>
      placesInTurn([first, end], { member: version, family, step: 23 });
    for (const how of ['ends', 'breaks'] as const) {
      for (const at of places(1, encoder.encode(whole).length)) {
        const fetch = async () => new Response(cutBody(encoder.encode(whole), at, how));
        const error = await failureOf(create({ ...settings, fetch }), 'generate', { id: 'openai/gpt-4o' });
        expect(getCloudflareError(error), `${how} ${at}`).toMatchObject({
          kind: 'stream-truncated',
          retryable: true,
        });
      }
      for (const at of places(0, encoder.encode(events).length + 1)) {
        const fetch = async () => new Response(cutBody(encoder.encode(events), at, how));
        const provider = create({ ...settings, fetch });
        const seen: { type: string; delta?: string }[] = [];
        let rejected: unknown;
        try {
          const result = await provider('openai/gpt-4o').doStream({ prompt: HI });
          for await (const part of result.stream) seen.push(part as never);
        } catch (error) {
          rejected = error;
        }
        const types = seen.map(({ type }) => type);
        if (rejected !== undefined) {
          expect(getCloudflareError(rejected), `${how} ${at}`).toMatchObject({ retryable: true });
          expect(seen).toEqual([]);
          continue;
        }
        expect(types.filter(type => type === 'finish')).toHaveLength(1);
        const failed = types.includes('error');
        // Half an answer runs no tool.
        expect(types.includes('tool-call'), `${how} ${at}`).toBe(!failed);
        expect(
          'Grüße 👋'.startsWith(seen.map(({ type, delta }) => (type === 'text-delta' ? delta : '')).join('')),
        ).toBe(true);
      }
    }
  });
});

describe('mixed calls at high concurrency', () => {
  const promptOf = ({ body }: RecordedRequest): string =>
    Array.isArray(body.input)
      ? String(body.input[0])
      : (JSON.stringify(body.messages).match(/token-\d+-/)?.[0] ?? '');

  /** Answers with the token of the prompt, or fails with it, in any order. */
  function echo(): FakeFetch {
    let calls = 0;
    return fakeFetch(async request => {
      const token = promptOf(request);
      const turn = calls++;
      for (let wait = 0; wait < (turn * 7) % 11; wait++) await undefined;
      if (turn % 13 === 0) await new Promise(resolve => setTimeout(resolve, turn % 5));
      const headers = { 'cf-aig-log-id': token, 'cf-aig-cache-status': 'MISS' };
      if (Array.isArray(request.body.input)) {
        const { body } = embeddings(request.body.input.length);
        return new Response(body, { headers });
      }
      if (turn % 5 === 0)
        return Response.json({ error: { message: `no ${token}`, code: token } }, { status: 400, headers });
      if (request.body.stream !== true) return Response.json(answerOf({ content: token }), { headers });
      const text = [
        chunkOf({ content: token.slice(0, 3) }),
        chunkOf({ content: token.slice(3) }),
        chunkOf({}, 'stop'),
      ];
      return new Response(text.map(frame).join('') + DONE, { headers });
    });
  }

  it.each(entries)('cross no answer, no metadata and no error: %s', async (_, create) => {
    const provider = create({ ...settings, fetch: echo().fetch });
    const [chat, embedding] = [provider('openai/gpt-4o'), provider.textEmbeddingModel('@cf/baai/bge-m3')];
    const { signal } = new AbortController();
    const run = async (index: number): Promise<void> => {
      const token = `token-${index}-`;
      const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: token }] }];
      const providerOptions = { cloudflare: { metadata: { call: token } } };
      const call = { prompt, providerOptions, ...(index % 2 && { abortSignal: signal }) };
      let all: string;
      try {
        if (index % 3 === 0)
          all = JSON.stringify(await embedding.doEmbed({ values: [token], providerOptions }));
        else if (index % 3 === 1) all = JSON.stringify(await chat.doGenerate(call));
        else {
          const result = await chat.doStream(call);
          const parts: unknown[] = [];
          for await (const part of result.stream) parts.push(part);
          all = JSON.stringify([result.response, parts]);
        }
      } catch (error) {
        all = everythingIn(error);
      }
      const tokens = new Set(all.match(/token-\d+-/g));
      expect([...tokens]).toEqual([token]);
    };
    await Promise.all(Array.from({ length: scaled(150, 1000) }, (_value, index) => run(index)));
  });
});
