import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, events, finishOf, partsOf, reasoningOf, streamed, textOf } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const chunks = [...[...'abcdef'].map(content => chunkOf({ content })), chunkOf({}, 'stop')];

const deltas = async (size: number | undefined, streamMerging: boolean) =>
  partsOf(
    await streamed(events(chunks, size === undefined ? {} : { size }), {
      settings: { ...connected, streamMerging },
    }),
    'text-delta',
  ).map(part => part.delta);

describe('merging', () => {
  it('joins what came in one read, and leaves trickling streams alone', async () => {
    expect(await deltas(100_000, true)).toEqual(['abcdef']);
    expect(await deltas(undefined, true)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await deltas(100_000, false)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('does not touch a call that asks for raw chunks', async () => {
    const parts = await streamed(events(chunks, { size: 100_000 }), { options: { includeRawChunks: true } });
    expect(partsOf(parts, 'raw')).toHaveLength(chunks.length);
    expect(partsOf(parts, 'text-delta')).toHaveLength(6);
  });

  it('removes repeated reasoning before it joins, however the bytes are split', async () => {
    const growing = ['I', 'I think', 'I think so'].map(reasoning_content => chunkOf({ reasoning_content }));
    const twice = ['no', 'no', ' no', ' way'].map(reasoning_content => chunkOf({ reasoning_content }));
    for (const [model, thoughts, expected] of [
      ['minimax/minimax-m2', growing, 'I think so'],
      ['grok/grok-4', twice, 'no no way'],
    ] as const) {
      const all = [...thoughts, chunkOf({ content: 'Yes.' }), chunkOf({}, 'stop')];
      for (const size of [undefined, 1, 40, 300, 100_000]) {
        const parts = await streamed(events(all, size === undefined ? {} : { size }), { model });
        expect([size, reasoningOf(parts), textOf(parts)]).toEqual([size, expected, 'Yes.']);
      }
    }
  });
});

/** A body that never ends by itself. */
function endless() {
  const seen: { cancelled?: unknown } = {};
  let count = 0;
  const [first] = [events([chunkOf({ content: 'a' })], { ending: 'none' })];
  const bytes = first?.arrayBuffer();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (count++ < 20) controller.enqueue(new Uint8Array((await bytes) ?? new ArrayBuffer(0)));
        else await new Promise(() => undefined);
      },
      cancel: reason => {
        seen.cancelled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, fetch: async () => new Response(body) };
}

describe('a stream whose deltas go around the core', () => {
  it('ends at once where its reader cancels it, also while it waits for the network', async () => {
    for (const reads of [3, 10, 22]) {
      const { seen, fetch } = endless();
      const { stream } = await createCloudflare({ ...connected, fetch })('openai/gpt-4o').doStream({
        prompt: HI,
      });
      const reader = stream.getReader();
      for (let read = 0; read < reads; read++) await reader.read();
      const waiting = reader.read();
      await reader.cancel('enough');
      await waiting;
      expect(seen.cancelled).toBe('enough');
    }
  });

  it('rejects at once with the reason of an abort', async () => {
    for (const reads of [3, 10, 22]) {
      const { seen, fetch } = endless();
      const abort = new AbortController();
      const { stream } = await createCloudflare({ ...connected, fetch })('openai/gpt-4o').doStream({
        prompt: HI,
        abortSignal: abort.signal,
      });
      const reader = stream.getReader();
      for (let read = 0; read < reads; read++) await reader.read();
      const waiting = reader.read();
      abort.abort(new Error('I left'));
      await expect(waiting.then(() => reader.read())).rejects.toBe(abort.signal.reason);
      expect(seen.cancelled).toBe(abort.signal.reason);
    }
  });

  it('ends with an error where its time is over', async () => {
    const { fetch } = endless();
    const timed = createCloudflare({ ...connected, fetch, timeouts: { idleMs: 50 } });
    const { stream } = await timed('openai/gpt-4o').doStream({ prompt: HI });
    const parts = [];
    for await (const part of stream) parts.push(part);
    expect(textOf(parts)).toBe('a'.repeat(20));
    expect(partsOf(parts, 'error')).toMatchObject([{ error: { data: { kind: 'timeout' } } }]);
    expect(finishOf(parts).finishReason).toBe('error');
  });
});
