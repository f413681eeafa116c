import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { collect, connected, type Mode } from '../support/call.ts';
import { countedSignal } from '../support/counted-signal.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { thinned } from '../support/scale.ts';
import { answers, connect, type Wire, ways } from './slow-wire.ts';

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];
const limits = { firstByteMs: 60_000, idleMs: 60_000 };
const CALLS = 30;

const table = thinned(ways, modes, 3).flatMap(([way, some]) =>
  some.map(mode => [way[0], mode, way] as const),
);
/** Calls of the network itself must not count, so it does not follow the signal. */
const wires: readonly (readonly [name: string, wire: (mode: Mode) => Wire])[] = [
  ['while all wait for their headers', () => ({ headers: 'silence', follows: false })],
  ['while all wait for their bodies', mode => ({ body: [answers[mode][0], 'silence'], follows: false })],
  [
    'while all wait for the body of a failure',
    () => ({ status: 500, body: ['{', 'silence'], follows: false }),
  ],
];

describe.each([
  ['without timeouts', {}],
  ['with timeouts', { timeouts: limits }],
])('thirty calls on one signal %s', (_, settings) => {
  it.each(table)('share a listener, and leave none: %s, %s', async (_way, mode, [, chat, embed, base]) => {
    for (const [name, wire] of wires) {
      const { controller, signal, seen, count } = countedSignal();
      const { provider, seen: network } = connect(wire(mode), undefined, base, settings);
      const calls = Array.from({ length: CALLS }, async () => {
        if (mode === 'embed')
          return provider.embedding(embed).doEmbed({ values: ['a'], abortSignal: signal });
        const call = { prompt: HI, abortSignal: signal };
        if (mode === 'generate') return provider(chat).doGenerate(call);
        return collect((await provider(chat).doStream(call)).stream);
      });
      const settled = Promise.allSettled(calls);
      for (let turn = 0; turn < 200 && network.calls < CALLS; turn++)
        await new Promise(resolve => setTimeout(resolve, 1));
      await new Promise(resolve => setTimeout(resolve, 1));
      expect(network.calls, name).toBe(CALLS);
      expect(count(), name).toBe(1);
      const reason = new Error('the user left');
      controller.abort(reason);
      for (const result of await settled) expect(result, name).toEqual({ status: 'rejected', reason });
      expect(seen.most, name).toBe(1);
    }
  });
});

describe('a signal of calls that are over', () => {
  const fallback = (settings: object) => {
    const cloudflare = createCloudflare({ ...connected, fetch: fakeFetch().fetch, ...settings });
    return {
      fallback: cloudflare.fallback(['openai/gpt-4o', 'groq/llama-3.3-70b-versatile']),
      'fallback with limits': cloudflare.fallback(['openai/gpt-4o', 'groq/llama-3.3-70b-versatile'], {
        legTimeoutMs: 60_000,
      }),
      model: cloudflare('openai/gpt-4o'),
    };
  };

  it.each([
    ['a fixed token', {}],
    ['a token function', { apiToken: async () => 'a-token-of-a-function' }],
    ['timeouts', { timeouts: limits }],
  ])('has no listener: %s', async (_, settings) => {
    const { signal, seen, count } = countedSignal();
    const call = { prompt: HI, abortSignal: signal };
    for (const model of Object.values(fallback(settings))) {
      await model.doGenerate(call);
      await collect((await model.doStream(call)).stream);
    }
    await new Promise(resolve => setTimeout(resolve, 0));
    expect(count()).toBe(0);
    expect(seen.added).toBeGreaterThan(0);
  });

  it('has none of a stream that is left early', async () => {
    const { signal, count } = countedSignal();
    const cloudflare = createCloudflare({ ...connected, fetch: fakeFetch().fetch });
    const { stream } = await cloudflare('openai/gpt-4o').doStream({ prompt: HI, abortSignal: signal });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await new Promise(resolve => setTimeout(resolve, 0));
    expect(count()).toBe(0);
  });
});
