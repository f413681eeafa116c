import type { EndpointName } from '../../settings/connection-settings.ts';

/**
 * What a model produces. This package serves `chat` and `embeddings`; the others are only listed.
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
 * What a model can do, if a source reports it. An unlisted feature may still exist.
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
 * The source of a record: the Workers AI model search, the catalogue of the REST API, the list of the gateway's unified
 * endpoint, or the Workers AI binding.
 */
export type CloudflareModelSource = 'workers-ai-search' | 'catalogue' | 'gateway' | 'binding';

/**
 * The credential with which this provider reaches a model: an API token, a gateway token, the user's own key, the
 * Workers binding, or a key that must be stored in the gateway, which no list reveals.
 */
export type CloudflareModelCredential =
  | 'api-token'
  | 'gateway-token'
  | 'provider-key'
  | 'binding'
  | 'stored-key';

/** What a model reads or writes. */
export type CloudflareModality = 'text' | 'image' | 'audio' | 'video' | 'file' | 'embedding';

/**
 * Prices per token, in US dollars. Prices that a source does not report are absent.
 */
export interface CloudflareTokenPrice {
  /**
   * US dollars per million input tokens.
   */
  readonly inputPerMillionTokens?: number;

  /**
   * US dollars per million output tokens.
   */
  readonly outputPerMillionTokens?: number;

  /**
   * US dollars per million input tokens read from a prompt cache.
   */
  readonly cachedInputPerMillionTokens?: number;

  /**
   * US dollars per million input tokens written to a prompt cache.
   */
  readonly cacheWritePerMillionTokens?: number;
}

/**
 * Prices of requests whose input exceeds a length.
 */
export interface CloudflarePriceTier extends CloudflareTokenPrice {
  /**
   * They apply to the whole request where its input has more tokens than this.
   */
  readonly aboveInputTokens: number;
}

/**
 * List prices, in US dollars. Prices that a source does not report are absent.
 */
export interface CloudflareModelPrice extends CloudflareTokenPrice {
  /**
   * US dollars per request, in addition to the prices of its tokens.
   */
  readonly perRequest?: number;

  /**
   * What replaces the prices above for long inputs.
   */
  readonly tiers?: readonly CloudflarePriceTier[];

  /**
   * Prices in other units, such as `per 512 by 512 tile`, as the source names them.
   */
  readonly other?: readonly { readonly usd: number; readonly unit: string }[];
}

/**
 * A model that Cloudflare lists, in one form for all lists. Plain JSON.
 */
export interface CloudflareModel {
  /**
   * The id to pass to `cloudflare()`.
   */
  readonly id: string;

  readonly kind: CloudflareModelKind;

  /**
   * Cloudflare's name of the task, such as `Text Generation`.
   */
  readonly task?: string;

  /**
   * A display name, where it differs from the id.
   */
  readonly name?: string;

  readonly description?: string;

  /**
   * Prompt and response together, in tokens.
   */
  readonly contextWindow?: number;

  /**
   * The longest response, in tokens.
   */
  readonly maxOutputTokens?: number;

  readonly price?: CloudflareModelPrice;

  readonly features: readonly CloudflareModelFeature[];

  /**
   * What it is known to read: an absent modality may still be accepted.
   */
  readonly inputModalities: readonly CloudflareModality[];

  /**
   * What it writes.
   */
  readonly outputModalities: readonly CloudflareModality[];

  /**
   * The values of `reasoningEffort` that it accepts, where they are known.
   */
  readonly reasoningEfforts?: readonly string[];

  /**
   * The credential with which this provider reaches it; absent if it cannot, with these settings.
   */
  readonly credential?: CloudflareModelCredential;

  /**
   * The endpoints through which this package reaches the model; none if it cannot serve the model. Which one a call uses
   * depends on the settings: see `explain`.
   */
  readonly endpoints: readonly EndpointName[];

  /**
   * The lists that name it.
   */
  readonly sources: readonly CloudflareModelSource[];

  /**
   * Whether it requires the Workers Paid plan: without it, a call ends with error 5035. Absent where a source does not
   * report it. → property `require_workers_paid`
   */
  readonly requiresPaidPlan?: boolean;

  /**
   * The day on which it is, or was, retired: `2026-05-30`.
   */
  readonly deprecatedOn?: string;

  /**
   * The records as received, by source.
   */
  readonly raw: { readonly [SOURCE in CloudflareModelSource]?: unknown };
}
