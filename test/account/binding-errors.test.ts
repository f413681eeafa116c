import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { rejection } from '../support/answers.ts';

/** What a request for a log throws where the binding throws this. */
async function thrownFor(thrown: unknown): Promise<unknown> {
  const binding = {
    run: () => Promise.reject(new Error('not used')),
    gateway: () => ({
      run: () => Promise.reject(new Error('not used')),
      getLog: () => Promise.reject(thrown),
    }),
  };
  return rejection(createCloudflare({ binding: binding as never }).logs.get('l1'));
}

describe('what a binding throws at a request about the account', () => {
  it.each([
    ['an error', new Error('Log not found')],
    ['an error by its name', Object.assign(new Error('gone'), { name: 'AiGatewayLogNotFound' })],
    // As structured clones and other realms have it.
    ['an error of another realm', { name: 'AiGatewayLogNotFound', message: 'gone' }],
  ])('for a log that is not there, as %s, is that', async (_, thrown) => {
    expect(getCloudflareError(await thrownFor(thrown))).toMatchObject({
      statusCode: 404,
      endpoint: 'binding',
    });
  });

  it.each([
    ['an error', new Error('Internal error')],
    ['an error of another realm', { name: 'Error', message: 'Internal error' }],
  ])('of any other kind, as %s, keeps its words', async (_, thrown) => {
    const error = await thrownFor(thrown);
    expect(getCloudflareError(error)).toMatchObject({ statusCode: 500, retryable: true });
    expect((error as Error).message).toContain('Internal error');
  });

  it.each([['a text'], [undefined], [null], [42], [{ code: 7 }]])(
    'that is no error, but %j, is a typed error too',
    async thrown => {
      expect(getCloudflareError(await thrownFor(thrown))).toMatchObject({ source: 'client' });
    },
  );
});
