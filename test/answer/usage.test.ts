import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf, events, finishOf, generated, streamed } from '../support/answers.ts';
import { collect, connected, send } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const absent = { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined };
const counted = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
const total = { inputTokens: 7, outputTokens: 5, totalTokens: 12 };

/** Wire usage and what it means. */
const cases: readonly (readonly [name: string, wire: unknown, usage: object])[] = [
  ['no usage', undefined, absent],
  ['null', null, absent],
  ['an empty object', {}, absent],
  ['no object', 'many', absent],
  ['the plain three', counted, total],
  [
    'zeros, which stay zeros',
    { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    {
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
    },
  ],
  ['a missing total, which is the sum', { prompt_tokens: 7, completion_tokens: 5 }, total],
  ['one half only', { prompt_tokens: 7 }, { ...absent, inputTokens: 7 }],
  [
    'null counts',
    { prompt_tokens: null, completion_tokens: 5, total_tokens: null },
    {
      ...absent,
      outputTokens: 5,
    },
  ],
  ['texts for counts', { prompt_tokens: '7', completion_tokens: 5 }, total],
  ['counts below 0', { ...counted, prompt_tokens_details: { cached_tokens: -1 } }, total],
  [
    'tokens that were cached, beside those of the prompt',
    { ...counted, cache_read_input_tokens: 10, cache_creation_input_tokens: 3 },
    { inputTokens: 20, outputTokens: 5, totalTokens: 25, cachedInputTokens: 10 },
  ],
  [
    'cached and reasoning tokens',
    {
      ...counted,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
    { ...total, cachedInputTokens: 3, reasoningTokens: 2 },
  ],
  [
    'no cached tokens, said so',
    { ...counted, prompt_tokens_details: { cached_tokens: 0 } },
    {
      ...total,
      cachedInputTokens: 0,
    },
  ],
  ['empty details', { ...counted, prompt_tokens_details: null, completion_tokens_details: {} }, total],
  [
    'cached tokens at the top (moonshotai)',
    { ...counted, cached_tokens: 4 },
    { ...total, cachedInputTokens: 4 },
  ],
  [
    'counts at the top whose details are null',
    {
      ...counted,
      cached_tokens: 4,
      prompt_tokens_details: { cached_tokens: null },
      reasoning_tokens: 2,
      completion_tokens_details: { reasoning_tokens: null },
    },
    { ...total, cachedInputTokens: 4, reasoningTokens: 2 },
  ],
  [
    'cache hits of deepseek',
    { ...counted, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 1 },
    {
      ...total,
      cachedInputTokens: 6,
    },
  ],
  ['the names of other dialects', { input_tokens: 7, output_tokens: 5 }, total],
  [
    'reasoning counted beside the output (xai)',
    {
      prompt_tokens: 214,
      completion_tokens: 323,
      total_tokens: 924,
      completion_tokens_details: { reasoning_tokens: 387 },
    },
    { inputTokens: 214, outputTokens: 710, totalTokens: 924, reasoningTokens: 387 },
  ],
  [
    'more reasoning than output (baseten)',
    { ...counted, completion_tokens_details: { reasoning_tokens: 9 } },
    { inputTokens: 7, outputTokens: 14, totalTokens: 21, reasoningTokens: 9 },
  ],
  [
    'more cached than prompt tokens (xai)',
    { ...counted, prompt_tokens_details: { cached_tokens: 10 } },
    { inputTokens: 17, outputTokens: 5, totalTokens: 22, cachedInputTokens: 10 },
  ],
];

describe('usage', () => {
  it.each(cases)('of an answer with %s', async (_, usage, expected) => {
    const result = await generated(answerOf({ content: 'Hi' }, 'stop', { usage }));
    expect(result.usage).toEqual(expected);
  });

  it.each(cases)('of a stream with %s', async (_, usage, expected) => {
    const parts = await streamed(events([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { usage })]));
    expect(finishOf(parts).usage).toEqual(expected);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('is asked for in streams, and read from a trailing chunk without choices', async () => {
    const { body } = await send('openai/gpt-4o', {}, connected, 'stream');
    expect(body.stream_options).toEqual({ include_usage: true });
    for (const choices of [[], null, undefined]) {
      const parts = await streamed(events([chunkOf({ content: 'Hi' }, 'stop'), { choices, usage: counted }]));
      expect(finishOf(parts)).toMatchObject({ finishReason: 'stop', usage: total });
    }
  });

  it('is the last one that came: counts per chunk are not cumulative', async () => {
    const parts = await streamed(
      events([
        chunkOf({ content: 'a' }, null, { usage: { completion_tokens: 1 } }),
        chunkOf({ content: 'b' }, 'stop', { usage: { completion_tokens: 1 } }),
        { response: '', usage: { ...counted, neurons: 1.5 } },
      ]),
    );
    expect(finishOf(parts).usage).toEqual(total);
    expect(finishOf(parts).providerMetadata?.cloudflare?.usage).toEqual({ ...counted, neurons: 1.5 });
    const late = await streamed(
      events([chunkOf({ content: 'a' }, 'stop', { usage: counted }), chunkOf({}, null, { usage: null })]),
    );
    expect(finishOf(late).usage).toEqual(total);
  });

  it('is read inside the choice (moonshotai) and as x_groq.usage', async () => {
    const inChoice = { choices: [{ delta: {}, finish_reason: 'stop', usage: counted }] };
    const groq = chunkOf({}, 'stop', { x_groq: { id: 'req', usage: { ...counted, queue_time: 0.01 } } });
    for (const last of [inChoice, groq]) {
      const parts = await streamed(events([chunkOf({ content: 'Hi' }), last]));
      expect(finishOf(parts).usage).toEqual(total);
    }
    const { usage, providerMetadata } = await generated({
      choices: [{ message: { content: 'Hi' }, finish_reason: 'stop', usage: { ...counted, cost: 0.1 } }],
    });
    expect(usage).toEqual(total);
    expect(providerMetadata?.cloudflare?.usage).toEqual({ ...counted, cost: 0.1 });
  });

  it('survives the repair of an answer that the core refuses', async () => {
    const rest = { usage: { ...counted, neurons: 0.25 }, gatewayMetadata: { keySource: 'BYOK' } };
    const refused = [
      { response: 42, ...rest },
      answerOf({ content: 42 }, 'stop', rest),
      { result: { response: 42, usage: rest.usage }, success: true, gatewayMetadata: rest.gatewayMetadata },
      {
        choices: [{ message: { content: 42 }, finish_reason: 'stop', usage: rest.usage }],
        gatewayMetadata: rest.gatewayMetadata,
      },
    ];
    for (const answer of refused) {
      const found = await generated(answer);
      expect(found.content).toEqual([{ type: 'text', text: '42' }]);
      expect(found.usage).toEqual(total);
      expect(found.providerMetadata?.cloudflare).toMatchObject({ usage: rest.usage, keySource: 'BYOK' });
      expect(found.response?.body).toEqual(answer);
      const finish = finishOf(await streamed(answer));
      expect(finish.usage).toEqual(total);
      expect(finish.providerMetadata?.cloudflare).toMatchObject({ usage: rest.usage, keySource: 'BYOK' });
    }
  });

  it('is counted through the local gateway for every dialect of it', async () => {
    const { createLocalGateway, localGatewayDefaults } = await import('ai-sdk-provider-cloudflare/testing');
    const gateway = createLocalGateway();
    const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
    const usage = { promptTokens: 9, completionTokens: 6, reasoningTokens: 2, cachedTokens: 4 };
    for (const id of ['openai/gpt-5-mini', 'groq/openai/gpt-oss-20b', '@cf/openai/gpt-oss-20b']) {
      gateway.reply({ text: 'Hi', reasoning: 'Hm', usage }, { times: 2 });
      const expected = { inputTokens: 9, outputTokens: 6, totalTokens: 15 };
      expect((await cloudflare(id).doGenerate({ prompt: HI })).usage).toMatchObject(expected);
      const { stream } = await cloudflare(id).doStream({ prompt: HI });
      expect(finishOf(await collect(stream)).usage).toMatchObject(expected);
    }
  });
});
