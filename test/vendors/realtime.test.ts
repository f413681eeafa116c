import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { packageOf, providerOf } from './entries.ts';

type Methods = Record<string, ((options: object) => unknown) | undefined>;

interface Realtime {
  readonly experimental_realtime: {
    (modelId: string, options?: object): Methods;
    getToken(options: object): Promise<unknown>;
  };
}

const secret = () =>
  Response.json({ value: 'a-token', name: 'a-token', client_secret: { value: 'a-token' } });

/** A carried package, and everything that it requests, also past the `fetch` of the settings. */
async function requestsOf(
  name: 'openai' | 'google' | 'xai',
  use: (carried: Realtime) => unknown,
): Promise<{ readonly sent: readonly string[]; readonly error: unknown }> {
  const sent: string[] = [];
  const record: typeof globalThis.fetch = async input => {
    sent.push(String(input));
    return secret();
  };
  const original = globalThis.fetch;
  globalThis.fetch = record;
  try {
    const settings = { ...connected, fetch: record, providerKeys: { [name]: 'canary-key-123' } };
    const carried: unknown = providerOf('v4', settings, []).carry(name, packageOf('v4', name) as never);
    const error = await Promise.resolve()
      .then(() => use(carried as Realtime))
      .then(
        result => ({ result }),
        (reason: unknown) => reason,
      );
    return { sent, error };
  } finally {
    globalThis.fetch = original;
  }
}

const token = { model: 'gpt-realtime', sessionConfig: {} };

describe('realtime of a carried package, whose connection would bypass the gateway', () => {
  it.each(['openai', 'google', 'xai'] as const)(
    '%s: its token is refused, and nothing is sent',
    async name => {
      for (const use of [
        ({ experimental_realtime: realtime }: Realtime) => realtime.getToken(token),
        ({ experimental_realtime: realtime }: Realtime) =>
          realtime('gpt-realtime').doCreateClientSecret?.({}),
      ]) {
        const { sent, error } = await requestsOf(name, use);
        expect(sent).toEqual([]);
        expect(error).toMatchObject({
          name: 'AI_UnsupportedFunctionalityError',
          message: expect.stringContaining('bypass the gateway'),
        });
        expect(getCloudflareError(error)).toMatchObject({ source: 'client' });
        expect(String(error)).not.toMatch(/canary|placeholder|SECRET/);
      }
    },
  );

  it('openai: a session over WebRTC is refused', async () => {
    const { sent, error } = await requestsOf('openai', ({ experimental_realtime: realtime }) =>
      realtime('gpt-live', { api: 'live' }).doCreateWebRTCSession?.({ sdp: 'v=0' }),
    );
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ name: 'AI_UnsupportedFunctionalityError' });
  });

  it.each(['openai', 'google', 'xai'] as const)(
    '%s: no configuration of a socket is given out, since it would hold a credential',
    async name => {
      for (const method of ['getServerWebSocketConfig', 'getWebSocketConfig']) {
        const { error } = await requestsOf(name, ({ experimental_realtime: realtime }) => {
          const model = realtime('gpt-realtime');
          if (model[method] === undefined) throw new Error('WebSocket: absent');
          return model[method]?.({ url: 'wss://a.example', token: 't' });
        });
        expect(String(error)).toContain('WebSocket');
        expect(JSON.stringify(error)).not.toMatch(/canary|placeholder-of/);
      }
    },
  );
});
