import * as ai5 from 'ai';
import {
  type CloudflareCustomCost,
  type CloudflareModelPrice,
  createCloudflare,
  estimateCost,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import { HI } from '../support/prompts.ts';
import { type Part, providerOf, versions } from '../vendors/entries.ts';

const flat: CloudflareModelPrice = { inputPerMillionTokens: 2, outputPerMillionTokens: 10 };
const million = { usage: { inputTokens: 1_000_000, outputTokens: 100_000 } };

describe('estimateCost', () => {
  it.each<[string, object, CloudflareModelPrice | undefined, number | undefined]>([
    ['input and output', million, flat, 3],
    ['a free model', million, { inputPerMillionTokens: 0, outputPerMillionTokens: 0 }, 0],
    ['no price', million, undefined, undefined],
    ['prices of other units', million, { other: [{ usd: 1, unit: 'per image' }] }, undefined],
    ['half a price', million, { inputPerMillionTokens: 2 }, undefined],
    ['a price per request', million, { ...flat, perRequest: 0.005 }, 3.005],
    ['only a price per request', million, { perRequest: 0.005 }, 0.005],
    ['no counts', { usage: { inputTokens: undefined, outputTokens: undefined } }, flat, undefined],
    ['embeddings', { usage: { tokens: 500_000 } }, { inputPerMillionTokens: 0.02 }, 0.01],
    [
      'cached tokens of ai 5',
      { usage: { ...million.usage, cachedInputTokens: 400_000 } },
      { ...flat, cachedInputPerMillionTokens: 0.5 },
      0.6 * 2 + 0.4 * 0.5 + 1,
    ],
    [
      'cached tokens without a price of their own',
      { usage: { ...million.usage, cachedInputTokens: 400_000 } },
      flat,
      3,
    ],
    [
      'cached and written tokens of ai 6 and 7',
      {
        usage: {
          ...million.usage,
          inputTokenDetails: { cacheReadTokens: 400_000, cacheWriteTokens: 100_000 },
        },
      },
      { ...flat, cachedInputPerMillionTokens: 0.5, cacheWritePerMillionTokens: 4 },
      0.5 * 2 + 0.4 * 0.5 + 0.1 * 4 + 1,
    ],
    [
      'counts of a model',
      {
        usage: {
          inputTokens: { total: 1_000_000, cacheRead: 400_000, cacheWrite: 0 },
          outputTokens: { total: 100_000 },
        },
      },
      { ...flat, cachedInputPerMillionTokens: 0.5 },
      0.6 * 2 + 0.4 * 0.5 + 1,
    ],
    [
      'counts of Messages, which leave cached tokens out of the input',
      {
        usage: { inputTokens: 100_000, outputTokens: 100_000 },
        providerMetadata: {
          cloudflare: {
            usage: {
              input_tokens: 100_000,
              cache_read_input_tokens: 800_000,
              cache_creation_input_tokens: 100_000,
              output_tokens: 100_000,
            },
          },
        },
      },
      { ...flat, cachedInputPerMillionTokens: 0.2, cacheWritePerMillionTokens: 2.5 },
      0.1 * 2 + 0.8 * 0.2 + 0.1 * 2.5 + 1,
    ],
    [
      'the tier of a long input',
      million,
      {
        ...flat,
        tiers: [
          { aboveInputTokens: 200_000, inputPerMillionTokens: 4, outputPerMillionTokens: 15 },
          { aboveInputTokens: 512_000, inputPerMillionTokens: 6 },
          { aboveInputTokens: 2_000_000, inputPerMillionTokens: 100 },
        ],
      },
      // Of the tier that replaces only the input, the output costs what it does without one.
      6 + 1,
    ],
    ['a hit', { ...million, providerMetadata: { cloudflare: { cacheStatus: 'HIT' } } }, flat, 0],
    ['a hit without a price', { providerMetadata: { cloudflare: { cacheStatus: 'HIT' } } }, undefined, 0],
    [
      'the price of the call',
      { ...million, providerMetadata: { cloudflare: { customCost: { perTokenIn: 1e-6 } } } },
      flat,
      1,
    ],
    [
      'the cost of the call',
      { providerMetadata: { cloudflare: { customCost: { total: 0.25 } } } },
      flat,
      0.25,
    ],
    ['steps', { ...million, steps: [million, million] }, { ...flat, perRequest: 1 }, 8],
    ['a step without counts', { steps: [million, {}] }, flat, undefined],
  ])('%s', (_, result, price, cost) => {
    const estimated = estimateCost(result, price);
    if (cost === undefined) expect(estimated).toBeUndefined();
    else expect(estimated).toBeCloseTo(cost, 12);
  });
});

/** The cost in the log of the only call, and its estimate by the list. */
async function compare(
  modelId: string,
  call: (cloudflare: ReturnType<typeof createCloudflare>) => PromiseLike<object>,
) {
  const gateway = createLocalGateway({ chunkDelayMs: 0 });
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const result = await call(cloudflare);
  const { models } = await cloudflare.listModels();
  const price = models.find(({ id }) => id === modelId)?.price;
  expect(price).toBeDefined();
  const logged = gateway.logs.reduce((sum, { cost }) => sum + cost, 0);
  expect(logged).toBeGreaterThan(0);
  expect(await estimateCost(result, price)).toBeCloseTo(logged, 12);
}

const ids = ['openai/gpt-4o', 'google/gemini-2.5-pro', '@cf/openai/gpt-oss-120b', 'xai/grok-4.5'];

describe('equals the cost in the log of the local gateway', () => {
  it.each(ids)('of a whole response of %s', async id => {
    await compare(id, cloudflare => cloudflare(id).doGenerate({ prompt: HI }));
  });

  it.each(ids)('of a stream of %s', async id => {
    await compare(id, async cloudflare => {
      const { stream } = await cloudflare(id).doStream({ prompt: HI });
      let finish: object = {};
      for await (const part of stream) if (part.type === 'finish') finish = part;
      return finish;
    });
  });

  it('of embeddings', async () => {
    const id = '@cf/baai/bge-m3';
    await compare(id, async cloudflare => {
      const model = cloudflare.textEmbeddingModel(id);
      return ai5.embed({ model, value: 'a sunny day at the beach' });
    });
  });

  it('of a call with tools, in which each step is a request', async () => {
    await compare('openai/gpt-4o', cloudflare =>
      ai5.generateText({
        model: cloudflare('openai/gpt-4o'),
        prompt: 'What is the weather in Lisbon? Use the tool.',
        stopWhen: ai5.stepCountIs(3),
        tools: {
          weather: ai5.tool({
            description: 'Look up the weather in a city',
            inputSchema: ai5.jsonSchema<{ city: string }>({
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
            }),
            execute: async () => 'sunny',
          }),
        },
      }),
    );
  });

  it.each<CloudflareCustomCost>([
    { perTokenIn: 0.001, perTokenOut: 0.002 },
    { perTokenIn: 0.001 },
    { perTokenIn: 0.001, perTokenOut: 0.002, perCacheReadToken: 0.0001 },
    { total: 0.5 },
  ])('of a call with the price %j', async customCost => {
    const gateway = createLocalGateway();
    const cloudflare = createCloudflare({
      ...localGatewayDefaults,
      endpoint: 'compat',
      fetch: gateway.fetch,
    });
    const result = await cloudflare('openai/gpt-4o').doGenerate({
      prompt: HI,
      providerOptions: { cloudflare: { customCost } },
    });
    expect(gateway.logs[0]?.cost).toBeGreaterThan(0);
    expect(estimateCost(result, flat)).toBeCloseTo(gateway.logs[0]?.cost ?? 0, 12);
  });

  it('of a hit, which is nothing', async () => {
    const gateway = createLocalGateway();
    const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
    const providerOptions = { cloudflare: { cacheKey: 'greeting' } };
    const ask = () => cloudflare('openai/gpt-4o').doGenerate({ prompt: HI, providerOptions });
    const [first, second] = [await ask(), await ask()];
    expect(estimateCost(first, flat)).toBeGreaterThan(0);
    expect(estimateCost(second, flat)).toBe(0);
    expect(gateway.logs[1]?.cost).toBe(0);
  });

  describe.each(versions)('of Messages with a prompt cache, specification %s', version => {
    it.each(['generate', 'stream'] as const)('%s', async mode => {
      const gateway = createLocalGateway({ chunkDelayMs: 0 });
      const settings = { ...localGatewayDefaults, fetch: gateway.fetch };
      const model = providerOf(version, settings)('anthropic/claude-sonnet-4.5');
      const text = 'A long instruction that is worth caching. '.repeat(400);
      const prompt = [
        {
          role: 'system',
          content: text,
          providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
        },
        ...HI,
      ];
      const finishOf = async (): Promise<object> => {
        if (mode === 'generate') return model.doGenerate({ prompt });
        const parts: Part[] = [];
        for await (const part of (await model.doStream({ prompt })).stream) parts.push(part);
        return parts.at(-1) ?? {};
      };
      const results = [await finishOf(), await finishOf()];
      const { models } = await createCloudflare(settings).listModels();
      const price = models.find(({ id }) => id === 'anthropic/claude-sonnet-4.5')?.price;
      expect(price).toMatchObject({ cachedInputPerMillionTokens: 0.3, cacheWritePerMillionTokens: 3.75 });
      const logged = gateway.logs.map(({ cost }) => cost);
      expect(logged[1]).toBeLessThan((logged[0] ?? 0) / 2);
      for (const [index, result] of results.entries())
        expect(estimateCost(result, price)).toBeCloseTo(logged[index] ?? 0, 12);
    });
  });
});

describe('the results of each major of the AI SDK', () => {
  const majors = [
    ['5', ai5, 'v2'],
    ['6', ai6, 'v3'],
    ['7', ai7, 'v4'],
  ] as const;

  it.each(majors)('ai %s', async (_, major, version) => {
    // The majors agree at run time; their types exclude each other.
    const ai = major as unknown as typeof ai5;
    const gateway = createLocalGateway({ chunkDelayMs: 0 });
    const settings = { ...localGatewayDefaults, fetch: gateway.fetch };
    const model = providerOf(version, settings, [])('openai/gpt-4o') as never;
    const price = { inputPerMillionTokens: 2.5, outputPerMillionTokens: 10 };
    const generated = await ai.generateText({ model, prompt: 'Say hello.' });
    expect(estimateCost(generated, price)).toBeCloseTo(gateway.logs[0]?.cost ?? 0, 12);
    const streamed = ai.streamText({ model, prompt: 'Say hello.' });
    await streamed.consumeStream();
    expect(await estimateCost(streamed, price)).toBeCloseTo(gateway.logs[1]?.cost ?? 0, 12);
  });
});
