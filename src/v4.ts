// biome-ignore lint/performance/noReExportAll: the names that all entries share stand in one explicit list
export * from './shared-exports.ts';
export type { CloudflareProvider, ExplainOptions } from './spec/v4/cloudflare-provider.ts';
export { cloudflare, createCloudflare } from './spec/v4/cloudflare-provider.ts';
export type { CloudflareFallbackLeg } from './spec/v4/fallback-language-model.ts';
