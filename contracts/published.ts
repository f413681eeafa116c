/** What a body is for; `carried` is the vendor's own conversation format, through its package. */
export type ContractWire =
  | 'chat'
  | 'responses'
  | 'messages'
  | 'carried'
  | 'embeddings'
  | 'reranking'
  | 'images'
  | 'speech'
  | 'transcription';

/** The type that a vendor publishes for the requests of one upstream. */
export interface PublishedContract {
  /** The upstream, and which of its models where they have several contracts. */
  readonly name: string;
  readonly upstream: string;
  /** Of Workers AI: the models of one request schema. */
  readonly schema?: 'older' | 'newer';
  /** The package, with its version in package.json. */
  readonly from: string;
  /** Declarations that the type needs, below node_modules. */
  readonly imports: string;
  /** The type of a request body; `{id}` is the model. */
  readonly type: string;
  /** @default 'chat' */
  readonly wire?: ContractWire;
  /** @default a model of each family */
  readonly models?: readonly string[];
  /** The types are global ones of the Workers runtime, which exclude those of Node and the DOM. */
  readonly global?: true;
}

const workersAI = {
  upstream: 'workers-ai',
  from: '@cloudflare/workers-types',
  imports: '/// <reference path="./node_modules/@cloudflare/workers-types/index.d.ts" />',
  // Of the forms of an input, the conversation.
  type: "Extract<AiModels['{id}']['inputs'], { messages?: unknown }>",
  global: true,
} as const;

const cohere = {
  upstream: 'cohere',
  from: 'cohere-ai',
} as const;
const cohereTypes = './node_modules/cohere-ai/serialization/resources/v2/client/requests';

const openai = {
  from: 'openai',
  imports:
    "import type { ChatCompletionCreateParams } from './node_modules/openai/resources/chat/completions/completions.js';",
  type: 'ChatCompletionCreateParams',
};

export const published: readonly PublishedContract[] = [
  { name: 'openai', upstream: 'openai', ...openai },
  { name: 'azure-openai', upstream: 'azure-openai', ...openai },
  {
    name: 'groq',
    upstream: 'groq',
    from: 'groq-sdk',
    imports:
      "import type { ChatCompletionCreateParams } from './node_modules/groq-sdk/resources/chat/completions.js';",
    type: 'ChatCompletionCreateParams',
  },
  {
    name: 'cerebras',
    upstream: 'cerebras',
    from: '@cerebras/cerebras_cloud_sdk',
    imports:
      "import type { ChatCompletionCreateParams } from './node_modules/@cerebras/cerebras_cloud_sdk/resources/chat/completions.js';",
    type: 'ChatCompletionCreateParams',
  },
  {
    name: 'perplexity',
    upstream: 'perplexity',
    from: '@perplexity-ai/perplexity_ai',
    imports:
      "import type { CompletionCreateParams } from './node_modules/@perplexity-ai/perplexity_ai/dist/resources/chat/completions.js';",
    type: 'CompletionCreateParams',
  },
  {
    name: 'mistral',
    upstream: 'mistral',
    from: '@mistralai/mistralai',
    imports:
      "import type { ChatCompletionRequest$Outbound as Body } from './node_modules/@mistralai/mistralai/esm/models/components/chatcompletionrequest.js';\n" +
      "type Defaulted<M> = M extends { prefix: boolean } ? Omit<M, 'prefix'> & { prefix?: boolean } : M;",
    // The client writes the defaults of `stream` and `prefix`.
    type: "Omit<Body, 'stream' | 'messages'> & { stream?: boolean; messages: Defaulted<Body['messages'][number]>[] }",
  },
  {
    name: 'openrouter',
    upstream: 'openrouter',
    from: '@openrouter/sdk',
    imports:
      "import type { ChatRequest$Outbound as Body } from './node_modules/@openrouter/sdk/esm/models/chatrequest.js';",
    type: "Omit<Body, 'stream'> & { stream?: boolean }",
  },
  {
    name: 'anthropic, Messages',
    upstream: 'anthropic',
    wire: 'messages',
    models: ['anthropic/claude-haiku-4.5', 'anthropic/claude-opus-4.7', 'anthropic/claude-sonnet-5.5'],
    from: '@anthropic-ai/sdk',
    imports:
      "import type { MessageCreateParams } from './node_modules/@anthropic-ai/sdk/resources/messages/messages.js';",
    type: 'MessageCreateParams',
  },
  {
    name: 'openai, Responses',
    upstream: 'openai',
    wire: 'responses',
    models: ['gpt-4.1', 'o4-mini', 'gpt-5', 'gpt-5.2', 'gpt-5-codex', 'gpt-6-sol', 'gpt-6-astra'].map(
      name => `openai/${name}`,
    ),
    from: 'openai',
    imports:
      "import type { ResponseCreateParams } from './node_modules/openai/resources/responses/responses.js';",
    type: 'ResponseCreateParams',
  },
  {
    name: 'openai, embeddings',
    upstream: 'openai',
    wire: 'embeddings',
    models: ['openai/text-embedding-3-small', 'google/gemini-embedding-001', 'azure-openai/embedding'],
    from: 'openai',
    imports: "import type { EmbeddingCreateParams } from './node_modules/openai/resources/embeddings.js';",
    type: 'EmbeddingCreateParams',
  },
  {
    name: 'openai, images',
    upstream: 'openai',
    wire: 'images',
    models: ['openai/gpt-image-1', 'openai/dall-e-3'],
    from: 'openai',
    imports: "import type { ImageGenerateParams } from './node_modules/openai/resources/images.js';",
    type: 'ImageGenerateParams',
  },
  {
    name: 'openai, speech',
    upstream: 'openai',
    wire: 'speech',
    models: ['openai/gpt-4o-mini-tts'],
    from: 'openai',
    imports: "import type { SpeechCreateParams } from './node_modules/openai/resources/audio/speech.js';",
    type: 'SpeechCreateParams',
  },
  {
    name: 'mistral, embeddings',
    upstream: 'mistral',
    wire: 'embeddings',
    models: ['mistral/mistral-embed'],
    from: '@mistralai/mistralai',
    imports:
      "import type { EmbeddingRequest$Outbound } from './node_modules/@mistralai/mistralai/esm/models/components/embeddingrequest.js';",
    type: 'EmbeddingRequest$Outbound',
  },
  {
    name: 'cohere, chat',
    wire: 'carried',
    models: ['cohere/command-a-03-2025', 'cohere/command-a-reasoning-08-2025'],
    ...cohere,
    imports: `import type { V2ChatRequest } from '${cohereTypes}/V2ChatRequest.js';`,
    // The client writes `stream` itself.
    type: 'V2ChatRequest.Raw & { stream?: boolean }',
  },
  {
    name: 'cohere, embeddings',
    wire: 'embeddings',
    models: ['cohere/embed-v4.0'],
    ...cohere,
    imports: `import type { V2EmbedRequest } from '${cohereTypes}/V2EmbedRequest.js';`,
    type: 'V2EmbedRequest.Raw',
  },
  {
    name: 'cohere, reranking',
    wire: 'reranking',
    models: ['cohere/rerank-v3.5'],
    ...cohere,
    imports: `import type { V2RerankRequest } from '${cohereTypes}/V2RerankRequest.js';`,
    type: 'V2RerankRequest.Raw',
  },
  ...(['images', 'speech', 'transcription', 'reranking'] as const).map(wire => ({
    name: `workers-ai, ${wire}`,
    wire,
    ...workersAI,
    type: "AiModels['{id}']['inputs']",
  })),
  { name: 'workers-ai, older schema', schema: 'older', ...workersAI },
  { name: 'workers-ai, newer schema', schema: 'newer', ...workersAI },
];
