import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  DONE,
  errorOf,
  events,
  frame,
  generated,
  rejection,
  streamed,
  textOf,
} from '../support/answers.ts';
import { entries, readBoth, readStream } from '../support/shapes.ts';

const half = { index: 0, id: 'a', type: 'function', function: { name: 'w', arguments: '{"x":' } };
const passing = { kind: 'upstream-unavailable', retryable: true, source: 'upstream' };

describe('an error in the choice (OpenRouter)', () => {
  const error = { code: 502, message: 'Upstream error', metadata: { provider_name: 'Nvidia' } };
  const choice = { index: 0, finish_reason: 'error', native_finish_reason: 'error', error };
  const failed = { id: 'c1', choices: [{ ...choice, delta: { content: '' } }] };

  it('is the error of the call', async () => {
    const whole = { id: 'c1', choices: [{ ...choice, message: { role: 'assistant', content: 'Hel' } }] };
    for (const call of [generated(whole), streamed(Response.json(whole)), streamed(events([failed]))])
      expect(getCloudflareError(await rejection(call))).toMatchObject({ ...passing, code: 502 });
  });

  it('ends a stream that has begun, whose calls are dropped', async () => {
    const parts = await streamed(
      events([chunkOf({ content: 'Hel' }), chunkOf({ tool_calls: [half] }), failed]),
    );
    expect(textOf(parts)).toBe('Hel');
    expect(getCloudflareError(errorOf(parts))).toMatchObject({ ...passing, code: 502 });
    expect(parts.map(({ type }) => type)).not.toContain('tool-call');
  });
});

describe('a reason that is an error', () => {
  it.each(['error', 'network_error', 'abort', 'insufficient_system_resource', 'MALFORMED_FUNCTION_CALL'])(
    '%s, without any text, is the error of the call',
    async reason => {
      const empty = { role: 'assistant', content: '' };
      for (const message of [empty, { ...empty, reasoning_content: 'Hm' }])
        expect(getCloudflareError(await rejection(generated(answerOf(message, reason))))).toMatchObject(
          passing,
        );
      const error = await rejection(streamed(events([chunkOf(empty), chunkOf({}, reason)])));
      expect(getCloudflareError(error)).toMatchObject(passing);
      expect(String(error)).toContain(`The response ended with the reason '${reason}'.`);
    },
  );

  it('drops the calls before it, which may be half of one', async () => {
    const error = await rejection(generated(answerOf({ content: 'Hi', tool_calls: [half] }, 'error')));
    expect(getCloudflareError(error)).toMatchObject(passing);
    const read = await readStream([
      chunkOf({ content: 'Hi' }),
      chunkOf({ tool_calls: [half] }),
      chunkOf({}, 'error'),
    ]);
    expect(read).toMatchObject({ blocks: [{ text: 'Hi' }], finish: 'error' });
    expect(read.errors).toHaveLength(1);
  });

  it('leaves a text as it is', async () => {
    const read = await readBoth(
      [chunkOf({ content: 'Hi' }), chunkOf({}, 'abort')],
      answerOf({ content: 'Hi' }, 'abort'),
    );
    expect(read).toMatchObject({ blocks: [{ text: 'Hi' }], finish: 'error', errors: [] });
  });
});

describe('an error that is none', () => {
  it.each([null, false, '', {}, []])('%j beside every chunk is left out', async error => {
    const chunks = [chunkOf({ content: 'He' }), chunkOf({ content: 'llo' }), chunkOf({}, 'stop')];
    const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
    const read = await readBoth(
      [...chunks, { id: 'c1', model: 'm', choices: [], usage }].map(chunk => ({ ...chunk, error })),
      { ...answerOf({ content: 'Hello' }), usage, error },
    );
    expect(read).toMatchObject({ blocks: [{ text: 'Hello' }], finish: 'stop', usage: [7, 5, undefined] });
  });

  it('is in the raw chunks as it was sent', async () => {
    const chunks = [
      { ...chunkOf({ content: 'Hi' }), error: null },
      { ...chunkOf({}, 'stop'), error: null },
      { choices: [], error: null },
    ];
    for (const [, create] of entries) {
      const model = create(async () => events(chunks), 'openai/gpt-4o');
      const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
      const { stream } = await model.doStream({ prompt, includeRawChunks: true });
      const raw: unknown[] = [];
      for await (const part of stream) if ('rawValue' in part) raw.push(part.rawValue);
      expect(raw).toEqual(chunks);
    }
  });
});

describe('signs of life', () => {
  it.each(['data: \n\n', 'data:\n\n', 'event: ping\ndata: ""\n\n', ': ping\n\n'])(
    '%j adds nothing',
    async sign => {
      const chunks = [chunkOf({ content: 'He' }), chunkOf({ content: 'llo' }), chunkOf({}, 'stop')];
      expect(await readStream([sign, ...chunks.flatMap(chunk => [chunk, sign])])).toMatchObject({
        blocks: [{ text: 'Hello' }],
        finish: 'stop',
        errors: [],
      });
    },
  );
});

describe('the page of a proxy', () => {
  it.each(['<html><title>502 Bad Gateway</title></html>', '\n<!DOCTYPE html><title>502</title>'])(
    'in place of a stream is an error that shows its title',
    async page => {
      const error = await rejection(streamed(new Response(page)));
      expect(getCloudflareError(error)).toMatchObject({ ...passing, source: 'edge', statusCode: 502 });
      expect(String(error)).toContain('HTML page "502');
    },
  );

  it('behind an answer does not hide it', async () => {
    const body = [chunkOf({ content: 'Hi' }), chunkOf({}, 'stop'), '<html>502</html>\n\n']
      .map(frame)
      .join('');
    expect(textOf(await streamed(new Response(body + DONE)))).toBe('Hi');
  });
});
