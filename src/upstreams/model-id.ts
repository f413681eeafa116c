/** Prefixes that a model id may begin with; completion offers them and any other string is accepted. */
export type CloudflareModelId =
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
