import { createAlibaba } from '@ai-sdk/alibaba';
import { createCerebras } from '@ai-sdk/cerebras';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createFireworks } from '@ai-sdk/fireworks';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createPerplexity } from '@ai-sdk/perplexity';
import { createXai } from '@ai-sdk/xai';
import { generateText, jsonSchema, type LanguageModel, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { accountId, createLocalGateway, gatewayAuth, paths, restAuth } from '../support.ts';

const gateway = createLocalGateway();
/** How every package is pointed at the native path of its vendor. */
const at = (path: string) => ({
  baseURL: `https://gateway.test/v1/${accountId}/default/${path}`,
  apiKey: 'sk-test',
  headers: gatewayAuth,
  fetch: gateway.fetch,
});
/** Alibaba has no native path: the same body goes to the catalogue instead. */
const catalogue = {
  baseURL: 'https://gateway.test',
  apiKey: 'sk-test',
  fetch: (_: unknown, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body));
    return gateway.fetch(`https://gateway.test${paths.rest}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...restAuth },
      body: JSON.stringify({ ...body, model: `alibaba/${body.model}` }),
    });
  },
};

interface Client {
  readonly model: () => LanguageModel;
  readonly tools?: false;
  /** Whether the package asks for usage in streams. */
  readonly usage?: false;
}

/** What the vendors' own packages of the AI SDK send and read, unchanged. */
const clients: Readonly<Record<string, Client>> = {
  openai: { model: () => createOpenAI(at('openai')).chat('gpt-4o') },
  xai: { model: () => createXai(at('grok/v1'))('grok-4.5') },
  mistral: { model: () => createMistral(at('mistral/v1'))('mistral-large-latest') },
  deepseek: { model: () => createDeepSeek(at('deepseek'))('deepseek-chat') },
  // A model without reasoning: this version of the package replays it in a member that Cerebras refuses.
  cerebras: { model: () => createCerebras(at('cerebras/v1'))('llama-3.3-70b'), usage: false },
  perplexity: { model: () => createPerplexity(at('perplexity-ai'))('sonar-pro'), tools: false },
  fireworks: { model: () => createFireworks(at('fireworks'))('glm-5.3') },
  alibaba: { model: () => createAlibaba(catalogue)('qwen3-max') },
};

describe.each(Object.entries(clients))('@ai-sdk/%s', (_, { model, tools, usage }) => {
  it('generates and streams', async () => {
    const whole = await generateText({ model: model(), prompt: 'Hi', maxRetries: 0 });
    expect(whole.text).toBe('Hello! You said: "Hi"');
    expect(whole.finishReason).toBe('stop');
    expect(whole.usage.inputTokens).toBeGreaterThan(0);
    const stream = streamText({ model: model(), prompt: 'Hi', maxRetries: 0 });
    expect(await stream.text).toBe('Hello! You said: "Hi"');
    const { inputTokens } = await stream.usage;
    expect(inputTokens).toBe(usage === false ? undefined : whole.usage.inputTokens);
  });

  it.runIf(tools !== false).each(['generate', 'stream'])('runs a tool loop: %s', async mode => {
    const call = {
      model: model(),
      prompt: 'What is the weather in Lisbon?',
      stopWhen: stepCountIs(3),
      maxRetries: 0,
      tools: {
        getWeather: tool({
          description: 'Weather',
          inputSchema: jsonSchema<{ city: string }>({
            type: 'object',
            properties: { city: { type: 'string' } },
            required: ['city'],
          }),
          execute: async ({ city }) => `${city}: sunny`,
        }),
      },
    };
    const text = mode === 'stream' ? await streamText(call).text : (await generateText(call)).text;
    expect(text).toContain('Lisbon: sunny');
  });
});

it('sources of perplexity are found', async () => {
  const { sources } = await generateText({
    model: createPerplexity(at('perplexity-ai'))('sonar'),
    prompt: 'Hi',
  });
  expect(sources).toMatchObject([{ sourceType: 'url', url: 'https://example.com/source' }]);
});
