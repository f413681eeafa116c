import type { JSONObject } from '@ai-sdk/provider';
import type { CloudflareTimeouts } from '../../settings/connection-settings.ts';
import type { CloudflareKindOptions } from './kind-options.ts';

/** One value of request metadata. A `bigint`, which JSON does not have, is accepted too and travels as a string. */
export type MetadataValue = string | number | boolean;

/**
 * Options of one request. Sent as `cf-aig-*` headers, never in the body, unless a line
 * says otherwise. A type, without `undefined` in its members: the SDK's `providerOptions` accept nothing else.
 * @see https://developers.cloudflare.com/ai-gateway/glossary/
 */
export type CloudflareGatewayOptions = {
  /**
   * Cache lifetime of the response, in seconds, 60 to 2,592,000 (30 days). It sets the lifetime where caching is on;
   * `cacheKey` turns caching on for a request. → `cf-aig-cache-ttl`
   * @default the gateway's own lifetime
   */
  cacheTtl?: number;

  /**
   * Replaces the whole cache key, and turns caching on for this request. → `cf-aig-cache-key`
   */
  cacheKey?: string;

  /**
   * Bypasses the cache. → `cf-aig-skip-cache` @default false
   */
  skipCache?: boolean;

  /**
   * Labels of the log entry, at most five; strings, numbers and booleans. Merges with the provider's `options`.
   * The JSON text of such an object is accepted too, from hosts that pass only texts.
   * → `cf-aig-metadata`
   */
  metadata?: Record<string, MetadataValue> | string;

  /**
   * Whether a log entry is written at all. → `cf-aig-collect-log` @default the gateway's setting
   */
  collectLog?: boolean;

  /**
   * Whether the log entry holds request and response. → `cf-aig-collect-log-payload` @default the gateway's setting
   */
  collectLogPayload?: boolean;

  /**
   * Your own id for this request, echoed in the response. → `cf-aig-event-id` @default generated
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
   * Whether a tool call that the model wrote as text is read as a call; nothing of it is sent. Chat only. @default true
   * @see https://github.com/cloudflare/ai/issues/574
   */
  repairToolCalls?: boolean;

  /**
   * Retries by the gateway, before the AI SDK retries. Merges with the provider's `options`.
   */
  retries?: CloudflareRetryOptions;

  /**
   * The stored key to use, by alias: one for all upstreams, or one for each. → `cf-aig-byok-alias`
   * @default 'default'
   */
  byokAlias?: string | Record<string, string>;

  /**
   * Refuses the request rather than billing it to the account, where no key is stored. → `cf-aig-no-wholesale`
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
   * @default the span of a `traceparent` header of the call
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
   * Fails at once when a Workers AI model is busy, instead of waiting. → body `options.rejectIfBusy`
   */
  rejectIfBusy?: boolean;

  /**
   * Groups requests in Cloudflare's dashboard: at most five tags of letters, digits and `: - . / @`, up to 50
   * characters each, for Workers AI through the binding. → `tags` of the binding's `run`
   * @see https://www.npmjs.com/package/@cloudflare/workers-types (`AiOptions`)
   */
  tags?: string[];

  /**
   * The gateway of this request; `null` for none. → `cf-aig-gateway-id`, or a segment of the URL
   */
  gatewayId?: string | null;
};

export type CloudflareRetryOptions = {
  /**
   * Total attempts, 1 to 5. → `cf-aig-max-attempts`
   */
  maxAttempts?: number;

  /**
   * Delay between two attempts, in milliseconds, up to 60,000. → `cf-aig-retry-delay`
   */
  retryDelayMs?: number;

  /**
   * How the delay grows. → `cf-aig-backoff`
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

  /**
   * The cost of the whole request, in US dollars, in place of prices per token. → `total_cost`
   */
  total?: number;
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
   * Keeps one model per turn within this session. → `cf-aig-session-id`
   */
  sessionId?: string;

  /**
   * Identifies the turn, which is otherwise found in the messages. → `cf-aig-turn-id`
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

/** Options of the model itself, in OpenAI's terms; they go into the request body. */
export type CloudflareModelOptions = {
  /**
   * How much a reasoning model reasons: `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`, or Groq's `default`;
   * adjusted to a value that the model accepts, with a warning. `null` means `'none'`: no reasoning.
   * → body `reasoning_effort`
   */
  reasoningEffort?: string | null;

  /**
   * Length of the answer: `low`, `medium`, `high`. → body `verbosity`
   */
  textVerbosity?: string;

  /**
   * Your user's id, for the upstream's abuse monitoring. → body `user`
   */
  user?: string;

  /**
   * Groups requests that begin alike, such as those of one conversation, so that the upstream's prompt cache serves
   * them. Upstreams without the field get a warning. → body `prompt_cache_key`
   */
  promptCacheKey?: string;

  /**
   * Whether the model may call several tools at once. → body `parallel_tool_calls`
   */
  parallelToolCalls?: boolean;

  /**
   * `false` sends the schemas of tools and responses as they are. By default they are rewritten into what the upstream
   * accepts, each loss with a warning.
   * @default true
   */
  schemaRewriting?: boolean;

  /**
   * Length of an embedding, where the model supports a choice. Embeddings only. → body `dimensions`
   */
  dimensions?: number;

  /**
   * Raw fields for the request body, written last. `model`, `messages`, `input`, `stream` and `tools` belong to
   * the call and are refused here. Merges with the provider's `options`.
   */
  extraBody?: JSONObject;
};

/** Everything that `providerOptions.cloudflare` accepts, the same for every model and endpoint. */
export type CloudflareOptions = CloudflareGatewayOptions & CloudflareModelOptions & CloudflareKindOptions;
