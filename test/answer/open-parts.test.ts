import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  chunkOf,
  errorOf,
  events,
  finishOf,
  partsOf,
  rejection,
  streamed,
  textOf,
} from '../support/answers.ts';

const text = chunkOf({ content: 'Hello' });
const thought = chunkOf({ reasoning_content: 'Hm' });
const refusal = chunkOf({ refusal: 'I cannot' });
const call = chunkOf({ tool_calls: [{ index: 0, id: 'a', function: { name: 'pay', arguments: '{"su' } }] });
const other = chunkOf({ tool_calls: [{ index: 1, id: 'b', function: { name: 'pay', arguments: '{"su' } }] });

/** What may be open when a stream breaks. */
const open: readonly (readonly [name: string, chunks: readonly object[], kinds: readonly string[]])[] = [
  ['text', [text], ['text']],
  ['reasoning', [thought], ['reasoning']],
  ['text after reasoning', [thought, text], ['reasoning', 'text']],
  ['reasoning after text', [text, thought], ['text', 'reasoning']],
  ['a call', [call], ['tool-input']],
  ['two calls', [call, other], ['tool-input', 'tool-input']],
  ['text and a call', [text, call], ['text', 'tool-input']],
  ['reasoning and a call', [thought, call], ['reasoning', 'tool-input']],
  ['a refusal', [refusal], ['text']],
  [
    'everything',
    [thought, text, refusal, call, other],
    // A refusal goes on with the text, as core 3.x has it.
    ['reasoning', 'text', 'tool-input', 'tool-input'],
  ],
];

/** What may break it. */
const breaks: readonly (readonly [name: string, chunk: unknown, ending: 'done' | 'none' | 'cut'])[] = [
  ['the end of the connection', undefined, 'cut'],
  ['an end without a finish reason', undefined, 'none'],
  ['[DONE] without a finish reason', undefined, 'done'],
  ['an error', { error: { message: 'Overloaded', code: 529 } }, 'done'],
  ['a line that is no JSON', 'data: {"oops\n\n', 'done'],
  [
    'a call that never gets its name',
    chunkOf({ tool_calls: [{ index: 7, id: 'x', function: { arguments: '{' } }] }),
    'done',
  ],
];

const idOf = (part: LanguageModelV2StreamPart): string => ('id' in part ? String(part.id) : '');

describe.each(breaks)('a stream that is broken by %s', (name, chunk, ending) => {
  it('rejects where nothing has been delivered', async () => {
    const all = [chunkOf({ role: 'assistant' }), ...(chunk === undefined ? [] : [chunk])];
    const error = await rejection(streamed(events(all, { ending })));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)?.modelId).toBe('openai/gpt-4o');
  });

  it.each(open)('closes what is open: %s', async (_, chunks, kinds) => {
    const all = [chunkOf({ role: 'assistant' }), ...chunks, ...(chunk === undefined ? [] : [chunk])];
    const parts = await streamed(events(all, { ending }));
    const started = parts.filter(part => part.type.endsWith('-start') && part.type !== 'stream-start');
    const kindOf = (part: LanguageModelV2StreamPart): string => part.type.replace(/-(?:start|end)$/, '');
    expect(started.map(kindOf).sort()).toEqual([...kinds].sort());
    const ended = parts.filter(part => part.type.endsWith('-end'));
    const key = (part: LanguageModelV2StreamPart): string => `${kindOf(part)} ${idOf(part)}`;
    expect(ended.map(key).sort()).toEqual(started.map(key).sort());
    expect(partsOf(parts, 'tool-call')).toEqual([]);
    expect(errorOf(parts)).toBeInstanceOf(Error);
    expect(finishOf(parts).finishReason).toBe('error');
    const said = textOf(parts);
    expect(said).toBe(`${chunks.includes(text) ? 'Hello' : ''}${chunks.includes(refusal) ? 'I cannot' : ''}`);
    // What only the end tells comes last.
    if (/connection|without/.test(name)) expect(parts.at(-2)?.type).toBe('error');
  });
});

describe('after a line that is no JSON', () => {
  it('an answer that only begins there is delivered, after the error', async () => {
    const parts = await streamed(events(['data: {"oops\n\n', text, chunkOf({}, 'stop')]));
    const types = ['error', 'text-delta', 'text-end', 'finish'];
    expect(parts.map(part => part.type).filter(type => types.includes(type))).toEqual(types);
    expect(textOf(parts)).toBe('Hello');
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it('the rest is delivered, the error told once, and no call handed on', async () => {
    const broken = 'data: {"oops\n\n';
    const more = [
      chunkOf({ content: ' again' }),
      broken,
      chunkOf({ content: '!' }),
      call,
      chunkOf({}, 'stop'),
    ];
    for (const size of [undefined, 1]) {
      const parts = await streamed(events([text, broken, ...more], size === undefined ? {} : { size }));
      expect(textOf(parts)).toBe('Hello again!');
      expect(getCloudflareError(errorOf(parts))?.kind).toBe('unknown');
      expect(partsOf(parts, 'tool-call')).toEqual([]);
      expect(finishOf(parts).finishReason).toBe('error');
    }
  });
});
