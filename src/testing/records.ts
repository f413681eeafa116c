/** The interface of the gateway that a request used. */
export type LocalEndpoint = 'rest' | 'compat' | 'native' | 'universal' | 'binding' | 'other';

/**
 * A request as it reached the gateway. Headers are lower-cased and unmasked, credentials included: this is a
 * test double, and proving who got which secret is one of its purposes.
 */
export interface RecordedRequest {
  readonly endpoint: LocalEndpoint;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  /** The parsed JSON body, or the text when it is not JSON. */
  readonly body: unknown;
  readonly gatewayId?: string;
  /** The upstream the model belongs to, once known. */
  readonly upstream?: string;
  /** The model id as the caller spelled it. */
  readonly model?: string;
}

/** One attempt at an upstream: what the vendor would have received. Headers are unmasked. */
export interface RecordedUpstreamRequest {
  readonly endpoint: LocalEndpoint;
  readonly upstream: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  /** The model id as the upstream gets it. */
  readonly model: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Index of the step in a universal request, otherwise 0. */
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
  /** US dollars, at a made-up list price unless the request set its own. */
  readonly cost: number;
  readonly customCost: boolean;
  /** From the arrival of the request to the end of the answer, in milliseconds. */
  readonly durationMs: number;
  readonly metadata: Readonly<Record<string, string | number | boolean>> | null;
  /** Thumbs up or down, once given. */
  readonly feedback?: 1 | -1;
  /** From 0 to 100, once given. */
  readonly score?: number;
  /** Request and response bodies; absent when the request asked not to keep them. */
  readonly payload?: { readonly request: unknown; readonly response: string };
}
