import type { CloudflareLogs } from '../../account/logs/logs.ts';
import type { ListModels } from '../../account/models/list-models.ts';
import type { CloudflareExplanation } from '../../chat/explanation.ts';
import type { CloudflareFallbackOptions } from '../../fallback/fallback-options.ts';
import type { CloudflareModelId } from '../../upstreams/model-id.ts';

/** The models of one specification, and what goes with them. */
export interface ModelTypes {
  readonly language: unknown;
  readonly embedding: unknown;
  readonly image: unknown;
  readonly leg: unknown;
  readonly explainOptions: unknown;
}

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. */
export interface ProviderMethods<TYPES extends ModelTypes> {
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
  textEmbeddingModel(modelId: CloudflareModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`.
   */
  textEmbedding(modelId: CloudflareModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`, as in AI SDK 6 and 7.
   */
  embeddingModel(modelId: CloudflareModelId): TYPES['embedding'];

  /**
   * Another name for `textEmbeddingModel`.
   */
  embedding(modelId: CloudflareModelId): TYPES['embedding'];

  /**
   * Several models as one: each call asks them in order until one answers, itself or, with `mode: 'server'`, in one
   * request to the gateway, and the result says which one did. Models
   * of other packages can be among them.
   * @throws InvalidArgumentError for what is no leg, NoSuchModelError for an id without a known form
   * @example cloudflare.fallback(['openai/gpt-4o', '@cf/openai/gpt-oss-120b'])
   */
  fallback(models: readonly TYPES['leg'][], options?: CloudflareFallbackOptions): TYPES['language'];

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
  explain(modelId: CloudflareModelId, options?: TYPES['explainOptions']): Promise<CloudflareExplanation>;

  /**
   * The models that Cloudflare lists for the account: Workers AI, the catalogue and the gateway's own list in one
   * form, cached for an hour. No call of a model needs it.
   * @throws APICallError when no list can be read, naming the permission that is missing
   * @example const { models } = await cloudflare.listModels({ kind: 'chat', feature: 'tools' });
   */
  listModels: ListModels;

  /**
   * The gateway's log of a call: cost, tokens and cache, and feedback on the answer.
   */
  readonly logs: CloudflareLogs;
}
