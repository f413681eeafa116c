import type { Backoff } from '../local-gateway-options.ts';

/** Options of a local binding. */
export interface LocalBindingOptions {
  /**
   * Whether it rejects abort signals, as bindings to another Worker do. @default false
   */
  refuseSignals?: boolean;
}

/** A stand-in for the AI binding of a Worker, `env.AI`, backed by a local gateway. */
export interface LocalBinding {
  /**
   * The log id of the latest response.
   */
  readonly aiGatewayLogId: string | null;
  /**
   * Runs a model of the catalogue. Without `returnRawResponse` it returns the parsed response or the stream, and throws
   * failures as `"3040: …"`, without status and headers.
   */
  run(model: string, inputs: Record<string, unknown>, options?: LocalRunOptions): Promise<unknown>;
  gateway(id: string): LocalBindingGateway;
  /**
   * The models of Workers AI, as `GET …/ai/models/search` lists them.
   */
  models(params?: Record<string, unknown>): Promise<unknown[]>;
}

/** A gateway of a local binding. */
export interface LocalBindingGateway {
  /**
   * Sends one request, or several to be tried in order, through the gateway.
   */
  run(steps: LocalBindingStep | readonly LocalBindingStep[], options?: LocalCallOptions): Promise<Response>;
  /**
   * A log row as returned by the log API, with a `Date` in `created_at`.
   * @throws AiGatewayLogNotFound
   */
  getLog(logId: string): Promise<Record<string, unknown>>;
  /**
   * Adds feedback to a log row.
   * @throws AiGatewayLogNotFound
   */
  patchLog(logId: string, data: Record<string, unknown>): Promise<void>;
}

/** A request to a provider behind the gateway. */
export interface LocalBindingStep {
  provider: string;
  endpoint: string;
  headers: Record<string, unknown>;
  query: unknown;
}

/** Options of every call. */
export interface LocalCallOptions {
  gateway?: LocalCallGateway;
  extraHeaders?: Record<string, string>;
  signal?: AbortSignal;
}

/** The gateway of a call, and the options that the binding has names for. */
export interface LocalCallGateway {
  id?: string;
  skipCache?: boolean;
  /**
   * Seconds.
   */
  cacheTtl?: number;
  cacheKey?: string;
  collectLog?: boolean;
  metadata?: Record<string, unknown>;
  eventId?: string;
  requestTimeoutMs?: number;
  retries?: { maxAttempts?: number; retryDelayMs?: number; backoff?: Backoff };
}

/** Options of `run`. */
export interface LocalRunOptions extends LocalCallOptions {
  returnRawResponse?: boolean;
  rejectIfBusy?: boolean;
  /**
   * Queues the inputs' `requests`; the answer has the id that retrieves theirs.
   */
  queueRequest?: boolean;
}
