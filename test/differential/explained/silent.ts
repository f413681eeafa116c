import type { Explanation } from '../explanation.ts';

const where = ['ignored'];

/** Options that do nothing, each with the reason why there is nothing to say. */
export const silent: readonly Explanation[] = [
  {
    vendors: ['openai'],
    where,
    calls: ['logprobs: false'],
    why: 'None are sent unless asked for, as in @ai-sdk/openai 2.0.130.',
  },
  {
    vendors: ['openai', 'groq', 'mistral'],
    where,
    calls: ['structuredOutputs: true*'],
    why: 'The default of @ai-sdk/openai 2.0.130, @ai-sdk/groq 2.0.56 and @ai-sdk/mistral 2.0.50.',
  },
  {
    vendors: ['openai'],
    where,
    calls: ['strictJsonSchema: true beside strict schema', 'strictJsonSchema: false beside loose schema'],
    why: 'What OpenAI takes as strict is sent so without being asked, like the default of @ai-sdk/openai 4.0.118.',
  },
  {
    vendors: ['groq'],
    where,
    calls: ['structuredOutputs: false*'],
    models: ['qwen/qwen3-32b', 'llama-3.3-70b-versatile'],
    why: 'These models get no schema anyway (https://console.groq.com/docs/structured-outputs).',
  },
  {
    vendors: ['groq'],
    where,
    calls: ['reasoningFormat: "parsed"'],
    models: ['qwen/qwen3-32b'],
    why: 'Sent for Qwen without being asked (https://console.groq.com/docs/reasoning#reasoning-format).',
  },
  {
    vendors: ['mistral'],
    where,
    calls: ['strictJsonSchema: false*'],
    why: 'The default of @ai-sdk/mistral 2.0.50.',
  },
  {
    vendors: ['mistral'],
    where,
    calls: ['parallelToolCalls: false'],
    why: 'Without tools there is nothing to run in parallel, as in @ai-sdk/mistral 2.0.50.',
  },
  {
    vendors: ['alibaba'],
    where,
    calls: ['enableThinking: false'],
    models: ['qwen3-32b'],
    mode: 'generate',
    why: 'Sent without being asked (https://github.com/infiniflow/ragflow/issues/8972).',
  },
  {
    vendors: ['anthropic'],
    where,
    calls: ['structuredOutputMode: "jsonTool"*'],
    why: 'A schema becomes a tool without being asked, as it does in @ai-sdk/anthropic 2.0.112.',
  },
];
