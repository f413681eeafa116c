import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFull } from '../support/scale.ts';
import { type Major, majors, storedTurn, wholeTurn } from './majors.ts';
import type { AnyProvider } from './pair.ts';

/** Models of every vendor, and of the wires that packages write. */
const models: readonly string[] = [
  'anthropic/claude-haiku-4.5',
  'openai/gpt-4.1',
  'google/gemini-3.7-flash',
  '@cf/moonshotai/kimi-k2.7-code',
  'mistral/mistral-large-latest',
  'groq/openai/gpt-oss-120b',
  'messages anthropic/claude-sonnet-4.5',
  'responses openai/gpt-5',
  'own google/gemini-2.5-flash',
  'openai/gpt-5.6-luna',
  'anthropic/claude-opus-4.7',
  'google/gemini-2.5-flash',
  '@cf/zai-org/glm-4.7-flash',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  'mistral/magistral-medium-latest',
  'groq/llama-3.3-70b-versatile',
  'xai/grok-4.5',
  'deepseek/deepseek-v4-pro',
  'moonshotai/kimi-k3',
  'minimax/m3',
  'alibaba/qwen3.8-max',
  'cerebras/gpt-oss-120b',
  'cohere/command-a',
  'openrouter/anthropic/claude-sonnet-5',
  'openrouter/google/gemini-3.7-flash',
  'fireworks/kimi-k2p7',
];

/** Turns of others reach it as text, since they have no signature: what the local model makes of them is another matter. */
const asText = /openrouter\/google/;

/**
 * Every pair, or one of each model, generated and streamed in turn: the way back of a pair, and its next major, have the
 * other one. What a turn leaves behind follows from its model, and what reads it does not know how it came.
 */
const pairs = models.flatMap((first, index) =>
  models.flatMap((second, place) =>
    second !== first && (isFull || place === (index + 7) % models.length)
      ? [[first, second, index + place + (index < place ? 1 : 0)] as const]
      : [],
  ),
);

const slugs =
  'anthropic openai google-ai-studio mistral groq grok deepseek cerebras cohere openrouter fireworks perplexity-ai';
const storedKeys = Object.fromEntries(slugs.split(' ').map(slug => [slug, { default: 'sk-key-local' }]));

/** A model by what it is called above. */
function modelOf(provider: AnyProvider, name: string): unknown {
  const [wire, id] = name.split(' ');
  if (id === undefined) return provider.chat(name);
  return wire === 'own' ? provider(id) : provider[wire as 'messages' | 'responses'](id);
}

function connect({ createCloudflare, vendors }: Major): { gateway: LocalGateway; provider: AnyProvider } {
  const gateway = createLocalGateway({ gateways: { default: { storedKeys } } });
  return { gateway, provider: createCloudflare({ ...localGatewayDefaults, vendors, fetch: gateway.fetch }) };
}

describe.each(majors)('$name: a conversation that changes its vendor', major => {
  const { ai } = major;
  const tool = (description: string, answer: string) =>
    ai.tool({
      description,
      inputSchema: z.object({ city: z.string().describe('Name of the city') }),
      execute: async () => answer,
    });
  const tools = {
    getWeather: tool('Get the weather', '21 degrees'),
    getPopulation: tool('Get the population', '550000'),
  };
  const question = 'Get the weather and then the population of Lisbon.';

  it.each(pairs)('from %s to %s and back, in the middle of a loop', async (first, second, turn) => {
    const take = (turn + majors.indexOf(major)) % 2 === 0 ? wholeTurn : storedTurn;
    const { gateway, provider } = connect(major);
    const both = [modelOf(provider, first), modelOf(provider, second)];
    const call = {
      model: both[0],
      tools,
      messages: [{ role: 'user', content: question }],
      stopWhen: (ai.stepCountIs ?? ai.isStepCount)(5),
      prepareStep: ({ stepNumber }: { stepNumber: number }) => ({ model: both[stepNumber % 2] }),
    };
    const { text, messages } = await take(ai, call);
    if (!asText.test(first + second)) {
      expect(text, take.name).toContain('21 degrees');
      expect(text, take.name).toContain('550000');
      expect(gateway.requests).toHaveLength(3);
    }
    // The next turn with either of them: a message that it refuses would be an error.
    const next = [...call.messages, ...messages, { role: 'user', content: 'Now say hello to Ada.' }];
    for (const model of both) {
      const { text: told } = await ai.generateText({ model, tools, messages: next });
      expect(told, take.name).toContain('Ada');
    }
  });
});
