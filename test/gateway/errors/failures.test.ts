import { inspect } from 'node:util';
import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { toAPICallError } from '../../../src/gateway/errors/classify.ts';
import {
  toConnectionError,
  toRedirectError,
  toTruncatedError,
} from '../../../src/gateway/errors/failures.ts';
import { contextOf, exchangeOf, gatewayBody, KEY, TOKEN } from './support.ts';

const secrets = `token ${TOKEN} and key ${KEY}`;

function leakyCause(): Error {
  const socket = Object.assign(new Error(`inner ${secrets}`), {
    code: 'ECONNRESET',
    options: { headers: { authorization: TOKEN } },
  });
  return Object.assign(new TypeError(`outer ${secrets}`, { cause: socket }), { request: { key: KEY } });
}

/** A call with secrets in every part. */
const leaky = (status?: number) =>
  exchangeOf(
    status,
    { 'x-echo': secrets, 'retry-after': '30', 'cf-ray': `${TOKEN}` },
    {
      url: `https://user:${KEY}@gateway.ai.cloudflare.com/v1/a/b?token=${encodeURIComponent(TOKEN)}&x=${KEY}`,
      requestBody: { messages: [{ content: secrets }], nested: { deep: [TOKEN] } },
      context: contextOf({ modelId: `m ${KEY}` }),
    },
  );

describe('secrets', () => {
  it.each<[string, () => Error]>([
    [
      'an answer',
      () => toAPICallError(leaky(401), { value: gatewayBody(2009, secrets), cause: leakyCause() }),
    ],
    ['an answer as text', () => toAPICallError(leaky(500), { text: secrets })],
    [
      'a code',
      () => toAPICallError(leaky(500), { value: { error: { message: 'x', code: TOKEN, type: KEY } } }),
    ],
    [
      'a long text with the secret at the cut',
      () => toAPICallError(leaky(500), { text: `${'x'.repeat(290)}${TOKEN.repeat(40)}` }),
    ],
    ['a connection', () => toConnectionError(leaky(), leakyCause())],
    ['a cut', () => toConnectionError(leaky(200), leakyCause())],
    ['a truncation', () => toTruncatedError(leaky(200))],
    ['a redirect', () => toRedirectError(leaky(302), `https://x:${KEY}@login.example/${TOKEN}?t=${KEY}`)],
  ])('never leave through %s', (_, make) => {
    const error = make();
    const everything = [
      error.message,
      error.stack,
      String(error),
      JSON.stringify(error),
      JSON.stringify(error, Object.getOwnPropertyNames(error)),
      inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    ].join('\n');
    expect(everything).not.toContain(TOKEN);
    expect(everything).not.toContain(KEY);
    expect(everything).not.toContain('secretTok');
    expect(everything).toContain('[redacted]');
  });
});

describe('toAPICallError', () => {
  it('is an error that the SDK knows, with everything the SDK keeps', () => {
    const requestBody = { messages: [{ role: 'user', content: 'hi' }] };
    const body = gatewayBody(2003, 'Rate limited');
    const headers = { 'retry-after': '30', 'cf-aig-log-id': 'l' };
    const error = toAPICallError(exchangeOf(429, headers, { url: 'https://x/y', requestBody }), {
      value: body,
    });
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      statusCode: 429,
      isRetryable: true,
      url: 'https://x/y',
      responseHeaders: headers,
    });
    expect(error.responseBody).toBe(JSON.stringify(body));
    expect(error.requestBodyValues).toEqual(requestBody);
    expect(error.data).toMatchObject({ code: 2003, logId: 'l', message: error.message });
    expect(error.message).toMatch(/^Rate limited \[2003\] .*\(HTTP 429, compat, openai\/gpt-4o, log l\)$/);
  });

  it('says explicitly that a permanent 429 is not to be repeated', () => {
    const make = (code: number) => toAPICallError(exchangeOf(429), { value: gatewayBody(code, 'm') });
    expect([2003, 2018, 2041, 2045].map(code => make(code).isRetryable)).toEqual([true, true, false, false]);
  });

  it('keeps the list of aliases in the body only', () => {
    const body = gatewayBody(
      2040,
      "Provider 'x' has no BYOK credential named 'a'. Configured aliases: 'private-one'",
    );
    const error = toAPICallError(exchangeOf(400), { text: JSON.stringify(body) });
    expect(error.responseBody).toContain('private-one');
    expect(error.message + JSON.stringify(error.data)).not.toContain('private-one');
  });

  it('keeps bytes in a request as they are', () => {
    const bytes = new Uint8Array([1, 2]);
    const requestBody = { file: bytes, text: TOKEN };
    const error = toAPICallError(exchangeOf(400, {}, { requestBody }), { text: '' });
    expect(error.requestBodyValues).toEqual({ file: bytes, text: '[redacted]' });
  });
});

describe('toConnectionError', () => {
  const failed = (cause: unknown) => toConnectionError(exchangeOf(), cause);

  it('is retryable, with or without a cause', () => {
    const error = failed(new TypeError('fetch failed'));
    expect(error).toMatchObject({
      isRetryable: true,
      data: { source: 'client', kind: 'upstream-unavailable' },
    });
    expect(error.statusCode).toBeUndefined();
    expect(error.message).toContain('Cannot connect to gateway.ai.cloudflare.com: fetch failed');
    expect(failed(undefined).isRetryable).toBe(true);
    expect(failed('odd').message).toContain(': odd');
  });

  it('names the innermost reason and its code', () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const error = failed(new TypeError('fetch failed', { cause: new AggregateError([inner], '') }));
    expect(error.message).toContain('connect ECONNREFUSED 127.0.0.1:1 [ECONNREFUSED]');
    expect(error.data).toMatchObject({ code: 'ECONNREFUSED', hint: expect.stringContaining('baseURL') });
    expect(error.cause).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { name: 'AggregateError', cause: { code: 'ECONNREFUSED' } },
    });
    expect(Object.getPrototypeOf(error.cause)).toBe(Error.prototype);
  });

  it('tells timeouts and cuts apart', () => {
    const timeout = Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
    expect(failed(new TypeError('fetch failed', { cause: timeout })).data).toMatchObject({ kind: 'timeout' });
    const cut = toConnectionError(exchangeOf(200, { 'cf-aig-log-id': 'l' }), new TypeError('terminated'));
    expect(cut.data).toMatchObject({ kind: 'stream-truncated', logId: 'l', retryable: true });
    expect(cut.message).toContain('before the response was complete: terminated');
  });

  it('survives causes that go in circles', () => {
    const circle = new Error('a');
    circle.cause = circle;
    expect(failed(circle).message).toContain(': a');
  });
});

describe('toTruncatedError and toRedirectError', () => {
  it('says that a stream ended early', () => {
    const error = toTruncatedError(exchangeOf(200, { 'cf-aig-log-id': 'l' }));
    expect(error).toMatchObject({
      isRetryable: true,
      data: { kind: 'stream-truncated', source: 'client', logId: 'l' },
    });
  });

  it('names the origin of a redirect only', () => {
    const location = 'https://team.cloudflareaccess.com/login?token=private';
    const error = toRedirectError(exchangeOf(302, { location, 'cf-ray': 'y' }), location);
    expect(error).toMatchObject({
      isRetryable: false,
      statusCode: 302,
      data: { kind: 'invalid-request', source: 'edge', rayId: 'y' },
    });
    expect(error.message).toContain('https://team.cloudflareaccess.com;');
    expect(error.message).toContain('service token');
    expect(inspect(error, { depth: 9 })).not.toContain('private');
  });

  it.each([
    ['/moved', 'https://gw.example.com;'],
    [null, 'an undisclosed address'],
    ['http://[', 'an undisclosed address'],
  ])('takes %s as a location', (location, text) => {
    const url = 'https://gw.example.com/compat/x';
    const error = toRedirectError(exchangeOf(0, {}, { url }), location);
    expect(error.message).toContain(text);
    expect(error.statusCode).toBeUndefined();
  });
});
