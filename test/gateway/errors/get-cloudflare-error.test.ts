import { APICallError, InvalidArgumentError, LoadAPIKeyError, NoSuchModelError } from '@ai-sdk/provider';
import { RetryError as RetryError5 } from 'ai';
import { RetryError as RetryError6 } from 'ai6';
import { RetryError as RetryError7 } from 'ai7';
import { describe, expect, it } from 'vitest';
import { toAPICallError } from '../../../src/gateway/errors/classify.ts';
import { markClientError } from '../../../src/gateway/errors/client-errors.ts';
import { getCloudflareError } from '../../../src/gateway/errors/get-cloudflare-error.ts';
import { exchangeOf, gatewayBody } from './support.ts';

const errorOf = (code: number) => toAPICallError(exchangeOf(429), { value: gatewayBody(code, 'm') });
const ours = errorOf(2003);

describe('getCloudflareError', () => {
  it.each<[string, unknown]>([
    ['itself', ours],
    ['an error part of a stream', { type: 'error', error: ours }],
    ['a cause', new Error('outer', { cause: new Error('middle', { cause: ours }) })],
    ['an aggregate', new AggregateError([new Error('x'), ours])],
    [
      'RetryError of ai 5',
      new RetryError5({ message: 'm', reason: 'maxRetriesExceeded', errors: [new Error('x'), ours] }),
    ],
    [
      'RetryError of ai 6',
      new RetryError6({ message: 'm', reason: 'maxRetriesExceeded', errors: [new Error('x'), ours] }),
    ],
    [
      'RetryError of ai 7',
      new RetryError7({ message: 'm', reason: 'maxRetriesExceeded', errors: [new Error('x'), ours] }),
    ],
    [
      'an earlier attempt',
      new RetryError5({ message: 'm', reason: 'errorNotRetryable', errors: [ours, new Error('x')] }),
    ],
    ['a rejected promise', { status: 'rejected', reason: ours }],
    [
      'an error of another copy of this package',
      Object.defineProperty(new Error('x'), Symbol.for('ai-sdk-provider-cloudflare.error'), {
        value: ours.data,
      }),
    ],
    // provider-utils rebuilds errors that have a network code among their causes.
    [
      'an error that the SDK built anew',
      new APICallError({ message: 'm', url: 'u', requestBodyValues: {}, data: ours.data }),
    ],
    ['an error after serialisation', JSON.parse(JSON.stringify(ours))],
  ])('finds the facts in %s', (_, error) => {
    expect(getCloudflareError(error)).toMatchObject({ source: 'gateway', code: 2003, retryable: true });
  });

  it('takes the last attempt of several', () => {
    const error = new RetryError5({
      message: 'm',
      reason: 'maxRetriesExceeded',
      errors: [errorOf(2003), errorOf(2041)],
    });
    expect(getCloudflareError(error)?.code).toBe(2041);
  });

  it('finds nothing where there is nothing, and ends', () => {
    const circle: { cause?: unknown; errors?: unknown[] } = new Error('a');
    circle.cause = circle;
    circle.errors = [circle];
    const foreign = new APICallError({
      message: 'm',
      url: 'u',
      requestBodyValues: {},
      data: { error: { message: 'x' } },
    });
    for (const value of [circle, foreign, new Error('x'), undefined, null, 'text', 5, {}, []]) {
      expect(getCloudflareError(value)).toBeUndefined();
    }
  });

  it('marks without showing', () => {
    expect(Object.keys(ours)).not.toContain('Symbol(ai-sdk-provider-cloudflare.error)');
    expect(Object.getOwnPropertySymbols({ ...ours })).not.toContain(
      Symbol.for('ai-sdk-provider-cloudflare.error'),
    );
  });
});

describe('markClientError', () => {
  it.each([
    [new InvalidArgumentError({ argument: 'cacheTtl', message: 'too small' }), 'invalid-request'],
    [new LoadAPIKeyError({ message: 'missing' }), 'credential-missing'],
    [new NoSuchModelError({ modelId: 'x', modelType: 'languageModel' }), 'model-not-found'],
  ])('marks %s', (error, kind) => {
    expect(markClientError(error, 'm')).toBe(error);
    expect(getCloudflareError(error)).toEqual({
      source: 'client',
      kind,
      message: error.message,
      retryable: false,
      modelId: 'm',
    });
  });

  it('leaves everything else alone', () => {
    const abort = new DOMException('gone', 'AbortError');
    for (const error of [abort, new Error('x'), 'text', undefined]) {
      expect(markClientError(error, 'm')).toBe(error);
      expect(getCloudflareError(error)).toBeUndefined();
    }
    expect(markClientError(ours, 'm')).toBe(ours);
    expect(getCloudflareError(ours)?.code).toBe(2003);
  });
});
