import {
  embedMany,
  generateImage,
  generateSpeech,
  generateText,
  isStepCount,
  Output,
  rerank,
  streamText,
  tool,
  transcribe,
} from 'ai7';
import { z } from 'zod';

/** What both packages make for a kind. Its users call these methods. */
export interface Models {
  (id: string): Parameters<typeof generateText>[0]['model'];
  readonly image: (id: string, settings?: object) => Parameters<typeof generateImage>[0]['model'];
  readonly speech: (id: string) => Parameters<typeof generateSpeech>[0]['model'];
  readonly transcription: (id: string, settings?: object) => Parameters<typeof transcribe>[0]['model'];
  readonly reranking: (id: string) => Parameters<typeof rerank>[0]['model'];
  readonly textEmbedding: (id: string) => Parameters<typeof embedMany>[0]['model'];
}

/** A call of the AI SDK with the models of one of the packages, and what its user sees of the result. */
export interface Case {
  readonly name: string;
  /** An example of its README. */
  readonly readme?: true;
  readonly run: (models: Models, sound: Uint8Array) => Promise<unknown>;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const noRetries = { maxRetries: 0 } as const;

function draws(model: string, call: Partial<Parameters<typeof generateImage>[0]> = {}): Case['run'] {
  return async ({ image }) => {
    const prompt = 'A mountain landscape at sunset';
    const { images } = await generateImage({ prompt, ...call, model: image(model), ...noRetries });
    return images.map(({ mediaType, uint8Array }) => `${mediaType} ${hex(uint8Array)}`);
  };
}

function speaks(model: string, call: Partial<Parameters<typeof generateSpeech>[0]> = {}): Case['run'] {
  return async ({ speech }) => {
    const text = 'Hello from Cloudflare Workers AI!';
    const { audio } = await generateSpeech({ text, ...call, model: speech(model), ...noRetries });
    return `${audio.mediaType} ${hex(audio.uint8Array)}`;
  };
}

function hears(model: string, settings?: object): Case['run'] {
  return async ({ transcription }, audio) => {
    const heard = await transcribe({
      model: transcription(model, settings),
      audio,
      providerOptions: settings ? { cloudflare: settings as Record<string, string> } : {},
      ...noRetries,
    });
    const { text, segments, language, durationInSeconds } = heard;
    return { text, segments, language, durationInSeconds };
  };
}

const texts = [
  'Cloudflare Workers lets you run JavaScript at the edge.',
  'A cookie is a small piece of data stored in the browser.',
  "Workers AI runs inference on Cloudflare's global network.",
];

function ranks<DOCUMENT extends string | Record<string, string>>(documents: DOCUMENT[]): Case['run'] {
  return async ({ reranking }) => {
    const { ranking } = await rerank({
      model: reranking('@cf/baai/bge-reranker-base'),
      query: 'What is Cloudflare Workers?',
      documents,
      topN: 2,
      ...noRetries,
    });
    return ranking.map(({ originalIndex, score }) => ({ originalIndex, score }));
  };
}

function embeds(model: string): Case['run'] {
  return async ({ textEmbedding }) => {
    const values = ['sunny day at the beach', 'rainy afternoon in the city'];
    return (await embedMany({ model: textEmbedding(model), values, ...noRetries })).embeddings;
  };
}

const kimi = '@cf/moonshotai/kimi-k2.7-code';
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const conversations: readonly Case[] = [
  {
    name: 'text',
    run: async chat => {
      const prompt = 'Explain Workers AI in one paragraph';
      return (await generateText({ model: chat(kimi), prompt, ...noRetries })).text;
    },
  },
  {
    name: 'text in a stream',
    run: async chat => {
      const prompt = 'Write a short story';
      let text = '';
      for await (const delta of streamText({ model: chat(kimi), prompt, ...noRetries }).textStream)
        text += delta;
      return text;
    },
  },
  {
    name: 'an effort',
    run: async chat => {
      const { text, reasoningText } = await generateText({
        model: chat('@cf/zai-org/glm-5.2'),
        prompt: 'Summarize in one sentence.',
        providerOptions: { 'workers-ai': { reasoning_effort: 'high' } },
        ...noRetries,
      });
      return { text, reasoningText };
    },
  },
  {
    name: 'a picture to see',
    run: async chat => {
      const content = [
        { type: 'text' as const, text: "What's in this image?" },
        { type: 'image' as const, image: pixel, mediaType: 'image/png' },
      ];
      const messages = [{ role: 'user' as const, content }];
      return (await generateText({ model: chat(kimi), messages, ...noRetries })).text;
    },
  },
  {
    name: 'tools',
    run: async chat => {
      const { steps, text } = await generateText({
        model: chat(kimi),
        prompt: "What's the weather in London?",
        tools: {
          getWeather: tool({
            description: 'Get the current weather for a city',
            inputSchema: z.object({ city: z.string() }),
            execute: async ({ city }) => ({ city, temperature: 18, condition: 'Cloudy' }),
          }),
        },
        stopWhen: isStepCount(2),
        ...noRetries,
      });
      const calls = steps.flatMap(({ toolCalls }) =>
        toolCalls.map(({ toolName, input }) => ({ toolName, input })),
      );
      return { calls, text };
    },
  },
  {
    name: 'structured output',
    run: async chat => {
      const ingredients = z.array(z.object({ name: z.string(), amount: z.string() }));
      const schema = z.object({ name: z.string(), ingredients, steps: z.array(z.string()) });
      const output = Output.object({ schema });
      return (await generateText({ model: chat(kimi), prompt: 'Recipe for spaghetti', output, ...noRetries }))
        .output;
    },
  },
];

export const cases: readonly Case[] = [
  ...conversations.map(call => ({ ...call, readme: true as const })),
  { name: 'image', run: draws('@cf/black-forest-labs/flux-1-schnell') },
  {
    name: 'image of a size',
    readme: true,
    run: draws('@cf/black-forest-labs/flux-1-schnell', { size: '1024x1024' }),
  },
  {
    name: 'image with size and seed',
    run: draws('@cf/stabilityai/stable-diffusion-xl-base-1.0', { size: '512x256', seed: 7 }),
  },
  { name: 'image as JPEG', run: draws('@cf/leonardo/phoenix-1.0') },
  { name: 'two images', run: draws('@cf/leonardo/lucid-origin', { n: 2 }) },
  {
    name: 'image with an aspect ratio',
    run: draws('@cf/stabilityai/stable-diffusion-xl-base-1.0', { aspectRatio: '16:9' }),
  },
  { name: 'image by a form', run: draws('@cf/black-forest-labs/flux-2-dev', { size: '512x512' }) },
  { name: 'speech', run: speaks('@cf/deepgram/aura-1') },
  { name: 'speech of a voice', readme: true, run: speaks('@cf/deepgram/aura-2-en', { voice: 'asteria' }) },
  { name: 'speech of a speed', run: speaks('@cf/deepgram/aura-2-en', { speed: 1.2 }) },
  { name: 'speech as WAV', run: speaks('@cf/deepgram/aura-2-en', { outputFormat: 'wav' }) },
  { name: 'speech of melotts', run: speaks('@cf/myshell-ai/melotts') },
  { name: 'transcript', readme: true, run: hears('@cf/openai/whisper-large-v3-turbo') },
  {
    name: 'transcript of a language',
    readme: true,
    run: hears('@cf/openai/whisper-large-v3-turbo', { language: 'fr', prompt: 'A greeting' }),
  },
  { name: 'transcript of whisper', run: hears('@cf/openai/whisper') },
  { name: 'transcript of whisper-tiny-en', run: hears('@cf/openai/whisper-tiny-en') },
  { name: 'transcript of nova-3', readme: true, run: hears('@cf/deepgram/nova-3') },
  { name: 'ranking', readme: true, run: ranks(texts) },
  { name: 'ranking of objects', run: ranks(texts.map(text => ({ text }))) },
  { name: 'embeddings', readme: true, run: embeds('@cf/baai/bge-base-en-v1.5') },
  { name: 'embeddings of embeddinggemma', run: embeds('@cf/google/embeddinggemma-300m') },
];
