export type { CloudflareExplanation } from './chat/explanation.ts';
export type {
  CloudflareErrorInfo,
  CloudflareErrorKind,
  CloudflareErrorSource,
} from './gateway/errors/cloudflare-error-info.ts';
export { getCloudflareError } from './gateway/errors/get-cloudflare-error.ts';
export type {
  CloudflareDLPFinding,
  CloudflareDLPVerdict,
  CloudflareProviderMetadata,
} from './gateway/metadata/cloudflare-provider-metadata.ts';
export { getCloudflareMetadata } from './gateway/metadata/get-cloudflare-metadata.ts';
export type { CloudflareModelOptions, CloudflareOptions } from './gateway/options/call-options.ts';
export type {
  CloudflareAutoRouterOptions,
  CloudflareCustomCost,
  CloudflareGatewayOptions,
  CloudflareRetryOptions,
  CloudflareTraceOptions,
  MetadataValue,
} from './gateway/options/gateway-options.ts';
export type { CloudflareProviderSettings } from './request/provider-context.ts';
export type {
  AccessSettings,
  AzureSettings,
  ConnectionSettings,
  ProviderKey,
} from './settings/connection-settings.ts';
export type { EndpointName } from './settings/endpoint-name.ts';
export type { Secret } from './settings/secret.ts';
export type { CloudflareProvider } from './spec/v2/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v2/cloudflare-provider.ts';
export type { ExplainOptions } from './spec/v2/explain.ts';
export type { CloudflareModelId } from './upstreams/model-id.ts';
export { VERSION } from './version.ts';
