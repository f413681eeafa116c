import type { EndpointName } from '../../settings/connection-settings.ts';

/**
 * What a model produces. This package serves `chat` and `embeddings`; the others are listed as they are.
 */
export type CloudflareModelKind =
  | 'chat'
  | 'embeddings'
  | 'image'
  | 'video'
  | 'speech'
  | 'transcription'
  | 'reranking'
  | 'other';

/**
 * What a model can do, as far as a source says so. What is not listed is not known, and not denied.
 */
export type CloudflareModelFeature =
  | 'tools'
  | 'vision'
  | 'reasoning'
  | 'json'
  | 'streaming'
  | 'lora'
  | 'batch';

/**
 * Where a record comes from: the Workers AI model search, the catalogue of the REST API, the list of the gateway's
 * unified endpoint, or the Workers AI binding.
 */
export type CloudflareModelSource = 'workers-ai-search' | 'catalogue' | 'gateway' | 'binding';

/**
 * List prices, in US dollars. What a source does not say is absent.
 */
export interface CloudflareModelPrice {
  /**
   * US dollars per million input tokens.
   */
  readonly inputPerMillionTokens?: number;

  /**
   * US dollars per million output tokens.
   */
  readonly outputPerMillionTokens?: number;

  /**
   * US dollars per million input tokens that a prompt cache held.
   */
  readonly cachedInputPerMillionTokens?: number;

  /**
   * US dollars per million input tokens that are written to a prompt cache.
   */
  readonly cacheWritePerMillionTokens?: number;

  /**
   * Prices in other units, such as `per 512 by 512 tile`, as the source names them.
   */
  readonly other?: readonly { readonly usd: number; readonly unit: string }[];
}

/**
 * A model that Cloudflare lists, in one form whichever list it stands in. Plain JSON.
 */
export interface CloudflareModel {
  /**
   * The id to pass to `cloudflare()`.
   */
  readonly id: string;

  readonly kind: CloudflareModelKind;

  /**
   * The task in Cloudflare's words, such as `Text Generation`.
   */
  readonly task?: string;

  /**
   * A name for people, where it differs from the id.
   */
  readonly name?: string;

  readonly description?: string;

  /**
   * Prompt and answer together, in tokens.
   */
  readonly contextWindow?: number;

  /**
   * The longest answer, in tokens.
   */
  readonly maxOutputTokens?: number;

  readonly price?: CloudflareModelPrice;

  readonly features: readonly CloudflareModelFeature[];

  /**
   * The endpoints of this package that lead to the model, by its routing table; none where this package cannot serve
   * it. Which of them a call takes depends on the settings: see `explain`.
   */
  readonly endpoints: readonly EndpointName[];

  /**
   * The lists that name it.
   */
  readonly sources: readonly CloudflareModelSource[];

  /**
   * The day on which it is, or was, retired: `2026-05-30`.
   */
  readonly deprecatedOn?: string;

  /**
   * The records as they were sent, by source.
   */
  readonly raw: { readonly [SOURCE in CloudflareModelSource]?: unknown };
}
