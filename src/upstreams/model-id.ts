/**
 * A model id: upstream and model. Completion offers a few ids of each form; any string is accepted, since models
 * come faster than versions of this package.
 */
export type CloudflareModelId =
  | 'openai/gpt-4o'
  | 'openai/gpt-5-mini'
  | 'openai/text-embedding-3-small'
  | 'anthropic/claude-sonnet-4.5'
  | 'google/gemini-2.5-flash'
  | 'groq/openai/gpt-oss-120b'
  | 'xai/grok-4.5'
  | '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
  | '@cf/openai/gpt-oss-120b'
  | '@cf/zai-org/glm-4.7-flash'
  | '@cf/baai/bge-m3'
  | `openai/${string}`
  | `anthropic/${string}`
  | `google/${string}`
  | `google-ai-studio/${string}`
  | `google-vertex-ai/${string}`
  | `groq/${string}`
  | `xai/${string}`
  | `mistral/${string}`
  | `deepseek/${string}`
  | `cerebras/${string}`
  | `perplexity/${string}`
  | `cohere/${string}`
  | `@cf/${string}/${string}`
  | `workers-ai/@cf/${string}/${string}`
  | `azure-openai/${string}`
  | `openrouter/${string}`
  | `dynamic/${string}`
  | `custom-${string}/${string}`
  | 'cloudflare/auto'
  | (string & {});
