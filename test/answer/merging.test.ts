import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createEventMerger, mergeEvents } from '../../src/answer/stream/merge-events.ts';
import {
  chunkOf,
  DONE,
  events,
  finishOf,
  frame,
  partsOf,
  reasoningOf,
  streamed,
  textOf,
} from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { HI, WX } from '../support/prompts.ts';
import { scaled } from '../support/scale.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', 'a', '"', '\\', '\n\n', 'data: {', 'ü', '😀', '\ud83d', '","x":"', '{"a":1}'),
);
const argument = (piece: string) => chunkOf({ tool_calls: [{ index: 0, function: { arguments: piece } }] });

/** One chunk of a stream, of every kind that matters to merging. */
const chunk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: text.map(content => chunkOf({ content })) },
  { weight: 3, arbitrary: text.map(reasoning_content => chunkOf({ reasoning_content })) },
  { weight: 2, arbitrary: text.map(piece => argument(JSON.stringify(piece))) },
  text.map(content => ({ ...chunkOf({ content }), obfuscation: 'Xyz1' })),
  text.map(content => ({ ...chunkOf({ content }), p: 'abcdef' })),
  text.map(content => chunkOf({ role: 'assistant', content })),
  text.map(said => chunkOf({ content: [{ type: 'text', text: said }] })),
  text.map(said => chunkOf({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: said }] }] })),
  text.map(content => chunkOf({ content }, null, { usage: { prompt_tokens: 1, completion_tokens: 2 } })),
  text.map(content => chunkOf({ content }, null, { citations: ['https://a.example'] })),
  fc.constantFrom('\n', '\n\n\n', '\ufeff', ': keep-alive\n\n', 'event: ping\ndata: {}\n\n', 'data: 1\n\n'),
);
const opening = chunkOf({
  tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } }],
});
const stream = fc.array(chunk, { maxLength: 40 }).map(chunks => [opening, ...chunks, chunkOf({}, 'stop')]);

/** What a stream says, however many parts it says it in. */
function said(parts: readonly LanguageModelV2StreamPart[]): object {
  const { finishReason, usage, providerMetadata } = finishOf(parts);
  return {
    text: textOf(parts),
    reasoning: reasoningOf(parts),
    input: partsOf(parts, 'tool-input-delta')
      .map(part => part.delta)
      .join(''),
    calls: partsOf(parts, 'tool-call').map(({ toolName, input }) => [toolName, input]),
    sources: partsOf(parts, 'source').map(part => 'url' in part && part.url),
    errors: partsOf(parts, 'error').length,
    finishReason,
    usage,
    raw: providerMetadata?.cloudflare?.usage,
  };
}

/** The text of every chunk, one after the other. */
function contentsOf(sent: string): string {
  const contents = sent.split('\n').map(line => {
    try {
      const [choice] = JSON.parse(line.replace(/^data: /, '')).choices;
      const { content = '' } = choice.delta;
      return typeof content === 'string'
        ? content
        : content.map((part: { text?: string }) => part.text).join('');
    } catch {
      return '';
    }
  });
  return contents.join('');
}

/** How many reads of the network it takes until an answer begins, where each waits for all that the last one led to. */
async function readsBeforeFirst(bytes: Uint8Array, size: number, streamMerging: boolean): Promise<number> {
  let reads = 0;
  let begun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await new Promise(resolve => setImmediate(resolve));
        const read = bytes.subarray(reads * size, (reads + 1) * size);
        if (begun || read.length === 0) return controller.close();
        reads++;
        controller.enqueue(read);
      },
    },
    { highWaterMark: 0 },
  );
  const cloudflare = createCloudflare({ ...connected, streamMerging, fetch: async () => new Response(body) });
  const { stream: parts } = await cloudflare('openai/gpt-4o').doStream({ prompt: HI, tools: [WX] });
  for await (const { type } of parts) begun ||= content.has(type);
  return reads;
}

/** One read for each event, but where the chance is small: there a part of it comes with the one before. */
function cut(
  events: readonly Buffer[],
  places: readonly (readonly [chance: number, at: number])[],
): Buffer[] {
  const reads: Buffer[] = [];
  for (const [index, event] of events.entries()) {
    const [chance, at] = places[index % places.length] ?? [9, 0];
    const before = chance < 7 ? undefined : reads.pop();
    reads.push(
      ...(before === undefined
        ? [event]
        : [Buffer.concat([before, event.subarray(0, at)]), event.subarray(at)]),
    );
  }
  return reads;
}

/** The parts of an answer that comes in these reads. */
async function inReads(reads: readonly Uint8Array[]): Promise<LanguageModelV2StreamPart[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const read of reads) controller.enqueue(read);
      controller.close();
    },
  });
  return streamed(new Response(body), { options: { tools: [WX] } });
}

const content = new Set(['text-delta', 'reasoning-delta', 'tool-input-delta']);

const run = async (chunks: readonly unknown[], size: number | undefined, streamMerging: boolean) =>
  streamed(events(chunks, size === undefined ? {} : { size }), {
    settings: { ...connected, streamMerging },
    options: { tools: [WX] },
  });

describe('merging', () => {
  it('changes nothing of what is said, however the bytes are split', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.integer({ min: 1, max: 4000 }), async (chunks, size) => {
        expect(said(await run(chunks, size, true))).toEqual(said(await run(chunks, size, false)));
      }),
      { numRuns: scaled(40, 150), seed: 20_261_121 },
    );
  });

  it('says the same where reads end with events, as they do in streams that trickle now and then', async () => {
    // Seven of ten events end a read; a few cuts stand anywhere.
    const cuts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 })));
    await fc.assert(
      fc.asyncProperty(stream, cuts, async (chunks, places) => {
        const frames = [...chunks.map(frame), DONE].map(event => Buffer.from(event));
        const reads = cut(frames, places);
        expect(said(await inReads(reads))).toEqual(said(await inReads([Buffer.concat(frames)])));
      }),
      { numRuns: scaled(40, 150), seed: 20_261_121 },
    );
  });

  it('hands on every byte of a read with that read', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (chunks, sizes) => {
        const bytes = new TextEncoder().encode(`${chunks.map(frame).join('')}${DONE}`);
        const split = createEventMerger();
        let merged = '';
        const decoder = new TextDecoder();
        for (let from = 0, turn = 0; from < bytes.length; turn++) {
          const to = from + (sizes[turn % sizes.length] ?? 1);
          const read = bytes.subarray(from, to);
          const out = split(read);
          expect(out.length).toBeLessThanOrEqual(read.length);
          // The last byte of a read is never held back.
          expect(out.at(-1)).toBe(read.at(-1));
          merged += decoder.decode(out, { stream: true });
          from = to;
        }
        expect(contentsOf(merged)).toBe(contentsOf(new TextDecoder().decode(bytes)));
      }),
      { numRuns: scaled(40, 150), seed: 20_261_121 },
    );
  });

  it('joins what came in one read, and leaves trickling streams alone', async () => {
    const chunks = [...'abcdef'].map(content => chunkOf({ content }));
    const all = [...chunks, chunkOf({}, 'stop')];
    const deltas = async (size: number | undefined, streamMerging: boolean) =>
      partsOf(await run(all, size, streamMerging), 'text-delta').map(part => part.delta);
    // What the answer begins with does not wait for the rest to be joined.
    expect(await deltas(100_000, true)).toEqual(['ab', 'cdef']);
    expect(await deltas(undefined, true)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await deltas(100_000, false)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('never makes the first part wait for another read', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.integer({ min: 20, max: 4000 }), async (chunks, size) => {
        const bytes = new TextEncoder().encode(`${chunks.map(frame).join('')}${DONE}`);
        const merged = await readsBeforeFirst(bytes, size, true);
        expect(merged).toBe(await readsBeforeFirst(bytes, size, false));
      }),
      { numRuns: scaled(20, 40), seed: 20_261_121 },
    );
  });

  it('hands the first part on before it joins what came with it', async () => {
    const many = Array.from({ length: 500 }, (_, index) => chunkOf({ content: `${index} ` }));
    const chunks = [chunkOf({ role: 'assistant', content: '' }), ...many, chunkOf({}, 'stop')];
    const body = events(chunks, { size: 1_000_000 });
    const cloudflare = createCloudflare({ ...connected, fetch: async () => body });
    // What is joined is written anew.
    const encode = vi.spyOn(TextEncoder.prototype, 'encode');
    const joined = (): boolean => encode.mock.calls.some(([text]) => text?.includes('499 '));
    const { stream: parts } = await cloudflare('openai/gpt-4o').doStream({ prompt: HI });
    const seen: [delta: string, joined: boolean][] = [];
    for await (const part of parts) if (part.type === 'text-delta') seen.push([part.delta, joined()]);
    encode.mockRestore();
    expect(seen).toEqual([
      ['0 ', false],
      [
        many
          .slice(1)
          .map((_, index) => `${index + 1} `)
          .join(''),
        true,
      ],
    ]);
  });

  it('does not touch a call that asks for raw chunks', async () => {
    const chunks = [...'abc'].map(content => chunkOf({ content }));
    const parts = await streamed(events([...chunks, chunkOf({}, 'stop')], { size: 100_000 }), {
      options: { includeRawChunks: true },
    });
    expect(partsOf(parts, 'raw')).toHaveLength(4);
    expect(partsOf(parts, 'text-delta')).toHaveLength(3);
  });

  it.each([
    ['a finish reason', chunkOf({ content: 'b' }, 'length')],
    ['usage', chunkOf({ content: 'b' }, null, { usage: {} })],
    ['another id', { ...chunkOf({ content: 'b' }), id: 'c2' }],
    ['a member that nobody knows', chunkOf({ content: 'b' }, null, { novel: 1 })],
    ['two fields', chunkOf({ content: 'b', reasoning_content: 'c' })],
    ['the start of a call', opening],
    ['logprobs', { ...chunkOf({}), choices: [{ index: 0, delta: { content: 'b' }, logprobs: {} }] }],
    ['no JSON', 'data: {"x\n\n'],
  ])('%s stays an event of its own, as it was sent', (_, odd) => {
    const plain = frame(chunkOf({ content: 'a' }));
    const sent = `${plain}${plain}${frame(odd)}${plain}${plain}`;
    expect(mergeEvents(sent)).toContain(frame(odd));
    expect(mergeEvents(sent).match(/data: /g)).toHaveLength(3);
  });
});
