import { inspect } from 'node:util';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it } from 'vitest';
import { type Kind, modelOf, type Sent, wireOf } from '../kinds/run-support.ts';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN } from '../support/account.ts';
import { everythingIn, rejection } from '../support/answers.ts';
import { placesInTurn, scaled } from '../support/scale.ts';
import { versions } from '../vendors/entries.ts';
import {
  AWKWARD,
  cutBody,
  expectNoInjection,
  expectNoSecret,
  expectTyped,
  expectUnpolluted,
  hostileNames,
  injections,
  polluting,
  pollutingWith,
  some,
} from './hostile.ts';
import { callsOf, type MediaCall, make, providerKeys, settingsOf } from './media-calls.ts';

const isOverHTTP = ({ endpoint }: MediaCall): boolean => endpoint !== 'binding';
const isPackage = ({ name }: MediaCall): boolean => name.endsWith('package');
const HTTP = { rest: 'https://api.cloudflare.com', native: 'https://gateway.ai.cloudflare.com' } as const;
const paths = {
  rest: `/client/v4/accounts/${ACCOUNT}/ai/`,
  native: `/v1/${ACCOUNT}/${GATEWAY}/`,
} as const;

/** What a call rejects with; nothing where it does not. */
async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Everything that a call gave, or failed with, as it could be printed. */
async function shownOf(work: () => Promise<unknown>): Promise<string> {
  try {
    const result = await work();
    return inspect(result, { depth: 12, showHidden: true }) + JSON.stringify(result);
  } catch (error) {
    return everythingIn(error);
  }
}

describe.each(versions)('media under attack, specification %s', version => {
  const calls = callsOf(version);

  it('leads a hostile id to no other host and out of no path', async () => {
    for (const media of calls) {
      const author = media.id.slice(0, media.id.indexOf('/'));
      for (const name of some(hostileNames))
        for (const prefix of [`${author}/`, `${author}/a/`]) {
          const { endpoint } = media;
          const id = prefix + name;
          const what = `${media.name}: ${JSON.stringify(id.slice(0, 80))}`;
          const wire = wireOf(endpoint, version, () => media.answer('x'), settingsOf(version, media));
          expectTyped(await failureOf(() => make(wire.provider, media, {}, id)), what);
          for (const { url } of wire.sent) {
            if (endpoint === 'binding') {
              expect(url, what).toMatch(/^@cf\/[^/\\]+\/[^/\\]+/);
              expect(url.split(/[/\\]/), what).not.toContain('..');
              continue;
            }
            const { origin, pathname, hash } = new URL(url);
            expect({ origin, hash }, what).toEqual({ origin: HTTP[endpoint], hash: '' });
            expect(pathname.startsWith(paths[endpoint]), `${what}: ${pathname.slice(0, 200)}`).toBe(true);
            expect(decodeURIComponent(pathname).split(/[/\\]/), what).not.toContain('..');
          }
        }
    }
  });

  it('takes names of voices, formats and languages as values', async () => {
    for (const media of calls.filter(({ kind }) => kind === 'speech'))
      for (const name of some(hostileNames)) {
        const wire = wireOf(media.endpoint, version, () => media.answer('x'), settingsOf(version, media));
        const options = { voice: name, outputFormat: name, language: name, instructions: name };
        const what = `${media.name}: ${JSON.stringify(name.slice(0, 80))}`;
        expectTyped(await failureOf(() => make(wire.provider, media, options)), what);
        for (const { url } of wire.sent.filter(() => isOverHTTP(media))) {
          const { origin, pathname } = new URL(url);
          expect([HTTP.rest, HTTP.native], what).toContain(origin);
          expect(pathname, what).toMatch(
            /^\/(?:client\/v4\/accounts|v1)\/0123456789abcdef0123456789abcdef\//,
          );
        }
      }
  });

  it('drops no format without a warning, whatever it is called', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'webm']) {
      const media = calls.find(({ id }) => id === '@cf/deepgram/aura-1');
      if (media === undefined) throw new Error('no such call');
      const wire = wireOf('rest', version, () => media.answer('x'));
      const { warnings } = await make(wire.provider, media, { outputFormat: name });
      expect(JSON.stringify(warnings), name).toContain('outputFormat');
    }
  });

  it('takes a line break in a value as no header', async () => {
    const options = ['cacheKey', 'eventId', 'byokAlias', 'gatewayId', 'sessionAffinity', 'user'] as const;
    for (const media of calls)
      for (const evil of injections) {
        const attempts: readonly (readonly [settings: object, call: object])[] = [
          ...options.map(name => [{}, { providerOptions: { cloudflare: { [name]: evil } } }] as const),
          [{}, { providerOptions: { cloudflare: { metadata: { [evil]: evil } } } }],
          [{}, { providerOptions: { cloudflare: { otel: { traceId: evil } } } }],
          [{}, { headers: { 'x-team': evil } }],
          [{}, { headers: { [evil]: 'x' } }],
          [{}, { mediaType: `audio/${evil}` }],
          [{ headers: { 'x-team': evil } }, {}],
          [{ gatewayId: evil }, {}],
          [{ accountId: evil }, {}],
          [{ apiToken: evil }, {}],
          [{ apiToken: () => evil }, {}],
          [{ gatewayToken: evil }, {}],
          [{ providerKeys: Object.fromEntries(Object.keys(providerKeys).map(name => [name, evil])) }, {}],
          [
            {
              providerKeys: Object.fromEntries(
                Object.keys(providerKeys).map(name => [name, { headers: { 'x-own': evil } }]),
              ),
            },
            {},
          ],
        ];
        for (const [settings, more] of attempts) {
          // A binding has no credentials of its own.
          if (!isOverHTTP(media) && Object.keys(settings).length > 0) continue;
          const sent: Sent[] = [];
          const what = `${media.name}: ${JSON.stringify([settings, more])}`;
          const error = await failureOf(() => {
            const own = { ...settingsOf(version, media), ...settings };
            const answer = (request: Sent): Response => {
              sent.push(request);
              return media.answer('x');
            };
            return make(wireOf(media.endpoint, version, answer, own).provider, media, more);
          });
          // What a package writes into headers itself is refused by the platform, as without us.
          if (!(isPackage(media) && 'mediaType' in more)) expectTyped(error, what);
          expectNoInjection(sent, what);
        }
      }
  });

  describe('with names of the prototype', () => {
    afterEach(expectUnpolluted);

    it('pollutes nothing from a response', async () => {
      const inner = JSON.parse(polluting);
      for (const media of calls) {
        const whole = JSON.parse(
          await media
            .answer('x')
            .text()
            .then(text => (text.startsWith('{') ? text : '{}')),
        );
        for (const body of [
          polluting,
          `[${polluting}]`,
          pollutingWith(whole),
          pollutingWith({ result: inner, success: true }),
          pollutingWith({ success: false, errors: [inner], messages: [inner] }),
          pollutingWith({ error: { message: 'no', code: '__proto__', type: 'constructor' } }),
          pollutingWith({
            response: [inner],
            results: [inner],
            words: [inner],
            segments: [inner],
            data: [inner],
          }),
        ])
          for (const status of [200, 400]) {
            const headers = {
              'content-type': 'application/json',
              'cf-aig-metadata': polluting,
              'cf-aig-dlp': polluting,
            };
            const answer = (): Response => new Response(body, { status, headers });
            const wire = wireOf(media.endpoint, version, answer, settingsOf(version, media));
            expectTyped(await failureOf(() => make(wire.provider, media)), `${media.name} ${status} ${body}`);
          }
      }
    });

    it('pollutes nothing from options, headers or settings', async () => {
      const own = JSON.parse(polluting);
      for (const media of calls)
        for (const [settings, more] of [
          [{}, { providerOptions: own }],
          [
            {},
            {
              providerOptions: { cloudflare: own, openai: own, elevenlabs: own, deepgram: own, cohere: own },
            },
          ],
          [{}, { providerOptions: { cloudflare: { metadata: own } } }],
          [{}, { providerOptions: { cloudflare: { extraBody: own } } }],
          [{}, { headers: own }],
          [{}, { documents: { type: 'object', values: [own, own] } }],
          [{ options: own }, {}],
          [{ options: { extraBody: own } }, {}],
          [{ providerKeys: own }, {}],
        ] as const) {
          const what = `${media.name}: ${JSON.stringify([settings, more])}`;
          const answer = (): Response => media.answer('x');
          const work = (): Promise<unknown> => {
            const given = { ...settingsOf(version, media), ...settings };
            return make(wireOf(media.endpoint, version, answer, given).provider, media, more);
          };
          expectTyped(await failureOf(work), what);
        }
    });
  });

  it('makes one typed error of a response that is cut at any byte', async () => {
    for (const media of calls) {
      const whole = media.answer('Grüße 👋 '.repeat(media.kind === 'speech' ? 20 : 4));
      const type = whole.headers.get('content-type') ?? '';
      const bytes = new Uint8Array(await whole.arrayBuffer());
      for (const how of ['ends', 'breaks'] as const) {
        // Nothing in a recording says where it ends: only a connection that breaks off does.
        if (how === 'ends' && !type.includes('json')) continue;
        for (const at of placesInTurn([how === 'ends' ? 1 : 0, bytes.length], {
          member: version,
          family: versions,
          step: 31,
        })) {
          const headers = { 'content-type': type, 'cf-aig-log-id': '01CUT' };
          const answer = (): Response => new Response(cutBody(bytes, at, how), { headers });
          const wire = wireOf(media.endpoint, version, answer, settingsOf(version, media));
          const error = await rejection(make(wire.provider, media));
          expect(getCloudflareError(error), `${media.name}, ${how} at ${at}: ${error}`).toMatchObject({
            kind: 'stream-truncated',
            retryable: true,
            logId: '01CUT',
          });
          expect(wire.sent).toHaveLength(1);
        }
      }
    }
  });

  it('is an error where the file that an answer names breaks off', async () => {
    const address = 'https://media.example.com/x?signature=canary';
    for (const { kind, id } of calls.filter(({ name }) => /catalogue/.test(name))) {
      if (kind === 'transcription') continue;
      const bytes = new TextEncoder().encode('bytes of a file');
      for (let at = 0; at <= bytes.length; at++) {
        const answer = ({ url }: Sent): Response =>
          url === address
            ? new Response(cutBody(bytes, at, 'breaks'))
            : Response.json({ result: { [kind === 'image' ? 'image' : 'audio']: address }, success: true });
        const wire = wireOf('rest', version, answer);
        const error = await rejection(make(wire.provider, { kind, id } as MediaCall));
        expect(getCloudflareError(error), `at ${at}: ${error}`).toMatchObject({
          kind: 'stream-truncated',
          retryable: true,
        });
        expect(everythingIn(error)).not.toContain('canary');
        expect(wire.sent[1]).toMatchObject({ url: address, headers: {} });
      }
    }
  });

  it('crosses no answer, no metadata and no warning at high concurrency', async () => {
    const tokens = /token-\d+-/g;
    const textOf = ({ body, url }: Sent): string => {
      const { bytes, file, audio, ...rest } = body;
      const binary = [bytes, file, Object(audio).body ?? audio].map(value =>
        value instanceof Uint8Array || Array.isArray(value)
          ? Buffer.from(value as Uint8Array).toString()
          : Buffer.from(String(value ?? ''), 'base64').toString(),
      );
      return `${url} ${JSON.stringify(rest)} ${JSON.stringify(body.input ?? '')} ${binary.join(' ')}`;
    };
    const decoded = (value: unknown): unknown =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value;
    for (const media of calls) {
      let turns = 0;
      const answer = async (request: Sent): Promise<Response> => {
        const turn = turns++;
        const sent = textOf(request);
        const inner =
          sent.match(tokens) ??
          Buffer.from(sent.match(/base64,([\w+/=]+)/)?.[1] ?? '', 'base64')
            .toString()
            .match(tokens);
        const [token = 'no token'] = inner ?? [];
        for (let wait = 0; wait < (turn * 7) % 11; wait++) await undefined;
        if (turn % 13 === 0) await new Promise(resolve => setTimeout(resolve, turn % 5));
        const headers = { 'cf-aig-log-id': token, 'cf-aig-cache-status': 'MISS' };
        if (turn % 5 === 0)
          return Response.json({ error: { message: `no ${token}`, code: token } }, { status: 400, headers });
        return media.answer(token, headers);
      };
      const wire = wireOf(media.endpoint, version, answer, settingsOf(version, media));
      const model = modelOf(wire.provider, media.kind, media.id);
      const { signal } = new AbortController();
      const subject: Readonly<Record<Kind, (token: string) => object>> = {
        image: prompt => ({ prompt, n: 2 }),
        speech: text => ({ text }),
        transcription: text => ({ audio: new TextEncoder().encode(text), mediaType: 'audio/mpeg' }),
        reranking: query => ({ query }),
      };
      const once = async (index: number): Promise<void> => {
        const token = `token-${index}-`;
        const cloudflare = { metadata: { call: token }, ...(index % 2 && { reasoningEffort: 'low' }) };
        const options = {
          ...subject[media.kind](token),
          ...(index % 3 && { abortSignal: signal }),
          providerOptions: { cloudflare },
        };
        let all: string;
        try {
          const result = await make(wire.provider, media, options, model);
          const { images = [], audio, warnings } = result;
          const files = [...(Array.isArray(images) ? images : []), audio].map(decoded);
          all = JSON.stringify([
            result,
            files,
            files.map(file => Buffer.from(String(file), 'base64').toString()),
          ]);
          expect(JSON.stringify(warnings).includes('reasoningEffort'), `${media.name} ${index}`).toBe(
            index % 2 === 1,
          );
          expect(all, media.name).toContain(`"logId":"${token}"`);
        } catch (error) {
          if (getCloudflareError(error) === undefined) throw error;
          all = everythingIn(error);
        }
        expect([...new Set(all.match(tokens))], media.name).toEqual([token]);
      };
      const count = scaled(20, 100);
      await Promise.all(Array.from({ length: count }, (_, index) => once(index)));
      const most = media.kind === 'image' ? 2 : 1;
      expect(wire.sent.length).toBeLessThanOrEqual(count * most);
      // Each request has the metadata of its own call.
      for (const request of wire.sent) {
        const metadata = JSON.stringify(request.headers['cf-aig-metadata'] ?? request.options ?? '');
        const own = metadata.match(tokens)?.[0] ?? 'none';
        const sent = textOf(request);
        const said =
          sent.match(tokens) ??
          Buffer.from(sent.match(/base64,([\w+/=]+)/)?.[1] ?? '', 'base64')
            .toString()
            .match(tokens);
        expect(new Set(said), media.name).toEqual(new Set([own]));
      }
    }
  });

  it('shows no secret that the upstream repeats, however it is printed', async () => {
    const secrets = [
      AWKWARD,
      GATEWAY_TOKEN,
      ...Object.values(providerKeys),
      'placeholder-of',
      'user-canary-1',
    ];
    const renderings: readonly ((echo: string) => Response | Promise<Response>)[] = [
      echo => Response.json({ error: { message: echo, type: echo, code: echo } }, { status: 401 }),
      echo =>
        Response.json(
          { success: false, errors: [{ code: 2009, message: echo }], result: null },
          { status: 401 },
        ),
      echo => Response.json({ success: false, errors: [{ code: 2009, message: echo }] }),
      echo => new Response(`<html><title>${echo}</title>${echo}</html>`, { status: 502 }),
      echo => new Response(echo, { status: 400, headers: { 'x-echo': encodeURI(echo) } }),
      echo =>
        new Response(null, {
          status: 302,
          headers: { location: `https://evil.example.com/?k=${encodeURIComponent(echo)}` },
        }),
      echo => Promise.reject(new TypeError('fetch failed', { cause: new Error(echo) })),
      echo => new Response(new ReadableStream({ pull: controller => controller.error(new Error(echo)) })),
    ];
    for (const media of calls) {
      for (const [index, render] of renderings.entries()) {
        const answer = ({ headers }: Sent): Response | Promise<Response> => {
          const echo = Object.values(headers).join(' ');
          const spell =
            [String, encodeURIComponent, (text: string) => JSON.stringify(text).slice(1, -1), btoa][
              index % 4
            ] ?? String;
          return render(spell(echo));
        };
        const own = {
          ...settingsOf(version, media),
          ...(isOverHTTP(media) && { apiToken: AWKWARD, gatewayToken: GATEWAY_TOKEN }),
        };
        const wire = wireOf(media.endpoint, version, answer, own);
        const headers = { 'x-api-secret': 'user-canary-1' };
        const shown = await shownOf(() => make(wire.provider, media, { headers }));
        expectNoSecret(shown, secrets, `${media.name}, rendering ${index}`);
        if (isOverHTTP(media)) expect(JSON.stringify(wire.sent)).toContain('user-canary-1');
        // A key at its vendor only, and the token at Cloudflare only.
        for (const { url, headers: sent } of wire.sent)
          for (const [owner, key] of Object.entries(providerKeys))
            if (JSON.stringify(sent).includes(key)) expect(url).toContain(`/${owner}/`);
      }
    }
  });
});
