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
  /** Models that speak the vendor's own format, through its AI SDK package. @default chat completions, a model of each family */
  readonly carried?: readonly string[];
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
    carried: ['anthropic/claude-haiku-4.5', 'anthropic/claude-opus-4.7'],
    from: '@anthropic-ai/sdk',
    imports:
      "import type { MessageCreateParams } from './node_modules/@anthropic-ai/sdk/resources/messages/messages.js';",
    type: 'MessageCreateParams',
  },
  { name: 'workers-ai, older schema', schema: 'older', ...workersAI },
  { name: 'workers-ai, newer schema', schema: 'newer', ...workersAI },
];
