import { createAlibaba } from '@ai-sdk/alibaba';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createCerebras } from '@ai-sdk/cerebras';
import { createCohere } from '@ai-sdk/cohere';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createFireworks } from '@ai-sdk/fireworks';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createGroq } from '@ai-sdk/groq';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createPerplexity } from '@ai-sdk/perplexity';
import type { LanguageModelV2 } from '@ai-sdk/provider';
import { createXai } from '@ai-sdk/xai';

type Fetch = typeof globalThis.fetch;

/** A vendor's own AI SDK package beside the same vendor behind Cloudflare. */
export interface Vendor {
  /** The name of the upstream here, and the key of `providerOptions` in both. */
  readonly name: string;
  /** Models that stand for their families, without a prefix; the first one where any will do. */
  readonly models: readonly [string, ...string[]];
  readonly model: (modelId: string, fetch: Fetch) => LanguageModelV2;
  /** Whether the package speaks the format of chat completions, so that bodies can be compared. */
  readonly chatCompletions: boolean;
}

const apiKey = 'sk-vendor-SECRET';

export const vendors: readonly Vendor[] = [
  {
    name: 'openai',
    models: ['gpt-4o', 'gpt-5-mini', 'gpt-5.2', 'gpt-6-sol'],
    model: (id, fetch) => createOpenAI({ apiKey, fetch }).chat(id),
    chatCompletions: true,
  },
  {
    name: 'groq',
    models: ['openai/gpt-oss-120b', 'qwen/qwen3-32b', 'llama-3.3-70b-versatile'],
    model: (id, fetch) => createGroq({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'mistral',
    models: ['mistral-large-latest', 'magistral-medium-latest', 'mistral-small-latest'],
    model: (id, fetch) => createMistral({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'deepseek',
    models: ['deepseek-v4-pro', 'deepseek-reasoner', 'deepseek-chat'],
    model: (id, fetch) => createDeepSeek({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'xai',
    models: ['grok-4.5', 'grok-3-mini', 'grok-4.20-0309-reasoning'],
    model: (id, fetch) => createXai({ apiKey, fetch }).chat(id),
    chatCompletions: true,
  },
  {
    name: 'perplexity',
    models: ['sonar', 'sonar-reasoning-pro'],
    model: (id, fetch) => createPerplexity({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'cerebras',
    models: ['gpt-oss-120b', 'zai-glm-4.7', 'llama-3.3-70b'],
    model: (id, fetch) => createCerebras({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'fireworks',
    models: ['glm-5.3', 'qwen3p8-32b'],
    model: (id, fetch) => createFireworks({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'alibaba',
    models: ['qwen3-max', 'qwen3.8-max', 'qwen3-32b'],
    model: (id, fetch) => createAlibaba({ apiKey, fetch })(id),
    chatCompletions: true,
  },
  {
    name: 'anthropic',
    models: ['claude-haiku-4.5'],
    model: (id, fetch) => createAnthropic({ apiKey, fetch })(id),
    chatCompletions: false,
  },
  {
    name: 'google',
    models: ['gemini-3.7-flash'],
    model: (id, fetch) => createGoogleGenerativeAI({ apiKey, fetch })(id),
    chatCompletions: false,
  },
  {
    name: 'cohere',
    models: ['command-a'],
    model: (id, fetch) => createCohere({ apiKey, fetch })(id),
    chatCompletions: false,
  },
];
