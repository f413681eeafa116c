export type * from './exports.ts';
export {
  cloudflareMessageMetadata,
  conversationSessionId,
  estimateCost,
  getCloudflareError,
  getCloudflareMetadata,
  legCooldown,
  tenantCacheKey,
  VERSION,
} from './exports.ts';
export type {
  CloudflareFallbackLeg,
  CloudflareProvider,
  CloudflareProviderSettings,
  ExplainOptions,
} from './sdk/v4/provider.ts';
export { cloudflare, createCloudflare } from './sdk/v4/provider.ts';
