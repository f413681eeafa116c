import type { CloudflareTimeouts } from '../../settings/connection-settings.ts';

/** One value of request metadata. A `bigint`, which JSON has not, is taken too and travels as a string. */
export type MetadataValue = string | number | boolean;

/**
 * What Cloudflare can be told about one request. Sent as `cf-aig-*` headers, never in the body, unless a line
 * says otherwise. A type, and without `undefined` in its members: that is what the SDK's `providerOptions` take.
 * @see https://developers.cloudflare.com/ai-gateway/glossary/
 */
export type CloudflareGatewayOptions = {
  /**
   * Cache lifetime of the answer, in seconds, 60 to 2,592,000 (30 days). It sets the lifetime where caching is on;
   * `cacheKey` turns caching on for a request. → `cf-aig-cache-ttl`
   * @default the gateway's own lifetime
   */
  cacheTtl?: number;

  /**
   * Replaces the whole cache key, and turns caching on for this request. → `cf-aig-cache-key`
   */
  cacheKey?: string;

  /**
   * Passes the cache by. → `cf-aig-skip-cache` @default false
   */
  skipCache?: boolean;

  /**
   * Labels of the log entry, at most five; strings, numbers and booleans. Merges with the provider's `options`.
   * → `cf-aig-metadata`
   */
  metadata?: Record<string, MetadataValue>;

  /**
   * Whether a log entry is written at all. → `cf-aig-collect-log` @default the gateway's setting
   */
  collectLog?: boolean;

  /**
   * Whether the log entry holds request and answer. → `cf-aig-collect-log-payload` @default the gateway's setting
   */
  collectLogPayload?: boolean;

  /**
   * Your own id for this request, echoed in the answer. → `cf-aig-event-id` @default generated
   */
  eventId?: string;

  /**
   * Longest wait for the first byte of the upstream, in milliseconds. → `cf-aig-request-timeout` @default none
   */
  requestTimeoutMs?: number;

  /**
   * How long this client waits; nothing of it is sent. Merges with the setting `timeouts` and with the provider's
   * `options`.
   */
  timeouts?: CloudflareTimeouts;

  /**
   * Retries by the gateway, before the AI SDK retries. Merges with the provider's `options`.
   */
  retries?: CloudflareRetryOptions;

  /**
   * The stored key to use, by alias; one name for all upstreams, or one for each. → `cf-aig-byok-alias`
   * @default 'default'
   */
  byokAlias?: string | Record<string, string>;

  /**
   * Refuse the request rather than bill it to the account, where no key is stored. → `cf-aig-no-wholesale`
   */
  requireProviderCredentials?: boolean;

  /**
   * Zero data retention at the upstream: Unified Billing with OpenAI and Anthropic only. → `cf-aig-zdr`
   */
  zdr?: boolean;

  /**
   * Price for the log, in US dollars per token. → `cf-aig-custom-cost`
   */
  customCost?: CloudflareCustomCost;

  /**
   * Joins the gateway's span to a trace.
   */
  otel?: CloudflareTraceOptions;

  /**
   * Options of the auto router, for `cloudflare/auto`. Merges with the provider's `options`.
   */
  autoRouter?: CloudflareAutoRouterOptions;

  /**
   * Keeps a conversation on one instance of a Workers AI model, for its prefix cache. → `x-session-affinity`
   */
  sessionAffinity?: string;

  /**
   * Fail at once when a Workers AI model is busy, instead of waiting. → body `options.rejectIfBusy`
   */
  rejectIfBusy?: boolean;

  /**
   * The gateway of this request; `null` for none. → `cf-aig-gateway-id`, or a segment of the URL
   */
  gatewayId?: string | null;
};

export type CloudflareRetryOptions = {
  /**
   * Attempts in all, 1 to 5. → `cf-aig-max-attempts`
   */
  maxAttempts?: number;

  /**
   * Wait between two attempts, in milliseconds, up to 60,000. → `cf-aig-retry-delay`
   */
  retryDelayMs?: number;

  /**
   * How the wait grows. → `cf-aig-backoff`
   */
  backoff?: 'constant' | 'linear' | 'exponential';
};

export type CloudflareCustomCost = {
  /**
   * → `per_token_in`
   */
  perTokenIn?: number;

  /**
   * → `per_token_out`
   */
  perTokenOut?: number;

  /**
   * → `per_cache_read_token`
   */
  perCacheReadToken?: number;

  /**
   * → `per_cache_write_token`
   */
  perCacheWriteToken?: number;
};

export type CloudflareTraceOptions = {
  /**
   * 32 hexadecimal characters. → `cf-aig-otel-trace-id`
   */
  traceId?: string;

  /**
   * 16 hexadecimal characters. → `cf-aig-otel-parent-span-id`
   */
  parentSpanId?: string;
};

/** @see https://developers.cloudflare.com/ai-gateway/features/auto-router/ */
export type CloudflareAutoRouterOptions = {
  /**
   * One model per turn within this session. → `cf-aig-session-id`
   */
  sessionId?: string;

  /**
   * Marks the turn, instead of finding it in the messages. → `cf-aig-turn-id`
   */
  turnId?: string;

  /**
   * `false` picks a model for every request. → `cf-aig-no-session-affinity`
   */
  affinity?: boolean;

  /**
   * The only models to choose from; `*` stands for anything but `/`. → `cf-aig-allowed-models`
   */
  models?: string[];

  /**
   * The only providers to choose from. → `cf-aig-allowed-providers`
   */
  providers?: string[];
};
