import type { EmbeddingModelV2, ImageModelV2, LanguageModelV2 } from '@ai-sdk/provider';
import type { CloudflareProviderSettings } from '../../request/provider-context.ts';
import { createProvider, type ModelMakers } from '../shared/create-provider.ts';
import type { ExplainOptionsOf } from '../shared/explain-call.ts';
import type { ModelTypes, ProviderMethods } from '../shared/provider-methods.ts';
import { type CallOptionsV2, CloudflareChatLanguageModel } from './chat-language-model.ts';
import { CloudflareEmbeddingModel } from './embedding-model.ts';
import { CloudflareFallbackLanguageModel, type CloudflareFallbackLeg } from './fallback-language-model.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = ExplainOptionsOf<CallOptionsV2>;

interface TypesV2 extends ModelTypes {
  readonly language: LanguageModelV2;
  readonly embedding: EmbeddingModelV2<string>;
  readonly image: ImageModelV2;
  readonly leg: CloudflareFallbackLeg;
  readonly explainOptions: ExplainOptions;
}

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. A `ProviderV2` of the AI SDK. */
export interface CloudflareProvider extends ProviderMethods<TypesV2> {}

const makers: ModelMakers<CallOptionsV2, TypesV2> = {
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
  return createProvider(settings, makers);
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
