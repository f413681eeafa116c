import type {
  EmbeddingModelV3,
  ImageModelV3,
  LanguageModelV3,
  LanguageModelV3CallOptions,
} from 'provider-v3';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';
import { createProvider, type ModelMakers } from '../shared/create-provider.ts';
import type { ExplainOptionsOf } from '../shared/explain-call.ts';
import type { ModelTypes, ProviderMethods } from '../shared/provider-methods.ts';
import { CloudflareChatLanguageModel } from './chat-language-model.ts';
import { CloudflareEmbeddingModel } from './embedding-model.ts';
import { CloudflareFallbackLanguageModel, type CloudflareFallbackLeg } from './fallback-language-model.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = ExplainOptionsOf<LanguageModelV3CallOptions>;

interface TypesV3 extends ModelTypes {
  readonly language: LanguageModelV3;
  readonly embedding: EmbeddingModelV3;
  readonly image: ImageModelV3;
  readonly leg: CloudflareFallbackLeg;
  readonly explainOptions: ExplainOptions;
}

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. A `ProviderV3` of the AI SDK. */
export interface CloudflareProvider extends ProviderMethods<TypesV3> {
  /**
   * Registries and custom providers read it: without it they take a provider for one of V2, and adapt its models.
   */
  readonly specificationVersion: 'v3';
}

const makers: ModelMakers<LanguageModelV3CallOptions, TypesV3> = {
  chat: (route, provider) => new CloudflareChatLanguageModel(route, provider),
  embedding: (route, provider) => new CloudflareEmbeddingModel(route, provider),
  fallback: (models, options, setup) => new CloudflareFallbackLanguageModel(models, options, setup),
};

/**
 * Creates a provider. It reads no environment and sends nothing; what is missing is said by the first call that
 * needs it.
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type
 */
export function createCloudflare(settings: CloudflareProviderSettings = {}): CloudflareProvider {
  return Object.assign(createProvider(settings, makers), { specificationVersion: 'v3' as const });
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
