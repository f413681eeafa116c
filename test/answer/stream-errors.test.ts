import { APICallError } from '@ai-sdk/provider';
import { type CloudflareErrorInfo, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it, vi } from 'vitest';
import {
  chunkOf,
  errorOf,
  events,
  finishOf,
  frame,
  generated,
  partsOf,
  rejection,
  streamed,
  textOf,
} from '../support/answers.ts';
import { eventually } from '../support/eventually.ts';
import { readStream } from '../support/shapes.ts';
import { gatewayBody, streamErrorCases } from './stream-error-cases.ts';

/** A list has no choices, and beside choices a bare text is no error: answers may carry one. */
const alone = ['gateway list alone', 'binding', 'Google, in a list', 'Cerebras', 'FastAPI'];
const besideChoices = streamErrorCases.filter(([name]) => !alone.includes(name));
const headers = { 'cf-aig-log-id': 'L1', 'cf-ray': 'R1' };

async function told(chunks: readonly unknown[], is: Partial<CloudflareErrorInfo>, says: string) {
  const parts = await streamed(events(chunks, { headers }));
  expectTold(errorOf(parts), is, says);
  expect(finishOf(parts).finishReason).toBe('error');
  return parts;
}

function expectTold(error: unknown, is: Partial<CloudflareErrorInfo>, says: string): void {
  expect(APICallError.isInstance(error)).toBe(true);
  const info = getCloudflareError(error);
  expect(info).toMatchObject({ ...is, logId: 'L1', rayId: 'R1', endpoint: 'rest', modelId: 'openai/gpt-4o' });
  expect((error as Error).message).toContain(says);
  expect((error as Error).message).toContain('log L1');
  expect((error as APICallError).isRetryable).toBe(info?.retryable);
  expect(getCloudflareError({ error })).toEqual(info);
}

const before = [chunkOf({ role: 'assistant', content: 'Hel' }), chunkOf({ content: 'lo' })];

describe('an error frame in the middle of a stream', () => {
  it.each(streamErrorCases)('%s', async (_, error, is, says) => {
    const parts = await told([...before, error], is, says);
    expect(textOf(parts)).toBe('Hello');
    expect(parts.map(part => part.type)).toContain('text-end');
  });

  it.each(streamErrorCases)('%s, before any part of the answer, rejects', async (_, error, is, says) => {
    const role = chunkOf({ role: 'assistant', content: '' });
    for (const chunks of [[error], [': hello\n\n', error], [role, error], [error, ...before]])
      expectTold(await rejection(streamed(events(chunks, { headers }))), is, says);
  });

  it('rejects without waiting for the end of the connection, and closes it', async () => {
    const cancelled = vi.fn();
    const body = new ReadableStream<Uint8Array>({
      start: controller =>
        controller.enqueue(new TextEncoder().encode(frame({ error: { message: 'Overloaded', code: 529 } }))),
      cancel: cancelled,
    });
    const error = await rejection(streamed(new Response(body)));
    expect(getCloudflareError(error)?.code).toBe(529);
    await eventually(() => expect(cancelled).toHaveBeenCalled());
  });

  it('rejects where raw chunks are asked for too, and hands them on once the answer begins', async () => {
    const raw = { options: { includeRawChunks: true } };
    const role = chunkOf({ role: 'assistant', content: '' });
    const failed = streamed(events([role, { error: { message: 'Overloaded', code: 529 } }]), raw);
    expect(getCloudflareError(await rejection(failed))?.code).toBe(529);
    const parts = await streamed(events([role, ...before, chunkOf({}, 'stop')]), raw);
    expect(partsOf(parts, 'raw')).toHaveLength(4);
    expect(parts.map(part => part.type).slice(0, 2)).toEqual(['stream-start', 'raw']);
  });

  it('says more than a line before it that cannot be read', async () => {
    const error = { error: { message: 'overloaded', code: 503 } };
    const rejected = await rejection(streamed(events(['data: {bad\n\n', error])));
    expect(getCloudflareError(rejected)).toMatchObject({ code: 503, retryable: true });
  });

  it.each(besideChoices)('%s, beside empty choices', async (_, error, is, says) => {
    const parts = await told([...before, { ...error, choices: [] }], is, says);
    expect(textOf(parts)).toBe('Hello');
  });

  it.each(besideChoices)('%s, beside a finish reason', async (_, error, is, says) => {
    await told([...before, { ...error, ...chunkOf({}, 'stop') }], is, says);
  });
});

describe('an error frame with a choice', () => {
  it('says the same in every specification', async () => {
    const error = { code: 429, message: 'Provider returned error', metadata: { raw: 'Slow down.' } };
    const choices = [{ index: 0, delta: { content: '' }, finish_reason: 'error' }];
    const { errors } = await readStream([chunkOf({ content: 'Hi' }), { id: 'c1', error, choices }]);
    expect(errors).toEqual([expect.stringContaining('Slow down. [429]')]);
    const spoken = [{ index: 0, delta: { content: ' all' }, finish_reason: null }];
    const { blocks } = await readStream([chunkOf({ content: 'Hi' }), { id: 'c1', error, choices: spoken }]);
    expect(blocks).toEqual([{ text: 'Hi' }]);
  });
});

describe('after an error frame', () => {
  const toolCall = chunkOf({
    tool_calls: [{ index: 0, id: 'c', function: { name: 'pay', arguments: '{}' } }],
  });
  const error = { error: { message: 'Overloaded', code: 529 } };

  it('no tool call is handed on, before or after it', async () => {
    for (const chunks of [
      [toolCall, error],
      [toolCall, { ...error, choices: [] }, chunkOf({}, 'tool_calls')],
    ]) {
      const parts = await streamed(events(chunks));
      expect(partsOf(parts, 'tool-call')).toEqual([]);
      expect(finishOf(parts).finishReason).toBe('error');
      expect(getCloudflareError(errorOf(parts))?.code).toBe(529);
    }
  });

  it('a finish reason changes nothing, and a second error is not told', async () => {
    const parts = await streamed(
      events([...before, error, { error: { message: 'again' } }, chunkOf({}, 'stop')]),
    );
    expect(finishOf(parts).finishReason).toBe('error');
    expect(getCloudflareError(errorOf(parts))?.message).toContain('Overloaded');
  });

  it('a closed connection does not hide what the frame said', async () => {
    const parts = await streamed(events([...before, error], { ending: 'cut' }));
    expect(getCloudflareError(errorOf(parts))).toMatchObject({ code: 529, source: 'upstream' });
  });
});

describe('a frame that is no answer', () => {
  it.each([
    ['broken JSON', 'data: {"choices":[{"delta":{"content":"x\n\n'],
    ['a page', 'data: <html><title>Sign in</title></html>\n\n'],
    ['plain text', 'data: upstream went away\n\n'],
    ['a number', 'data: 42\n\n'],
    ['null', 'data: null\n\n'],
    ['a text', 'data: "oops"\n\n'],
  ])('%s ends the stream as an error of ours', async (_, text) => {
    const parts = await streamed(events([...before, text, chunkOf({}, 'stop')], { headers }));
    const error = errorOf(parts);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)).toMatchObject({ kind: 'unknown', retryable: false, logId: 'L1' });
    expect((error as Error).message).toContain('could not be read');
    expect(textOf(parts)).toBe('Hello');
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it('but unknown objects, comments and empty events are let pass', async () => {
    const parts = await streamed(
      events([
        ': keep-alive\n\n',
        { type: 'ping' },
        'event: ping\ndata: {"type":"ping"}\n\n',
        'retry: 3000\n\n',
        { id: 'c1', object: 'chat.completion.keepalive' },
        ...before,
        'id: 7\n\n',
        chunkOf({}, 'stop'),
      ]),
    );
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(textOf(parts)).toBe('Hello');
    expect(finishOf(parts).finishReason).toBe('stop');
  });
});

describe('an error inside status 200', () => {
  it.each(besideChoices)('%s fails generate and stream', async (_, body, is, says) => {
    for (const answer of [body, { ...body, choices: [] }]) {
      for (const call of [generated, streamed]) {
        const error = await rejection(call(Response.json(answer, { headers })));
        expect(APICallError.isInstance(error)).toBe(true);
        expect(getCloudflareError(error)).toMatchObject({ ...is, logId: 'L1' });
        expect((error as Error).message).toContain(says);
      }
    }
  });

  it('fails generate beside a readable answer too', async () => {
    const answer = { ...chunkOf({}), choices: [{ message: { content: 'half' } }] };
    const error = await rejection(generated({ ...answer, error: { message: 'Cut short', code: 502 } }));
    expect(getCloudflareError(error)).toMatchObject({ code: 502, retryable: true });
  });

  it('fails a stream with any content type, and generate with a body that is a stream', async () => {
    const body = JSON.stringify(gatewayBody(2016, 'Prompt blocked due to security configurations'));
    for (const type of ['application/json', 'text/event-stream', 'text/plain', '']) {
      const error = await rejection(streamed(new Response(body, { headers: { 'content-type': type } })));
      expect(getCloudflareError(error)).toMatchObject({ code: 2016, kind: 'guardrail' });
    }
    const labelled = await rejection(generated(new Response(frame(gatewayBody(2005, 'Failed')))));
    expect(getCloudflareError(labelled)).toMatchObject({ code: 2005, source: 'gateway' });
  });

  it('fails generate where a response is blank, and may be retried', async () => {
    for (const body of ['', ' \n\n']) {
      const error = await rejection(generated(new Response(body, { headers })));
      expect(getCloudflareError(error)).toMatchObject({
        kind: 'stream-truncated',
        retryable: true,
        logId: 'L1',
      });
      expect((error as Error).message).toContain('The response is empty.');
    }
  });

  it.each(['not json', '<html></html>', '"text"', '42', 'null', '[]', '{}', '{"choices":[]}'])(
    'what is no answer at all fails generate: %s',
    async body => {
      const error = await rejection(generated(new Response(body, { headers })));
      expect(APICallError.isInstance(error)).toBe(true);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'unknown', retryable: false, logId: 'L1' });
      expect((error as Error).message).toContain('could not be read');
      // Blank reads are not kept.
      expect((error as APICallError).responseBody).toBe(body.trim());
    },
  );
});
