import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkOf, DONE, streamed } from '../support/answers.ts';
import { checkAsync } from './check.ts';

/** Deltas of an answer: thoughts, then text, then calls of tools. */
const answer = fc
  .record({
    thoughts: fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), { maxLength: 3 }),
    texts: fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), { maxLength: 6 }),
    calls: fc.array(fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }), { maxLength: 2 }),
  })
  .map(({ thoughts, texts, calls }) => {
    const opened = (pieces: readonly string[], index: number) => [
      { index, id: `call_${index}`, type: 'function', function: { name: `tool_${index}`, arguments: '' } },
      ...[JSON.stringify({ pieces })].map(text => ({ index, function: { arguments: text } })),
    ];
    return [
      ...thoughts.map(text => chunkOf({ reasoning_content: text })),
      ...texts.map(content => chunkOf({ content })),
      ...calls.flatMap(opened).map(call => chunkOf({ tool_calls: [call] })),
      chunkOf({}, calls.length > 0 ? 'tool_calls' : 'stop', {
        usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      }),
    ];
  });

/** What means nothing, to stand before an event. */
const noise = fc.constantFrom(
  '',
  '',
  ': keep-alive\n\n',
  ':\n\n',
  'event: ping\n\n',
  'event: ping\nid: 7\n\n',
  'retry: 1000\n\n',
  '\n',
  '\n\n',
  'unknown: field\n\n',
);

/** How the events are written, and how the network cuts them up. */
const transport = fc.record({
  noise: fc.array(noise, { minLength: 1, maxLength: 8 }),
  padding: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  space: fc.boolean(),
  named: fc.boolean(),
  dones: fc.integer({ min: 1, max: 3 }),
  bom: fc.boolean(),
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
});

type Transport = typeof transport extends fc.Arbitrary<infer VALUE> ? VALUE : never;

function written(chunks: readonly object[], how: Transport): string {
  const at = <ITEM>(items: readonly ITEM[], index: number): ITEM => items[index % items.length] as ITEM;
  const frames = chunks.map((chunk, index) => {
    const padded = { p: 'x'.repeat(at(how.padding, index)), ...chunk };
    const event = how.named ? 'event: message\n' : '';
    return `${at(how.noise, index)}${event}data:${how.space ? ' ' : ''}${JSON.stringify(padded)}\n\n`;
  });
  const text = [...frames, ...Array(how.dones).fill(DONE)].join('').replaceAll('\n', how.lineEnd);
  return how.bom ? `\ufeff${text}` : text;
}

function cutUp(text: string, sizes: readonly number[]): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  let turn = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        const size = sizes[turn++ % sizes.length] ?? 1;
        controller.enqueue(bytes.slice(at, at + size));
        at += size;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const events = (chunks: readonly object[]): string =>
  [...chunks.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`), DONE].join('');

/** Parts with the deltas that follow each other joined: reads decide how many there are. */
function joined(parts: readonly LanguageModelV2StreamPart[]): LanguageModelV2StreamPart[] {
  const result: LanguageModelV2StreamPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    const same =
      last !== undefined &&
      'delta' in last &&
      'delta' in part &&
      last.type === part.type &&
      last.id === part.id;
    if (same) result[result.length - 1] = { ...last, delta: last.delta + part.delta };
    else result.push(part);
  }
  return result;
}

/** Ids that are made unique for each answer differ. */
const sameIds = (parts: readonly LanguageModelV2StreamPart[]): unknown =>
  JSON.parse(JSON.stringify(joined(parts)).replace(/"(call_\d)-\w+"/g, '"$1"'));

const models = ['openai/gpt-4o', '@cf/zai-org/glm-4.7-flash', 'deepseek/deepseek-chat'] as const;

describe.each(models)('the framing of a stream of %s', model => {
  it('changes nothing of its parts', async () => {
    await checkAsync(
      fc.asyncProperty(answer, transport, async (chunks, how) => {
        const plain = await streamed(new Response(events(chunks)), { model });
        const framed = await streamed(cutUp(written(chunks, how), how.sizes), { model });
        expect(sameIds(framed)).toEqual(sameIds(plain));
        expect(plain.filter(({ type }) => type === 'error')).toEqual([]);
      }),
    );
  });

  it('loses no text, wherever the body ends', async () => {
    await checkAsync(
      fc.asyncProperty(
        answer,
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (chunks, end, sizes) => {
          const bytes = new TextEncoder().encode(events(chunks));
          const kept = new TextDecoder().decode(bytes.slice(0, 1 + (end % bytes.length)));
          const whole = kept.split('\n\n').slice(0, -1);
          const said = whole.flatMap(frame => {
            const [, text] = /^data: (\{.*\})$/s.exec(frame) ?? [];
            return text === undefined ? [] : [JSON.parse(text).choices[0].delta.content ?? ''];
          });
          const finished = whole.some(frame => /"finish_reason":"/.test(frame));
          const asked = streamed(cutUp(kept, sizes), { model });
          // Before the first part, the call rejects.
          const begun = whole.some(frame => /"(?:content|reasoning_content)":".|"tool_calls":\[/.test(frame));
          if (!finished && !begun) {
            expect(getCloudflareError(await asked.catch(error => error))?.kind).toBe('stream-truncated');
            return;
          }
          const parts = await asked;
          const text = parts.map(part => (part.type === 'text-delta' ? part.delta : '')).join('');
          expect(text).toBe(said.join(''));
          const last = parts.at(-1);
          expect(last?.type === 'finish' && last.finishReason === 'error').toBe(!finished);
          expect(parts.filter(({ type }) => type === 'error')).toHaveLength(finished ? 0 : 1);
          if (!finished) expect(parts.filter(({ type }) => type === 'tool-call')).toEqual([]);
        },
      ),
    );
  });
});
