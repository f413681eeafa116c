import type { ProviderV2 } from '@ai-sdk/provider';
import type { LegInput } from '../../fallback/resolve-legs.ts';
import type { CloudflareProviderSettings as Settings } from '../../request/provider-context.ts';
import { createProvider } from '../create-provider.ts';
import { defineSdk, type Sdk } from '../define-sdk.ts';
import type { ExplainOptionsOf, ProviderMethods } from '../provider-methods.ts';
import { specificationV2, type TypesV2 } from './specification.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = ExplainOptionsOf<TypesV2['call']>;

/** A leg of a fallback: a model id, a model of any package, or either with options of its own. */
export type CloudflareFallbackLeg = LegInput<TypesV2['language']>;

/** Settings of `createCloudflare`. */
export type CloudflareProviderSettings = Settings<ProviderV2>;

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. A `ProviderV2` of the AI SDK. */
export interface CloudflareProvider extends ProviderMethods<TypesV2> {}

const sdk: Sdk<TypesV2> = /* @__PURE__ */ defineSdk(specificationV2);

/**
 * Creates a provider. It reads no environment and sends nothing; the first call reports what is missing.
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type
 */
export function createCloudflare(settings: CloudflareProviderSettings = {}): CloudflareProvider {
  return createProvider(settings, sdk);
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
