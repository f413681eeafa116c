import { type CloudflareBinding, createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { chunkOf, frame, rejection, textOf } from '../support/answers.ts';
import { collect, type Mode } from '../support/call.ts';
import { HI } from '../support/prompts.ts';
import { recordedBinding } from './recorded-binding.ts';

type Stage = 'before' | 'pending' | 'body';

/** A binding that answers when it is told to, and notes what became of signal and body. */
function slowBinding(stage: Stage, { refuses = false, follows = true } = {}) {
  const seen = { calls: 0, signals: [] as unknown[], cancelled: undefined as unknown, late: () => {} };
  const answer = async (options: { signal?: AbortSignal } = {}): Promise<unknown> => {
    seen.calls++;
    const { signal } = options;
    seen.signals.push(signal);
    if (refuses && signal)
      throw new DOMException('AbortSignal serialization is not enabled.', 'DataCloneError');
    const aborted = new Promise<never>((_, reject) => {
      if (follows) signal?.addEventListener('abort', () => reject(signal.reason));
    });
    aborted.catch(() => undefined);
    let reads = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          reads++;
          if (reads === 1)
            return controller.enqueue(new TextEncoder().encode(frame(chunkOf({ content: 'Hi' }))));
          await aborted.catch(reason => controller.error(reason));
        },
        cancel: reason => {
          seen.cancelled = reason ?? 'cancelled';
        },
      },
      { highWaterMark: 0 },
    );
    const response = new Response(body);
    if (stage !== 'pending') return response;
    return Promise.race([
      aborted,
      new Promise(resolve => {
        seen.late = () => resolve(response);
      }),
    ]);
  };
  const binding: CloudflareBinding = {
    run: (_, __, options) => answer(options),
    gateway: () => ({ run: (_, options) => answer(options) }),
  };
  return { binding, seen };
}

async function aborted(binding: CloudflareBinding, mode: Mode, model: string, stage: Stage, reason: unknown) {
  const controller = new AbortController();
  const abortSignal = controller.signal;
  const cloudflare = createCloudflare({ binding });
  if (stage === 'before') controller.abort(reason);
  else setTimeout(() => controller.abort(reason), 10);
  const run = async (): Promise<unknown> => {
    if (mode === 'embed')
      return cloudflare.embedding('@cf/baai/bge-m3').doEmbed({ values: ['a'], abortSignal });
    if (mode === 'generate') return cloudflare(model).doGenerate({ prompt: HI, abortSignal });
    return collect((await cloudflare(model).doStream({ prompt: HI, abortSignal })).stream);
  };
  return { error: await rejection(run()), abortSignal };
}

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];
const models = { run: '@cf/zai-org/glm-5.2', gateway: 'openai/gpt-4o' };
const kinds = [
  ['follows the signal', {}],
  ['refuses the signal', { refuses: true }],
  ['takes the signal and does nothing', { follows: false }],
] as const;

describe.each(kinds)('a binding that %s', (_, behaviour) => {
  const refuses = 'refuses' in behaviour;

  describe.each(modes)('%s', mode => {
    it.each(
      (['before', 'pending', 'body'] as const).flatMap(stage =>
        Object.entries(models).map(([form, model]) => [stage, form, model] as const),
      ),
    )('an abort %s, through %s, is the caller’s own reason', async (stage, _form, model) => {
      const { binding, seen } = slowBinding(stage, behaviour);
      const reason = new Error('the user left');
      const { error, abortSignal } = await aborted(binding, mode, model, stage, reason);
      expect(error).toBe(reason);
      expect(seen.calls).toBe(stage === 'before' ? 0 : refuses ? 2 : 1);
      if (stage === 'before') return;
      expect(seen.signals[0]).toBe(abortSignal);
      if (refuses) expect(seen.signals[1]).toBeUndefined();
    });
  });

  if (!('follows' in behaviour) && !refuses) return;

  it('an answer that comes too late is cancelled', async () => {
    const { binding, seen } = slowBinding('pending', behaviour);
    await aborted(binding, 'generate', models.run, 'pending', new Error('left'));
    expect(seen.cancelled).toBeUndefined();
    seen.late();
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(seen.cancelled).toBeDefined();
  });

  it('the body of a stream is cancelled by us', async () => {
    const { binding, seen } = slowBinding('body', behaviour);
    const reason = new Error('left');
    await aborted(binding, 'stream', models.gateway, 'body', reason);
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(seen.cancelled).toBe(reason);
  });
});

describe('a runtime that refuses signals', () => {
  const gateway = createLocalGateway();
  const binding = gateway.binding({ refuseSignals: true });
  const cloudflare = createCloudflare({ binding });
  const { signal } = new AbortController();

  it.each(Object.values(models))('answers all the same: %s', async id => {
    gateway.reset();
    const model = cloudflare(id);
    const { content } = await model.doGenerate({ prompt: HI, abortSignal: signal });
    expect(content.at(-1)).toMatchObject({ type: 'text', text: 'Hello! You said: "Hi"' });
    const { stream } = await model.doStream({ prompt: HI, abortSignal: signal });
    expect(textOf(await collect(stream))).toBe('Hello! You said: "Hi"');
    // A refused call has not been made.
    expect(gateway.requests).toHaveLength(2);
  });

  it('another error with a signal is not tried again', async () => {
    const failing = recordedBinding(() => Promise.reject(new Error('3040: Capacity temporarily exceeded')));
    const model = createCloudflare({ binding: failing.binding })(models.run);
    await rejection(model.doGenerate({ prompt: HI, abortSignal: signal }));
    expect(failing.calls).toHaveLength(1);
  });

  it('a signal that is used for many calls keeps no listener of one that is over', async () => {
    let listeners = 0;
    const counted = new AbortController().signal;
    const add = counted.addEventListener.bind(counted);
    const remove = counted.removeEventListener.bind(counted);
    counted.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    counted.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    for (let call = 0; call < 3; call++) {
      await cloudflare(models.gateway).doGenerate({ prompt: HI, abortSignal: counted });
      await collect((await cloudflare(models.run).doStream({ prompt: HI, abortSignal: counted })).stream);
    }
    await new Promise(resolve => setTimeout(resolve, 0));
    expect(listeners).toBe(0);
  });
});

describe('a stream that nobody reads to its end', () => {
  it('is cancelled at the binding', async () => {
    const { binding, seen } = slowBinding('body');
    const { stream } = await createCloudflare({ binding })(models.run).doStream({ prompt: HI });
    for await (const part of stream) if (part.type === 'text-delta') break;
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(seen.cancelled).toBeDefined();
  });
});
