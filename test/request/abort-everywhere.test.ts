import * as ai5 from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import type { AISDK } from '../ai/pair.ts';
import { chunkOf, frame, rejection } from '../support/answers.ts';
import { collect, type Mode } from '../support/call.ts';
import { eventually } from '../support/eventually.ts';
import { HI } from '../support/prompts.ts';
import { answers, call, connect, type Wire, ways } from './slow-wire.ts';

const modes: readonly Mode[] = ['generate', 'stream', 'embed'];
const limits = { firstByteMs: 60_000, idleMs: 60_000 };

const stages: readonly (readonly [name: string, wire: (mode: Mode) => Wire])[] = [
  ['before the call', () => ({ headers: 'silence' })],
  ['during the headers', () => ({ headers: 'silence' })],
  ['before the body', () => ({ body: ['silence'] })],
  ['in the body', mode => ({ body: [answers[mode][0], 'silence'] })],
  ['in the body of a failure', () => ({ status: 500, body: ['{"err', 'silence'] })],
];

const table = ways.flatMap(way => modes.map(mode => [way[0], mode, way] as const));

describe.each([
  ['without timeouts', {}],
  ['with timeouts', { timeouts: limits }],
])('an abort %s', (_, settings) => {
  describe.each(table)('through %s, %s', (_way, mode, way) => {
    it.each(stages)('%s, rejects with the very reason and asks nobody again', async (stage, wire) => {
      for (const reason of [undefined, new Error('the user left'), { code: 'left' }]) {
        const controller = new AbortController();
        const abort = (): void => (reason === undefined ? controller.abort() : controller.abort(reason));
        if (stage === 'before the call') abort();
        else setTimeout(abort, 3);
        const options = { abortSignal: controller.signal };
        const { result, seen } = call(wire(mode), { way, mode, settings, options });
        const error = await rejection(result);
        expect(error).toBe(controller.signal.reason);
        if (reason === undefined) expect((error as Error).name).toBe('AbortError');
        expect(seen.calls).toBe(stage === 'before the call' ? 0 : 1);
        if (stage === 'before the call') continue;
        const [signal] = seen.signals;
        expect(signal?.aborted).toBe(true);
        expect(signal?.reason).toBe(controller.signal.reason);
      }
    });
  });
});

describe.each(table)('a network that ignores its signal: %s, %s', (_way, mode, way) => {
  it.each(stages.slice(1))('%s, cannot hold an abort up', async (_, wire) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 3);
    const { result, seen } = call(
      { ...wire(mode), follows: false },
      { way, mode, options: { abortSignal: controller.signal } },
    );
    expect(await rejection(result)).toBe(controller.signal.reason);
    // A body that had begun is cancelled.
    if (wire(mode).headers === undefined)
      await eventually(() => expect(seen.cancelled).toEqual([controller.signal.reason]));
  });

  it('has a response that comes after an abort cancelled', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 3);
    const { result, seen } = call(
      { headers: 20, body: answers[mode], follows: false },
      { way, mode, options: { abortSignal: controller.signal } },
    );
    expect(await rejection(result)).toBe(controller.signal.reason);
    expect(seen.cancelled).toEqual([]);
    await eventually(() => expect(seen.cancelled).toEqual([controller.signal.reason]));
  });
});

describe('an abort in the middle of a stream of the local gateway', () => {
  const endpoints = ['rest', 'compat', 'native', 'binding'] as const;

  it.each(endpoints.flatMap(endpoint => [undefined, limits].map(timeouts => [endpoint, timeouts] as const)))(
    'cancels the body of the upstream: %s, timeouts %j',
    async (endpoint, timeouts) => {
      const gateway = createLocalGateway({
        gateways: { default: { storedKeys: { openai: { default: 'sk-stored' } } } },
      });
      const cancelled: unknown[] = [];
      const body = new ReadableStream<Uint8Array>(
        {
          pull: async controller => {
            await new Promise(resolve => setTimeout(resolve, 2));
            controller.enqueue(new TextEncoder().encode(frame(chunkOf({ content: 'word ' }))));
          },
          cancel: reason => {
            cancelled.push(reason);
          },
        },
        { highWaterMark: 0 },
      );
      gateway.reply(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      const cloudflare = createCloudflare({
        ...(endpoint === 'binding'
          ? { binding: gateway.binding() }
          : { ...localGatewayDefaults, endpoint, fetch: gateway.fetch }),
        timeouts,
      });
      const controller = new AbortController();
      const { stream } = await cloudflare('openai/gpt-4o').doStream({
        prompt: HI,
        abortSignal: controller.signal,
      });
      const parts: string[] = [];
      const read = async (): Promise<void> => {
        for await (const part of stream) {
          parts.push(part.type);
          if (parts.filter(type => type === 'text-delta').length === 3) controller.abort();
        }
      };
      expect(await rejection(read())).toBe(controller.signal.reason);
      await eventually(() => expect(cancelled).toHaveLength(1));
      expect(parts).not.toContain('error');
      expect(parts).not.toContain('finish');
      expect(gateway.requests).toHaveLength(1);
      expect(gateway.upstreamRequests).toHaveLength(1);
    },
  );
});

const majors: readonly (readonly [string, AISDK])[] = [
  ['ai 5', ai5],
  ['ai 6', ai6],
  ['ai 7', ai7],
];

describe.each(majors)('an abort through %s', (_, ai) => {
  it.each(stages)('%s, starts no retry', async (stage, wire) => {
    for (const mode of modes) {
      const { provider, seen } = connect(wire(mode));
      const controller = new AbortController();
      if (stage === 'before the call') controller.abort();
      else setTimeout(() => controller.abort(), 3);
      const common = { maxRetries: 3, abortSignal: controller.signal };
      const model = provider('openai/gpt-4o');
      if (mode === 'stream') {
        const aborts: unknown[] = [];
        const errors: unknown[] = [];
        const result = ai.streamText({
          ...common,
          model,
          prompt: 'Hi',
          onAbort: (event: unknown) => aborts.push(event),
          onError: ({ error }: { error: unknown }) => errors.push(error),
        });
        await result.consumeStream();
        expect(errors).toEqual([]);
        expect(aborts).toHaveLength(1);
      } else {
        const run =
          mode === 'generate'
            ? ai.generateText({ ...common, model, prompt: 'Hi' })
            : ai.embed({ ...common, model: provider.embedding('@cf/baai/bge-m3'), value: 'a' });
        expect(await rejection(run)).toBe(controller.signal.reason);
      }
      await new Promise(resolve => setTimeout(resolve, 5));
      expect(seen.calls).toBe(stage === 'before the call' ? 0 : 1);
    }
  });

  it('keeps the text that had arrived', async () => {
    const { provider } = connect({ body: [answers.stream[0], 'silence'] });
    const controller = new AbortController();
    const result = ai.streamText({
      model: provider('openai/gpt-4o'),
      prompt: 'Hi',
      abortSignal: controller.signal,
    });
    let said = '';
    for await (const part of result.fullStream) {
      if (part.type === 'text-delta') {
        said += part.text ?? part.delta;
        controller.abort();
      }
    }
    expect(said).toBe('Hel');
  });
});

describe('a stream that was read to its end', () => {
  it('is not touched by a later abort', async () => {
    const controller = new AbortController();
    const { provider, seen } = connect({ body: answers.stream });
    const options = { prompt: HI, abortSignal: controller.signal };
    const { stream } = await provider('openai/gpt-4o').doStream(options);
    const parts = await collect(stream);
    controller.abort();
    expect(parts.at(-1)?.type).toBe('finish');
    expect(seen.cancelled).toEqual([]);
  });
});
