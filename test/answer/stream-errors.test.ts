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

type Case = readonly [name: string, frame: object, is: Partial<CloudflareErrorInfo>, says: string];

const gatewayBody = (code: number, message: string): object => ({
  success: false,
  result: [],
  messages: [],
  error: [{ code, message }],
  name: 'AiGatewayError',
  internalCode: code,
  message,
});

/** Every envelope of the gateway, the API and the vendors, as one frame of a stream. */
const cases: readonly Case[] = [
  [
    'in-band 502',
    { error: { message: 'Worker local total request limit reached (33/32)', code: 502 } },
    { source: 'upstream', code: 502, statusCode: 502, kind: 'upstream-unavailable', retryable: true },
    'Worker local total request limit reached',
  ],
  [
    'gateway',
    gatewayBody(2005, 'Failed to get response from provider'),
    { source: 'gateway', code: 2005, retryable: false },
    'Failed to get response from provider [2005]',
  ],
  [
    'gateway, without a name',
    { success: false, error: [{ code: 2003, message: 'Rate limited' }] },
    { source: 'gateway', code: 2003, kind: 'rate-limit', retryable: true },
    'Rate limited [2003]',
  ],
  [
    'gateway list alone',
    [{ code: 2009, message: 'Unauthorized' }],
    { source: 'gateway', code: 2009, kind: 'authentication' },
    'Unauthorized [2009]',
  ],
  [
    'Cloudflare v4',
    { result: null, success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    { source: 'cloudflare-api', code: 10000 },
    'Authentication error [10000]',
  ],
  [
    'Workers AI',
    { success: false, errors: [{ code: 3040, message: 'AiError: Capacity temporarily exceeded' }] },
    { source: 'workers-ai', code: 3040, kind: 'capacity', statusCode: 429, retryable: true },
    'Capacity temporarily exceeded [3040]',
  ],
  [
    'Workers AI, errors as an object',
    { success: false, errors: { code: 5006, message: 'AiError: Bad input: x' } },
    { source: 'workers-ai', code: 5006 },
    'Bad input: x [5006]',
  ],
  [
    'binding',
    { name: 'AiError', internalCode: 5007, httpCode: 400, message: 'AiError: No such model' },
    { source: 'workers-ai', code: 5007, kind: 'model-not-found' },
    'No such model [5007]',
  ],
  [
    'policy',
    { success: false, error: { message: 'Access denied by policy' } },
    { source: 'gateway', retryable: false },
    'Access denied by policy',
  ],
  [
    'failed run',
    { state: 'Failed', error: { code: 'provider_unavailable', message: 'Down.' } },
    { source: 'upstream', code: 'provider_unavailable', retryable: true },
    'Down. [provider_unavailable]',
  ],
  [
    'OpenAI',
    { error: { message: 'The server had an error', type: 'server_error', param: null, code: null } },
    { source: 'upstream' },
    'The server had an error',
  ],
  [
    'Anthropic',
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { source: 'upstream', kind: 'capacity', statusCode: 529, retryable: true },
    'Overloaded',
  ],
  [
    'Google, in a list',
    [{ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }],
    { source: 'upstream', code: 503, retryable: true },
    'The model is overloaded. [503]',
  ],
  [
    'xAI',
    { code: 'Some resource has been exhausted', error: 'Out of capacity' },
    { source: 'upstream', code: 'Some resource has been exhausted' },
    'Out of capacity',
  ],
  ['a text', { error: 'model not found' }, { source: 'upstream' }, 'model not found'],
  ['Groq', { x_groq: { id: 'r', error: 'over capacity' } }, { source: 'upstream' }, 'over capacity'],
  [
    'MiniMax',
    { base_resp: { status_code: 1002, status_msg: 'rate limit' } },
    { source: 'upstream', code: 1002, kind: 'rate-limit', retryable: true },
    'rate limit [1002]',
  ],
  [
    'Cerebras',
    { message: 'Too busy', type: 'too_many_requests_error', code: 'queue_exceeded' },
    { source: 'upstream', code: 'queue_exceeded' },
    'Too busy [queue_exceeded]',
  ],
  ['FastAPI', { detail: 'Not Found' }, { source: 'upstream' }, 'Not Found'],
  ['success false alone', { success: false }, { source: 'cloudflare-api' }, ''],
];

/** A list has no choices, and beside choices a bare text is no error: answers may carry one. */
const alone = ['gateway list alone', 'binding', 'Google, in a list', 'Cerebras', 'FastAPI'];
const besideChoices = cases.filter(([name]) => !alone.includes(name));
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
  it.each(cases)('%s', async (_, error, is, says) => {
    const parts = await told([...before, error], is, says);
    expect(textOf(parts)).toBe('Hello');
    expect(parts.map(part => part.type)).toContain('text-end');
  });

  it.each(cases)('%s, before any part of the answer, rejects', async (_, error, is, says) => {
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
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
  });

  it('is a part where raw chunks are asked for, as they are parts before it', async () => {
    const answer = events([{ error: { message: 'Overloaded', code: 529 } }]);
    const parts = await streamed(answer, { options: { includeRawChunks: true } });
    expect(parts.map(part => part.type)).toEqual(['stream-start', 'raw', 'error', 'finish']);
    expect(getCloudflareError(errorOf(parts))?.code).toBe(529);
  });

  it.each(besideChoices)('%s, beside empty choices', async (_, error, is, says) => {
    const parts = await told([...before, { ...error, choices: [] }], is, says);
    expect(textOf(parts)).toBe('Hello');
  });

  it.each(besideChoices)('%s, beside a finish reason', async (_, error, is, says) => {
    await told([...before, { ...error, ...chunkOf({}, 'stop') }], is, says);
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
    ['a page', 'data: <html><title>502</title></html>\n\n'],
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

  it.each(['', '   ', 'not json', '<html></html>', '"text"', '42', 'null', '[]', '{}', '{"choices":[]}'])(
    'what is no answer at all fails generate: %s',
    async body => {
      const error = await rejection(generated(new Response(body, { headers })));
      expect(APICallError.isInstance(error)).toBe(true);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'unknown', retryable: false, logId: 'L1' });
      expect((error as Error).message).toContain('could not be read');
      expect((error as APICallError).responseBody).toBe(body);
    },
  );
});
