import { APICallError } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chunkOf, errorOf, finishOf, frame, partsOf, rejection, textOf } from '../support/answers.ts';
import { connected, type Mode, refused, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { startedTimers } from '../support/timers.ts';
import { answers, call, connect, partsOfStream, type Setup, type Wire, ways } from './slow-wire.ts';

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];
const firstByteMs = 1000;
const idleMs = 300;
const timeouts = { firstByteMs, idleMs };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs a call while time passes: what it came to, and how much later. */
async function timed(wire: Wire | readonly Wire[], setup: Setup, limit = 60_000) {
  const { seen, result } = call(wire, { settings: { timeouts }, ...setup });
  const start = Date.now();
  let settled: { readonly value?: unknown; readonly error?: unknown; readonly ms: number } | undefined;
  result.then(
    value => {
      settled = { value, ms: Date.now() - start };
    },
    error => {
      settled = { error, ms: Date.now() - start };
    },
  );
  while (settled === undefined && Date.now() - start < limit) await vi.advanceTimersByTimeAsync(50);
  return { seen, ...settled, pending: settled === undefined };
}

/** A typed timeout of this client, with nothing left of the exchange. */
function expectTimeout(
  error: unknown,
  limit: keyof typeof timeouts,
  more: object = {},
  retryable = true,
): void {
  expect(APICallError.isInstance(error)).toBe(true);
  expect((error as APICallError).isRetryable).toBe(retryable);
  expect((error as Error).message).toContain(`timeouts.${limit}`);
  expect((error as Error).message).toContain(`${timeouts[limit]} ms`);
  expect(getCloudflareError(error)).toMatchObject({
    kind: 'timeout',
    source: 'client',
    retryable,
    ...more,
  });
  expect(vi.getTimerCount()).toBe(0);
}

const table = ways.flatMap(way => modes.map(mode => [way[0], mode, way] as const));
const answered = { statusCode: 200, logId: 'L1' };

describe.each([true, false])('a network that follows its signal: %s', follows => {
  describe.each(table)('%s, %s', (_, mode, way) => {
    const [first, last] = answers[mode];

    it('headers that never come', async () => {
      const { error, ms, seen } = await timed({ headers: 'silence', follows }, { way, mode });
      expectTimeout(error, 'firstByteMs');
      expect(getCloudflareError(error)).not.toHaveProperty('statusCode');
      expect(ms).toBe(firstByteMs);
      expect(seen.calls).toBe(1);
      expect(seen.signals[0]?.aborted).toBe(true);
    });

    it('a body that never begins', async () => {
      const { error, ms, seen } = await timed({ headers: 200, body: ['silence'], follows }, { way, mode });
      const [limit, after] =
        mode === 'stream' ? (['firstByteMs', 1000] as const) : (['idleMs', 500] as const);
      expectTimeout(error, limit, answered);
      expect(ms).toBe(after);
      expect(seen.signals[0]?.aborted).toBe(true);
      expect(seen.calls).toBe(1);
      if (!follows) expect(seen.cancelled).toEqual([error]);
    });

    it('a body that stops', async () => {
      const wire = { headers: 200, body: [100, first, 'silence'] as const, follows };
      const { value, error, ms, seen } = await timed(wire, { way, mode });
      expect(ms).toBe(600);
      if (mode === 'stream') {
        const parts = partsOfStream(value);
        expect(parts.map(part => part.type).slice(-4)).toEqual(['text-delta', 'text-end', 'error', 'finish']);
        expect(textOf(parts)).toBe('Hel');
        // A repeated call would say `Hel` once more.
        expectTimeout(errorOf(parts), 'idleMs', answered, false);
        expect(finishOf(parts).finishReason).toBe('error');
      } else {
        expectTimeout(error, 'idleMs', answered);
      }
      expect(seen.signals[0]?.aborted).toBe(true);
      if (!follows) expect(seen.cancelled).toHaveLength(1);
    });

    it('a slow answer within the limits', async () => {
      const body = [250, first.slice(0, 4), 250, first.slice(4), 250, last, 250];
      const { value, error, seen } = await timed({ headers: 700, body, follows }, { way, mode });
      expect(error).toBeUndefined();
      if (mode === 'stream') expect(textOf(partsOfStream(value))).toBe('Hello');
      else expect(value).toBeDefined();
      expect(seen.calls).toBe(1);
      expect(seen.signals[0]?.aborted).toBe(false);
      expect(vi.getTimerCount()).toBe(0);
    });

    it.each([
      ['before the headers', { headers: 'silence' } as const],
      ['before the body', { body: ['silence'] } as const],
      ['in the body', { body: [first, 'silence'] } as const],
    ])("the caller's abort wins, %s", async (_name, wire) => {
      const controller = new AbortController();
      const reason = new Error('the user left');
      setTimeout(() => controller.abort(reason), 250);
      const options = { abortSignal: controller.signal };
      const { error, ms, seen } = await timed({ ...wire, follows }, { way, mode, options });
      expect(error).toBe(reason);
      expect(ms).toBe(250);
      expect(seen.signals[0]?.reason).toBe(reason);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});

describe('firstByteMs', () => {
  it.each(['generate', 'embed'] as const)('of %s ends with the headers', async mode => {
    const settings = { timeouts: { firstByteMs } };
    const wire = { headers: 900, body: [5000, ...answers[mode]] };
    const { value, error } = await timed(wire, { mode, settings });
    expect(error).toBeUndefined();
    expect(value).toBeDefined();
  });

  it('of a stream ends with the first byte, a comment too; there it is idleMs', async () => {
    const comments = Array.from({ length: 10 }, () => [250, ': working\n\n']).flat();
    const wire = { body: [900, ': working\n\n', ...comments, ...answers.stream] };
    const { value } = await timed(wire, { mode: 'stream' });
    expect(textOf(partsOfStream(value))).toBe('Hello');
    const silent = await timed({ body: [900, ': working\n\n', 'silence'] }, { mode: 'stream' });
    expectTimeout(silent.error, 'idleMs', answered);
    expect(silent.ms).toBe(1200);
  });

  it('of a stream does not end with its headers', async () => {
    const { error, ms } = await timed({ headers: 600, body: [600, ...answers.stream] }, { mode: 'stream' });
    expectTimeout(error, 'firstByteMs', answered);
    expect(ms).toBe(firstByteMs);
  });

  it('alone does not end an answer that has begun', async () => {
    const settings = { timeouts: { firstByteMs } };
    const body = [answers.stream[0], 20_000, answers.stream[1]];
    const { value } = await timed({ body }, { mode: 'stream', settings });
    expect(textOf(partsOfStream(value))).toBe('Hello');
  });
});

describe('idleMs', () => {
  it('alone does not end the wait for a beginning', async () => {
    const settings = { timeouts: { idleMs } };
    const { value } = await timed(
      { headers: 5000, body: [5000, ...answers.stream] },
      { mode: 'stream', settings },
    );
    expect(textOf(partsOfStream(value))).toBe('Hello');
  });

  it('does not count while nobody reads', async () => {
    const body = Array.from({ length: 100 }, (_, index) => frame(chunkOf({ content: `${index} ` })));
    const { provider, seen } = connect({ body: [...body, answers.stream[1]] }, undefined, {}, { timeouts });
    const { stream } = await provider('openai/gpt-4o').doStream({ prompt: HI });
    const reader = stream.getReader();
    let said = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (part.value.type === 'text-delta') said += part.value.delta;
      expect(part.value.type).not.toBe('error');
      await vi.advanceTimersByTimeAsync(idleMs * 10);
    }
    expect(said).toBe(`${body.map((_, index) => `${index} `).join('')}lo`);
    expect(seen.signals[0]?.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends no answer that is complete: only its socket is open', async () => {
    const body = [answers.stream[0], frame(chunkOf({}, 'stop')), 'silence'] as const;
    const { value, seen } = await timed({ body }, { mode: 'stream' });
    expect(partsOf(partsOfStream(value), 'error')).toEqual([]);
    expect(finishOf(partsOfStream(value)).finishReason).toBe('stop');
    expect(seen.signals[0]?.aborted).toBe(true);
  });

  it('of a failure leaves what its status says', async () => {
    const wire = { status: 503, body: ['{"errors":', 'silence'] as const };
    for (const mode of modes) {
      const { error, ms } = await timed(wire, { mode });
      expect(getCloudflareError(error)).toMatchObject({ statusCode: 503, retryable: true, logId: 'L1' });
      expect(ms).toBe(300);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('of a JSON answer to a stream is an error of the call', async () => {
    const { error } = await timed({ body: ['{"choices":', 'silence'] }, { mode: 'stream' });
    expectTimeout(error, 'idleMs', answered);
  });
});

describe('what is left of an exchange', () => {
  const counted = () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.add(args[1]);
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.delete(args[1]);
      remove(...args);
    };
    return { signal, listeners: () => listeners.size };
  };

  it.each(table)('no listener: %s, %s', async (_, mode, way) => {
    const [first, last] = answers[mode];
    const { signal, listeners } = counted();
    const wires: readonly Wire[] = [
      { body: [first, last] },
      { headers: 'silence' },
      { body: ['silence'] },
      { body: [first, 'silence'] },
      { status: 429, body: ['{}'] },
      { status: 302 },
    ];
    for (const wire of wires) await timed(wire, { way, mode, options: { abortSignal: signal } });
    await vi.advanceTimersByTimeAsync(1);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('nothing, where a stream is cancelled', async () => {
    const { provider, seen } = connect({ body: [answers.stream[0], 'silence'] }, undefined, {}, { timeouts });
    const { signal, listeners } = counted();
    const { stream } = await provider('openai/gpt-4o').doStream({ prompt: HI, abortSignal: signal });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel('enough');
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.cancelled).toHaveLength(1);
    expect([listeners(), vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('no answer that comes too late', async () => {
    const { seen, error } = await timed({ headers: 5000, body: ['silence'], follows: false }, {});
    expect(getCloudflareError(error)?.kind).toBe('timeout');
    expect(seen.cancelled).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen.cancelled).toEqual([error]);
  });
});

describe('a call without limits', () => {
  it.each(modes)('%s leaves no timer, and hands on the very signal', async mode => {
    const { signal } = new AbortController();
    const timers = await startedTimers(async () => {
      const { result, seen } = call({ body: answers[mode] }, { mode, options: { abortSignal: signal } });
      await result;
      expect(seen.signals).toEqual([signal]);
    });
    // A stream watches that the core delivers what it was given.
    expect(timers.filter(ms => ms !== 100)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('limits of the provider and of a call', () => {
  const own = (value: object) => ({
    providerOptions: { cloudflare: { timeouts: value as Record<string, number> } },
  });

  it('merge, member by member', async () => {
    const options = own({ firstByteMs: 100 });
    expect((await timed({ headers: 'silence' }, { options })).ms).toBe(100);
    const stops = await timed({ body: ['{', 'silence'] }, { options });
    expect([stops.ms, getCloudflareError(stops.error)?.kind]).toEqual([300, 'timeout']);
    const inOptions = { timeouts, options: { timeouts: { firstByteMs: 200 } } };
    expect((await timed({ headers: 'silence' }, { settings: inOptions })).ms).toBe(200);
    expect((await timed({ headers: 'silence' }, { settings: inOptions, options })).ms).toBe(100);
  });

  it('of one call are not those of the next', async () => {
    const { provider } = connect({ headers: 'silence' }, undefined, {}, { timeouts });
    const model = provider('openai/gpt-4o');
    const run = async (options: object): Promise<number> => {
      const start = Date.now();
      let end = 0;
      const done = rejection(model.doGenerate({ prompt: HI, ...options })).then(() => {
        end = Date.now();
      });
      await vi.advanceTimersByTimeAsync(2000);
      await done;
      return end - start;
    };
    expect([await run(own({ firstByteMs: 50 })), await run({})]).toEqual([50, 1000]);
  });

  it('never reach the network', async () => {
    vi.useRealTimers();
    for (const mode of modes) {
      const model = mode === 'embed' ? '@cf/baai/bge-m3' : 'openai/gpt-4o';
      const bare = await send(model, {}, connected, mode);
      const sent = await send(model, own({ firstByteMs: 5000 }), { ...connected, timeouts }, mode);
      expect([sent.headers, sent.text, sent.warnings]).toEqual([bare.headers, bare.text, []]);
    }
  });

  it('are checked when the provider is made, and before a call', async () => {
    const thrown = (value: unknown): unknown => {
      try {
        createCloudflare({ timeouts: value as never });
      } catch (error) {
        return error;
      }
      return undefined;
    };
    for (const value of [0, -1, 1.5, '1000', Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, null]) {
      expect(thrown({ idleMs: value })).toMatchObject({ argument: 'timeouts.idleMs' });
      expect(String(thrown({ firstByteMs: value }))).toContain('from 1 to 2147483647');
      expect(await refused('openai/gpt-4o', own({ idleMs: value }))).toMatchObject({
        argument: 'providerOptions.cloudflare.timeouts.idleMs',
      });
    }
    expect(String(thrown({ firstByteMS: 1 }))).toContain('Did you mean `firstByteMs`?');
    expect(String(thrown({ idle: 1 }))).toContain('timeouts.idle: unknown setting');
    expect(thrown(1000)).toMatchObject({ argument: 'timeouts' });
    expect(await refused('openai/gpt-4o', own({ idle: 1 }))).toMatchObject({
      argument: 'providerOptions.cloudflare.timeouts.idle',
    });
    expect(thrown({})).toBeUndefined();
    expect(thrown({ firstByteMs: undefined, idleMs: 1 })).toBeUndefined();
    expect(thrown(undefined)).toBeUndefined();
  });
});

describe('the AI SDK', () => {
  it('repeats a call of which nothing was delivered', async () => {
    for (const wires of [
      [{ headers: 'silence' }, { body: answers.generate }],
      [{ body: ['silence'] }, { body: answers.generate }],
    ] as const) {
      const { provider, seen } = connect(wires, undefined, {}, { timeouts });
      const result = generateText({ model: provider('openai/gpt-4o'), prompt: 'Hi', maxRetries: 1 });
      await vi.advanceTimersByTimeAsync(10_000);
      expect((await result).text).toBe('Hello');
      expect(seen.calls).toBe(2);
    }
    const { provider, seen } = connect(
      [{ body: ['silence'] }, { body: answers.stream }],
      undefined,
      {},
      { timeouts },
    );
    const streamed = streamText({ model: provider('openai/gpt-4o'), prompt: 'Hi', maxRetries: 1 });
    const text = streamed.consumeStream().then(() => streamed.text);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await text).toBe('Hello');
    expect(seen.calls).toBe(2);
  });

  it('repeats no stream that has begun', async () => {
    const { provider, seen } = connect({ body: [answers.stream[0], 'silence'] }, undefined, {}, { timeouts });
    const errors: unknown[] = [];
    const streamed = streamText({
      model: provider('openai/gpt-4o'),
      prompt: 'Hi',
      maxRetries: 2,
      onError: ({ error }) => {
        errors.push(error);
      },
    });
    const text = streamed.consumeStream().then(() => streamed.text);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await text).toBe('Hel');
    expect(await streamed.finishReason).toBe('error');
    expect(errors.map(error => getCloudflareError(error)?.kind)).toEqual(['timeout']);
    expect(seen.calls).toBe(1);
  });
});

describe('a fetch that fails at once', () => {
  it('fails as it does without limits, and leaves nothing', async () => {
    const fake = fakeFetch(() => {
      throw new TypeError('fetch failed');
    });
    const model = createCloudflare({ ...connected, fetch: fake.fetch, timeouts })('openai/gpt-4o');
    const error = await rejection(model.doGenerate({ prompt: HI }));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'upstream-unavailable', retryable: true });
    const throwing = (): never => {
      throw new TypeError('fetch failed');
    };
    const other = createCloudflare({ ...connected, fetch: throwing, timeouts })('openai/gpt-4o');
    expect(getCloudflareError(await rejection(other.doGenerate({ prompt: HI })))).toMatchObject({
      kind: 'upstream-unavailable',
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});
