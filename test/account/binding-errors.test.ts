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
  return rejection(createCloudflare({ binding: binding as never }).logs.get('l1', { timeoutMs: 0 }));
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
    ['an error without a name', { message: 'Internal error' }],
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

  const refused = { success: false, errors: [{ code: 10000, message: 'Authentication error' }] };

  it.each([
    ['a response', Response.json(refused, { status: 401 }), 401],
    ['JSON behind a name', new Error(`InferenceUpstreamError: ${JSON.stringify(refused)}`), undefined],
    ['an object', refused, undefined],
  ])('as %s, is read as what the API answered', async (_, thrown, statusCode) => {
    expect(getCloudflareError(await thrownFor(thrown))).toMatchObject({
      source: 'cloudflare-api',
      code: 10000,
      kind: 'authentication',
      ...(statusCode && { statusCode }),
    });
  });
});

describe('what a binding throws at a list of models and at a media model', () => {
  const words = `InferenceUpstreamError: ${JSON.stringify({ errors: [{ code: 3040, message: 'Capacity' }] })}`;

  it.each([
    ['an error', () => new Error(words)],
    ['a copy', () => ({ message: words })],
    ['a response', () => Response.json({ errors: [{ code: 3040, message: 'Capacity' }] }, { status: 429 })],
  ])('as %s, is one failure', async (_, thrown) => {
    const fail = () => Promise.reject(thrown());
    const binding = { run: fail, models: fail, gateway: () => ({ run: fail }) };
    const provider = createCloudflare({ binding: binding as never });
    const call = { prompt: 'A cat', n: 1, size: undefined, aspectRatio: undefined, seed: undefined };
    const image = provider.imageModel('@cf/black-forest-labs/flux-1-schnell');
    for (const error of [
      await rejection(provider.listModels()),
      await rejection(image.doGenerate({ ...call, providerOptions: {} })),
    ])
      expect(getCloudflareError(error)).toMatchObject({ kind: 'capacity', code: 3040, statusCode: 429 });
  });
});
