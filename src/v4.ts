// biome-ignore lint/performance/noReExportAll: the names that all entries share stand in one explicit list
export * from './shared-exports.ts';
export type { CloudflareProvider, ExplainOptions } from './sdk/v4/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './sdk/v4/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './sdk/v4/fallback-language-model.ts';
