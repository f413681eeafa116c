export * from './shared-exports.ts';
export type { CloudflareProvider } from './spec/v3/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v3/cloudflare-provider.ts';
export type { ExplainOptions } from './spec/v3/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './spec/v3/fallback-language-model.ts';
