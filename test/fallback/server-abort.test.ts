import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf, frame, rejection, textOf } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { eventually } from '../support/eventually.ts';
import { HI } from '../support/prompts.ts';
import { ask, FIRST, modes, SECOND, THIRD, world } from './support.ts';

const server = { mode: 'server' } as const;
const timeouts = (firstByteMs: number) => ({
  providerOptions: { cloudflare: { timeouts: { firstByteMs } } },
});

describe.each(modes)("the caller's abort (%s)", mode => {
  it('before the call sends nothing', async () => {
    const { gateway, cloudflare } = world();
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    const error = await rejection(
      ask(cloudflare.fallback([FIRST, SECOND], server), mode, { abortSignal: signal }),
    );
    expect(error).toBe(signal.reason);
    expect(gateway.requests).toEqual([]);
  });

  it('while a credential is read sends nothing', async () => {
    const { gateway, cloudflare } = world({ apiToken: () => new Promise<string>(() => undefined) });
    const controller = new AbortController();
    const call = ask(cloudflare.fallback([FIRST, SECOND], server), mode, { abortSignal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect(await rejection(call)).toBe(controller.signal.reason);
    expect(gateway.requests).toEqual([]);
  });

  it.each([
    ['the usual AbortError', undefined],
    ['a timeout', new DOMException('too slow', 'TimeoutError')],
    ['an error of the caller', new Error('the user left')],
  ])('reaches the one request and rejects untouched: %s', async (_, reason) => {
    const { cloudflare, sent } = waiting();
    const controller = new AbortController();
    const call = ask(cloudflare.fallback([FIRST, SECOND, THIRD], server), mode, {
      abortSignal: controller.signal,
    });
    setTimeout(() => (reason === undefined ? controller.abort() : controller.abort(reason)), 5);
    expect(await rejection(call)).toBe(controller.signal.reason);
    expect(sent.map(init => init?.signal?.aborted)).toEqual([true]);
  });

  it('reaches it also where the legs keep their own time', async () => {
    const { cloudflare, sent } = waiting();
    const controller = new AbortController();
    const options = { abortSignal: controller.signal, ...timeouts(60_000) };
    const call = ask(cloudflare.fallback([FIRST, SECOND], server), mode, options);
    setTimeout(() => controller.abort(), 5);
    expect(await rejection(call)).toBe(controller.signal.reason);
    expect(sent.map(init => init?.signal?.aborted)).toEqual([true]);
  });

  it('leaves no listener on the signal', async () => {
    const { cloudflare } = world();
    const { signal, listeners } = counted();
    for (const options of [{}, timeouts(60_000)]) {
      await ask(cloudflare.fallback([FIRST, SECOND], server), mode, { abortSignal: signal, ...options });
    }
    expect(listeners()).toBe(0);
  });

  it('leaves no leg waiting for one that sends nothing', async () => {
    const { gateway, cloudflare } = world();
    const { signal, listeners } = counted();
    const zdr = { cloudflare: { zdr: true } };
    const model = cloudflare.fallback([FIRST, { model: SECOND, providerOptions: zdr }], server);
    const error = await rejection(ask(model, mode, { abortSignal: signal, ...timeouts(60_000) }));
    expect(error).toMatchObject({ argument: 'providerOptions.cloudflare.zdr' });
    // The other leg has come to where it would wait.
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(listeners()).toBe(0);
    expect(gateway.requests).toEqual([]);
  });
});

describe('a stream', () => {
  it('that is aborted after its content rejects, and cancels the body', async () => {
    const controller = new AbortController();
    const { cloudflare, cancelled } = waiting(frame(chunkOf({ content: 'Hi' })));
    const model = cloudflare.fallback([FIRST, SECOND], server);
    const { stream } = await model.doStream({ prompt: HI, abortSignal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const part of stream) if (part.type === 'text-delta') controller.abort();
    };
    expect(await rejection(read())).toBe(controller.signal.reason);
    expect(cancelled).toEqual([controller.signal.reason]);
  });

  it('that is cancelled by its reader cancels the body', async () => {
    const { cloudflare, cancelled } = waiting(frame(chunkOf({ content: 'Hi' })));
    const { stream } = await cloudflare.fallback([FIRST, SECOND], server).doStream({ prompt: HI });
    await stream.cancel('enough');
    await eventually(() => expect(cancelled).toHaveLength(1));
  });
});

describe.each(modes)('time limits of the client (%s)', mode => {
  it('count for the one request', async () => {
    const { cloudflare, sent } = waiting();
    const error = await rejection(ask(cloudflare.fallback([FIRST, SECOND], server), mode, timeouts(20)));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'timeout', source: 'client', retryable: true });
    expect(sent.map(init => init?.signal?.aborted)).toEqual([true]);
  });

  it('of different legs: the shortest counts', async () => {
    const { cloudflare, sent } = waiting();
    const legs = [FIRST, { model: THIRD, ...timeouts(60_000) }, { model: SECOND, ...timeouts(20) }];
    const error = await rejection(ask(cloudflare.fallback(legs, server), mode));
    expect(getCloudflareError(error)).toMatchObject({ kind: 'timeout', modelId: SECOND });
    expect(sent.map(init => init?.signal?.aborted)).toEqual([true]);
  });

  it('do not count for legs whose answer it is not', async () => {
    const { gateway, cloudflare } = world({}, { chunkDelayMs: 15 });
    gateway.reply({ error: 'openai-server-error' }, { upstream: 'openai' });
    const legs = [
      { model: FIRST, ...timeouts(40) },
      { model: SECOND, ...timeouts(5000) },
    ];
    const { text } = await ask(cloudflare.fallback(legs, server), mode);
    expect(text).toContain('Hi');
  });
});

it('a stream that stops is given up by the leg that reads it', async () => {
  const { cloudflare, cancelled } = waiting(frame(chunkOf({ content: 'Hi' })));
  const providerOptions = { cloudflare: { timeouts: { idleMs: 20 } } };
  const model = cloudflare.fallback([FIRST, SECOND], server);
  const parts = await collect((await model.doStream({ prompt: HI, providerOptions })).stream);
  expect(textOf(parts)).toBe('Hi');
  expect(getCloudflareError(errorOf(parts))).toMatchObject({ kind: 'timeout' });
  await eventually(() => expect(cancelled).toHaveLength(1));
});

/** A signal that counts who listens to it. */
function counted() {
  const { signal } = new AbortController();
  let listeners = 0;
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  return { signal, listeners: () => listeners };
}

/** A network that answers with a text at most, and then waits for the abort. */
function waiting(text?: string) {
  const sent: (RequestInit | undefined)[] = [];
  const cancelled: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    sent.push(init);
    if (text === undefined) {
      return new Promise<never>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    }
    let reads = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: controller =>
        reads++ === 0 ? controller.enqueue(new TextEncoder().encode(text)) : new Promise(() => undefined),
      cancel: reason => {
        cancelled.push(reason);
      },
    });
    return new Response(body);
  };
  return { cloudflare: createCloudflare({ ...connected, fetch }), sent, cancelled };
}
