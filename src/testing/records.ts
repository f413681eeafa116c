/** The interface of the gateway that a request used. */
export type LocalEndpoint = 'rest' | 'compat' | 'native' | 'universal' | 'binding' | 'other';

/**
 * A request as it reached the gateway. Header names are lower case. Values are unmasked, including credentials, so that
 * tests can check which secret was sent where.
 */
export interface RecordedRequest {
  readonly endpoint: LocalEndpoint;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  /** The parsed JSON body, or the text if it is not JSON. */
  readonly body: unknown;
  readonly gatewayId?: string;
  /** The upstream of the model, if known. */
  readonly upstream?: string;
  /** The model id as sent by the caller. */
  readonly model?: string;
}

/** One attempt to call an upstream: the request that the vendor would receive. Headers are unmasked. */
export interface RecordedUpstreamRequest {
  readonly endpoint: LocalEndpoint;
  readonly upstream: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  /** The model id as sent to the upstream. */
  readonly model: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Index of the step in a universal request; otherwise 0. */
  readonly step: number;
}

/** A row of the gateway's log. */
export interface GatewayLogRow {
  /** The value of `cf-aig-log-id`. */
  readonly id: string;
  readonly gatewayId: string;
  readonly createdAt: string;
  readonly provider: string;
  readonly model: string;
  readonly path: string;
  readonly statusCode: number;
  readonly success: boolean;
  readonly cached: boolean;
  readonly step: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** US dollars, at a fictitious list price unless the request sets its own. */
  readonly cost: number;
  readonly customCost: boolean;
  /** From the arrival of the request to the end of the response, in milliseconds. */
  readonly durationMs: number;
  readonly metadata: Readonly<Record<string, string | number | boolean>> | null;
  /** Thumbs up or down, if given. */
  readonly feedback?: 1 | -1;
  /** From 0 to 100, if given. */
  readonly score?: number;
  /** Request and response bodies; absent if the request disabled their collection. */
  readonly payload?: { readonly request: unknown; readonly response: string };
}
