/** The upstreams that accept a key of their own. @see docs/upstreams.md */
export type UpstreamName =
  | 'openai'
  | 'azure-openai'
  | 'anthropic'
  | 'google'
  | 'google-vertex-ai'
  | 'groq'
  | 'xai'
  | 'mistral'
  | 'deepseek'
  | 'cerebras'
  | 'perplexity'
  | 'cohere'
  | 'fireworks'
  | 'openrouter'
  | 'baseten'
  | 'parallel'
  | 'aws-bedrock';
