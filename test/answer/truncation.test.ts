import { APICallError } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  chunkOf,
  errorOf,
  events,
  finishOf,
  generated,
  partsOf,
  rejection,
  socketError,
  streamed,
  textOf,
} from '../support/answers.ts';

const text = [chunkOf({ role: 'assistant', content: 'Hel' }), chunkOf({ content: 'lo' })];
const toolCall = [
  chunkOf({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'pay', arguments: '{"sum":' } }] }),
  chunkOf({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] }),
];
const headers = { 'cf-aig-log-id': 'L1' };
const stop = chunkOf({}, 'stop');
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

describe.each(['done', 'none'] as const)('a stream without a finish reason, ending %s', ending => {
  it('ends with an error part and finish error (vercel/ai#19165)', async () => {
    const parts = await streamed(events(text, { ending, headers }));
    expect(textOf(parts)).toBe('Hello');
    expect(parts.map(part => part.type).slice(-3)).toEqual(['text-end', 'error', 'finish']);
    const error = errorOf(parts);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'stream-truncated',
      source: 'client',
      retryable: true,
      statusCode: 200,
      logId: 'L1',
      endpoint: 'rest',
      modelId: 'openai/gpt-4o',
    });
    expect(finishOf(parts)).toMatchObject({
      finishReason: 'error',
      providerMetadata: { cloudflare: { logId: 'L1' } },
    });
  });

  it('hands on no tool call, finished or not', async () => {
    for (const chunks of [toolCall, toolCall.slice(0, 1), [...text, ...toolCall]]) {
      const parts = await streamed(events(chunks, { ending }));
      expect(partsOf(parts, 'tool-call')).toEqual([]);
      expect(finishOf(parts).finishReason).toBe('error');
      expect(getCloudflareError(errorOf(parts))?.kind).toBe('stream-truncated');
    }
  });

  it('is truncated even when nothing came but the role, or nothing at all', async () => {
    for (const chunks of [[], [': hello\n\n'], [chunkOf({ role: 'assistant', content: '' })]]) {
      const error = await rejection(streamed(events(chunks, { ending })));
      expect(APICallError.isInstance(error)).toBe(true);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'stream-truncated', retryable: true });
    }
  });

  it('still counts the usage that came', async () => {
    const parts = await streamed(events([...text, { choices: [], usage }], { ending }));
    expect(finishOf(parts)).toMatchObject({ finishReason: 'error', usage: { totalTokens: 3 } });
  });
});

describe('a stream with a finish reason', () => {
  it.each(['done', 'none', 'cut'] as const)('has whole arguments and signatures, ending %s', async ending => {
    const args = `{"text":"${'lorem ipsum '.repeat(20)}"}`;
    const pieces = args.match(/.{1,8}/g) ?? [];
    const first = {
      ...{ index: 0, id: 'c1', function: { name: 'pay', arguments: '' } },
      extra_content: { google: { thought_signature: 'sig' } },
    };
    const chunks = [
      chunkOf({ tool_calls: [first] }),
      ...pieces.map(piece => chunkOf({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
      chunkOf({}, 'tool_calls'),
    ];
    // In one read, in reads that split events, and one event after another.
    for (const size of [undefined, 100, 1]) {
      const parts = await streamed(events(chunks, { ending, ...(size !== undefined && { size }) }));
      expect(partsOf(parts, 'tool-call')).toMatchObject([
        { input: args, providerMetadata: { google: { thoughtSignature: 'sig' } } },
      ]);
    }
  });

  it.each(['done', 'none', 'cut'] as const)('is complete, ending %s', async ending => {
    const parts = await streamed(events([...text, stop], { ending }));
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(finishOf(parts).finishReason).toBe('stop');
    const calls = await streamed(events([...toolCall, chunkOf({}, 'tool_calls')], { ending }));
    expect(partsOf(calls, 'tool-call')).toMatchObject([{ toolName: 'pay', input: '{"sum":1}' }]);
    expect(finishOf(calls).finishReason).toBe('tool-calls');
  });

  it('is complete with the empty one of some hosts, where the closing event came', async () => {
    const empty = chunkOf({}, '');
    const done = await streamed(events([...toolCall, empty]));
    expect(partsOf(done, 'tool-call')).toHaveLength(1);
    expect(finishOf(done).finishReason).toBe('tool-calls');
    const open = await streamed(events([...toolCall, empty], { ending: 'none' }));
    expect(partsOf(open, 'tool-call')).toEqual([]);
    expect(getCloudflareError(errorOf(open))?.kind).toBe('stream-truncated');
    const late = await streamed(events([...text, stop, chunkOf({}, '')], { ending: 'none' }));
    expect(partsOf(late, 'error')).toEqual([]);
  });
});

/** User-problems B19; the names of other hosts from the contract (§8.4) and upstreams 2C. */
const reasons = [
  ['stop', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  // Reported without a call (cloudflare/ai#561): a loop would wait for a result that nobody gives.
  ['tool_calls', 'other'],
  ['function_call', 'other'],
  ['content_filter', 'content-filter'],
  ['error', 'error'],
  ['insufficient_system_resource', 'error'],
  ['a reason of the future', 'other'],
] as const;

describe('finish reason', () => {
  it.each(reasons)('%s is %s', async (wire, reason) => {
    const parts = await streamed(events([...text, chunkOf({}, wire)]));
    expect(finishOf(parts).finishReason).toBe(reason);
    const answer = { choices: [{ message: { content: 'Hi' }, finish_reason: wire }] };
    expect((await generated(answer)).finishReason).toBe(reason);
  });

  it.each(['stop', '', 'a reason of the future'])('with tool calls and "%s" is tool-calls', async wire => {
    const parts = await streamed(events([...toolCall, chunkOf({}, wire)]));
    expect(finishOf(parts).finishReason).toBe('tool-calls');
    const message = { tool_calls: [{ id: 'a', function: { name: 'pay', arguments: '{}' } }] };
    const answer = { choices: [{ message, finish_reason: wire }] };
    expect((await generated(answer)).finishReason).toBe('tool-calls');
  });

  it('missing in an answer with tool calls is tool-calls', async () => {
    const message = { content: null, tool_calls: [{ id: 'a', function: { name: 'pay', arguments: '{}' } }] };
    for (const choice of [{ message, finish_reason: null }, { message }]) {
      expect((await generated({ choices: [choice] })).finishReason).toBe('tool-calls');
    }
  });

  it('length stays length, whatever was called', async () => {
    const parts = await streamed(events([...toolCall, chunkOf({}, 'length')]));
    expect(finishOf(parts).finishReason).toBe('length');
  });
});

describe('frames of Workers AI itself', () => {
  const native = [{ response: 'Hel' }, { response: 'lo' }, { response: '', usage }];

  it('end properly with the closing event', async () => {
    for (const size of [undefined, 1, 7]) {
      const parts = await streamed(events(native, { ...(size && { size }) }));
      expect(partsOf(parts, 'error')).toEqual([]);
      expect(textOf(parts)).toBe('Hello');
      expect(finishOf(parts)).toMatchObject({ finishReason: 'stop', usage: { totalTokens: 3 } });
    }
  });

  it('are truncated without it', async () => {
    for (const ending of ['none', 'cut'] as const) {
      const parts = await streamed(events(native.slice(0, 2), { ending }));
      expect(textOf(parts)).toBe('Hello');
      expect(getCloudflareError(errorOf(parts))?.kind).toBe('stream-truncated');
      expect(finishOf(parts).finishReason).toBe('error');
    }
  });

  it('are truncated when only their text says so', async () => {
    const parts = await streamed(events([{ response: 'data: [DONE]' }], { ending: 'none' }));
    expect(textOf(parts)).toBe('data: [DONE]');
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it('are complete when the connection breaks after it', async () => {
    const parts = await streamed(events([...native, 'data: [DONE]\n\n: bye\n\n'], { ending: 'cut' }));
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(finishOf(parts).finishReason).toBe('stop');
  });
});

describe('a connection that breaks', () => {
  it('delivers what arrived, then the error, then the end; the stream does not reject', async () => {
    const parts = await streamed(events([...text, 'data: {"choices":[{"del'], { ending: 'cut', headers }));
    expect(textOf(parts)).toBe('Hello');
    const error = errorOf(parts);
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'stream-truncated',
      source: 'client',
      code: 'UND_ERR_SOCKET',
      retryable: true,
      logId: 'L1',
    });
    expect((error as Error).message).toMatch(/broke before the response was complete: other side closed/);
    expect(parts.map(part => part.type).slice(-3)).toEqual(['text-end', 'error', 'finish']);
    expect(finishOf(parts)).toMatchObject({
      finishReason: 'error',
      providerMetadata: { cloudflare: { logId: 'L1' } },
    });
  });

  it('hands on no tool call', async () => {
    const parts = await streamed(events(toolCall, { ending: 'cut' }));
    expect(partsOf(parts, 'tool-call')).toEqual([]);
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it('before the first byte rejects, and says that there had been an answer', async () => {
    const error = await rejection(streamed(events([], { ending: 'cut', headers })));
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'stream-truncated',
      statusCode: 200,
      logId: 'L1',
      retryable: true,
    });
  });

  it('fails generate with the same kind', async () => {
    const error = await rejection(generated(events(['{"choices":['], { ending: 'cut', headers })));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(getCloudflareError(error)).toMatchObject({
      kind: 'stream-truncated',
      statusCode: 200,
      logId: 'L1',
      retryable: true,
    });
    expect((error as Error).message).toContain('other side closed');
  });

  it('while a failure is read leaves what the status says', async () => {
    for (const call of [generated, streamed]) {
      const body = new ReadableStream({ pull: controller => controller.error(socketError()) });
      const error = await rejection(call(new Response(body, { status: 503, headers })));
      expect(getCloudflareError(error)).toMatchObject({ statusCode: 503, retryable: true, logId: 'L1' });
    }
  });
});

describe('a call without a name', () => {
  const nameless = chunkOf({ tool_calls: [{ index: 0, id: 'x', function: { arguments: '{' } }] });

  it('ends the stream with an error, and does not reject', async () => {
    const parts = await streamed(events([...text, nameless, stop], { headers }));
    expect(textOf(parts)).toBe('Hello');
    expect(getCloudflareError(errorOf(parts))).toMatchObject({ kind: 'unknown', logId: 'L1' });
    expect(finishOf(parts)).toMatchObject({
      finishReason: 'error',
      providerMetadata: { cloudflare: { logId: 'L1' } },
    });
  });
});
