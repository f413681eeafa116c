import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chunkOf, DONE, finishOf, frame, partsOf, rejection, textOf } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { HI, WX } from '../support/prompts.ts';
import { startedTimers } from '../support/timers.ts';

const encoder = new TextEncoder();
const hello = [chunkOf({ role: 'assistant', content: 'Hel' }), chunkOf({ content: 'lo' })]
  .map(frame)
  .join('');
const answer = `${hello}${frame(chunkOf({}, 'stop'))}`;

/** A body of these reads whose connection then stays open, or ends when the test says so. */
function held(reads: readonly string[], size?: number) {
  const all = encoder.encode(reads.join(''));
  const queue =
    size === undefined
      ? reads.map(read => encoder.encode(read))
      : Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
          all.slice(index * size, (index + 1) * size),
        );
  let end = (): void => undefined;
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const seen = { cancelled: [] as unknown[], pulls: 0, end };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        seen.pulls++;
        const next = queue.shift();
        if (next !== undefined) return controller.enqueue(next);
        await ended;
        controller.close();
      },
      cancel: reason => {
        seen.cancelled.push(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const fetch = async (): Promise<Response> => new Response(body);
  return { model: createCloudflare({ ...connected, fetch })('openai/gpt-4o'), seen };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Collects a stream while time passes. */
async function partsFrom({ model }: ReturnType<typeof held>, options: object = {}) {
  const parts = model.doStream({ prompt: HI, ...options }).then(({ stream }) => collect(stream));
  const settled = vi.fn();
  parts.then(settled, settled);
  while (settled.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(10);
  return parts;
}

describe('a stream whose connection stays open after [DONE]', () => {
  const endings: readonly (readonly [name: string, text: string])[] = [
    ['alone', DONE],
    ['without a blank after the colon', 'data:[DONE]\n\n'],
    ['without a line end', 'data: [DONE]'],
    ['with one line end', 'data: [DONE]\n'],
    ['with CRLF', 'data: [DONE]\r\n\r\n'],
    ['several times', `${DONE}${DONE}${DONE}`],
    ['with an event name', `event: done\n${DONE}`],
    ['with a comment behind it', `${DONE}: bye\n\n`],
    ['with a comment before it', `: OPENROUTER PROCESSING\n\n${DONE}`],
  ];

  describe.each([undefined, 1, 2, 7, 64])('in reads of %s bytes', size => {
    it.each(endings)('ends, %s, and the body is cancelled', async (_, ending) => {
      for (const options of [{}, { tools: [WX] }]) {
        const wire = held([answer, ending], size);
        const parts = await partsFrom(wire, options);
        expect(textOf(parts)).toBe('Hello');
        expect(partsOf(parts, 'error')).toEqual([]);
        expect(finishOf(parts).finishReason).toBe('stop');
        expect(wire.seen.cancelled).toHaveLength(1);
      }
    });

    it.each([
      ['in a text', chunkOf({ content: 'data: [DONE]\n\ndata: [DONE]' })],
      ['as a text', chunkOf({ content: '[DONE]' })],
      ['as an id', { ...chunkOf({}), id: '[DONE]' }],
    ])('does not end where it only stands %s', async (_, chunk) => {
      const said = partsFrom(
        held([hello, frame(chunk), frame(chunkOf({ content: '!' }, 'stop')), DONE], size),
      );
      expect(textOf(await said)).toMatch(/^Hello.*!$/s);
      expect(finishOf(await said).finishReason).toBe('stop');
    });
  });

  it('hands on nothing of what follows, however the bytes are split', async () => {
    const after = `${frame(chunkOf({ content: ' and more' }))}data: {"oops\n\n`;
    for (const size of [undefined, 1, 5, 10_000]) {
      const parts = await partsFrom(held([answer, DONE, after], size));
      expect(textOf(parts)).toBe('Hello');
      expect(partsOf(parts, 'error')).toEqual([]);
    }
  });

  it('has delivered its text before it ends', async () => {
    const { model, seen } = held([hello, `${frame(chunkOf({}, 'stop'))}${DONE}`]);
    const reader = (await model.doStream({ prompt: HI })).stream.getReader();
    let said = '';
    while (said !== 'Hello') {
      const { value } = await reader.read();
      if (value?.type === 'text-delta') said += value.delta;
    }
    const rest: string[] = [];
    seen.end();
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest.push(part.value.type);
    expect(rest).toEqual(['text-end', 'finish']);
  });

  it('lets go of the connection at once, however slowly what came is read', async () => {
    const burst = Array.from({ length: 30 }, () => frame(chunkOf({ content: 'word ' }))).join('');
    const { model, seen } = held([burst, burst, burst, `${burst}${frame(chunkOf({}, 'stop'))}${DONE}`]);
    // Unjoined, so that there is more than the stages between hold.
    const { stream } = await model.doStream({ prompt: HI, includeRawChunks: true });
    const reader = stream.getReader();
    for (let read = await reader.read(); read.value?.type !== 'text-delta'; ) read = await reader.read();
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.cancelled).toHaveLength(1);
    await reader.cancel();
  });

  it('is truncated without a finish reason, as ever', async () => {
    const parts = await partsFrom(held([hello, DONE]));
    expect(textOf(parts)).toBe('Hello');
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it('is complete in frames of Workers AI itself', async () => {
    const parts = await partsFrom(held([frame({ response: 'Hi' }), DONE]));
    expect(textOf(parts)).toBe('Hi');
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('is not read on where it goes on for ever', async () => {
    const wire = held([answer, DONE, ...Array.from({ length: 10_000 }, () => ': ping\n\n')]);
    expect(finishOf(await partsFrom(wire)).finishReason).toBe('stop');
    expect(wire.seen.cancelled).toHaveLength(1);
    expect(wire.seen.pulls).toBeLessThan(50);
  });

  it("rejects with the caller's abort while it waits for the end", async () => {
    const controller = new AbortController();
    const wire = held([answer, DONE]);
    setTimeout(() => controller.abort(), 20);
    const error = await rejection(partsFrom(wire, { abortSignal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
    expect(wire.seen.cancelled).toEqual([controller.signal.reason]);
  });

  it('can be cancelled while it waits for the end', async () => {
    const { model, seen } = held([answer, DONE]);
    const reader = (await model.doStream({ prompt: HI })).stream.getReader();
    for (let part = await reader.read(); part.value?.type !== 'text-delta'; part = await reader.read());
    await vi.advanceTimersByTimeAsync(10);
    await reader.cancel('enough');
    await vi.advanceTimersByTimeAsync(10);
    expect(seen.cancelled).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a stream whose connection ends after [DONE]', () => {
  it('is read to its end, so that the connection can be used again', async () => {
    const wire = held([answer, DONE]);
    setTimeout(wire.seen.end, 20);
    expect(finishOf(await partsFrom(wire)).finishReason).toBe('stop');
    expect(wire.seen.cancelled).toEqual([]);
  });

  it('starts no timer where the end is there already', async () => {
    const { model, seen } = held([answer, DONE]);
    seen.end();
    const timers = await startedTimers(async () => {
      const { stream } = await model.doStream({ prompt: HI });
      expect(finishOf(await collect(stream)).finishReason).toBe('stop');
    });
    expect(timers).toEqual([]);
  });

  it.each([true, false])('leaves no timer behind; it stays open: %s', async stays => {
    const wire = held([answer, DONE]);
    if (!stays) setTimeout(wire.seen.end, 20);
    expect(finishOf(await partsFrom(wire)).finishReason).toBe('stop');
    expect(vi.getTimerCount()).toBe(0);
  });
});
