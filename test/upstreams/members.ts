import { parseModelId } from '../../src/upstreams/model-id.ts';
import { upstreams } from '../../src/upstreams/registry.ts';

/** One representative of a family, and the rules that do not hold for it, with the reason. */
export interface Member {
  readonly id: string;
  readonly family?: string;
  /** Whether it calls tools; where they are `refused`, a call with some is an error. @default true */
  readonly tools?: false | 'refused';
  /** Whether it takes images. @default true */
  readonly images?: false;
  readonly skips?: Readonly<Record<string, string>>;
}

/** Conversations with tools. */
const noTools = (why: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      'a loop of tools',
      'parallel tools',
      'the choice',
      'the history of another model',
      'a result whose call',
      'a strict tool',
      'tools with names',
    ].map(label => [label, why]),
  );

/** Representatives of every family that a profile tells apart, by hand. */
const families: readonly Member[] = [
  { id: 'openai/gpt-4o' },
  { id: 'openai/gpt-4o-search-preview' },
  { id: 'openai/gpt-5-chat-latest', tools: 'refused', skips: noTools('it accepts no tools') },
  { id: 'openai/gpt-5' },
  { id: 'openai/gpt-5.1-chat-latest' },
  { id: 'openai/gpt-5.2' },
  { id: 'openai/gpt-5.4-mini' },
  { id: 'openai/gpt-5.5' },
  { id: 'openai/gpt-5.6-luna' },
  { id: 'openai/gpt-6-sol' },
  {
    id: 'openai/gpt-6-astra',
    tools: 'refused',
    skips: noTools('it accepts tools in the Responses API only'),
  },
  { id: 'openai/o1-mini' },
  { id: 'openai/o4-mini' },
  { id: 'azure-openai/gpt-5.1', family: 'gpt-5.1' },
  { id: 'azure-openai/prod' },
  { id: 'groq/openai/gpt-oss-120b' },
  { id: 'groq/qwen/qwen3-32b' },
  { id: 'groq/qwen/qwen3.8-27b' },
  { id: 'groq/moonshotai/kimi-k2-instruct' },
  { id: 'groq/meta-llama/llama-4-scout' },
  { id: 'groq/llama-3.3-70b-versatile' },
  { id: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', images: false },
  { id: '@cf/qwen/qwen3.8-27b' },
  { id: '@cf/zai-org/glm-5.2', images: false },
  { id: '@cf/google/gemma-4-26b-a4b-it' },
  { id: '@cf/openai/gpt-oss-20b', images: false },
  { id: '@cf/google/gemma-3-12b-it' },
  { id: '@cf/nvidia/nemotron-3-120b-a12b', images: false },
  { id: 'custom-openai-x/o1' },
  { id: 'newvendor/model' },
  { id: 'anthropic/claude-haiku-4.5' },
  { id: 'anthropic/claude-opus-4.7' },
  { id: 'anthropic/claude-sonnet-5-5' },
  { id: 'anthropic/claude-3-haiku-20240307' },
  { id: 'google/gemini-2.5-pro' },
  { id: 'google/gemini-2.5-flash' },
  { id: 'google/gemini-3.7-flash' },
  { id: 'google-vertex-ai/google/gemini-2.5-pro' },
  { id: 'google-vertex-ai/google/gemini-3.7-flash' },
  { id: 'xai/grok-4.5' },
  { id: 'xai/grok-4.3' },
  { id: 'xai/grok-3-mini' },
  { id: 'xai/grok-4.20-0309-reasoning' },
  { id: 'mistral/mistral-large-latest' },
  { id: 'mistral/mistral-small-latest' },
  { id: 'mistral/magistral-medium-latest' },
  { id: 'deepseek/deepseek-v4-pro' },
  { id: 'deepseek/deepseek-reasoner', images: false },
  { id: 'deepseek/deepseek-chat', images: false },
  { id: 'cerebras/zai-glm-4.7', images: false },
  { id: 'cerebras/gpt-oss-120b', images: false },
  { id: 'cerebras/llama-3.3-70b', images: false },
  { id: 'cerebras/qwen-3.8-27b' },
  { id: 'perplexity/sonar', tools: false },
  { id: 'perplexity/sonar-reasoning-pro', tools: false },
  { id: 'cohere/command-a' },
  { id: 'fireworks/glm-5.3' },
  { id: 'fireworks/qwen3p8-32b' },
  { id: 'openrouter/moonshotai/kimi-k2' },
  { id: 'openrouter/anthropic/claude-sonnet-5' },
  { id: 'openrouter/google/gemini-3.7-flash' },
  { id: 'alibaba/qwen3-max' },
  { id: 'alibaba/qwen3-32b' },
  { id: 'alibaba/qwen3.5-plus' },
  { id: 'alibaba/qwen3.8-max' },
  { id: 'minimax/m3' },
  { id: 'moonshotai/kimi-k3' },
  { id: 'moonshotai/kimi-k2.6' },
  { id: 'moonshotai/kimi-k2-thinking' },
  { id: 'moonshotai/kimi-k2-instruct' },
  { id: 'baseten/moonshotai/Kimi-K2-Thinking' },
  { id: 'baseten/openai/gpt-oss-120b' },
  { id: 'parallel/speed' },
  { id: 'aws-bedrock/amazon.nova-pro' },
  {
    id: 'dynamic/support',
    skips: { 'the effort': 'the model behind the route does not reason' },
  },
  { id: 'cloudflare/auto' },
];

const covered = families.map(({ id }) => parseModelId(id, 'chat').upstream.name);

/** Those, and one model of every upstream that has no families. */
export const members: readonly Member[] = [
  ...families,
  ...upstreams
    .filter(({ name, rest, compat, native }) => (rest ?? compat ?? native) && !covered.includes(name))
    .map(({ name }) => ({ id: `${name}/model` })),
];
