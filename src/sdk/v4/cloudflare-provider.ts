import type {
  EmbeddingModelV4,
  ImageModelV4,
  LanguageModelV4,
  LanguageModelV4CallOptions,
} from 'provider-v4';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';
import { createProvider, type ModelMakers } from '../shared/create-provider.ts';
import type { ExplainOptionsOf } from '../shared/explain-call.ts';
import type { ModelTypes, ProviderMethods } from '../shared/provider-methods.ts';
import { CloudflareFallbackLanguageModel, type CloudflareFallbackLeg } from './fallback-language-model.ts';
import { createChatLanguageModel, createTextEmbeddingModel } from './workflow-models.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = ExplainOptionsOf<LanguageModelV4CallOptions>;

interface TypesV4 extends ModelTypes {
  readonly language: LanguageModelV4;
  readonly embedding: EmbeddingModelV4;
  readonly image: ImageModelV4;
  readonly leg: CloudflareFallbackLeg;
  readonly explainOptions: ExplainOptions;
}

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. A `ProviderV4` of the AI SDK. */
export interface CloudflareProvider extends ProviderMethods<TypesV4> {
  /**
   * Registries and custom providers read it: without it they take a provider for one of V2, and adapt its models.
   */
  readonly specificationVersion: 'v4';
}

const makers: ModelMakers<LanguageModelV4CallOptions, TypesV4> = {
  chat: createChatLanguageModel,
  embedding: createTextEmbeddingModel,
  fallback: (models, options, setup) => new CloudflareFallbackLanguageModel(models, options, setup),
};

/**
 * Creates a provider. It reads no environment and sends nothing; what is missing is said by the first call that
 * needs it.
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type
 */
export function createCloudflare(settings: CloudflareProviderSettings = {}): CloudflareProvider {
  return Object.assign(createProvider(settings, makers), { specificationVersion: 'v4' as const });
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
