import * as ai5 from 'ai';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import type { AISDK } from '../ai/pair.ts';
import { rejection } from '../support/answers.ts';
import { HI } from '../support/prompts.ts';

const FIRST = 'openai/gpt-4o';
const SECOND = 'groq/openai/gpt-oss-20b';
const down = {
  status: 503,
  headers: { 'retry-after-ms': '1' },
  body: { error: { message: 'Service unavailable', type: 'server_error' } },
};

const endpoints = ['rest', 'compat', 'native', 'binding'] as const;

/** A gateway whose upstreams are down, as often as it is said. */
function world(times: number, endpoint: (typeof endpoints)[number] = 'rest') {
  const stored = { default: 'sk-stored' };
  const gateway = createLocalGateway({
    gateways: { default: { storedKeys: { openai: stored, groq: stored } } },
  });
  if (times > 0) gateway.reply(down, { times });
  const cloudflare = createCloudflare(
    endpoint === 'binding'
      ? { binding: gateway.binding() }
      : { ...localGatewayDefaults, endpoint, fetch: gateway.fetch },
  );
  const counts = (): object => ({
    requests: gateway.requests.length,
    attempts: gateway.upstreamRequests.length,
  });
  return { cloudflare, counts };
}

const withAttempts = (maxAttempts: number): object => ({
  providerOptions: { cloudflare: { retries: { maxAttempts, retryDelayMs: 0 } } },
});

const majors: readonly (readonly [string, AISDK])[] = [
  ['ai 5', ai5],
  ['ai 6', ai6],
  ['ai 7', ai7],
];

const bounds = [
  { maxRetries: 0, maxAttempts: 1, requests: 1, attempts: 1 },
  { maxRetries: 0, maxAttempts: 3, requests: 1, attempts: 3 },
  { maxRetries: 2, maxAttempts: 1, requests: 3, attempts: 3 },
  { maxRetries: 2, maxAttempts: 3, requests: 3, attempts: 9 },
  { maxRetries: 2, maxAttempts: 5, requests: 3, attempts: 15 },
] as const;

describe.each(majors)('attempts at an upstream that stays down, through %s', (_, ai) => {
  const modes = ['generate', 'stream', 'embed'] as const;
  const run = async (
    mode: (typeof modes)[number],
    cloudflare: ReturnType<typeof world>['cloudflare'],
    call: object,
  ): Promise<unknown> => {
    if (mode === 'generate')
      return rejection(ai.generateText({ model: cloudflare(FIRST), prompt: 'Hi', ...call }));
    if (mode === 'embed')
      return rejection(ai.embed({ model: cloudflare.embedding('@cf/baai/bge-m3'), value: 'a', ...call }));
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }): unknown => errors.push(error);
    await ai.streamText({ model: cloudflare(FIRST), prompt: 'Hi', onError, ...call }).consumeStream();
    expect(errors).toHaveLength(1);
    return errors[0];
  };

  it.each(modes.flatMap(mode => bounds.map(bound => [mode, bound] as const)))(
    '%s, %j',
    async (mode, { maxRetries, maxAttempts, requests, attempts }) => {
      const { cloudflare, counts } = world(Number.POSITIVE_INFINITY);
      const error = await run(mode, cloudflare, { maxRetries, ...withAttempts(maxAttempts) });
      expect(getCloudflareError(error)).toMatchObject({ statusCode: 503, retryable: true });
      expect(counts()).toEqual({ requests, attempts });
    },
  );

  it.each(endpoints)('are those of the gateway in one request, through %s', async endpoint => {
    const { cloudflare, counts } = world(Number.POSITIVE_INFINITY, endpoint);
    await run('generate', cloudflare, { maxRetries: 1, ...withAttempts(3) });
    expect(counts()).toEqual({ requests: 2, attempts: 6 });
  });

  it('end with the one that works', async () => {
    const { cloudflare, counts } = world(4);
    const call = { model: cloudflare(FIRST), prompt: 'Hello Ada', maxRetries: 2, ...withAttempts(3) };
    expect((await ai.generateText(call)).text).toContain('Ada');
    expect(counts()).toEqual({ requests: 2, attempts: 5 });
  });

  it('multiply with the legs of a fallback: requests × legs × attempts', async () => {
    const { cloudflare, counts } = world(Number.POSITIVE_INFINITY);
    const model = cloudflare.fallback([FIRST, SECOND]);
    const call = { model, prompt: 'Hi', maxRetries: 2, ...withAttempts(3) };
    const error = await rejection(ai.generateText(call));
    expect(getCloudflareError(error)).toMatchObject({ retryable: true });
    expect(counts()).toEqual({ requests: 3 * 2, attempts: 3 * 2 * 3 });
  });

  it('of a fallback are one round where the SDK does not retry', async () => {
    const { cloudflare, counts } = world(Number.POSITIVE_INFINITY);
    const model = cloudflare.fallback([FIRST, SECOND]);
    await rejection(ai.generateText({ model, prompt: 'Hi', maxRetries: 0, ...withAttempts(2) }));
    expect(counts()).toEqual({ requests: 2, attempts: 4 });
  });
});

describe('this package', () => {
  it('retries nothing by itself, whatever failed', async () => {
    for (const endpoint of endpoints) {
      const { cloudflare, counts } = world(Number.POSITIVE_INFINITY, endpoint);
      const model = cloudflare(FIRST);
      for (const call of [model.doGenerate({ prompt: HI }), model.doStream({ prompt: HI })])
        await rejection(call);
      expect(counts()).toEqual({ requests: 2, attempts: 2 });
    }
  });
});
