import { inspect } from 'node:util';
import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN } from '../support/account.ts';
import { chunkOf, DONE, everythingIn, frame, rejection } from '../support/answers.ts';
import { isFull, placesInTurn, scaled } from '../support/scale.ts';
import { type Part, partsOf, versions } from '../vendors/entries.ts';
import {
  bytes,
  carriedCalls as calls,
  carried,
  chat,
  givenTo,
  keys,
  recorder,
  type Sent,
} from './carry-calls.ts';
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

const secrets = [AWKWARD, GATEWAY_TOKEN, ...Object.values(keys), 'placeholder-of'];
const base = `/v1/${ACCOUNT}/${GATEWAY}/`;

const failureOf = async (work: () => Promise<unknown>): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      error => error,
    );

/** Everything of ours stays behind the gateway, in the path of the vendor. */
function expectBehindGateway(sent: readonly Sent[], what: string): void {
  for (const { url } of sent) {
    const { origin, pathname, username, hash } = new URL(url);
    expect({ origin, username, hash }, what).toEqual({
      origin: 'https://gateway.ai.cloudflare.com',
      username: '',
      hash: '',
    });
    expect(pathname.startsWith(base), `${what}: ${pathname.slice(0, 200)}`).toBe(true);
    expect(decodeURIComponent(pathname).split(/[/\\]/), what).not.toContain('..');
  }
}

const forms: readonly (readonly [string, () => RequestInit])[] = [
  ['JSON', () => ({ method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } })],
  [
    'a form',
    () => {
      const body = new FormData();
      body.append('file', new Blob([bytes]));
      return { method: 'POST', body };
    },
  ],
  ['GET', () => ({ method: 'GET' })],
  ['bytes', () => ({ method: 'PUT', body: bytes })],
];

describe.each(versions)('a carried provider under attack, specification %s', version => {
  it('sends nothing of ours to an origin that only looks like the vendor’s', async () => {
    const addresses = [
      'https://api.openai.com.evil.example/v1/files',
      'https://api.openai.com@evil.example/v1/files',
      'https://evil.example/api.openai.com/v1/files',
      'https://api-openai.com/v1/files',
      'https://api.openai.com:8443/v1/files',
      'http://api.openai.com/v1/files',
      'https://api.openai.com./v1/files',
      'https://ａpi.openai.com.example/v1/files',
      'https://xn--pi-7ka.openai.com/v1/files',
      'https://gateway.ai.cloudflare.com/v1/other/gateway/openai/files',
      'https://api.cloudflare.com/client/v4/user/tokens',
      'https://openai.com/v1/files',
      'https://169.254.169.254/latest/meta-data',
    ];
    for (const address of addresses)
      for (const [form, init] of forms)
        for (const status of [200, 302, 401]) {
          const { fetch, sent } = recorder(
            () => new Response('{}', { status, headers: { location: 'https://evil.example/' } }),
          );
          const settings = {
            headers: { 'x-team-secret': 'user-canary-1' },
            access: { clientId: 'client-canary', clientSecret: 'access-canary' },
          };
          const { access: _, ...own } = settings;
          const given = givenTo(version, 'openai', fetch, own);
          const { headers, ...rest } = init();
          const what = `${form} to ${address}`;
          const theirs = {
            ...headers,
            authorization: `Bearer ${given.apiKey}`,
            'x-goog-api-key': given.apiKey,
            'x-team-secret': 'user-canary-1',
            'x-own': 'kept',
          };
          const response = await given.fetch(`${address}?key=${given.apiKey}&page=2`, {
            ...rest,
            headers: theirs,
          });
          expect(response.status, what).toBe(status);
          expect(sent, what).toHaveLength(1);
          const [request] = sent;
          expect(new URL(request?.url ?? '').origin, what).toBe(new URL(address).origin);
          expect(request?.url, what).toMatch(/\?page=2$/);
          expect(request?.headers, what).toMatchObject({ 'x-own': 'kept' });
          expect(request?.body, what).toBe(rest.body);
          expectNoSecret(
            JSON.stringify([request?.url, request?.headers]),
            [...secrets, 'canary', 'cf-aig'],
            what,
          );
        }
  });

  it('sends what goes to the vendor to its path behind the gateway, however the address is written', async () => {
    for (const address of [
      'https://api.openai.com/v1/files',
      'https://api.openai.com:443/v1/files',
      'https://API.OpenAI.com/v1/files',
      'https://user:password@api.openai.com/v1/files',
      'https://api.openai.com/v1/./files',
      'https://api.openai.com/v1/x/../files',
      'https://api.openai.com/v2/../v1/files',
      'https://api.openai.com\\v1\\files',
    ])
      for (const [form, init] of forms) {
        const { fetch, sent } = recorder(() => Response.json({ id: 'file-1' }));
        const given = givenTo(version, 'openai', fetch);
        const what = `${form} to ${address}`;
        await given.fetch(`${address}?page=2#part`, init());
        expect(sent[0]?.url, what).toBe(`https://gateway.ai.cloudflare.com${base}openai/files?page=2`);
        expect(sent[0]?.headers, what).toMatchObject({
          authorization: `Bearer ${keys.openai}`,
          'cf-aig-authorization': `Bearer ${GATEWAY_TOKEN}`,
        });
        expect(JSON.stringify(sent), what).not.toMatch(/placeholder-of|password/);
      }
  });

  it('lets no path lead out of that of the vendor', async () => {
    for (const path of [
      '/v1/../../../x',
      '/v1/%2e%2e/%2E%2E/user',
      '/v1/files/%2e%2e/%2e%2e/%2e%2e/user',
      '/v1/..%2f..%2f..%2fuser',
      '/v1/..%5c..%5cuser',
      '/v1//evil.example/x',
      '//evil.example/v1/x',
      '/v1x/files',
      '/V1/files',
      '/v1',
      '/',
    ])
      for (const [form, init] of forms) {
        const { fetch, sent } = recorder(() => Response.json({}));
        const given = givenTo(version, 'openai', fetch);
        const what = `${form} to ${path}`;
        expectTyped(await failureOf(() => given.fetch(`https://api.openai.com${path}`, init())), what);
        expectBehindGateway(sent, what);
        for (const { url } of sent)
          expect(new URL(url).pathname, what).toMatch(new RegExp(`^${base}openai/`));
      }
  });

  it('lets no id lead out of that of the vendor', async () => {
    for (const { name, what, run, answer } of calls)
      for (const id of some(hostileNames)) {
        const { fetch, sent } = recorder(() => answer('x'));
        const label = `${name} ${what}: ${JSON.stringify(id.slice(0, 80))}`;
        const error = await failureOf(() => run(carried(version, name, fetch), id));
        expectTyped(error, label);
        expectBehindGateway(sent, label);
      }
    for (const voice of some(hostileNames)) {
      const { fetch, sent } = recorder(
        () => new Response('x', { headers: { 'content-type': 'audio/mpeg' } }),
      );
      const speech = carried(version, 'elevenlabs', fetch).speech('eleven_turbo_v2');
      const error = await failureOf(() => speech.doGenerate({ text: 'Hello', voice, providerOptions: {} }));
      expectTyped(error, voice.slice(0, 80));
      expectBehindGateway(sent, voice.slice(0, 80));
    }
  });

  it('takes a line break in a value as no header', async () => {
    for (const { name, what, run, answer } of calls)
      for (const evil of injections)
        for (const [settings, own, options] of [
          [{}, {}, { headers: { 'x-team': evil } }],
          [{}, {}, { headers: { [evil]: 'x' } }],
          [{}, { headers: { 'x-team': evil } }, {}],
          [{}, { organization: evil, project: evil }, {}],
          [{ headers: { 'x-team': evil } }, {}, {}],
          [{ providerKeys: { [name]: evil } }, {}, {}],
          [{ providerKeys: { [name]: { headers: { 'x-own': evil } } } }, {}, {}],
          [{ apiToken: evil }, {}, {}],
          [{ gatewayToken: () => evil }, {}, {}],
          [{ gatewayId: evil }, {}, {}],
          ...['cacheKey', 'eventId', 'gatewayId', 'byokAlias', 'user'].map(option => [
            {},
            {},
            { providerOptions: { cloudflare: { [option]: evil } } },
          ]),
          [{}, {}, { providerOptions: { cloudflare: { metadata: { [evil]: evil } } } }],
        ] as const) {
          const { fetch, sent } = recorder(() => answer('x'));
          const label = `${name} ${what}: ${JSON.stringify([settings, own, options])}`;
          const error = await failureOf(() =>
            run(carried(version, name, fetch, own, settings), undefined, options),
          );
          // What a package writes into headers itself is refused by the platform, as without us.
          if (Object.keys(own).length === 0) expectTyped(error, label);
          expectNoInjection(sent, label);
        }
  });

  describe('with names of the prototype', () => {
    afterEach(expectUnpolluted);

    it('pollutes nothing from responses and options', async () => {
      const own = JSON.parse(polluting);
      for (const { name, what, run, answer } of calls) {
        const whole = await answer('x').text();
        const bodies = [
          polluting,
          `[${polluting}]`,
          ...(whole.startsWith('{') ? [pollutingWith(JSON.parse(whole))] : []),
          pollutingWith({ error: { message: 'no', code: '__proto__', type: 'constructor' } }),
          pollutingWith({ success: false, errors: [own] }),
        ];
        for (const body of bodies)
          for (const status of [200, 400]) {
            const headers = { 'content-type': 'application/json', 'cf-aig-metadata': polluting };
            const { fetch } = recorder(() => new Response(body, { status, headers }));
            expectTyped(await failureOf(() => run(carried(version, name, fetch))), `${name} ${what} ${body}`);
          }
        for (const [settings, options] of [
          [{}, { providerOptions: own }],
          [{}, { providerOptions: { cloudflare: own, [name]: own } }],
          [{}, { providerOptions: { cloudflare: { extraBody: own, metadata: own } } }],
          [{}, { headers: own }],
          [{ options: { extraBody: own } }, {}],
        ] as const) {
          const { fetch } = recorder(() => answer('x'));
          const label = `${name} ${what} ${JSON.stringify([settings, options])}`;
          expectTyped(
            await failureOf(() => run(carried(version, name, fetch, {}, settings), undefined, options)),
            label,
          );
        }
      }
    });
  });

  it('makes one typed error of a response that is cut at any byte', async () => {
    for (const { name, what, run, answer } of calls) {
      const whole = answer('Grüße 👋 '.repeat(3));
      const type = whole.headers.get('content-type') ?? '';
      const all = new Uint8Array(await whole.arrayBuffer());
      for (const how of ['ends', 'breaks'] as const) {
        // Nothing in a recording says where it ends.
        if (how === 'ends' && !type.includes('json')) continue;
        for (const at of placesInTurn([how === 'ends' ? 1 : 0, all.length], {
          member: version,
          family: versions,
          step: 29,
        })) {
          const headers = { 'content-type': type, 'cf-aig-log-id': '01CUT' };
          const { fetch, sent } = recorder(() => new Response(cutBody(all, at, how), { headers }));
          const error = await rejection(run(carried(version, name, fetch)));
          const label = `${name} ${what}, ${how} at ${at}: ${error}`;
          expect(getCloudflareError(error), label).toMatchObject({
            kind: 'stream-truncated',
            retryable: true,
            logId: '01CUT',
          });
          expect(sent, label).toHaveLength(1);
        }
      }
    }
  });

  it('makes one typed error of a form, a job or a file that is cut at any byte', async () => {
    const state = new TextEncoder().encode('{"id":"job-1","status":"in_progress","progress":12}');
    for (const [form, init] of forms)
      for (let at = 0; at < state.length; at += isFull ? 1 : 7) {
        const headers = { 'content-type': 'application/json', 'cf-aig-log-id': '01CUT' };
        const { fetch } = recorder(() => new Response(cutBody(state, at, 'breaks'), { headers }));
        const given = givenTo(version, 'openai', fetch);
        const read = async (): Promise<unknown> =>
          (await given.fetch('https://api.openai.com/v1/videos/job-1', init())).json();
        const error = await rejection(read());
        expect(getCloudflareError(error), `${form} at ${at}: ${error}`).toMatchObject({
          kind: 'stream-truncated',
          logId: '01CUT',
        });
        // What may have had an effect is not repeated.
        expect((error as { isRetryable: boolean }).isRetryable, form).toBe(false);
      }
  });

  it('crosses no answer, no metadata and no error at high concurrency', async () => {
    const tokens = /token-\d+-/g;
    const textOf = async (body: unknown): Promise<string> => {
      if (typeof body === 'string') return body;
      if (!(body instanceof FormData)) return Buffer.from(body as Uint8Array).toString();
      const values = await Promise.all(
        [...body.keys()].map(async name => {
          const value = body.get(name);
          return typeof value === 'string' ? value : (value as Blob).text();
        }),
      );
      return values.join();
    };
    let turns = 0;
    const answered: string[][] = [];
    const { fetch, sent } = recorder(async ({ url, body, headers }) => {
      const turn = turns++;
      const [token = 'none'] = (await textOf(body)).match(tokens) ?? [];
      answered.push([token, headers['cf-aig-metadata']?.match(tokens)?.[0] ?? 'none']);
      for (let wait = 0; wait < (turn * 7) % 11; wait++) await undefined;
      if (turn % 13 === 0) await new Promise(resolve => setTimeout(resolve, turn % 5));
      const facts = { 'cf-aig-log-id': token, 'cf-aig-cache-status': 'MISS' };
      if (turn % 5 === 0)
        return Response.json(
          { error: { message: `no ${token}`, type: token, code: token } },
          { status: 400, headers: facts },
        );
      if (url.endsWith('/images/generations'))
        return Response.json({ created: 1, data: [{ b64_json: btoa(token) }] }, { headers: facts });
      if (url.endsWith('/audio/transcriptions'))
        return Response.json({ text: token, language: 'english', duration: 1 }, { headers: facts });
      if (String(body).includes('"stream":true')) {
        const events = [
          chunkOf({ content: token.slice(0, 3) }),
          chunkOf({ content: token.slice(3) }),
          chunkOf({}, 'stop'),
        ];
        return new Response(events.map(frame).join('') + DONE, { headers: facts });
      }
      return new Response(chat(token).body, { headers: { 'content-type': 'application/json', ...facts } });
    });
    const openai = carried(version, 'openai', fetch);
    const [text, images, audio] = [
      openai.chat('gpt-4o'),
      openai.image('gpt-image-1'),
      openai.transcription('whisper-1'),
    ];
    const once = async (index: number): Promise<void> => {
      const token = `token-${index}-`;
      const providerOptions = {
        cloudflare: { metadata: { call: token }, ...(index % 3 === 0 && { sessionAffinity: 'x' }) },
      };
      const talk = { prompt: [{ role: 'user', content: [{ type: 'text', text: token }] }], providerOptions };
      let all: string;
      try {
        if (index % 4 === 0) {
          const { stream } = await text.doStream(talk);
          const parts: Part[] = await partsOf(stream);
          all = JSON.stringify(parts);
        } else {
          const result = await (index % 4 === 1
            ? text.doGenerate(talk)
            : index % 4 === 2
              ? images.doGenerate({ prompt: token, n: 1, providerOptions })
              : audio.doGenerate({
                  audio: new TextEncoder().encode(token),
                  mediaType: 'audio/wav',
                  providerOptions,
                }));
          expect(getCloudflareMetadata(result)?.logId).toBe(token);
          const { images: files = [] } = result as { images?: unknown[] };
          all = JSON.stringify([result, files.map(file => Buffer.from(String(file), 'base64').toString())]);
        }
      } catch (error) {
        if (getCloudflareError(error) === undefined) throw error;
        all = everythingIn(error);
      }
      expect([...new Set(all.match(tokens))]).toEqual([token]);
    };
    const count = scaled(80, 400);
    await Promise.all(Array.from({ length: count }, (_, index) => once(index)));
    expect(sent).toHaveLength(count);
    for (const [token, metadata] of answered) expect(metadata).toBe(token);
  });

  it('shows no secret that the upstream repeats, however it is printed', async () => {
    const renderings: readonly ((echo: string) => Response | Promise<Response>)[] = [
      echo => Response.json({ error: { message: echo, type: echo, code: echo } }, { status: 401 }),
      echo => Response.json({ success: false, errors: [{ code: 2009, message: echo }] }),
      echo => Response.json({ detail: echo, err_msg: echo, message: echo }, { status: 400 }),
      echo => new Response(`<title>${echo}</title>`, { status: 502 }),
      echo => new Response(echo, { status: 400, headers: { 'x-echo': encodeURI(echo) } }),
      echo =>
        new Response(null, {
          status: 307,
          headers: { location: `https://evil.example/?k=${encodeURIComponent(echo)}` },
        }),
      echo => Promise.reject(new TypeError('fetch failed', { cause: new Error(echo) })),
      echo => new Response(new ReadableStream({ pull: controller => controller.error(new Error(echo)) })),
    ];
    const spells = [String, encodeURIComponent, (text: string) => JSON.stringify(text).slice(1, -1), btoa];
    for (const { name, what, run } of calls)
      for (const [index, render] of renderings.entries()) {
        const { fetch, sent } = recorder(({ url, headers }) =>
          render((spells[index % spells.length] ?? String)(`${url} ${Object.values(headers).join(' ')}`)),
        );
        const options = { headers: { 'x-api-secret': 'user-canary-1' } };
        const outcome = await run(carried(version, name, fetch), undefined, options).catch(
          (error: unknown) => error,
        );
        const shown =
          outcome instanceof Error
            ? everythingIn(outcome)
            : inspect(outcome, { depth: 12, showHidden: true });
        expectNoSecret(shown, [...secrets, 'user-canary-1'], `${name} ${what}, rendering ${index}`);
        expect(sent).toHaveLength(1);
        for (const { headers } of sent) {
          const text = JSON.stringify(headers);
          for (const [owner, key] of Object.entries(keys)) expect(text.includes(key)).toBe(owner === name);
          expect(text).not.toContain(JSON.stringify(AWKWARD).slice(1, -1));
        }
      }
    // Requests that are no model's.
    for (const [form, init] of forms)
      for (const [index, render] of renderings.entries()) {
        const { fetch } = recorder(({ headers }) =>
          render((spells[index % spells.length] ?? String)(Object.values(headers).join(' '))),
        );
        const given = givenTo(version, 'openai', fetch);
        const error = await failureOf(async () =>
          (await given.fetch('https://api.openai.com/v1/files', init())).arrayBuffer(),
        );
        if (error !== undefined) expectNoSecret(everythingIn(error), secrets, `${form}, rendering ${index}`);
      }
  });

  it('polls what is no model’s with our credentials, and follows no address with them', async () => {
    const { fetch, sent } = recorder(({ url }) =>
      url.includes('job-1')
        ? Response.json({ id: 'job-1', status: 'completed', url: 'https://files.example/video.mp4' })
        : new Response(bytes),
    );
    const given = givenTo(version, 'xai', fetch);
    for (let poll = 0; poll < 3; poll++)
      await given.fetch('https://api.x.ai/v1/videos/job-1', {
        headers: { authorization: `Bearer ${given.apiKey}` },
      });
    await given.fetch('https://files.example/video.mp4', {
      headers: { authorization: `Bearer ${given.apiKey}` },
    });
    for (const { url, headers } of sent.slice(0, 3)) {
      expect(url).toBe(`https://gateway.ai.cloudflare.com${base}grok/v1/videos/job-1`);
      expect(headers.authorization).toBe(`Bearer ${keys.xai}`);
    }
    expect(sent[3]).toMatchObject({ url: 'https://files.example/video.mp4', headers: {} });
  });
});
