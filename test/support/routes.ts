import { upstreams } from '../../src/upstreams/registry.ts';
import { bearer as bearerHeader, type Upstream } from '../../src/upstreams/upstream.ts';

/** How one model id travels on each endpoint. */
export interface Route {
  readonly id: string;
  /** Canonical name, and the key of `providerKeys`. */
  readonly upstream: string;
  /** Model name on the REST API; absent where REST does not front it. */
  readonly rest?: string;
  /** Model name on compat. */
  readonly compat?: string;
  readonly native?: {
    /** What follows the gateway in the URL. */
    readonly path: string;
    readonly model: string;
    readonly key: KeyHeader;
  };
  /** The endpoint with an API token and without a key of one's own. */
  readonly auto: 'rest' | 'compat' | 'native';
  readonly cloudflare?: true;
  /** An author that this version does not know: there is no key for it. */
  readonly unknown?: true;
}

interface KeyHeader {
  readonly name: string;
  readonly value: (key: string) => string;
}

const bearer: KeyHeader = { name: 'authorization', value: key => `Bearer ${key}` };
const bare = (name: string): KeyHeader => ({ name, value: key => key });

const native = (path: string, model: string, key = bearer) => ({ path, model, key });

/** Ids whose routes are written by hand, as a second opinion on the rows. */
const written: readonly Route[] = [
  {
    id: 'openai/gpt-4o',
    upstream: 'openai',
    rest: 'openai/gpt-4o',
    compat: 'openai/gpt-4o',
    native: native('openai/chat/completions', 'gpt-4o'),
    auto: 'rest',
  },
  {
    id: 'openai/gpt-4.1',
    upstream: 'openai',
    rest: 'openai/gpt-4.1',
    compat: 'openai/gpt-4.1',
    native: native('openai/chat/completions', 'gpt-4.1'),
    auto: 'rest',
  },
  {
    id: 'azure-openai/prod-chat',
    upstream: 'azure-openai',
    native: native(
      'azure-openai/res/prod-chat/chat/completions?api-version=2024-10-21',
      'prod-chat',
      bare('api-key'),
    ),
    auto: 'native',
  },
  {
    id: 'anthropic/claude-haiku-4.5',
    upstream: 'anthropic',
    rest: 'anthropic/claude-haiku-4.5',
    compat: 'anthropic/claude-haiku-4-5',
    auto: 'rest',
  },
  {
    id: 'anthropic/claude-opus-4-8',
    upstream: 'anthropic',
    rest: 'anthropic/claude-opus-4.8',
    compat: 'anthropic/claude-opus-4-8',
    auto: 'rest',
  },
  {
    id: 'anthropic/claude-sonnet-4-5-20250929',
    upstream: 'anthropic',
    rest: 'anthropic/claude-sonnet-4-5-20250929',
    compat: 'anthropic/claude-sonnet-4-5-20250929',
    auto: 'rest',
  },
  {
    id: 'anthropic/claude-sonnet-5',
    upstream: 'anthropic',
    rest: 'anthropic/claude-sonnet-5',
    compat: 'anthropic/claude-sonnet-5',
    auto: 'rest',
  },
  ...(['google/gemini-2.5-flash', 'google-ai-studio/gemini-2.5-flash'] as const).map(
    (id): Route => ({
      id,
      upstream: 'google',
      rest: 'google/gemini-2.5-flash',
      compat: 'google-ai-studio/gemini-2.5-flash',
      native: native(
        'google-ai-studio/v1beta/openai/chat/completions',
        'gemini-2.5-flash',
        bare('x-goog-api-key'),
      ),
      auto: 'rest',
    }),
  ),
  {
    id: 'google-vertex-ai/google/gemini-2.5-pro',
    upstream: 'google-vertex-ai',
    compat: 'google-vertex-ai/google/gemini-2.5-pro',
    auto: 'compat',
  },
  {
    id: 'groq/openai/gpt-oss-120b',
    upstream: 'groq',
    rest: 'groq/openai/gpt-oss-120b',
    compat: 'groq/openai/gpt-oss-120b',
    native: native('groq/chat/completions', 'openai/gpt-oss-120b'),
    auto: 'rest',
  },
  ...(['xai/grok-4.5', 'grok/grok-4.5'] as const).map(
    (id): Route => ({
      id,
      upstream: 'xai',
      rest: 'xai/grok-4.5',
      compat: 'grok/grok-4.5',
      native: native('grok/v1/chat/completions', 'grok-4.5'),
      auto: 'rest',
    }),
  ),
  {
    id: 'mistral/mistral-large-latest',
    upstream: 'mistral',
    compat: 'mistral/mistral-large-latest',
    native: native('mistral/v1/chat/completions', 'mistral-large-latest'),
    auto: 'compat',
  },
  {
    id: 'deepseek/deepseek-v4-pro',
    upstream: 'deepseek',
    rest: 'deepseek/deepseek-v4-pro',
    compat: 'deepseek/deepseek-v4-pro',
    native: native('deepseek/chat/completions', 'deepseek-v4-pro'),
    auto: 'rest',
  },
  {
    id: 'cerebras/zai-glm-4.7',
    upstream: 'cerebras',
    compat: 'cerebras/zai-glm-4.7',
    native: native('cerebras/chat/completions', 'zai-glm-4.7'),
    auto: 'compat',
  },
  {
    id: 'perplexity/sonar',
    upstream: 'perplexity',
    compat: 'perplexity/sonar',
    native: native('perplexity-ai/chat/completions', 'sonar'),
    auto: 'compat',
  },
  { id: 'cohere/command-a', upstream: 'cohere', compat: 'cohere/command-a', auto: 'compat' },
  ...(['@cf/zai-org/glm-5.2', 'workers-ai/@cf/zai-org/glm-5.2'] as const).map(
    (id): Route => ({
      id,
      upstream: 'workers-ai',
      rest: '@cf/zai-org/glm-5.2',
      compat: 'workers-ai/@cf/zai-org/glm-5.2',
      native: native('workers-ai/v1/chat/completions', '@cf/zai-org/glm-5.2'),
      auto: 'rest',
      cloudflare: true,
    }),
  ),
  {
    id: '@hf/thebloke/zephyr-7b-beta-awq',
    upstream: 'workers-ai',
    rest: '@hf/thebloke/zephyr-7b-beta-awq',
    compat: 'workers-ai/@hf/thebloke/zephyr-7b-beta-awq',
    native: native('workers-ai/v1/chat/completions', '@hf/thebloke/zephyr-7b-beta-awq'),
    auto: 'rest',
    cloudflare: true,
  },
  {
    id: 'fireworks/glm-5.3',
    upstream: 'fireworks',
    native: native('fireworks/chat/completions', 'glm-5.3'),
    auto: 'native',
  },
  {
    id: 'openrouter/moonshotai/kimi-k2:free',
    upstream: 'openrouter',
    native: native('openrouter/chat/completions', 'moonshotai/kimi-k2:free'),
    auto: 'native',
  },
  { id: 'alibaba/qwen3-max', upstream: 'alibaba', rest: 'alibaba/qwen3-max', auto: 'rest' },
  { id: 'minimax/m3', upstream: 'minimax', rest: 'minimax/m3', auto: 'rest' },
  { id: 'moonshotai/kimi-k3', upstream: 'moonshotai', rest: 'moonshotai/kimi-k3', auto: 'rest' },
  {
    id: 'baseten/moonshotai/Kimi-K2-Thinking',
    upstream: 'baseten',
    compat: 'baseten/moonshotai/Kimi-K2-Thinking',
    native: native('baseten/v1/chat/completions', 'moonshotai/Kimi-K2-Thinking'),
    auto: 'compat',
  },
  { id: 'parallel/speed', upstream: 'parallel', compat: 'parallel/speed', auto: 'compat' },
  {
    id: 'aws-bedrock/us.anthropic.claude-sonnet-4-5-v1:0',
    upstream: 'aws-bedrock',
    compat: 'aws-bedrock/us.anthropic.claude-sonnet-4-5-v1:0',
    auto: 'compat',
  },
  { id: 'dynamic/support', upstream: 'dynamic', compat: 'dynamic/support', auto: 'compat' },
  { id: 'cloudflare/auto', upstream: 'cloudflare', compat: 'cloudflare/auto', auto: 'compat' },
  { id: 'custom-acme/llama', upstream: 'custom-acme', compat: 'custom-acme/llama', auto: 'compat' },
  {
    id: 'typesafe/model-1',
    upstream: 'typesafe',
    rest: 'typesafe/model-1',
    compat: 'typesafe/model-1',
    auto: 'rest',
    unknown: true,
  },
];

/** The route that the row of an upstream describes. */
function derived({ name, rest, compat, native: own, keyHeader = bearerHeader }: Upstream): Route {
  const { name: header, scheme } = keyHeader;
  const key = { name: header, value: (text: string) => (scheme ? `${scheme} ${text}` : text) };
  return {
    id: `${name}/model`,
    upstream: name,
    ...(rest && { rest: `${rest.prefix ?? name}/model` }),
    ...(compat && { compat: `${compat.prefix ?? name}/model` }),
    ...(own && { native: native(`${own.segment ?? name}/${own.base ?? ''}chat/completions`, 'model', key) }),
    auto: rest ? 'rest' : compat ? 'compat' : 'native',
  };
}

/** One route or more for every upstream that serves chat. */
export const routes: readonly Route[] = [
  ...written,
  ...upstreams
    .filter(
      ({ name, rest, compat, native: own }) =>
        (rest ?? compat ?? own) && !written.some(({ upstream }) => upstream === name),
    )
    .map(derived),
];
