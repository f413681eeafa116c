// biome-ignore lint/performance/noReExportAll: the names that all entries share stand in one explicit list
export * from './shared-exports.ts';
export type { CloudflareProvider, ExplainOptions } from './spec/v3/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v3/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './spec/v3/fallback-language-model.ts';
