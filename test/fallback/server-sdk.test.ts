import * as ai5 from 'ai';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AISDK } from '../ai/pair.ts';
import { rejection } from '../support/answers.ts';
import { stepsOf } from './server-support.ts';
import { FIRST, outcomes, SECOND, THIRD, traceOf, world } from './support.ts';
import { toolLoop, weatherCall } from './tool-loop.ts';

const majors: readonly (readonly [string, AISDK])[] = [
  ['ai 5', ai5],
  ['ai 6', ai6],
  ['ai 7', ai7],
];

const server = { mode: 'server' } as const;

describe.each(majors)('a fallback in server mode, in %s', (_, ai) => {
  it('generates', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
    const model = cloudflare.fallback([FIRST, SECOND], server);
    const result = await ai.generateText({ model, prompt: 'Hello Ada' });
    expect(result.text).toContain('Ada');
    expect(result.finishReason).toBe('stop');
    expect(result.usage.outputTokens).toBeGreaterThan(0);
    expect(outcomes(traceOf(result))).toEqual(['0 failed', '1 answered']);
    expect(result.response.modelId).toMatch(/gpt-oss-20b$/);
    expect(gateway.requests).toHaveLength(1);
  });

  it('streams', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'openai-overloaded' }, { upstream: 'openai' });
    const result = ai.streamText({
      model: cloudflare.fallback([FIRST, SECOND], server),
      prompt: 'Hello Ada',
    });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.join('')).toContain('Ada');
    expect(await result.finishReason).toBe('stop');
    expect(outcomes(traceOf({ providerMetadata: await result.providerMetadata }))).toEqual([
      '0 failed',
      '1 answered',
    ]);
    expect((await result.response).modelId).toMatch(/gpt-oss-20b$/);
    expect(gateway.requests).toHaveLength(1);
  });

  it.each(['generate', 'stream'])('runs a tool loop, each step on the leg that can (%s)', async mode => {
    const { gateway, cloudflare } = world();
    gateway.reply(weatherCall, { upstream: 'openai' });
    gateway.reply({ error: 'openai-rate-limited' }, { upstream: 'openai' });
    const { text, steps } = await toolLoop(ai, cloudflare.fallback([FIRST, THIRD], server), mode);
    expect(text).toContain('21 degrees');
    expect(steps).toEqual([['0 answered'], ['0 failed', '1 answered']]);
    expect(gateway.requests.map(({ endpoint }) => endpoint)).toEqual(['universal', 'universal']);
    const shown = stepsOf(gateway.requests[1]?.body).map(({ query }) => JSON.stringify(query.messages));
    expect(shown.every(messages => messages.includes('21 degrees'))).toBe(true);
  });

  it('fills a schema, whatever plan each leg has for it', async () => {
    const { gateway, cloudflare } = world();
    const schema = z.object({ name: z.string(), age: z.number() });
    const legs = [FIRST, 'groq/llama-3.3-70b-versatile', 'anthropic/claude-sonnet-4.5', THIRD];
    const model = cloudflare.fallback(legs, server);
    for (const failing of [[], ['openai'], ['openai', 'groq'], ['openai', 'groq', 'anthropic']]) {
      for (const upstream of failing) gateway.reply({ error: 'openai-server-error' }, { upstream });
      const { object, ...result } = await ai.generateObject({ model, schema, prompt: 'A person.' });
      expect(schema.parse(object)).toEqual(object);
      expect(traceOf(result).at(-1)).toMatchObject({ leg: failing.length, outcome: 'answered' });
    }
    const plans = stepsOf(gateway.requests[0]?.body).map(({ query }) => Object.keys(query).sort());
    expect(new Set(plans.map(String)).size).toBeGreaterThan(1);
  });

  it.each([
    [429, 2, 3],
    [429, 0, 1],
    [400, 2, 1],
  ])('after status %i everywhere, maxRetries %i makes %i requests', async (status, maxRetries, requests) => {
    const { gateway, cloudflare } = world();
    const reply = { status, headers: { 'retry-after-ms': '1' }, body: { error: { message: 'no' } } };
    gateway.reply(reply, { times: Number.POSITIVE_INFINITY });
    const model = cloudflare.fallback([FIRST, SECOND], server);
    const error = await rejection(ai.generateText({ model, prompt: 'Hi', maxRetries }));
    expect(getCloudflareError(error)?.trace).toHaveLength(2);
    expect(gateway.requests).toHaveLength(requests);
    expect(gateway.upstreamRequests).toHaveLength(2 * requests);
  });
});
