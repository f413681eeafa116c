import type { CloudflareLogs } from '../account/logs/logs.ts';
import type { ChooseModel } from '../account/models/choose-model.ts';
import type { ListModels } from '../account/models/list-models.ts';
import type { CloudflareExplanation } from '../chat/explanation.ts';
import type { CloudflareFallbackOptions } from '../fallback/fallback-options.ts';
import type { LegInput } from '../fallback/resolve-legs.ts';
import type { CloudflareEmbeddingModelId, CloudflareModelId } from '../upstreams/model-id.ts';
import type { VendorName } from '../upstreams/vendor-api.ts';
import type { CallOptionsLike, SdkTypes } from './specification.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptionsOf<OPTIONS extends CallOptionsLike> = Omit<OPTIONS, 'prompt' | 'abortSignal'> & {
  /**
   * As text, it is also what a model of another kind embeds, speaks or ranks. @default 'Hello'
   */
  readonly prompt?: string | OPTIONS['prompt'] | undefined;

  /**
   * Explain the streaming call. @default false
   */
  readonly stream?: boolean | undefined;

  /**
   * The format of the call, for an id. @default 'auto', the one that the model itself uses
   */
  readonly wire?: 'auto' | 'chat' | 'responses' | 'messages' | undefined;
};

/** The kinds that a vendor's package and the run paths both have. */
export type MediaKind = 'image' | 'speech' | 'transcription' | 'reranking';

/** Legs of one kind, that of the first. */
type MediaLegs<MODEL> = readonly [
  MODEL | (LegInput<MODEL> & { readonly model: MODEL }),
  ...LegInput<MODEL>[],
];

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. */
export interface ProviderMethods<TYPES extends SdkTypes> {
  (modelId: CloudflareModelId): TYPES['language'];
  languageModel(modelId: CloudflareModelId): TYPES['language'];

  /**
   * Another name for `chat`.
   */
  chatModel(modelId: CloudflareModelId): TYPES['language'];

  /**
   * A model on chat completions, whatever `vendors` holds. `chatModel` is another name for it.
   */
  chat(modelId: CloudflareModelId): TYPES['language'];

  /**
   * A model on OpenAI's Responses, through the package of its vendor.
   * @throws InvalidArgumentError where `vendors` has no package for it, UnsupportedFunctionalityError for a vendor
   * without that API
   * @see https://platform.openai.com/docs/api-reference/responses
   */
  responses(modelId: CloudflareModelId): TYPES['language'];

  /**
   * A model on Anthropic's Messages, through the package of its vendor: prompt caching, thinking with signatures, PDF.
   * @throws as `responses`
   * @see https://docs.anthropic.com/en/api/messages
   */
  messages(modelId: CloudflareModelId): TYPES['language'];
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
   * Models of images, speech, transcripts or rankings as one, as those of languages below. The first leg is a model; ids
   * are of its kind.
   * @example cloudflare.fallback([cloudflare.imageModel('@cf/leonardo/phoenix-1.0'), '@cf/leonardo/lucid-origin'])
   */
  fallback(models: MediaLegs<TYPES['image']>, options?: CloudflareFallbackOptions): TYPES['image'];
  fallback(models: MediaLegs<TYPES['speech']>, options?: CloudflareFallbackOptions): TYPES['speech'];
  fallback(
    models: MediaLegs<TYPES['transcription']>,
    options?: CloudflareFallbackOptions,
  ): TYPES['transcription'];
  fallback(models: MediaLegs<TYPES['reranking']>, options?: CloudflareFallbackOptions): TYPES['reranking'];

  /**
   * Several models as one: each call tries them in order until one responds, by itself or, with `mode: 'server'`, in one
   * request to the gateway. The result reports which one answered. Models of other packages can be among them.
   * @throws InvalidArgumentError for an invalid leg, NoSuchModelError for an id without a known form
   * @example cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])
   */
  fallback(
    models: readonly LegInput<TYPES['language']>[],
    options?: CloudflareFallbackOptions,
  ): TYPES['language'];

  /**
   * An image model: of Workers AI, of a vendor whose package is in `vendors`, or else of the catalogue. Metadata of the
   * call is that of each image: `getCloudflareMetadata(result)` reads it.
   * @throws NoSuchModelError for a model of another kind, InvalidArgumentError where only the package of its vendor
   * serves it, and `vendors` has none
   * @example cloudflare.imageModel('@cf/black-forest-labs/flux-1-schnell')
   */
  imageModel(modelId: CloudflareModelId): TYPES['image'];

  /**
   * Another name for `imageModel`.
   */
  image(modelId: CloudflareModelId): TYPES['image'];

  /**
   * A transcription model.
   * @throws as `imageModel`
   * @example cloudflare.transcriptionModel('@cf/openai/whisper-large-v3-turbo')
   */
  transcriptionModel(modelId: CloudflareModelId): TYPES['transcription'];

  /**
   * Another name for `transcriptionModel`.
   */
  transcription(modelId: CloudflareModelId): TYPES['transcription'];

  /**
   * A speech model.
   * @throws as `imageModel`
   * @example cloudflare.speechModel('@cf/deepgram/aura-2-en')
   */
  speechModel(modelId: CloudflareModelId): TYPES['speech'];

  /**
   * Another name for `speechModel`.
   */
  speech(modelId: CloudflareModelId): TYPES['speech'];

  /**
   * A reranking model. Specification V2 has none.
   * @throws as `imageModel`
   * @example cloudflare.rerankingModel('@cf/baai/bge-reranker-base')
   */
  rerankingModel(modelId: CloudflareModelId): TYPES['reranking'];

  /**
   * Another name for `rerankingModel`.
   */
  reranking(modelId: CloudflareModelId): TYPES['reranking'];

  /**
   * The vendor's own provider, with its tools, files and models of every kind. Its requests to the vendor go to the
   * vendor's path behind the gateway, with the credentials of this provider. Its models accept
   * `providerOptions.cloudflare`, and their results carry its metadata.
   * @param upstream the upstream whose package it is
   * @param create the `create…` function of the package
   * @param settings of the package, but for the key, the base URL and `fetch`
   * @throws InvalidArgumentError where the gateway has no path for the package
   * @example const openai = cloudflare.carry('openai', createOpenAI);
   */
  carry<CREATE extends (settings: never) => unknown>(
    upstream: VendorName,
    create: CREATE,
    settings?: Omit<NonNullable<Parameters<CREATE>[0]>, 'apiKey' | 'authToken' | 'baseURL' | 'fetch'>,
  ): ReturnType<CREATE>;

  /**
   * The request that a call would make: endpoint and reason, URL, headers with masked secrets, body and warnings.
   * Nothing is sent.
   * @param model an id of a language model, or a model of any kind of this provider
   */
  explain(
    model: CloudflareModelId | object,
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
   * The id of a model to call: the first preferred one that the account's list offers and the settings reach.
   * @returns the first preferred model where no list can be read, and the best of the list where none is preferred or
   * offered; the next call reports both, as a warning
   * @throws InvalidArgumentError where no listed model fits
   * @example cloudflare(await cloudflare.chooseModel({ prefer: ['openai/gpt-5', '@cf/zai-org/glm-5.2'] }))
   */
  chooseModel: ChooseModel;

  /**
   * The gateway's log of a call: cost, tokens and cache, and feedback on the answer.
   */
  readonly logs: CloudflareLogs;
}
