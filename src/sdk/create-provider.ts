import { NoSuchModelError } from '@ai-sdk/provider';
import { type CloudflareLogs, createLogs } from '../account/logs/logs.ts';
import { createListModels, type ListModels } from '../account/models/list-models.ts';
import type { CloudflareExplanation } from '../chat/explanation.ts';
import type { CloudflareFallbackOptions } from '../fallback/fallback-options.ts';
import type { LegInput } from '../fallback/resolve-legs.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { type CloudflareProviderSettings, createProviderContext } from '../request/provider-context.ts';
import type { CloudflareEmbeddingModelId, CloudflareModelId } from '../upstreams/model-id.ts';
import type { Sdk } from './define-sdk.ts';
import { type ExplainOptionsOf, explainCall } from './explain-call.ts';
import { chatRoute, embeddingRoute, providerId } from './model-routes.ts';
import type { SdkTypes } from './specification.ts';

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. */
export interface ProviderMethods<TYPES extends SdkTypes> {
  (modelId: CloudflareModelId): TYPES['language'];
  languageModel(modelId: CloudflareModelId): TYPES['language'];

  /**
   * Another name for `languageModel`.
   */
  chatModel(modelId: CloudflareModelId): TYPES['language'];

  /**
   * Another name for `languageModel`.
   */
  chat(modelId: CloudflareModelId): TYPES['language'];
  textEmbeddingModel(modelId: CloudflareEmbeddingModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`.
   */
  textEmbedding(modelId: CloudflareEmbeddingModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`, as in AI SDK 6 and 7.
   */
  embeddingModel(modelId: CloudflareEmbeddingModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`.
   */
  embedding(modelId: CloudflareEmbeddingModelId): TYPES['embedding'];

  /**
   * Several models as one: each call tries them in order until one answers, by itself or, with `mode: 'server'`, in one
   * request to the gateway. The result reports which one answered. Models of other packages can be among them.
   * @throws InvalidArgumentError for an invalid leg, NoSuchModelError for an id without a known form
   * @example cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])
   */
  fallback(
    models: readonly LegInput<TYPES['language']>[],
    options?: CloudflareFallbackOptions,
  ): TYPES['language'];

  /**
   * Not served yet: throws NoSuchModelError, as do the three below.
   */
  imageModel(modelId: string): TYPES['image'];
  transcriptionModel(modelId: string): never;
  speechModel(modelId: string): never;
  rerankingModel(modelId: string): never;

  /**
   * The request that a call would make: endpoint and reason, URL, headers with masked secrets, body and warnings.
   * Nothing is sent.
   */
  explain(
    modelId: CloudflareModelId,
    options?: ExplainOptionsOf<TYPES['call']>,
  ): Promise<CloudflareExplanation>;

  /**
   * The models that Cloudflare lists for the account: Workers AI, the catalogue and the gateway's own list in one
   * form, cached for an hour. Calling a model does not need it.
   * @throws APICallError when no list can be read, naming the permission that is missing
   * @example const { models } = await cloudflare.listModels({ kind: 'chat', feature: 'tools' });
   */
  listModels: ListModels;

  /**
   * The gateway's log of a call: cost, tokens and cache, and feedback on the answer.
   */
  readonly logs: CloudflareLogs;
}

/** A provider whose models are those of one specification. It reads no environment and sends nothing. */
export function createProvider<TYPES extends SdkTypes>(
  settings: CloudflareProviderSettings,
  sdk: Sdk<TYPES>,
): ProviderMethods<TYPES> {
  const context = createProviderContext(settings);
  const chat = (modelId: string) => sdk.chat(chatRoute(context, modelId), providerId(context, 'chat'));
  const embedding = (modelId: string) =>
    sdk.embedding(embeddingRoute(context, modelId), providerId(context, 'embedding'));
  const callable = function cloudflare(modelId: string): TYPES['language'] {
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
    fallback: (models: readonly LegInput<TYPES['language']>[], options: CloudflareFallbackOptions = {}) => {
      try {
        return sdk.fallback(models, options, { provider: providerId(context, 'fallback'), modelOf: chat });
      } catch (error) {
        throw markClientError(error);
      }
    },
    imageModel: notServed('imageModel', 'image'),
    transcriptionModel: notServed('transcriptionModel', 'transcription'),
    speechModel: notServed('speechModel', 'speech'),
    rerankingModel: notServed('languageModel', 'reranking'),
    explain: async (modelId: string, options = {} as ExplainOptionsOf<TYPES['call']>) =>
      explainCall(chat(modelId), options),
    listModels: createListModels(context),
    logs: createLogs(context),
  });
}

function notServed(modelType: NoSuchModelError['modelType'], kind: string) {
  return (modelId: string): never => {
    const message = `Model "${modelId}" cannot be used: this provider serves no ${kind} models yet.`;
    throw markClientError(new NoSuchModelError({ modelId, modelType, message }), modelId);
  };
}
