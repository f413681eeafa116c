import { APICallError } from '@ai-sdk/provider';
import { RetryError } from 'ai';
import {
  type CloudflareFallbackError,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch, refusal } from '../support/fake-fetch.ts';
import { ask, FIRST, foreign, modes, outcomes, SECOND, world } from './support.ts';

/** The error of a fallback whose legs all fail. */
async function failed(call: Promise<unknown>): Promise<CloudflareFallbackError> {
  const error = await rejection(call);
  if (!APICallError.isInstance(error) || !('errors' in error)) throw new Error('no error of a fallback');
  return error as CloudflareFallbackError;
}

const secret = 'sk-acme-SECRET';
/** What another package may put into its errors. */
const telling = (statusCode: number, headers: Record<string, string> = {}): APICallError =>
  new APICallError({
    message: `bad key ${secret}`,
    url: `https://api.acme.example/v1?key=${secret}`,
    requestBodyValues: { key: secret },
    statusCode,
    responseHeaders: { 'set-cookie': secret, ...headers },
    responseBody: JSON.stringify({ error: { message: `bad key ${secret}`, code: 'overloaded' } }),
    cause: new Error(secret),
  });

describe.each(modes)('when no leg answers (%s)', mode => {
  it('one error carries them all', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { model: FIRST });
    gateway.reply({ error: 'model-not-found' }, { model: SECOND });
    const other = new Error('what?');
    const model = cloudflare.fallback([FIRST, foreign({ modelId: 'acme-1', fails: other }), SECOND]);
    const error = await failed(ask(model, mode));
    const [first, last] = gateway.logs.map(({ id }) => id);
    expect(error.message.replace(/\d+ ms/g, 'N ms')).toBe(
      [
        'No leg of the fallback answered.',
        `leg 0, ${FIRST}: rate-limit [2003] (HTTP 429, N ms, log ${first})`,
        'leg 1, acme-1: unknown (N ms)',
        `leg 2, ${SECOND}: model-not-found [7003] (HTTP 404, N ms, log ${last})`,
      ].join('\n'),
    );
    expect(error.errors).toHaveLength(3);
    expect(error.errors.map(each => getCloudflareError(each)?.kind)).toEqual([
      'rate-limit',
      undefined,
      'model-not-found',
    ]);
    expect(error.errors[1]).toBe(other);
    expect(error).toMatchObject({ name: 'AI_APICallError', statusCode: 404, isRetryable: true });
  });

  it('tells the facts of the last leg, and the trace', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { model: FIRST });
    gateway.reply({ error: 'model-not-found' }, { model: SECOND });
    const error = await failed(ask(cloudflare.fallback([FIRST, SECOND]), mode));
    const info = getCloudflareError(error);
    expect(info).toMatchObject({
      source: 'gateway',
      kind: 'model-not-found',
      code: 7003,
      statusCode: 404,
      modelId: SECOND,
      message: error.message,
      retryable: true,
    });
    expect(outcomes(info?.trace)).toEqual(['0 failed rate-limit', '1 failed model-not-found']);
    const retried = new RetryError({
      message: 'm',
      reason: 'maxRetriesExceeded',
      errors: [new Error('x'), error],
    });
    for (const found of [retried, JSON.parse(JSON.stringify(error))]) {
      expect(getCloudflareError(found)).toEqual(info);
    }
  });

  it('tells the facts of a last leg of another package', async () => {
    const model = world().cloudflare.fallback([foreign({ modelId: 'a', fails: telling(503) })]);
    expect(getCloudflareError(await failed(ask(model, mode)))).toMatchObject({
      source: 'upstream',
      kind: 'upstream-unavailable',
      code: 'overloaded',
      statusCode: 503,
      modelId: 'a',
    });
  });

  it('is retryable where any leg may succeed later', async () => {
    const { gateway, cloudflare } = world();
    const retryable = async (...names: ('rate-limited' | 'model-not-found' | 'spend-limit')[]) => {
      for (const error of names) gateway.reply({ error });
      return (await failed(ask(cloudflare.fallback([FIRST, SECOND]), mode))).isRetryable;
    };
    expect(await retryable('rate-limited', 'model-not-found')).toBe(true);
    expect(await retryable('model-not-found', 'rate-limited')).toBe(true);
    expect(await retryable('model-not-found', 'spend-limit')).toBe(false);
    // The SDK would repeat this one by its status.
    const quota = Object.assign(new Error('x'), {
      statusCode: 429,
      isRetryable: true,
      responseBody: JSON.stringify({ error: { message: 'no', code: 'insufficient_quota' } }),
    });
    const { isRetryable } = await failed(ask(cloudflare.fallback([foreign({ fails: quota })]), mode));
    expect(isRetryable).toBe(false);
  });

  it('passes on how long to wait', async () => {
    const fake = fakeFetch(() => refusal(429, { error: { message: 'no' } }, { 'retry-after': '7' }));
    const own = createCloudflare({ ...connected, fetch: fake.fetch }).fallback([FIRST]);
    expect((await failed(ask(own, mode))).responseHeaders).toMatchObject({ 'retry-after': '7' });
    const other = foreign({ fails: telling(429, { 'retry-after': '8', 'retry-after-ms': '8000' }) });
    const { responseHeaders } = await failed(ask(world().cloudflare.fallback([other]), mode));
    expect(responseHeaders).toEqual({ 'retry-after': '8', 'retry-after-ms': '8000' });
  });

  it('repeats no secret of another package', async () => {
    const error = await failed(ask(world().cloudflare.fallback([foreign({ fails: telling(503) })]), mode));
    expect(
      [error.message, JSON.stringify(error), JSON.stringify(getCloudflareError(error))].join(),
    ).not.toContain(secret);
    expect(Object.keys(error)).not.toContain('errors');
  });

  it('keeps its lines short and apart', async () => {
    const long = Object.assign(new Error('x'), {
      statusCode: 503,
      responseBody: JSON.stringify({ error: { message: 'm', code: 'c'.repeat(500) } }),
    });
    const error = await failed(
      ask(world().cloudflare.fallback([foreign({ modelId: 'm'.repeat(500), fails: long })]), mode),
    );
    expect(error.message.length).toBeLessThan(300);
    expect(getCloudflareError(error)?.trace?.[0]?.code).toBe('c'.repeat(60));
  });
});
