import {
  type EmbeddingModelV2,
  type ImageModelV2,
  type LanguageModelV2,
  NoSuchModelError,
  type ProviderV2,
} from '@ai-sdk/provider';
import type { CloudflareExplanation } from '../../chat/explanation.ts';
import type { CloudflareFallbackOptions } from '../../fallback/fallback-options.ts';
import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import { createPrepareRequest } from '../../request/prepare-request.ts';
import { type CloudflareProviderSettings, createProviderContext } from '../../request/provider-context.ts';
import type { CloudflareModelId } from '../../upstreams/model-id.ts';
import { type ModelReference, parseModelId } from '../../upstreams/parse-model-id.ts';
import { resolveProfile } from '../../upstreams/resolve-profile.ts';
import type { ModelKind } from '../../upstreams/upstream.ts';
import { CloudflareChatLanguageModel } from './chat-language-model.ts';
import { CloudflareEmbeddingModel } from './embedding-model.ts';
import { type ExplainOptions, explainCall } from './explain.ts';
import { type CloudflareFallbackLeg, CloudflareFallbackLanguageModel } from './fallback-language-model.ts';

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. */
export interface CloudflareProvider extends ProviderV2 {
  (modelId: CloudflareModelId): LanguageModelV2;
  languageModel(modelId: CloudflareModelId): LanguageModelV2;
  /** Another name for `languageModel`. */
  chatModel(modelId: CloudflareModelId): LanguageModelV2;
  /** Another name for `languageModel`. */
  chat(modelId: CloudflareModelId): LanguageModelV2;
  textEmbeddingModel(modelId: CloudflareModelId): EmbeddingModelV2<string>;
  /** Another name for `textEmbeddingModel`. */
  textEmbedding(modelId: CloudflareModelId): EmbeddingModelV2<string>;
  /** Another name for `textEmbeddingModel`, as in AI SDK 6 and 7. */
  embeddingModel(modelId: CloudflareModelId): EmbeddingModelV2<string>;
  /** Another name for `textEmbeddingModel`. */
  embedding(modelId: CloudflareModelId): EmbeddingModelV2<string>;
  /**
   * Several models as one: each call asks them in order until one answers, itself or, with `mode: 'server'`, in one
   * request to the gateway, and the result says which one did. Models
   * of other packages can be among them.
   * @throws InvalidArgumentError for what is no leg, NoSuchModelError for an id without a known form
   * @example cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])
   */
  fallback(models: readonly CloudflareFallbackLeg[], options?: CloudflareFallbackOptions): LanguageModelV2;
  /** Not served yet: throws NoSuchModelError, as do the three below. */
  imageModel(modelId: string): ImageModelV2;
  transcriptionModel(modelId: string): never;
  speechModel(modelId: string): never;
  rerankingModel(modelId: string): never;
  /**
   * The request that a call would make: endpoint and reason, URL, headers with masked secrets, body and warnings.
   * Nothing is sent.
   */
  explain(modelId: CloudflareModelId, options?: ExplainOptions): Promise<CloudflareExplanation>;
}

/**
 * Creates a provider. It reads no environment and sends nothing; what is missing is said by the first call that
 * needs it.
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type
 */
export function createCloudflare(settings: CloudflareProviderSettings = {}): CloudflareProvider {
  const context = createProviderContext(settings);
  const name = settings.name ?? 'cloudflare';
  const chat = (modelId: string): CloudflareChatLanguageModel => {
    const reference = parse(modelId, 'chat');
    const prepare = createPrepareRequest(context, reference, 'chat');
    const profile = resolveProfile(reference, settings.profiles);
    const route = { provider: context, reference, profile, prepare };
    return new CloudflareChatLanguageModel(route, `${name}.chat`);
  };
  const embedding = (modelId: string): EmbeddingModelV2<string> => {
    const reference = parse(modelId, 'embeddings');
    const prepare = createPrepareRequest(context, reference, 'embeddings');
    // Workers AI documents 100 texts a call; OpenAI's limit is 2048.
    const maxEmbeddingsPerCall = reference.upstream.cloudflare ? 100 : 2048;
    return new CloudflareEmbeddingModel(
      { provider: context, reference, maxEmbeddingsPerCall, prepare },
      `${name}.embedding`,
    );
  };
  const callable = function cloudflare(modelId: string): LanguageModelV2 {
    if (new.target) throw new Error('The model factory function cannot be called with the new keyword.');
    return chat(modelId);
  };
  return Object.assign(callable, {
    languageModel: chat,
    chatModel: chat,
    chat,
    textEmbeddingModel: embedding,
    textEmbedding: embedding,
    embeddingModel: embedding,
    embedding,
    fallback: fallbackOf(`${name}.fallback`, chat),
    imageModel: notServed('imageModel', 'image'),
    transcriptionModel: notServed('transcriptionModel', 'transcription'),
    speechModel: notServed('speechModel', 'speech'),
    rerankingModel: notServed('languageModel', 'reranking'),
    explain: async (modelId: string, options: ExplainOptions = {}) => explainCall(chat(modelId), options),
  });
}

function parse(modelId: string, kind: ModelKind): ModelReference {
  try {
    return parseModelId(modelId, kind);
  } catch (error) {
    throw markClientError(error, modelId);
  }
}

function fallbackOf(provider: string, modelOf: (modelId: string) => LanguageModelV2) {
  return (
    models: readonly CloudflareFallbackLeg[],
    options: CloudflareFallbackOptions = {},
  ): LanguageModelV2 => {
    try {
      return new CloudflareFallbackLanguageModel(models, options, { provider, modelOf });
    } catch (error) {
      throw markClientError(error);
    }
  };
}

function notServed(modelType: NoSuchModelError['modelType'], kind: string) {
  return (modelId: string): never => {
    const message = `Model "${modelId}" cannot be used: this provider serves no ${kind} models yet.`;
    throw markClientError(new NoSuchModelError({ modelId, modelType, message }), modelId);
  };
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
