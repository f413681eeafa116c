import { createCloudflare, legCooldown } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, frame, rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { HI } from '../support/prompts.ts';
import { ask, FIRST, finish, foreign, forever, type Mode, modes, rejected, world } from './support.ts';

/** Aborts after a few milliseconds. */
function soon(reason?: unknown): AbortController {
  const controller = new AbortController();
  setTimeout(() => (reason === undefined ? controller.abort() : controller.abort(reason)), 5);
  return controller;
}

/** Rejects as a model does that looks at its signal. */
const obedient = ({ abortSignal }: { readonly abortSignal?: AbortSignal | undefined }): Promise<never> =>
  new Promise((_, reject) => {
    abortSignal?.addEventListener('abort', () => reject(abortSignal.reason));
  });

describe.each(modes)("the caller's abort (%s)", mode => {
  it('before the call: no leg is asked', async () => {
    const { gateway, cloudflare } = world();
    const first = foreign();
    const { signal } = soonAborted();
    const error = await rejection(ask(cloudflare.fallback([first, FIRST]), mode, { abortSignal: signal }));
    expect(error).toBe(signal.reason);
    expect((error as Error).name).toBe('AbortError');
    expect([first.calls.length, gateway.requests.length]).toEqual([0, 0]);
  });

  it.each([
    ['the usual AbortError', undefined],
    ['a timeout', new DOMException('too slow', 'TimeoutError')],
    ['an error of the caller', new Error('the user left')],
  ])('while a leg is asked: %s rejects untouched, and no other leg is asked', async (_, reason) => {
    const { signal } = soon(reason);
    const second = foreign();
    const { cloudflare, sent } = waiting();
    const call = ask(cloudflare.fallback([FIRST, second]), mode, { abortSignal: signal });
    expect(await rejection(call)).toBe(signal.reason);
    expect(sent.map(init => init?.signal?.aborted)).toEqual([true]);
    expect(second.calls).toHaveLength(0);
  });

  it.each([
    ['looks at it', obedient],
    ['does not', forever],
    [
      'makes another error of it',
      (options: Parameters<typeof obedient>[0]) =>
        obedient(options).catch(() => rejected(Object.assign(new Error('busy'), { statusCode: 503 }))),
    ],
  ])('while a leg of another package is asked that %s', async (_, waits) => {
    const { signal } = soon();
    const second = foreign();
    const model = world().cloudflare.fallback([foreign({ waits }), second]);
    expect(await rejection(ask(model, mode, { abortSignal: signal }))).toBe(signal.reason);
    expect(second.calls).toHaveLength(0);
  });

  it('while the second leg is asked', async () => {
    const { signal } = soon();
    const third = foreign();
    const legs = [foreign({ fails: new Error('x') }), foreign({ waits: obedient }), third];
    const call = ask(world().cloudflare.fallback(legs), mode, { abortSignal: signal });
    expect(await rejection(call)).toBe(signal.reason);
    expect(third.calls).toHaveLength(0);
  });

  it('while the last leg is asked: nothing speaks of failures', async () => {
    const reason = new Error('the user left');
    const cooldown = legCooldown({ failures: 1 });
    const only = foreign({ waits: forever });
    const call = ask(world().cloudflare.fallback([only], { cooldown }), mode, {
      abortSignal: soon(reason).signal,
    });
    expect(await rejection(call)).toBe(reason);
    expect(cooldown.isCooling(only)).toBe(false);
  });

  it('hands every leg the signal of the caller', async () => {
    const { signal } = new AbortController();
    const legs = [foreign({ fails: new Error('x') }), foreign()];
    await ask(world().cloudflare.fallback(legs), mode, { abortSignal: signal });
    expect(legs.map(({ calls }) => calls[0]?.abortSignal)).toEqual([signal, signal]);
  });
});

describe('a stream that is aborted', () => {
  it('before its content: rejects, and cancels a leg that does not look at the signal', async () => {
    const { signal } = soon();
    const first = foreign({ parts: [{ type: 'stream-start', warnings: [] }, forever()] });
    const second = foreign();
    const call = ask(world().cloudflare.fallback([first, second]), 'stream', { abortSignal: signal });
    expect(await rejection(call)).toBe(signal.reason);
    expect(first.cancelled).toEqual([signal.reason]);
    expect(second.calls).toHaveLength(0);
  });

  it('after its content: rejects in the stream, on the wire', async () => {
    const controller = new AbortController();
    const { cloudflare } = waiting(frame(chunkOf({ content: 'Hi' })));
    const second = foreign();
    const model = cloudflare.fallback([FIRST, second]);
    const { stream } = await model.doStream({ prompt: HI, abortSignal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const part of stream) if (part.type === 'text-delta') controller.abort();
    };
    expect(await rejection(read())).toBe(controller.signal.reason);
    expect(second.calls).toHaveLength(0);
  });
});

describe('a signal that is used for many calls', () => {
  it.each<[string, Mode, object]>([
    ['generate', 'generate', {}],
    ['stream', 'stream', {}],
    ['generate with a time limit', 'generate', { legTimeoutMs: 1000 }],
    ['stream with a time limit', 'stream', { legTimeoutMs: 1000 }],
  ])('keeps no listener of a call that is over: %s', async (_, mode, options) => {
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
    const failing = foreign({
      parts: [{ type: 'error', error: new Error('x') }],
      more: { doGenerate: () => rejected('x') },
    });
    const model = world().cloudflare.fallback([failing, foreign({ parts: [finish] })], options);
    await ask(model, mode, { abortSignal: signal });
    expect(listeners).toBe(0);
  });
});

function soonAborted(): AbortController {
  const controller = new AbortController();
  controller.abort();
  return controller;
}

/** A network that answers with a text at most, and then waits for the abort. */
function waiting(text?: string) {
  const sent: (RequestInit | undefined)[] = [];
  const fetch: typeof globalThis.fetch = (_, init) => {
    sent.push(init);
    const aborted = new Promise<never>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
    if (text === undefined) return aborted;
    aborted.catch(() => undefined);
    let reads = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: controller =>
        reads++ === 0
          ? controller.enqueue(new TextEncoder().encode(text))
          : aborted.catch(reason => controller.error(reason)),
    });
    return Promise.resolve(new Response(body));
  };
  return { cloudflare: createCloudflare({ ...connected, fetch }), sent };
}
