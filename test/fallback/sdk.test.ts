import * as ai5 from 'ai';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import type { AISDK } from '../ai/pair.ts';
import { rejection } from '../support/answers.ts';
import { FIRST, foreign, outcomes, SECOND, traceOf, world } from './support.ts';
import { toolLoop, weatherCall } from './tool-loop.ts';

const majors: readonly (readonly [string, AISDK])[] = [
  ['ai 5', ai5],
  ['ai 6', ai6],
  ['ai 7', ai7],
];

describe.each(majors)('a fallback in %s', (_, ai) => {
  it('generates', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'workers-ai-capacity' }, { model: FIRST });
    const result = await ai.generateText({
      model: cloudflare.fallback([FIRST, SECOND]),
      prompt: 'Hello Ada',
    });
    expect(result.text).toContain('Ada');
    expect(result.finishReason).toBe('stop');
    expect(result.usage.outputTokens).toBeGreaterThan(0);
    expect(outcomes(traceOf(result))).toEqual(['0 failed capacity', '1 answered']);
    expect(result.response.modelId).toMatch(/gpt-oss-20b$/);
    expect(gateway.requests).toHaveLength(2);
  });

  it('streams', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'workers-ai-capacity' }, { model: FIRST });
    const result = ai.streamText({ model: cloudflare.fallback([FIRST, SECOND]), prompt: 'Hello Ada' });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.join('')).toContain('Ada');
    expect(await result.finishReason).toBe('stop');
    expect(outcomes(traceOf({ providerMetadata: await result.providerMetadata }))).toEqual([
      '0 failed capacity',
      '1 answered',
    ]);
    expect((await result.response).modelId).toMatch(/gpt-oss-20b$/);
  });

  it('names a model of another package that answers', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { model: FIRST, times: 2 });
    const model = cloudflare.fallback([FIRST, foreign({ modelId: 'acme-1', says: 'here' })]);
    const generated = await ai.generateText({ model, prompt: 'Hi' });
    expect([generated.text, generated.response.modelId]).toEqual(['here', 'acme-1']);
    const streamed = ai.streamText({ model, prompt: 'Hi' });
    await streamed.consumeStream();
    expect([await streamed.text, (await streamed.response).modelId]).toEqual(['here', 'acme-1']);
    for (const providerMetadata of [generated.providerMetadata, await streamed.providerMetadata]) {
      expect(traceOf({ providerMetadata })[1]).toMatchObject({ outcome: 'answered', modelId: 'acme-1' });
    }
  });

  it.each(['generate', 'stream'])('runs a tool loop, each step on the leg that can (%s)', async mode => {
    const { gateway, cloudflare } = world();
    // The second step finds the first leg busy.
    gateway.reply(weatherCall, { model: FIRST });
    gateway.reply({ error: 'rate-limited' }, { model: FIRST });
    const { text, steps } = await toolLoop(ai, cloudflare.fallback([FIRST, SECOND]), mode);
    expect(text).toContain('21 degrees');
    expect(steps).toEqual([['0 answered'], ['0 failed rate-limit', '1 answered']]);
  });

  it('works under middleware, in a custom provider and in a registry', async () => {
    const { gateway, cloudflare } = world();
    const fallback = cloudflare.fallback([FIRST, SECOND]);
    const wrapped = ai.wrapLanguageModel({
      model: fallback,
      middleware: ai.defaultSettingsMiddleware({ settings: { maxOutputTokens: 77 } }),
    });
    const custom = ai.customProvider({ languageModels: { safe: fallback }, fallbackProvider: cloudflare });
    const registry = ai.createProviderRegistry({ custom });
    const models = [wrapped, custom.languageModel('safe'), registry.languageModel('custom:safe')];
    for (const model of models) {
      gateway.reply({ error: 'rate-limited' }, { model: FIRST, times: 2 });
      const { text, providerMetadata } = await ai.generateText({ model, prompt: 'Hello Ada' });
      expect(text).toContain('Ada');
      expect(outcomes(traceOf({ providerMetadata }))).toEqual(['0 failed rate-limit', '1 answered']);
      const streamed = ai.streamText({ model, prompt: 'Hello Ada' });
      await streamed.consumeStream();
      expect(await streamed.text).toContain('Ada');
    }
    expect(gateway.requests[0]?.body).toMatchObject({ max_tokens: 77 });
  });

  it('repeats the whole list as often as maxRetries says, and no more', async () => {
    const { gateway, cloudflare } = world();
    const model = cloudflare.fallback([FIRST, SECOND]);
    gateway.reply(
      { status: 429, headers: { 'retry-after-ms': '1' }, body: { error: { message: 'no' } } },
      { times: 100 },
    );
    const asked = async (maxRetries: number): Promise<number> => {
      const before = gateway.requests.length;
      const error = await rejection(ai.generateText({ model, prompt: 'Hi', maxRetries }));
      expect(outcomes(getCloudflareError(error)?.trace)).toEqual([
        '0 failed rate-limit',
        '1 failed rate-limit',
      ]);
      return gateway.requests.length - before;
    };
    expect([await asked(0), await asked(2)]).toEqual([2, 6]);
  });

  it('repeats nothing that no leg can do later', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'model-not-found' }, { times: 100 });
    await rejection(
      ai.generateText({ model: cloudflare.fallback([FIRST, SECOND]), prompt: 'Hi', maxRetries: 3 }),
    );
    expect(gateway.requests).toHaveLength(2);
  });

  it('hands the one error to onError of a stream', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { times: 100 });
    const errors: unknown[] = [];
    const result = ai.streamText({
      model: cloudflare.fallback([FIRST, SECOND]),
      prompt: 'Hi',
      maxRetries: 0,
      onError: ({ error }: { error: unknown }) => errors.push(error),
    });
    await result.consumeStream();
    expect(errors.map(error => getCloudflareError(error)?.trace?.length)).toEqual([2]);
  });
});
