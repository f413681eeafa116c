import { expect, it } from 'vitest';
import { parseModelId } from '../../src/upstreams/parse-model-id.ts';
import { upstreams } from '../../src/upstreams/registry.ts';
import { type Member, profileContract } from './profile-contract.ts';

/** Representatives of every family that a profile tells apart. */
const members: readonly Member[] = [
  { id: 'openai/gpt-4o' },
  { id: 'openai/gpt-4o-search-preview' },
  { id: 'openai/gpt-5-chat-latest' },
  { id: 'openai/gpt-5' },
  { id: 'openai/gpt-5.1-chat-latest' },
  { id: 'openai/gpt-5.2' },
  { id: 'openai/gpt-5.2-pro' },
  { id: 'openai/gpt-5.5' },
  { id: 'openai/gpt-5.6-luna' },
  { id: 'openai/gpt-6-sol' },
  { id: 'openai/gpt-6-astra' },
  { id: 'openai/o1-mini' },
  { id: 'openai/o4-mini' },
  { id: 'azure-openai/prod', family: 'gpt-5.1' },
  { id: 'azure-openai/prod' },
  { id: 'groq/openai/gpt-oss-120b' },
  { id: 'groq/qwen/qwen3-32b' },
  { id: 'groq/qwen/qwen3.6-27b' },
  { id: 'groq/moonshotai/kimi-k2-instruct' },
  { id: 'groq/meta-llama/llama-4-scout' },
  { id: 'groq/llama-3.3-70b-versatile' },
  { id: '@cf/meta/llama-3.3-70b-instruct-fp8-fast' },
  { id: '@cf/qwen/qwen3.8-27b' },
  { id: '@cf/zai-org/glm-5.2' },
  { id: '@cf/google/gemma-4-26b-a4b-it' },
  { id: '@cf/openai/gpt-oss-20b' },
  { id: 'custom-openai-x/o1' },
  { id: 'newvendor/model' },
  { id: 'anthropic/claude-haiku-4.5' },
  { id: 'google/gemini-2.5-pro' },
  { id: 'google-vertex-ai/google/gemini-2.5-pro' },
  { id: 'xai/grok-4.5' },
  { id: 'mistral/mistral-large-latest' },
  { id: 'deepseek/deepseek-v4-pro' },
  { id: 'cerebras/zai-glm-4.7' },
  { id: 'perplexity/sonar' },
  { id: 'cohere/command-a' },
  { id: 'fireworks/glm-5.3' },
  { id: 'openrouter/moonshotai/kimi-k2' },
  { id: 'alibaba/qwen3-max' },
  { id: 'minimax/m3' },
  { id: 'moonshotai/kimi-k3' },
  { id: 'baseten/moonshotai/Kimi-K2-Thinking' },
  { id: 'parallel/speed' },
  { id: 'aws-bedrock/amazon.nova-pro' },
  { id: 'dynamic/support' },
  { id: 'cloudflare/auto' },
];

profileContract(members);

it('every upstream of the registry has a member', () => {
  const covered = members.map(({ id }) => parseModelId(id, 'chat').upstream.name);
  const serving = upstreams.filter(({ rest, compat, native }) => rest ?? compat ?? native);
  expect(serving.map(({ name }) => name).filter(name => !covered.includes(name))).toEqual([]);
});
