import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, DONE, frame, textOf } from '../support/answers.ts';
import { blanks } from '../support/blank-reads.ts';
import { collect, connected } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const MARK = '\ufeff';
const whole = JSON.stringify(answerOf({ content: 'Hi' }));
const stream = `${frame(chunkOf({ content: 'Hi' }, 'stop'))}${DONE}`;

const pieces = (text: string, size: number): Uint8Array[] => {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
};

const model = (body: ReadableStream<Uint8Array>) =>
  createCloudflare({ ...connected, fetch: async () => new Response(body) })('openai/gpt-4o');

describe('blank bytes before an answer', () => {
  it.each([
    ['events', stream],
    ['a JSON body', whole],
  ])('do not change %s, nor does a byte order mark, however they are cut', async (_, text) => {
    for (const before of ['', '\n\n ', MARK, `${MARK}\n`])
      for (const size of [1, 2, 3, 7, 1000]) {
        const { body } = blanks(0, pieces(before + text, size));
        const parts = await collect((await model(body).doStream({ prompt: HI })).stream);
        expect(textOf(parts), JSON.stringify([before, size])).toBe('Hi');
        const { signal } = new AbortController();
        if (text !== whole) continue;
        const again = blanks(0, pieces(before + text, size)).body;
        const { content } = await model(again).doGenerate({ prompt: HI, abortSignal: signal });
        expect(content).toMatchObject([{ type: 'text', text: 'Hi' }]);
      }
  });

  it.each(['generate', 'stream'] as const)('are not kept: %s', async mode => {
    const READS = 600;
    const { body, held } = blanks(READS, [new TextEncoder().encode(mode === 'stream' ? stream : whole)]);
    const call = { prompt: HI, abortSignal: new AbortController().signal };
    if (mode === 'generate') await model(body).doGenerate(call);
    else await collect((await model(body).doStream(call)).stream);
    expect(held()).toBeLessThan(READS / 2);
  });
});
