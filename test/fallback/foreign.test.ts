import { createGroq } from '@ai-sdk/groq';
import {
  APICallError,
  EmptyResponseBodyError,
  InvalidPromptError,
  JSONParseError,
  LoadAPIKeyError,
  NoSuchModelError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { fakeFetch, refusal } from '../support/fake-fetch.ts';
import { ask, FIRST, foreign, modes, outcomes, world } from './support.ts';

/** An error as the SDK's own packages make it. */
function apiCallError(
  statusCode: number | undefined,
  message = 'no',
  code?: string,
  more: object = {},
): APICallError {
  return new APICallError({
    message,
    url: 'https://api.acme.example/v1',
    requestBodyValues: {},
    ...(statusCode !== undefined && { statusCode }),
    responseBody: JSON.stringify({ error: { message, code } }),
    ...more,
  });
}

const network = (code: string): Error => Object.assign(new Error(code), { code });

const next: readonly (readonly [name: string, error: unknown, kind: string])[] = [
  ['408', apiCallError(408), 'timeout'],
  ['409', apiCallError(409), 'unknown'],
  ['429', apiCallError(429), 'rate-limit'],
  ['429 that is a quota', apiCallError(429, 'no', 'insufficient_quota'), 'quota-exhausted'],
  ['500', apiCallError(500), 'upstream-unavailable'],
  ['503', apiCallError(503), 'upstream-unavailable'],
  ['504', apiCallError(504), 'timeout'],
  ['529', apiCallError(529), 'capacity'],
  [
    'an HTML page',
    apiCallError(502, 'no', undefined, { responseBody: '<html><body>Bad</body></html>' }),
    'upstream-unavailable',
  ],
  [
    'a model that is not there',
    apiCallError(404, 'The model does not exist', 'model_not_found'),
    'model-not-found',
  ],
  ['a prompt that is too long', apiCallError(400, 'no', 'context_length_exceeded'), 'request-too-large'],
  [
    'an answer that is none',
    apiCallError(200, 'Invalid JSON response', undefined, { responseBody: '{}' }),
    'unknown',
  ],
  ['an error inside an answer', apiCallError(200, 'Rate limit reached', 'rate_limit_exceeded'), 'rate-limit'],
  [
    'no connection',
    apiCallError(undefined, 'Cannot connect', undefined, { isRetryable: true }),
    'upstream-unavailable',
  ],
  ['a refused connection', network('ECONNREFUSED'), 'upstream-unavailable'],
  [
    'a failed fetch',
    new TypeError('fetch failed', { cause: network('UND_ERR_SOCKET') }),
    'upstream-unavailable',
  ],
  ['a connection that timed out', new TypeError('fetch failed', { cause: network('ETIMEDOUT') }), 'timeout'],
  ['a time limit of its own', new DOMException('too slow', 'TimeoutError'), 'timeout'],
  ['an error with a status', Object.assign(new Error('no'), { statusCode: 429 }), 'rate-limit'],
  ['no such model', new NoSuchModelError({ modelId: 'x', modelType: 'languageModel' }), 'model-not-found'],
  ['an empty body', new EmptyResponseBodyError(), 'unknown'],
  ['an answer of another shape', new TypeValidationError({ value: {}, cause: new Error('x') }), 'unknown'],
  ['no JSON', new JSONParseError({ text: '{', cause: new Error('x') }), 'unknown'],
  [
    'a kind of failure of a later version',
    apiCallError(400, 'no', undefined, {
      data: { source: 'gateway', kind: 'of-later', message: 'no', retryable: false },
    }),
    'of-later',
  ],
  ['any other error', new Error('what?'), 'unknown'],
  ['a text', 'what?', 'unknown'],
];

const stop: readonly (readonly [name: string, error: unknown])[] = [
  ['400', apiCallError(400)],
  ['401', apiCallError(401)],
  ['402', apiCallError(402)],
  ['403', apiCallError(403)],
  ['404 of no model', apiCallError(404, 'Not found')],
  ['422', apiCallError(422)],
  ['a content filter', apiCallError(400, 'no', 'content_filter')],
  ['a missing key', new LoadAPIKeyError({ message: 'no key' })],
  ['a bad prompt', new InvalidPromptError({ prompt: {}, message: 'no' })],
  ['what the model cannot do', new UnsupportedFunctionalityError({ functionality: 'x' })],
  ["an abort that is not the caller's", new DOMException('gone', 'AbortError')],
];

describe.each(modes)('a model of another package (%s)', mode => {
  it.each(next)('moves on after %s', async (_, error, kind) => {
    const { cloudflare } = world();
    const { trace } = await ask(cloudflare.fallback([foreign({ fails: error }), FIRST]), mode);
    expect(outcomes(trace)).toEqual([`0 failed ${kind}`, '1 answered']);
  });

  it.each(stop)('stops after %s, with the error as it is', async (_, error) => {
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([foreign({ fails: error }), FIRST]);
    expect(await rejection(ask(model, mode))).toBe(error);
    expect(gateway.requests).toHaveLength(0);
  });

  it('answers for ours, and is named', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' });
    const model = cloudflare.fallback([FIRST, foreign({ modelId: 'acme-1', says: 'here' })]);
    expect(await ask(model, mode)).toEqual({
      text: 'here',
      trace: [
        {
          leg: 0,
          modelId: FIRST,
          provider: 'cloudflare.chat',
          outcome: 'failed',
          status: 429,
          code: 2003,
          kind: 'rate-limit',
          durationMs: expect.any(Number),
          logId: gateway.logs[0]?.id,
        },
        {
          leg: 1,
          modelId: 'acme-1',
          provider: 'acme.chat',
          outcome: 'answered',
          durationMs: expect.any(Number),
        },
      ],
    });
  });

  it('tells the code, the status and the log entry of its failure', async () => {
    const { cloudflare } = world();
    const error = apiCallError(429, 'no', 'rate_limit_exceeded', {
      responseHeaders: { 'CF-AIG-Log-Id': 'L1' },
    });
    const { trace } = await ask(cloudflare.fallback([foreign({ fails: error }), FIRST]), mode);
    expect(trace[0]).toMatchObject({ status: 429, code: 'rate_limit_exceeded', logId: 'L1' });
  });
});

describe('a package of a vendor', () => {
  it.each([
    [429, 'rate_limit_exceeded', ['0 failed rate-limit', '1 answered']],
    [503, 'service_unavailable', ['0 failed upstream-unavailable', '1 answered']],
  ])('moves on after HTTP %i', async (status, code, expected) => {
    const { cloudflare } = world();
    const fake = fakeFetch(() => refusal(status, { error: { message: 'no', type: code, code } }));
    const groq = createGroq({ apiKey: 'gsk_x', fetch: fake.fetch });
    for (const mode of modes) {
      const { trace } = await ask(cloudflare.fallback([groq('llama-3.3-70b-versatile'), FIRST]), mode);
      expect(outcomes(trace)).toEqual(expected);
      expect(trace[0]).toMatchObject({
        modelId: 'llama-3.3-70b-versatile',
        provider: 'groq.chat',
        status,
        code,
      });
    }
    expect(fake.requests).toHaveLength(2);
  });

  it('moves on where it cannot be reached', async () => {
    const { cloudflare } = world();
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: network('ECONNRESET') }));
    const groq = createGroq({ apiKey: 'gsk_x', fetch });
    const { trace } = await ask(cloudflare.fallback([groq('llama-3.3-70b-versatile'), FIRST]), 'generate');
    expect(outcomes(trace)).toEqual(['0 failed upstream-unavailable', '1 answered']);
  });

  it('stops at a bad request, and answers as it does', async () => {
    const { gateway, cloudflare } = world();
    const fake = fakeFetch(() => refusal(400, { error: { message: 'bad', type: 'invalid_request_error' } }));
    const groq = createGroq({ apiKey: 'gsk_x', fetch: fake.fetch });
    const error = await rejection(ask(cloudflare.fallback([groq('llama'), FIRST]), 'generate'));
    expect(error).toMatchObject({ name: 'AI_APICallError', statusCode: 400, message: 'bad' });
    expect(gateway.requests).toHaveLength(0);

    const answering = createGroq({ apiKey: 'gsk_x', fetch: fakeFetch().fetch });
    for (const mode of modes) {
      const answered = await ask(cloudflare.fallback([answering('llama')]), mode);
      expect(answered).toMatchObject({
        text: 'Hello',
        trace: [{ outcome: 'answered', provider: 'groq.chat' }],
      });
    }
  });
});
