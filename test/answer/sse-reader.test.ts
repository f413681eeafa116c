import { describe, expect, it } from 'vitest';
import { SSEReader } from '../../src/answer/stream/sse-reader.ts';

const encoder = new TextEncoder();

/** Everything that a reader makes of a body that arrives in these pieces. */
async function readAll(pieces: readonly string[]): Promise<{ text: string; done: boolean }> {
  const facts = { cut: undefined, done: false };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  const reader = new SSEReader(body.getReader(), [], undefined, facts);
  let text = '';
  for (;;) {
    const next = await reader.next();
    text += next.text;
    if (next.ended) return { text, done: facts.done };
  }
}

const cut = (text: string, length: number): string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );

describe('a body of events reads the same however it is cut', () => {
  it.each([
    ['with text behind the closing event', 'data: {"a":1}\n\ndata: [DONE]\n\nrest', true],
    [
      'with the closing event behind a long line',
      'event: the-long-name-of-an-event-type\ndata: [DONE]',
      true,
    ],
    ['with a closing event without a space', 'data:[DONE]', true],
    ['with the closing words in a text', 'data: {"x":"data: [DONE]"}\n\n: ping\n: ping\n\n', false],
    ['with carriage returns', 'data: x\rdata: y\r\rdata: 1\r\n\r\ndata: [DONE]\r', true],
  ])('%s', async (_, body, done) => {
    const whole = await readAll([body]);
    expect(whole.done).toBe(done);
    for (const length of [1, 2, 3, 5, 8, 13]) expect(await readAll(cut(body, length))).toEqual(whole);
  });
});

describe('reading takes time in proportion to what is read', () => {
  const seconds = async (pieces: readonly string[]): Promise<number> => {
    const before = process.cpuUsage();
    await readAll(pieces);
    return process.cpuUsage(before).user / 1e6;
  };

  it.each([
    ['lines without a blank line', ': keep alive 1000000\n'],
    ['a long event full of the closing word', '[DONE] '.repeat(20)],
  ])('%s', async (_, piece) => {
    const pieces = (count: number): string[] => ['data: "', ...Array<string>(count).fill(piece), '"\n\n'];
    await seconds(pieces(1000));
    const short = await seconds(pieces(5000));
    // In quadratic time, it takes 64 times as long, and minutes.
    expect(await seconds(pieces(40_000))).toBeLessThan(24 * Math.max(short, 0.2));
  });
});
