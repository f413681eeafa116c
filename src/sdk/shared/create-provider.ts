import { NoSuchModelError } from '@ai-sdk/provider';
import { createLogs } from '../../account/logs/logs.ts';
import { createListModels } from '../../account/models/list-models.ts';
import type { ChatRoute } from '../../chat/chat-call.ts';
import type { EmbeddingRoute } from '../../embeddings/embedding-call.ts';
import type { CloudflareFallbackOptions } from '../../fallback/fallback-options.ts';
import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import { type CloudflareProviderSettings, createProviderContext } from '../../request/provider-context.ts';
import type { CallOptionsLike } from './chat-spec.ts';
import { type Explainable, type ExplainOptionsOf, explainCall } from './explain-call.ts';
import { chatRoute, embeddingRoute, providerId } from './model-routes.ts';
import type { ModelTypes, ProviderMethods } from './provider-methods.ts';

/** How one specification makes its models. */
export interface ModelMakers<OPTIONS, TYPES extends ModelTypes> {
  readonly chat: (route: ChatRoute, provider: string) => TYPES['language'] & Explainable<OPTIONS>;
  readonly embedding: (route: EmbeddingRoute, provider: string) => TYPES['embedding'];
  readonly fallback: (
    models: readonly TYPES['leg'][],
    options: CloudflareFallbackOptions,
    setup: { readonly provider: string; readonly modelOf: (modelId: string) => TYPES['language'] },
  ) => TYPES['language'];
}

/** A provider whose models are those of one specification. It reads no environment and sends nothing. */
export function createProvider<
  OPTIONS extends CallOptionsLike,
  TYPES extends ModelTypes & { readonly explainOptions: ExplainOptionsOf<OPTIONS> },
>(settings: CloudflareProviderSettings, makers: ModelMakers<OPTIONS, TYPES>): ProviderMethods<TYPES> {
  const context = createProviderContext(settings);
  const chat = (modelId: string): TYPES['language'] & Explainable<OPTIONS> =>
    makers.chat(chatRoute(context, modelId), providerId(context, 'chat'));
  const embedding = (modelId: string): TYPES['embedding'] =>
    makers.embedding(embeddingRoute(context, modelId), providerId(context, 'embedding'));
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
    fallback: (models: readonly TYPES['leg'][], options: CloudflareFallbackOptions = {}) =>
      marked(() =>
        makers.fallback(models, options, { provider: providerId(context, 'fallback'), modelOf: chat }),
      ),
    imageModel: notServed('imageModel', 'image'),
    transcriptionModel: notServed('transcriptionModel', 'transcription'),
    speechModel: notServed('speechModel', 'speech'),
    rerankingModel: notServed('languageModel', 'reranking'),
    explain: async (modelId: string, options: TYPES['explainOptions'] = {} as TYPES['explainOptions']) =>
      explainCall(chat(modelId), options),
    listModels: createListModels(context),
    logs: createLogs(context),
  });
}

function marked<RESULT>(make: () => RESULT): RESULT {
  try {
    return make();
  } catch (error) {
    throw markClientError(error);
  }
}

function notServed(modelType: NoSuchModelError['modelType'], kind: string) {
  return (modelId: string): never => {
    const message = `Model "${modelId}" cannot be used: this provider serves no ${kind} models yet.`;
    throw markClientError(new NoSuchModelError({ modelId, modelType, message }), modelId);
  };
}
