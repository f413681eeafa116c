import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, frame, rejection } from '../support/answers.ts';
import { connected, type Mode } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

type Stage = 'before' | 'headers' | 'body';

/** A network that follows the signal as undici does, and notes what became of the body. */
function network(stage: Stage) {
  const seen = { calls: 0, signal: undefined as AbortSignal | null | undefined, cancelled: false, reads: 0 };
  const fetch: typeof globalThis.fetch = (_, init) => {
    seen.calls++;
    const signal = init?.signal;
    seen.signal = signal;
    const aborted = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        seen.cancelled = true;
        reject(signal.reason);
      });
    });
    if (stage === 'headers') return aborted;
    aborted.catch(() => undefined);
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          seen.reads++;
          if (seen.reads === 1)
            return controller.enqueue(new TextEncoder().encode(frame(chunkOf({ content: 'Hi' }))));
          await aborted.catch(reason => controller.error(reason));
        },
        cancel: () => {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return Promise.resolve(new Response(body));
  };
  return { fetch, seen };
}

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];
const reasons: readonly (readonly [name: string, reason: unknown])[] = [
  ['the usual AbortError', undefined],
  ['a timeout', new DOMException('The operation timed out.', 'TimeoutError')],
  ['an error of the caller', new Error('the user left')],
];

async function aborted(mode: Mode, stage: Stage, reason: unknown) {
  const controller = new AbortController();
  const { fetch, seen } = network(stage);
  const cloudflare = createCloudflare({ ...connected, fetch });
  const abort = () => (reason === undefined ? controller.abort() : controller.abort(reason));
  if (stage === 'before') abort();
  else setTimeout(abort, 5);
  const abortSignal = controller.signal;
  const run = async (): Promise<unknown> => {
    if (mode === 'embed')
      return cloudflare.textEmbeddingModel('@cf/baai/bge-m3').doEmbed({ values: ['a'], abortSignal });
    const model = cloudflare('openai/gpt-4o');
    if (mode === 'generate') return model.doGenerate({ prompt: HI, abortSignal });
    const { stream } = await model.doStream({ prompt: HI, abortSignal });
    for await (const _ of stream);
    return undefined;
  };
  return { error: await rejection(run()), seen, abortSignal };
}

describe.each(modes)('an aborted %s', mode => {
  describe.each(['before', 'headers', 'body'] as const)('%s', stage => {
    it.each(reasons)('rejects with %s, untouched', async (_, reason) => {
      const { error, seen, abortSignal } = await aborted(mode, stage, reason);
      expect(error).toBe(abortSignal.reason);
      if (reason === undefined) expect((error as Error).name).toBe('AbortError');
      expect(seen.calls).toBe(stage === 'before' ? 0 : 1);
      if (stage === 'before') return;
      expect(seen.cancelled).toBe(true);
      expect(seen.signal).toBe(abortSignal);
    });
  });
});

describe('a fetch that does not follow the signal', () => {
  it.each([0, 1])('does not keep a stream open, after %i chunks', async count => {
    let cancelled: unknown;
    let sent = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(it) {
          if (sent++ >= count) return new Promise(() => undefined);
          it.enqueue(new TextEncoder().encode(frame(chunkOf({ content: 'Hi' }))));
          return undefined;
        },
        cancel: reason => {
          cancelled = reason;
        },
      },
      { highWaterMark: 0 },
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 10);
    const model = createCloudflare({ ...connected, fetch: async () => new Response(body) })('openai/gpt-4o');
    const run = async (): Promise<void> => {
      const { stream } = await model.doStream({ prompt: HI, abortSignal: controller.signal });
      for await (const _ of stream);
    };
    expect(await rejection(run())).toBe(controller.signal.reason);
    expect(cancelled).toBe(controller.signal.reason);
  });
});

describe('a signal that is used for many calls', () => {
  it('keeps no listener of a call that is over', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    const { fetch } = fakeFetch();
    const model = createCloudflare({ ...connected, fetch })('openai/gpt-4o');
    for (let call = 0; call < 5; call++) {
      const { stream } = await model.doStream({ prompt: HI, abortSignal: signal });
      for await (const _ of stream);
      await model.doGenerate({ prompt: HI, abortSignal: signal });
    }
    await new Promise(resolve => setTimeout(resolve, 0));
    expect(listeners).toBe(0);
  });
});

describe('a stream that nobody reads to its end', () => {
  it.each(['cancel', 'return'] as const)('is cancelled at the source (%s)', async how => {
    const { fetch, seen } = network('body');
    const { stream } = await createCloudflare({ ...connected, fetch })('openai/gpt-4o').doStream({
      prompt: HI,
    });
    if (how === 'return') {
      for await (const part of stream) if (part.type === 'text-delta') break;
    } else {
      const reader = stream.getReader();
      await reader.read();
      await reader.cancel('enough');
    }
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(seen.cancelled).toBe(true);
  });
});

describe('a failure that is read while the caller gives up', () => {
  it('is the abort, not the failure', async () => {
    const controller = new AbortController();
    const own = new Error('the user left');
    const fetch = async () =>
      new Response(
        new ReadableStream(
          {
            pull(it) {
              controller.abort(own);
              it.error(own);
            },
          },
          { highWaterMark: 0 },
        ),
        { status: 500 },
      );
    const model = createCloudflare({ ...connected, fetch })('openai/gpt-4o');
    expect(await rejection(model.doGenerate({ prompt: HI, abortSignal: controller.signal }))).toBe(own);
  });
});
