import { inspect } from 'node:util';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { everythingIn } from '../support/answers.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { isFull, scaled } from '../support/scale.ts';
import { type Part, prompt, providerOf, type Version, versions } from '../vendors/entries.ts';
import {
  expectNoInjection,
  expectTyped,
  expectUnpolluted,
  hostileNames,
  polluting,
  some,
} from './hostile.ts';

/** A model of each wire that a vendor's package writes: Messages, Responses, Gemini's own. */
const models = ['anthropic/claude-sonnet-4.5', 'openai/gpt-5', 'google/gemini-2.5-flash'] as const;
const settings = { accountId: ACCOUNT, gatewayId: GATEWAY, apiToken: TOKEN, gatewayToken: GATEWAY_TOKEN };
const keys = { openai: vendorKey('openai'), anthropic: vendorKey('anthropic'), google: vendorKey('google') };
const secrets = [TOKEN, GATEWAY_TOKEN, ...Object.values(keys), 'placeholder-of'];
const modes = ['doGenerate', 'doStream'] as const;

interface Seen {
  readonly parts: readonly Part[];
  readonly result: unknown;
  readonly error: unknown;
}

/** One call, read to its end: what it gave, and what it threw. */
async function call(
  version: Version,
  id: string,
  mode: (typeof modes)[number],
  { own = {}, options = {} }: { readonly own?: object; readonly options?: object },
): Promise<Seen> {
  const parts: Part[] = [];
  let result: unknown;
  try {
    const model = providerOf(version, { ...settings, ...own } as never)(id);
    result = await model[mode]({ prompt, ...options });
    const { stream } = result as { stream?: ReadableStream<Part> };
    if (stream !== undefined) for await (const part of stream) parts.push(part);
    return { parts, result, error: parts.find(({ type }) => type === 'error')?.error };
  } catch (error) {
    return { parts, result, error };
  }
}

/** The values of all headers of a request. */
function sentIn(init: RequestInit | undefined): string {
  return [...new Headers(init?.headers).values()].join(' ');
}

describe.each(versions)('the wires of packages under attack, specification %s', version => {
  it('show no secret in results, warnings and errors, however they are printed', async () => {
    for (const id of models)
      for (const mode of modes)
        for (const answer of [
          (echo: string) =>
            Response.json({ error: { message: echo, type: echo, code: echo } }, { status: 401 }),
          (echo: string) =>
            Response.json({ success: false, errors: [{ code: 2009, message: echo }] }, { status: 401 }),
          (echo: string) => new Response(`<title>${echo}</title>`, { status: 502 }),
          (echo: string) =>
            new Response(`data: ${JSON.stringify({ type: 'error', error: { message: echo } })}\n\n`),
          (echo: string) => Promise.reject(new TypeError('fetch failed', { cause: new Error(echo) })),
        ]) {
          // Whoever is called knows what it was sent.
          const fetch: typeof globalThis.fetch = async (_, init) => answer(sentIn(init));
          const own = { providerKeys: keys, fetch };
          // `topK` and an unknown effort make warnings.
          const options = {
            topK: 3,
            headers: { 'x-api-secret': 'user-canary-1' },
            providerOptions: { cloudflare: { reasoningEffort: 'max' } },
          };
          const { error, parts, result } = await call(version, id, mode, { own, options });
          const shown = [
            everythingIn(error ?? new Error('none')),
            inspect([parts, result], { depth: 12 }),
          ].join();
          for (const secret of [...secrets, 'user-canary-1'])
            expect(shown, `${id} ${mode}`).not.toContain(secret);
        }
  });

  it('lead a hostile id to no other host', async () => {
    for (const upstream of ['anthropic', 'openai', 'google'])
      for (const name of some(hostileNames))
        for (const mode of modes)
          for (const endpoint of ['rest', 'native'] as const) {
            const fake = fakeFetch();
            const own = { endpoint, fetch: fake.fetch, providerKeys: keys };
            const id = `${upstream}/${upstream === 'google' ? 'gemini-' : upstream === 'openai' ? 'gpt-5' : 'claude-'}${name}`;
            expectTyped((await call(version, id, mode, { own })).error, id);
            for (const { url } of fake.requests) {
              const { hostname, pathname } = new URL(url);
              expect(['api.cloudflare.com', 'gateway.ai.cloudflare.com'], url).toContain(hostname);
              expect(pathname, url).toMatch(
                new RegExp(`^/(?:client/v4/accounts/${ACCOUNT}/ai|v1/${ACCOUNT}/${GATEWAY})/`),
              );
            }
          }
  });

  it('take a line break in a value as no header', async () => {
    const evil = 'a\r\nx-evil: 1';
    for (const id of models)
      for (const options of [
        { headers: { 'x-team': evil } },
        { headers: { [evil]: 'x' } },
        ...['cacheKey', 'eventId', 'user', 'gatewayId'].map(name => ({
          providerOptions: { cloudflare: { [name]: evil } },
        })),
        { providerOptions: { cloudflare: { metadata: { [evil]: evil } } } },
      ]) {
        const fake = fakeFetch();
        expectTyped(
          (await call(version, id, 'doGenerate', { own: { fetch: fake.fetch }, options })).error,
          id,
        );
        expectNoInjection(fake.requests, id);
      }
  });

  describe('with names of the prototype', () => {
    afterEach(expectUnpolluted);

    it('pollute nothing', async () => {
      const evil = polluting;
      const bodies = [
        evil,
        `[${evil}]`,
        `{"error":${evil}}`,
        `{"content":[${evil}],"output":[${evil}],"candidates":[${evil}]}`,
      ];
      for (const id of models)
        for (const body of bodies)
          for (const mode of modes)
            for (const status of [200, 400]) {
              const text = mode === 'doStream' && status === 200 ? `data: ${body}\n\n` : body;
              const fetch = async () =>
                new Response(text, {
                  status,
                  headers: { 'content-type': 'application/json', 'cf-aig-metadata': evil },
                });
              expectTyped((await call(version, id, mode, { own: { fetch } })).error, `${id} ${mode} ${body}`);
            }
    });
  });

  it('make one typed error or an answer of a response that is cut at any byte', async () => {
    for (const id of models)
      for (const mode of modes) {
        const gateway = createLocalGateway();
        let bytes = new Uint8Array();
        let type = '';
        const record: typeof globalThis.fetch = async (input, init) => {
          const response = await gateway.fetch(input, init);
          bytes = new Uint8Array(await response.clone().arrayBuffer());
          type = response.headers.get('content-type') ?? '';
          return response;
        };
        const own = { ...localGatewayDefaults, gatewayToken: undefined, fetch: record };
        expect((await call(version, id, mode, { own })).error).toBeUndefined();
        for (let at = 0; at < bytes.length - 2; at += isFull ? 7 : 97) {
          const fetch = async () => new Response(bytes.slice(0, at), { headers: { 'content-type': type } });
          const { error, parts } = await call(version, id, mode, { own: { fetch } });
          expectTyped(error, `${id} ${mode} ${at}`);
          if (mode === 'doGenerate') expect(getCloudflareError(error)?.kind, `${id} ${at}`).toBeDefined();
          expect(parts.filter(part => part.type === 'finish').length, `${id} ${at}`).toBeLessThanOrEqual(1);
        }
      }
  });

  it('cross no answer at high concurrency', async () => {
    const gateway = createLocalGateway();
    const provider = providerOf(version, { ...localGatewayDefaults, fetch: gateway.fetch });
    const shared = models.map(id => provider(id));
    const run = async (index: number): Promise<void> => {
      const token = `token-${index}-`;
      const text = `Repeat ${token}`;
      const options = {
        prompt: [{ role: 'user', content: [{ type: 'text', text }] }],
        providerOptions: { cloudflare: { metadata: { call: token } } },
      };
      const model = shared[index % shared.length];
      if (model === undefined) throw new Error('no model');
      let all: string;
      if (index % 2 === 0) all = JSON.stringify(await model.doGenerate(options));
      else {
        const parts: Part[] = [];
        for await (const part of (await model.doStream(options)).stream) parts.push(part);
        all = JSON.stringify(parts);
      }
      expect([...new Set(all.match(/token-\d+-/g) ?? [token])]).toEqual([token]);
    };
    await Promise.all(Array.from({ length: scaled(60, 400) }, (_, index) => run(index)));
    expect(gateway.requests).toHaveLength(scaled(60, 400));
  });
});
