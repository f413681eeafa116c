import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, events } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import type { Pair } from './pair.ts';

const call = { id: 'a', index: 0, type: 'function', function: { name: 'w', arguments: '{}' } };
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

/** What is sent, in pieces and whole, and how the result ends on every major. */
const endings: readonly (readonly [
  name: string,
  chunks: readonly object[],
  whole: object | undefined,
  finish: string,
])[] = [
  ['stop', [chunkOf({ content: 'Hi' }, 'stop')], answerOf({ content: 'Hi' }), 'stop'],
  ['length', [chunkOf({ content: 'Hi' }, 'length')], answerOf({ content: 'Hi' }, 'length'), 'length'],
  [
    'a filter',
    [chunkOf({}, 'content_filter')],
    answerOf({ content: '' }, 'content_filter'),
    'content-filter',
  ],
  [
    'a refusal',
    [chunkOf({ refusal: 'No.' }, 'stop')],
    answerOf({ content: null, refusal: 'No.' }),
    'content-filter',
  ],
  [
    'calls',
    [chunkOf({ tool_calls: [call] }, 'tool_calls')],
    answerOf({ tool_calls: [call] }, 'tool_calls'),
    'tool-calls',
  ],
  [
    'calls as stop',
    [chunkOf({ tool_calls: [call] }, 'stop')],
    answerOf({ tool_calls: [call] }),
    'tool-calls',
  ],
  [
    'no calls',
    [chunkOf({ content: 'Hi' }, 'tool_calls')],
    answerOf({ content: 'Hi' }, 'tool_calls'),
    'other',
  ],
  ['a word of its own', [chunkOf({ content: 'Hi' }, 'novel')], answerOf({ content: 'Hi' }, 'novel'), 'other'],
  ['frames of Workers AI', [{ response: 'Hi' }, { response: '', usage }], { response: 'Hi', usage }, 'stop'],
  [
    'frames at their length',
    [{ response: 'Hi' }, { finish_reason: 'length' }],
    { response: 'Hi', finish_reason: 'length' },
    'length',
  ],
  [
    'complete calls without a reason',
    [chunkOf({ tool_calls: [call] }), { choices: [], usage }],
    undefined,
    'tool-calls',
  ],
  ['half of an answer', [chunkOf({ content: 'Hi' })], undefined, 'error'],
];

/** The same bytes give the same finish reason on each major. */
export function finishSuite({ name, ai, createCloudflare }: Pair): void {
  describe(`${name}: how an answer ends`, () => {
    it.each(endings)('%s', async (_, chunks, whole, finish) => {
      const modelOf = (answer: () => Response) =>
        createCloudflare({ ...connected, fetch: fakeFetch(answer).fetch })('openai/gpt-4o');
      const stream = ai.streamText({
        model: modelOf(() => events(chunks)),
        prompt: 'Hi',
        onError: () => undefined,
      });
      await stream.consumeStream();
      expect(await stream.finishReason).toBe(finish);
      if (whole === undefined) return;
      const result = await ai.generateText({ model: modelOf(() => Response.json(whole)), prompt: 'Hi' });
      expect(result.finishReason).toBe(finish);
    });
  });
}
