export * from './shared-exports.ts';
export type { CloudflareProvider } from './spec/v4/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v4/cloudflare-provider.ts';
export type { ExplainOptions } from './spec/v4/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './spec/v4/fallback-language-model.ts';
