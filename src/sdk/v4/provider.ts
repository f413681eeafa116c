import type { ProviderV4 } from 'provider-v4';
import type { LegInput } from '../../fallback/resolve-legs.ts';
import type { CloudflareProviderSettings as Settings } from '../../request/provider-context.ts';
import { createProvider } from '../create-provider.ts';
import { defineSdk, type Sdk } from '../define-sdk.ts';
import type { ExplainOptionsOf, ProviderMethods } from '../provider-methods.ts';
import { specificationV4, type TypesV4 } from './specification.ts';
import { workflowModels } from './workflow.ts';

/** A call to explain: the AI SDK's call settings, and a prompt as text or in the SDK's own form. */
export type ExplainOptions = ExplainOptionsOf<TypesV4['call']>;

/** A leg of a fallback: a model id, a model of any package, or either with options of its own. */
export type CloudflareFallbackLeg = LegInput<TypesV4['language']>;

/** Settings of `createCloudflare`. */
export type CloudflareProviderSettings = Settings<ProviderV4>;

/** Models behind Cloudflare by id: `cloudflare('openai/gpt-4o')`. A `ProviderV4` of the AI SDK. */
export interface CloudflareProvider extends ProviderMethods<TypesV4> {
  /**
   * Registries and custom providers read it: without it they treat a provider as one of V2 and adapt its models.
   */
  readonly specificationVersion: 'v4';
}

const sdk: Sdk<TypesV4> = { ...defineSdk(specificationV4), ...workflowModels };

/**
 * Creates a provider. It reads no environment and sends nothing; the first call reports what is missing.
 * @throws InvalidArgumentError for settings that do not exist or have the wrong type
 */
export function createCloudflare(settings: CloudflareProviderSettings = {}): CloudflareProvider {
  return Object.assign(createProvider(settings, sdk), { specificationVersion: 'v4' as const });
}

/** The provider with everything from the environment: `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. */
export const cloudflare: CloudflareProvider = /* @__PURE__ */ createCloudflare();
