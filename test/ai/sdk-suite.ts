import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withoutPauses } from '../support/timers.ts';
import type { AnyProvider, Pair } from './pair.ts';

/** A one-pixel PNG. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The models whose profiles are complete, and one that the gateway routes. */
const models = [
  'openai/gpt-4o',
  'openai/gpt-5-mini',
  'groq/openai/gpt-oss-20b',
  'groq/llama-3.3-70b-versatile',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  '@cf/zai-org/glm-4.7-flash',
  'dynamic/support',
] as const;

/** The models whose ways differ most, for a pair that is not native. */
const selected: readonly (typeof models)[number][] = ['openai/gpt-5-mini', '@cf/zai-org/glm-4.7-flash'];

/** The main job through one entry on one major of the AI SDK, for every first profile. */
export function sdkSuite({ name, ai, createCloudflare, native }: Pair): void {
  describe(name, () => {
    let gateway: LocalGateway;
    let cloudflare: AnyProvider;

    beforeEach(() => {
      gateway = createLocalGateway({
        gateways: { default: { routes: { support: { provider: 'openai', model: 'gpt-4o' } } } },
      });
      cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
    });

    describe.each(native ? models : selected)('%s', id => {
      it('generates text with usage, finish reason and gateway metadata', async () => {
        const result = await ai.generateText({
          model: cloudflare(id),
          prompt: 'Say hello to Ada',
          maxOutputTokens: 200,
        });
        expect(result.text).toContain('Ada');
        expect(result.finishReason).toBe('stop');
        expect(result.usage.inputTokens).toBeGreaterThan(0);
        expect(result.usage.outputTokens).toBeGreaterThan(0);
        expect(getCloudflareMetadata(result)).toMatchObject({
          logId: gateway.logs.at(-1)?.id,
          gatewayId: 'default',
          endpoint: id.startsWith('dynamic/') ? 'compat' : 'rest',
        });
        expect(gateway.requests).toHaveLength(1);
      });

      it('streams the same text as it generates', async () => {
        const { text } = await ai.generateText({ model: cloudflare(id), prompt: 'Say hello to Ada' });
        const result = ai.streamText({ model: cloudflare(id), prompt: 'Say hello to Ada' });
        const pieces: string[] = [];
        for await (const piece of result.textStream) pieces.push(piece);
        expect(pieces.join('')).toBe(text);
        expect(await result.finishReason).toBe('stop');
        expect((await result.usage).outputTokens).toBeGreaterThan(0);
        expect(getCloudflareMetadata({ providerMetadata: await result.providerMetadata })?.logId).toBe(
          gateway.logs.at(-1)?.id,
        );
      });

      it.each(['generate', 'stream'])('finishes a task with two tools (%s)', async mode => {
        const executed: unknown[] = [];
        const tool = (description: string, answer: string) =>
          ai.tool({
            description,
            inputSchema: z.object({ city: z.string().describe('Name of the city') }),
            execute: async (input: unknown) => {
              executed.push(input);
              return answer;
            },
          });
        const call = {
          model: cloudflare(id),
          prompt: 'Get the weather and then the population of Lisbon.',
          tools: {
            getWeather: tool('Get the weather', '21 degrees'),
            getPopulation: tool('Get the population', '550000'),
          },
          stopWhen: ai.stepCountIs?.(6) ?? ai.isStepCount(6),
        };
        const result = mode === 'generate' ? await ai.generateText(call) : ai.streamText(call);
        const [text, steps] = [await result.text, await result.steps];
        expect(text).toContain('21 degrees');
        expect(text).toContain('550000');
        expect(executed).toEqual([{ city: 'Lisbon' }, { city: 'Lisbon' }]);
        expect(steps.length).toBe(gateway.requests.length);
        const ids = steps.flatMap((step: { toolCalls: { toolCallId: string }[] }) =>
          step.toolCalls.map(item => item.toolCallId),
        );
        expect(new Set(ids).size).toBe(2);
      });

      it('fills a schema', async () => {
        const schema = z.object({
          name: z.string(),
          tags: z.array(z.string()),
          kind: z.enum(['city', 'river']),
        });
        const { object } = await ai.generateObject({
          model: cloudflare(id),
          prompt: 'Describe Lisbon',
          schema,
        });
        expect(schema.parse(object)).toEqual(object);
        const streamed = ai.streamObject({ model: cloudflare(id), prompt: 'Describe Lisbon', schema });
        for await (const _ of streamed.partialObjectStream);
        expect(await streamed.object).toEqual(object);
      });

      it('rejects an aborted call with the AbortError and sends nothing more', async () => {
        const controller = new AbortController();
        controller.abort();
        const call = ai.generateText({
          model: cloudflare(id),
          prompt: 'hi',
          abortSignal: controller.signal,
          maxRetries: 2,
        });
        await expect(call).rejects.toMatchObject({ name: 'AbortError' });
        expect(gateway.requests.length).toBeLessThanOrEqual(1);
      });
    });

    it('sends an image in-line', async () => {
      const result = await ai.generateText({
        model: cloudflare('openai/gpt-4o'),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image', image: png, mediaType: 'image/png' },
            ],
          },
        ],
      });
      expect(result.text).not.toBe('');
      expect(gateway.requests[0]?.body).toMatchObject({
        messages: [
          {
            content: [
              { type: 'text' },
              { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
            ],
          },
        ],
      });
    });

    it('cancels the answer when a stream is aborted halfway', async () => {
      const slow = createLocalGateway({ chunkDelayMs: 10 });
      const controller = new AbortController();
      const model = createCloudflare({ ...localGatewayDefaults, fetch: slow.fetch })('openai/gpt-4o');
      const { stream } = await model.doStream({
        prompt: [
          { role: 'user', content: [{ type: 'text', text: 'one two three four five six seven eight' }] },
        ],
        abortSignal: controller.signal,
      });
      const reader = stream.getReader();
      const read = async (): Promise<void> => {
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          if (part.value.type === 'text-delta') controller.abort();
        }
      };
      await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('embeds texts', async () => {
      const values = ['one', 'two', 'three'];
      const model = cloudflare.textEmbeddingModel('@cf/baai/bge-m3');
      const { embeddings, usage } = await ai.embedMany({ model, values });
      expect(embeddings).toHaveLength(3);
      expect(embeddings[0]).toHaveLength(1024);
      expect(usage.tokens).toBeGreaterThan(0);
    });

    // It takes the two seconds for which the SDK waits; an adapted pair waits no differently.
    it.runIf(native)('retries what may be retried, and no more', async () => {
      gateway.reply({ error: 'rate-limited' });
      const call = { model: cloudflare('openai/gpt-4o'), prompt: 'Hello Ada', maxRetries: 1 };
      const { text } = await withoutPauses<{ text: string }>(() => ai.generateText(call));
      expect(text).toContain('Ada');
      expect(gateway.requests).toHaveLength(2);

      gateway.reset();
      gateway.reply({ error: 'spend-limit' });
      const refused = ai.generateText({ model: cloudflare('openai/gpt-4o'), prompt: 'hi', maxRetries: 3 });
      const error = await refused.catch((reason: unknown) => reason);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'spend-limit', retryable: false, code: 2045 });
      expect(gateway.requests).toHaveLength(1);
    });

    it('works in a registry, in a custom provider and under middleware', async () => {
      const registry = ai.createProviderRegistry({ cloudflare });
      const custom = ai.customProvider({
        languageModels: { fast: cloudflare('openai/gpt-4o') },
        fallbackProvider: cloudflare,
      });
      const wrapped = ai.wrapLanguageModel({
        model: cloudflare('openai/gpt-4o'),
        middleware: ai.defaultSettingsMiddleware({ settings: { maxOutputTokens: 77 } }),
      });
      const candidates = [
        registry.languageModel('cloudflare:@cf/zai-org/glm-4.7-flash'),
        custom.languageModel('fast'),
        custom.languageModel('openai/gpt-4o'),
        wrapped,
      ];
      for (const model of candidates) {
        const { text } = await ai.generateText({ model, prompt: 'Hello Ada' });
        expect(text).toContain('Ada');
      }
      expect(gateway.requests.at(-1)?.body).toMatchObject({ max_tokens: 77 });
    });
  });
}
