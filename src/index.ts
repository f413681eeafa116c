export * from './shared-exports.ts';
export type { CloudflareProvider } from './spec/v2/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v2/cloudflare-provider.ts';
export type { ExplainOptions } from './spec/v2/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './spec/v2/fallback-language-model.ts';
