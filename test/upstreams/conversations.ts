import {
  generateObject,
  generateText,
  type ModelMessage,
  stepCountIs,
  streamObject,
  streamText,
  tool,
} from 'ai';
import type { CloudflareProvider } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Member } from './members.ts';

export type Mode = 'generate' | 'stream';

/** A conversation of the AI SDK, with what must come of it. A refusal by the upstream rejects. */
export interface Conversation {
  readonly label: string;
  readonly run: (model: ReturnType<CloudflareProvider>, mode: Mode, member: Member) => Promise<void>;
}

type TextCall = Parameters<typeof generateText>[0] & Parameters<typeof streamText>[0];

interface Told {
  readonly text: string;
  readonly finishReason: string;
  readonly steps: readonly { readonly toolCalls: readonly { readonly toolCallId: string }[] }[];
  readonly usage: { readonly inputTokens: number | undefined };
}

/** The same call in one piece or as a stream, which must then say the same. */
async function tell(call: TextCall, mode: Mode): Promise<Told> {
  const once = { maxRetries: 0, allowSystemInMessages: true, ...call };
  if (mode === 'generate') return generateText(once);
  let failure: unknown;
  const result = streamText({
    ...once,
    onError: ({ error }) => {
      failure ??= error;
    },
  });
  await result.consumeStream();
  if (failure !== undefined) throw failure;
  const [text, finishReason, steps, usage] = await Promise.all([
    result.text,
    result.finishReason,
    result.steps,
    result.usage,
  ]);
  return { text, finishReason, steps, usage };
}

/** The messages that a call adds to its conversation, with what the model wants back of them. */
async function history(call: TextCall, mode: Mode): Promise<ModelMessage[]> {
  const once = { ...call, maxRetries: 0 };
  if (mode === 'generate') return (await generateText(once)).response.messages;
  const result = streamText(once);
  await result.consumeStream();
  return (await result.response).messages;
}

const city = (description: string, answer: string) =>
  tool({
    description,
    inputSchema: z.object({ city: z.string().describe('Name of the city') }),
    execute: async () => answer,
  });
const weather = { getWeather: city('Get the weather', '21 degrees') };
const both = { ...weather, getPopulation: city('Get the population', '550000') };

const user = (content: string): ModelMessage => ({ role: 'user', content });
const turn = (id: string, thought?: string): ModelMessage[] => [
  {
    role: 'assistant',
    content: [
      ...(thought === undefined ? [] : [{ type: 'reasoning' as const, text: thought }]),
      { type: 'tool-call', toolCallId: id, toolName: 'getWeather', input: { city: 'Lisbon' } },
    ],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: id,
        toolName: 'getWeather',
        output: { type: 'text', value: '21 degrees' },
      },
    ],
  },
];

async function answers(call: TextCall, mode: Mode): Promise<Told> {
  const told = await tell(call, mode);
  expect(told.text).not.toBe('');
  expect(told.finishReason).toBe('stop');
  return told;
}

const person = z.object({ name: z.string(), tags: z.array(z.string()), kind: z.enum(['city', 'river']) });
const optional = z.object({
  name: z.string().min(1).max(80),
  note: z.string().optional(),
  count: z.number().int().gt(0),
});

async function fills(
  schema: z.ZodType,
  call: { model: ReturnType<CloudflareProvider> },
  mode: Mode,
): Promise<void> {
  const asked = { ...call, prompt: 'Describe Lisbon', schema, maxRetries: 0 };
  if (mode === 'generate') {
    expect(schema.safeParse((await generateObject(asked)).object).success).toBe(true);
    return;
  }
  let failure: unknown;
  const result = streamObject({
    ...asked,
    onError: ({ error }) => {
      failure ??= error;
    },
  });
  for await (const _ of result.partialObjectStream);
  if (failure !== undefined) throw failure;
  expect(schema.safeParse(await result.object).success).toBe(true);
}

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The conversations that every model must be able to have. */
export const conversations: readonly Conversation[] = [
  {
    label: 'a prompt',
    run: async (model, mode) => {
      const { text, usage } = await answers({ model, prompt: 'Say hello to Ada' }, mode);
      expect(text).toContain('Ada');
      expect(usage.inputTokens).toBeGreaterThan(0);
    },
  },
  {
    label: 'every sampling setting',
    run: (model, mode) =>
      answers(
        {
          model,
          prompt: 'Say hello to Ada',
          maxOutputTokens: 2000,
          temperature: 1.2,
          topP: 0.9,
          topK: 5,
          presencePenalty: 0.1,
          frequencyPenalty: 0.1,
          stopSequences: ['§'],
          seed: 7,
        },
        mode,
      ).then(() => undefined),
  },
  ...(['none', 'minimal', 'low', 'high', 'xhigh'] as const).map(reasoningEffort => ({
    label: `the effort ${reasoningEffort}`,
    run: async (model: ReturnType<CloudflareProvider>, mode: Mode) => {
      await answers(
        {
          model,
          prompt: 'Say hello to Ada',
          temperature: 0.5,
          providerOptions: { cloudflare: { reasoningEffort } },
        },
        mode,
      );
    },
  })),
  {
    label: 'a loop of tools, and a turn after it',
    run: async (model, mode, { tools }) => {
      const first = await tell(
        {
          model,
          prompt: 'Get the weather and then the population of Lisbon.',
          tools: both,
          stopWhen: stepCountIs(5),
        },
        mode,
      );
      // Without tools, which a warning says, there is one step.
      expect(first.steps.length > 1).toBe(tools !== false);
      if (tools !== false) {
        expect(first.text).toContain('21 degrees');
        expect(first.text).toContain('550000');
      }
      const ids = first.steps.flatMap(step => step.toolCalls.map(call => call.toolCallId));
      expect(new Set(ids).size).toBe(ids.length);
    },
  },
  {
    label: 'parallel tools, replayed with their thoughts',
    run: async (model, mode) => {
      const prompt = 'In parallel, get the weather and the population of Lisbon.';
      const asked: TextCall = { model, tools: both, stopWhen: stepCountIs(4), messages: [user(prompt)] };
      const first = await history(asked, mode);
      const messages = [user(prompt), ...first, user('Thanks, say hello to Ada')];
      await answers({ ...asked, messages }, mode);
    },
  },
  ...(['required', 'none', { type: 'tool', toolName: 'getWeather' }] as const).map(toolChoice => ({
    label: `the choice ${JSON.stringify(toolChoice)}`,
    run: async (model: ReturnType<CloudflareProvider>, mode: Mode, member: Member) => {
      const prompt = 'Get the weather of Lisbon';
      const { steps } = await tell({ model, prompt, tools: both, toolChoice }, mode);
      expect(steps).toHaveLength(1);
      const called = toolChoice !== 'none' && member.tools !== false;
      expect(steps[0]?.toolCalls).toHaveLength(called ? 1 : 0);
    },
  })),
  {
    label: 'the history of another model',
    run: async (model, mode) => {
      const messages = [
        user('What is the weather?'),
        ...turn('toolu_01:Ab.cd|é-with-an-id-that-is-longer-than-forty-characters', 'I should look.'),
        ...turn('toolu_01:Ab.cd|é-with-an-id-that-is-longer-than-forty-letters!'),
        { role: 'assistant', content: '' } as const,
        user('And now say hello to Ada'),
      ];
      await answers({ model, messages, tools: weather }, mode);
      await answers({ model, messages }, mode);
    },
  },
  {
    label: 'a result whose call was trimmed away',
    run: async (model, mode) => {
      const [, result] = turn('call_1');
      const messages = [user('Hi'), ...(result === undefined ? [] : [result]), user('Say hello to Ada')];
      await answers({ model, messages, tools: weather }, mode);
    },
  },
  {
    label: 'several system messages',
    run: async (model, mode) => {
      const messages: ModelMessage[] = [
        { role: 'system', content: 'Be brief' },
        { role: 'system', content: 'Be kind' },
        user('Hi'),
        user('there'),
        { role: 'assistant', content: 'Hello' },
        { role: 'system', content: 'Now be loud' },
        user('Say hello to Ada'),
      ];
      await answers({ model, messages }, mode);
    },
  },
  { label: 'a schema', run: (model, mode) => fills(person, { model }, mode) },
  {
    label: 'a schema with optional properties and limits',
    run: (model, mode) => fills(optional, { model }, mode),
  },
  {
    label: 'JSON mode',
    run: async (model, mode) => {
      const call = { model, prompt: 'Describe Lisbon', output: 'no-schema', maxRetries: 0 } as const;
      if (mode === 'generate') expect((await generateObject(call)).object).toBeTypeOf('object');
      else {
        const result = streamObject(call);
        for await (const _ of result.partialObjectStream);
        expect(await result.object).toBeTypeOf('object');
      }
    },
  },
  {
    label: 'an image',
    run: async (model, mode, { images }) => {
      const image = { type: 'image' as const, image: png, mediaType: 'image/png' };
      const content = [{ type: 'text' as const, text: 'What is this?' }, image];
      const answer = answers({ model, messages: [{ role: 'user', content }] }, mode);
      if (images === false) await expect(answer).rejects.toThrow('does not accept "image/png" parts');
      else expect((await answer).text).toContain('1 attachment');
    },
  },
  {
    label: 'a strict tool beside one that is not',
    run: async (model, mode) => {
      const strict = { ...both.getPopulation, providerOptions: { cloudflare: { strict: true } } };
      await answers({ model, prompt: 'Hi', tools: { ...weather, getPopulation: strict } }, mode);
    },
  },
  {
    label: 'tools with names that no upstream takes',
    run: async (model, mode, member) => {
      const called: string[] = [];
      const named = (name: string) => ({
        ...city('Get the weather', '21 degrees'),
        execute: async () => {
          called.push(name);
          return '21 degrees';
        },
      });
      const tools = { 'geo.get weather': named('first'), geo_get_weather: named('second') };
      // One of them travels as geo_get_weather_2.
      const prompt = 'In parallel, get the geo weather 2 of Lisbon';
      const { text, steps } = await tell({ model, prompt, tools, stopWhen: stepCountIs(4) }, mode);
      if (member.tools === false) return;
      expect(steps.length).toBeGreaterThan(1);
      expect(text).toContain('21 degrees');
      expect(called).toEqual(expect.arrayContaining(['first', 'second']));
    },
  },
  {
    label: 'half a surrogate pair',
    run: (model, mode) => answers({ model, prompt: 'Say hello to Ada \ud83d' }, mode).then(() => undefined),
  },
];
