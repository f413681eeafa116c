import {
  type CloudflareProviderSettings,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerOf, chunkOf, events, rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { embeddings, type FakeFetch, fakeFetch } from '../support/fake-fetch.ts';
import { withoutPauses } from '../support/timers.ts';
import type { Pair } from './pair.ts';

const headers = {
  'cf-aig-log-id': 'L1',
  'cf-aig-cache-status': 'HIT',
  'cf-aig-step': '0',
  'retry-after-ms': '1',
};
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5, neurons: 1.5 };
const facts = { logId: 'L1', cacheStatus: 'HIT', step: 0, endpoint: 'rest', gatewayId: 'my-gateway', usage };

const whole = (): Response =>
  Response.json(answerOf({ content: 'Hi', reasoning: 'Hm' }, 'stop', { usage }), { headers });
const pieces = (): Response =>
  events([chunkOf({ reasoning: 'Hm' }), chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { usage })], {
    headers,
  });
const refusal = (status: number, code: number, message: string): Response =>
  Response.json({ success: false, error: [{ code, message }], name: 'AiGatewayError' }, { status, headers });

/** What a result of `ai` says of an answer: metadata, errors, streams that end. */
export function answersSuite({ name, ai, createCloudflare, native }: Pair): void {
  const modelOf = ({ fetch }: FakeFetch, settings: CloudflareProviderSettings = connected) =>
    createCloudflare({ ...settings, fetch })('openai/gpt-4o');

  describe(`${name}: results`, () => {
    it('carry the metadata of generateText, on the result and on the step', async () => {
      const result = await ai.generateText({ model: modelOf(fakeFetch(whole)), prompt: 'Hi' });
      expect(getCloudflareMetadata(result)).toEqual(facts);
      expect(getCloudflareMetadata(result.steps[0])).toEqual(facts);
      expect(result.reasoningText).toBe('Hm');
      expect(result.text).toBe('Hi');
    });

    it('carry the metadata of streamText, also on its last part', async () => {
      const result = ai.streamText({ model: modelOf(fakeFetch(pieces)), prompt: 'Hi' });
      const finished: unknown[] = [];
      for await (const part of result.fullStream) if (part.type === 'finish-step') finished.push(part);
      expect(getCloudflareMetadata({ providerMetadata: await result.providerMetadata })).toEqual(facts);
      expect(finished.map(part => getCloudflareMetadata(part as object))).toEqual([facts]);
      expect(await result.reasoningText).toBe('Hm');
      expect(await result.text).toBe('Hi');
    });

    it('carry the metadata of embed', async () => {
      const fake = fakeFetch(() => new Response(embeddings(1).body, { headers }));
      const model = createCloudflare({ ...connected, fetch: fake.fetch }).textEmbeddingModel(
        '@cf/baai/bge-m3',
      );
      const result = await ai.embed({ model, value: 'a' });
      expect(getCloudflareMetadata(result)).toMatchObject({
        logId: 'L1',
        cacheStatus: 'HIT',
        endpoint: 'rest',
      });
      expect(result.embedding).toEqual([0.1, 0.2]);
    });

    it('do not count what nobody counted', async () => {
      const fake = fakeFetch(() => Response.json(answerOf({ content: 'Hi' })));
      const result = await ai.generateText({ model: modelOf(fake), prompt: 'Hi' });
      expect(result.usage.inputTokens).toBeUndefined();
      expect(result.usage.outputTokens).toBeUndefined();
      const stream = ai.streamText({
        model: modelOf(fakeFetch(() => events([chunkOf({ content: 'Hi' }, 'stop')]))),
        prompt: 'Hi',
      });
      await stream.consumeStream();
      expect((await stream.usage).inputTokens).toBeUndefined();
    });

    it('say what was left out', async () => {
      const result = await ai.generateText({ model: modelOf(fakeFetch(whole)), prompt: 'Hi', topK: 3 });
      expect(JSON.stringify(result.warnings)).toContain('topK');
      const stream = ai.streamText({ model: modelOf(fakeFetch(pieces)), prompt: 'Hi', topK: 3 });
      await stream.consumeStream();
      expect(JSON.stringify(await stream.warnings)).toContain('topK');
    });
  });

  describe(`${name}: errors`, () => {
    const retries = [
      [429, 2003, 'Rate limited', 'rate-limit'],
      [503, 7009, 'Upstream service unavailable', 'upstream-unavailable'],
    ] as const;

    it.each(retries)(
      '%i/%i is repeated, and found under the RetryError',
      async (status, code, message, kind) => {
        const fake = fakeFetch(() => refusal(status, code, message));
        const error = await rejection(ai.generateText({ model: modelOf(fake), prompt: 'Hi', maxRetries: 2 }));
        expect(ai.RetryError.isInstance(error)).toBe(true);
        expect(getCloudflareError(error)).toMatchObject({ kind, code, retryable: true, logId: 'L1' });
        expect(fake.requests).toHaveLength(3);
      },
    );

    it.each([
      [401, 2009, 'authentication'],
      [429, 2045, 'spend-limit'],
      [400, 2001, 'gateway-not-found'],
    ] as const)('%i/%i is thrown at once', async (status, code, kind) => {
      const fake = fakeFetch(() => refusal(status, code, 'No'));
      const error = await rejection(ai.generateText({ model: modelOf(fake), prompt: 'Hi', maxRetries: 2 }));
      expect(ai.APICallError.isInstance(error)).toBe(true);
      expect(getCloudflareError(error)).toMatchObject({ kind, code, retryable: false });
      expect(fake.requests).toHaveLength(1);
    });

    // It takes the two seconds for which the SDK waits; an adapted pair waits no differently.
    it.runIf(native)('of a network are repeated', async () => {
      let calls = 0;
      const fake = fakeFetch(() => {
        if (++calls === 1) throw new TypeError('fetch failed');
        return whole();
      });
      const call = { model: modelOf(fake), prompt: 'Hi', maxRetries: 1 };
      const { text } = await withoutPauses<{ text: string }>(() => ai.generateText(call));
      expect(text).toBe('Hi');
      expect(fake.requests).toHaveLength(2);
    });

    it('of embed are repeated and found too', async () => {
      const fake = fakeFetch(() => refusal(503, 7009, 'Upstream service unavailable'));
      const model = createCloudflare({ ...connected, fetch: fake.fetch }).textEmbeddingModel(
        '@cf/baai/bge-m3',
      );
      const error = await rejection(ai.embed({ model, value: 'a', maxRetries: 1 }));
      expect(getCloudflareError(error)).toMatchObject({ code: 7009, modelId: '@cf/baai/bge-m3' });
      expect(fake.requests).toHaveLength(2);
    });

    it('of settings are thrown as they are, and sent nowhere', async () => {
      const fake = fakeFetch();
      const model = modelOf(fake, { accountId: connected.accountId });
      const error = await rejection(ai.generateText({ model, prompt: 'Hi' }));
      expect(ai.LoadAPIKeyError.isInstance(error)).toBe(true);
      expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'credential-missing' });
      expect(fake.requests).toEqual([]);
    });
  });

  describe(`${name}: streams`, () => {
    const run = async (answer: () => Response, more: object = {}) => {
      const fake = fakeFetch(answer);
      const errors: unknown[] = [];
      const result = ai.streamText({
        model: modelOf(fake),
        prompt: 'Hi',
        maxRetries: 0,
        onError: ({ error }: { error: unknown }) => errors.push(error),
        ...more,
      });
      const types: string[] = [];
      for await (const part of result.fullStream) types.push(part.type);
      return { result, errors, types, fake };
    };

    it('that were refused end with one error of ours', async () => {
      const { errors, types } = await run(() => refusal(401, 2009, 'Unauthorized'));
      expect(types.filter(type => type === 'error')).toHaveLength(1);
      expect(errors.map(error => getCloudflareError(error)?.code)).toEqual([2009]);
    });

    it.each(['done', 'none', 'cut'] as const)('without an end settle with what came (%s)', async ending => {
      const { result, errors } = await run(() => events([chunkOf({ content: 'Hel' })], { ending }));
      expect(await result.text).toBe('Hel');
      expect(await result.finishReason).toBe('error');
      expect(errors.map(error => getCloudflareError(error)?.kind)).toEqual(['stream-truncated']);
    });

    it.each(['done', 'none', 'cut'] as const)(
      'without an end run no tool and make no second request (%s)',
      async ending => {
        const ran: unknown[] = [];
        const pay = ai.tool({
          description: 'Pay',
          inputSchema: z.object({ sum: z.number() }),
          execute: async (input: unknown) => ran.push(input),
        });
        const call = { index: 0, id: 'c', function: { name: 'pay', arguments: '{"sum":1}' } };
        const { result, fake, errors } = await run(
          () => events([chunkOf({ tool_calls: [call] })], { ending }),
          {
            tools: { pay },
            stopWhen: ai.stepCountIs?.(3) ?? ai.isStepCount(3),
          },
        );
        expect(await result.finishReason).toBe('error');
        expect(await result.toolCalls).toEqual([]);
        expect(ran).toEqual([]);
        expect(fake.requests).toHaveLength(1);
        expect(errors).toHaveLength(1);
      },
    );

    it('with an error frame settle with what came', async () => {
      const frame = { success: false, errors: [{ code: 3040, message: 'AiError: busy' }] };
      const { result, errors } = await run(() => events([chunkOf({ content: 'Hel' }), frame]));
      expect(await result.text).toBe('Hel');
      expect(await result.finishReason).toBe('error');
      expect(errors.map(error => getCloudflareError(error)?.code)).toEqual([3040]);
    });

    it('that the core gives up on settle too', async () => {
      const nameless = chunkOf({ tool_calls: [{ index: 0, id: 'x', function: { arguments: '{' } }] });
      const { result, errors } = await run(() => events([chunkOf({ content: 'Hel' }), nameless]));
      expect(await result.text).toBe('Hel');
      expect(await result.finishReason).toBe('error');
      expect(errors).toHaveLength(1);
    });

    it('that are refused first are repeated', async () => {
      let calls = 0;
      const answer = () => (++calls === 1 ? refusal(429, 2003, 'Rate limited') : pieces());
      const { result, fake, errors } = await run(answer, { maxRetries: 1 });
      expect(await result.text).toBe('Hi');
      expect(fake.requests).toHaveLength(2);
      expect(errors).toEqual([]);
    });
  });
}
