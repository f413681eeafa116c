import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wireOf } from '../kinds/run-support.ts';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';
import { everythingIn, rejection } from '../support/answers.ts';
import { countedSignal } from '../support/counted-signal.ts';
import { eventually } from '../support/eventually.ts';
import { type Version, versions } from '../vendors/entries.ts';
import { carried, carriedCalls } from './carry-calls.ts';
import { some } from './hostile.ts';
import { callsOf, make, settingsOf } from './media-calls.ts';

/** What is asked, as far as answers here look at it. */
interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A call of a kind that is no chat, answered by a `fetch`, or a binding, that ignores its signal. */
interface AnyCall {
  readonly name: string;
  readonly overHTTP: boolean;
  readonly run: (
    answer: (asked: Asked) => Response | Promise<Response>,
    options?: object,
    settings?: object,
  ) => Promise<unknown>;
  readonly answer: () => Response;
}

const callsOfAll = (version: Version): readonly AnyCall[] => [
  ...callsOf(version).map(
    (media): AnyCall => ({
      name: media.name,
      overHTTP: media.endpoint !== 'binding',
      run: (answer, options, settings) => {
        const wire = wireOf(media.endpoint, version, answer, { ...settingsOf(version, media), ...settings });
        return make(wire.provider, media, options);
      },
      answer: () => media.answer('x'),
    }),
  ),
  ...carriedCalls.map(
    ({ name, what, run, answer }): AnyCall => ({
      name: `${what} of ${name}, carried`,
      overHTTP: true,
      run: (reply, options, settings) => {
        const fetch: typeof globalThis.fetch = async (input, init) =>
          reply({ url: String(input), headers: Object.fromEntries(new Headers(init?.headers)) });
        return run(carried(version, name, fetch, {}, settings), undefined, options);
      },
      answer: () => answer('x'),
    }),
  ),
];

const deep = `${'{"error":'.repeat(9000)}{"message":"deep"}${'}'.repeat(9000)}`;

/** Errors that are nested thousands deep. */
const deepBodies = {
  'errors in errors': deep,
  'lists in lists': `{"errors":${'['.repeat(9000)}${']'.repeat(9000)},"success":false}`,
  'errors in a text that breaks off': `{"error":{"message":${JSON.stringify(deep.slice(0, 40_000))}}}`,
};

const forever = (): Promise<never> => new Promise(() => undefined);

/** A body that never goes on, and what it was cancelled with. */
function silentBody(type: string | null): { response: Response; cancelled: unknown[] } {
  const cancelled: unknown[] = [];
  const body = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new TextEncoder().encode('{')),
    cancel: reason => void cancelled.push(reason),
  });
  const headers = { 'content-type': type ?? 'application/json' };
  return { response: new Response(body, { headers }), cancelled };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(versions)('media and carried providers, specification %s', version => {
  const calls = callsOfAll(version);

  it('end with the reason of the caller where `fetch` ignores its signal', async () => {
    for (const { name, run, answer } of calls) {
      const reason = { left: name };
      const gone = new AbortController();
      setTimeout(() => gone.abort(reason), 2);
      expect(await rejection(run(forever, { abortSignal: gone.signal })), name).toBe(reason);

      const reading = new AbortController();
      setTimeout(() => reading.abort(reason), 2);
      const { response, cancelled } = silentBody(answer().headers.get('content-type'));
      expect(await rejection(run(() => response, { abortSignal: reading.signal })), name).toBe(reason);
      await eventually(() => expect(cancelled, name).toHaveLength(1));

      const late = new AbortController();
      setTimeout(() => late.abort(reason), 2);
      const body = silentBody(null);
      const slow = async (): Promise<Response> => {
        await new Promise(resolve => setTimeout(resolve, 8));
        return body.response;
      };
      expect(await rejection(run(slow, { abortSignal: late.signal })), name).toBe(reason);
      await eventually(() => expect(body.cancelled, name).toHaveLength(1));
    }
  });

  it('share a listener while thirty wait on one signal, and leave none', async () => {
    for (const { name, run, answer } of calls) {
      const { controller, signal, seen, count } = countedSignal();
      let asked = 0;
      const waiting = Array.from({ length: 30 }, () =>
        run(
          () => {
            asked++;
            return forever();
          },
          { abortSignal: signal },
        ).catch((error: unknown) => error),
      );
      await eventually(() => expect(asked, name).toBeGreaterThanOrEqual(30));
      const reason = new Error('the user left');
      controller.abort(reason);
      for (const result of await Promise.all(waiting)) expect(result, name).toBe(reason);
      expect(seen.most, name).toBeLessThanOrEqual(10);
      await eventually(() => expect(count(), name).toBe(0));

      const over = countedSignal();
      await run(answer, { abortSignal: over.signal });
      await eventually(() => expect(over.count(), name).toBe(0));
    }
  });

  it.each(Object.entries(deepBodies))('make one typed error of %s', async (_, body) => {
    for (const [index, { name, run }] of some(calls).entries()) {
      // In turn: one reader of bodies serves every kind and specification, and such a body takes it long.
      const status = (index + versions.indexOf(version)) % 2 === 0 ? 400 : 200;
      const reply = () => new Response(body, { status, headers: { 'content-type': 'application/json' } });
      const error = await run(reply).catch((reason: unknown) => reason);
      expect(getCloudflareError(error), `${name} ${status}: ${error}`).toBeDefined();
      expect(() => JSON.stringify(error), name).not.toThrow();
    }
  });

  it('name a `fetch` without a response, which is not asked again', async () => {
    // A binding may return what a model returns.
    for (const { name, run } of calls.filter(({ overHTTP }) => overHTTP))
      for (const nothing of [undefined, null, {}, 'text', { status: 200 }, { ok: true, headers: {} }]) {
        let asked = 0;
        const error = await rejection(
          run(() => {
            asked++;
            return nothing as unknown as Response;
          }),
        );
        const info = getCloudflareError(error);
        expect(info, `${name}: ${error}`).toMatchObject({ source: 'client', retryable: false });
        expect(info?.message, name).toMatch(/`?fetch`?/);
        expect(asked, name).toBe(1);
      }
  });

  it('keep code, kind and the nested message of a long error', async () => {
    const long = 'x'.repeat(200_000);
    const nested = JSON.stringify({ error: { message: 'the real reason', code: 'real_code' } });
    for (const { name, run } of calls) {
      const refused = await rejection(
        run(() =>
          Response.json(
            { success: false, errors: [{ code: 2009, message: long }], result: null },
            { status: 401 },
          ),
        ),
      );
      expect(getCloudflareError(refused), name).toMatchObject({ code: 2009, kind: 'authentication' });
      expect((refused as Error).message.length, name).toBeLessThan(20_000);
      const wrapped = await rejection(
        run(() => Response.json({ error: { message: `${long}${nested}` } }, { status: 400 })),
      );
      expect((wrapped as Error).message, name).toContain('the real reason');
      expect((wrapped as Error).message, name).toContain('[real_code]');
    }
  });

  it('send what is passed before what is ambient, and nothing ambient to a host that was passed', async () => {
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'ambient-token');
    vi.stubEnv('CF_AIG_TOKEN', 'ambient-gateway');
    const proxied = { baseURL: `https://proxy.example/v1/${ACCOUNT}/${GATEWAY}`, endpoint: undefined };
    for (const { name, run, overHTTP, answer } of calls) {
      if (!overHTTP) continue;
      const sent: Asked[] = [];
      const reply = (asked: Asked): Response => {
        sent.push(asked);
        return answer();
      };
      await run(reply, {}, { apiToken: TOKEN, gatewayToken: undefined });
      expect(sent, name).toHaveLength(1);
      for (const own of [{ apiToken: TOKEN }, { apiToken: undefined }])
        await run(reply, {}, { ...proxied, gatewayToken: undefined, ...own }).catch(() => undefined);
      expect(JSON.stringify(sent), name).not.toContain('ambient-');
    }
  });

  it('refuse a key of a vendor in the place of a token, without showing it', async () => {
    const keys = [
      'sk-ant-api03-SECRETSECRETSECRET',
      'gsk_SECRETSECRETSECRETSECRET',
      'AIzaSySECRETSECRETSECRETSECRETSECRETSECRET',
    ];
    for (const { name, run, overHTTP, answer } of calls) {
      if (!overHTTP) continue;
      for (const key of keys)
        for (const settings of [{ apiToken: key, gatewayToken: undefined }, { gatewayToken: key }]) {
          let asked = 0;
          const reply = (): Response => {
            asked++;
            return answer();
          };
          const outcome = await run(reply, {}, settings).catch((error: unknown) => error);
          // On REST a gateway token is not sent.
          if (asked > 0 && !('apiToken' in settings)) continue;
          expect(asked, `${name}: ${key}`).toBe(0);
          expect((outcome as Error).message, name).toContain('providerKeys');
          expect(everythingIn(outcome), name).not.toContain('SECRET');
        }
    }
  });
});
