import { describe, expect, it } from 'vitest';
import { readErrorEnvelope } from '../../../src/gateway/errors/read-envelope.ts';
import { upstreamEnvelopeCases } from './envelope-cases.ts';

describe('readErrorEnvelope', () => {
  it.each<[string, unknown]>([
    ['completion', { id: 'x', choices: [{ message: { content: 'hi' } }], usage: {} }],
    ['completion with error null', { choices: [{ message: { content: 'hi' } }], error: null }],
    ['completion with an empty error', { choices: [], error: {} }],
    ['chunk', { object: 'chat.completion.chunk', choices: [{ delta: { content: 'a' } }] }],
    ['usage chunk', { choices: [], usage: { total_tokens: 1 } }],
    ['native Workers AI frame', { response: 'a', p: 'abc' }],
    ['Workers AI result', { result: { response: 'hi' }, success: true, errors: [], messages: [] }],
    [
      'Workers AI result with a null message',
      { result: { response: 'error: no' }, success: true, errors: null },
    ],
    ['v4 success with messages', { result: null, success: true, errors: [], messages: ['done'] }],
    ['errors empty', { errors: [], choices: [] }],
    ['embeddings', { object: 'list', data: [{ embedding: [0.1] }], model: 'm' }],
    ['Cohere answer', { id: 'x', message: { role: 'assistant', content: [] }, finish_reason: 'COMPLETE' }],
    ['Anthropic answer', { type: 'message', role: 'assistant', content: [] }],
    ['Anthropic ping', { type: 'ping' }],
    ['MiniMax answer', { choices: [{}], base_resp: { status_code: 0, status_msg: '' } }],
    ['run completed', { result: { state: 'Completed', result: {} }, success: true, errors: [] }],
    ['run in progress', { state: 'Running' }],
    ['a text beside an answer', { message: 'ok', data: [1] }],
    ['detail beside an answer', { detail: 'x', choices: [] }],
    ['an array of numbers', [1, 2]],
    ['an array of records', [{ id: 1 }]],
    ['an empty array', []],
    ['an empty object', {}],
    ['null', null],
    ['nothing', undefined],
    ['text', 'error'],
    ['a number', 5],
  ])('takes no error from: %s', (_, body) => {
    expect(readErrorEnvelope(body)).toBeUndefined();
  });

  it.each(
    upstreamEnvelopeCases
      .filter(({ body }) => typeof body !== 'string')
      .map(({ name, body }) => [name, body]),
  )('never calls %s an error of Cloudflare', (_, body) => {
    expect(readErrorEnvelope(body)).toMatchObject({ source: 'upstream' });
  });

  it('states source, words, code, type and status', () => {
    expect(readErrorEnvelope({ error: { message: 'm', type: 't', code: '503' } })).toEqual({
      source: 'upstream',
      message: 'm',
      code: 503,
      type: 't',
      status: 503,
      spending: {},
    });
  });

  it('reads an error that lies beside tokens', () => {
    const frame = {
      choices: [{ delta: { content: '' }, finish_reason: 'error' }],
      error: { code: 502, message: 'cut' },
    };
    expect(readErrorEnvelope(frame)).toMatchObject({ message: 'cut', status: 502 });
  });

  it('gives up on endless nesting instead of recursing', () => {
    let body: unknown = { message: 'deep' };
    for (let depth = 0; depth < 100_000; depth++) body = { error: { message: body } };
    expect(readErrorEnvelope(body)).toMatchObject({ source: 'upstream' });
    expect(
      readErrorEnvelope(JSON.parse('{"error":{"message":{"error":{"message":{"error":{"message":"in"}}}}}}')),
    ).toMatchObject({ message: 'in' });
  });
});
