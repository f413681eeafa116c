/**
 * The part of the Workers AI binding (`env.AI`) that this package calls. The class `Ai` of `@cloudflare/workers-types`
 * satisfies it, and so does anything else with the two methods.
 * @see https://developers.cloudflare.com/ai-gateway/usage/worker-binding-methods/
 */
export interface CloudflareBinding {
  /**
   * Runs a model of the catalogue: `@cf/author/model`, or `author/model`.
   */
  run(
    model: string,
    inputs: Record<string, unknown>,
    options?: CloudflareBindingRunOptions,
  ): PromiseLike<unknown>;

  /**
   * A gateway by its id.
   */
  gateway(id: string): CloudflareBindingGateway;

  /**
   * The models of Workers AI. Without it, `listModels` is refused.
   */
  models?(params?: Record<string, unknown>): PromiseLike<unknown>;
}

/**
 * A gateway of the binding.
 */
export interface CloudflareBindingGateway {
  /**
   * Sends a request through the gateway to a provider's own path.
   */
  run(request: CloudflareBindingRequest, options?: CloudflareBindingCallOptions): PromiseLike<unknown>;

  /**
   * An entry of the log. Without it, `logs.get` is refused.
   */
  getLog?(logId: string): PromiseLike<unknown>;

  /**
   * Adds feedback to an entry of the log. Without it, `logs.feedback` is refused.
   */
  patchLog?(logId: string, data: CloudflareBindingLogPatch): PromiseLike<unknown>;
}

/**
 * What `patchLog` of a gateway accepts.
 */
export interface CloudflareBindingLogPatch {
  feedback?: 1 | -1;

  /**
   * From 0 to 100.
   */
  score?: number;

  metadata?: Record<string, string | number | boolean>;
}

/**
 * One request to a provider behind a gateway.
 */
export interface CloudflareBindingRequest {
  /**
   * The gateway's name of the provider, or `compat` for the unified endpoint.
   */
  provider: string;

  /**
   * The provider's own path, with its query.
   */
  endpoint: string;

  /**
   * Headers for the provider.
   */
  headers: Record<string, string>;

  /**
   * The request body, as an object.
   */
  query: unknown;
}

/**
 * What every call through the binding accepts.
 */
export interface CloudflareBindingCallOptions {
  /**
   * The gateway of the call, and its options.
   */
  gateway?: CloudflareBindingGatewayOptions;

  /**
   * Headers in addition to those that the binding writes.
   */
  extraHeaders?: Record<string, string>;

  /**
   * Aborts the call. Some runtimes refuse to pass a signal on.
   */
  signal?: AbortSignal;
}

/**
 * What `run` of the binding accepts in addition. Without `gateway`, Workers AI is called without a gateway.
 */
export interface CloudflareBindingRunOptions extends CloudflareBindingCallOptions {
  /**
   * Returns the `Response` as it is, with its status and headers.
   */
  returnRawResponse?: boolean;

  /**
   * Fails at once when a Workers AI model is busy.
   */
  rejectIfBusy?: boolean;
}

/**
 * The gateway options that the binding has names for; each replaces a `cf-aig-*` header.
 */
export interface CloudflareBindingGatewayOptions {
  /**
   * The gateway's id.
   */
  id: string;

  /**
   * Cache lifetime, in seconds.
   */
  cacheTtl?: number;

  /**
   * Replaces the cache key.
   */
  cacheKey?: string;

  /**
   * Bypasses the cache.
   */
  skipCache?: boolean;

  /**
   * Labels of the log entry.
   */
  metadata?: Record<string, string | number | boolean>;

  /**
   * Whether a log entry is written.
   */
  collectLog?: boolean;

  /**
   * The caller's own id for the request.
   */
  eventId?: string;

  /**
   * Longest wait for the first byte of the upstream, in milliseconds.
   */
  requestTimeoutMs?: number;

  /**
   * Retries by the gateway; the delay in milliseconds.
   */
  retries?: {
    maxAttempts?: 1 | 2 | 3 | 4 | 5;
    retryDelayMs?: number;
    backoff?: 'constant' | 'linear' | 'exponential';
  };
}
