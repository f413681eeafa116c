import type { CloudflareErrorInfo, CloudflareErrorKind } from '../error-info.ts';

/** What follows the failure of a leg: the next leg is tried, or the error is thrown at once. */
export type FallbackDecision = 'next' | 'stop';

/** What a kind implies. A row of the tables of failures may state another status, scope or retry. */
type KindFacts = readonly [
  /**
   * `next`: this model or its upstream cannot answer now, but another may. `stop`: something has to be changed (a
   * credential, a bill, the request), or the content was refused, which a fallback must not circumvent.
   */
  fallback: FallbackDecision,
  /** The HTTP status of what comes without one. */
  status?: number | undefined,
  /** The same request may succeed later. By status: 408, 409, 429 and 5xx, as in the SDK, without the permanent 429s. */
  retryable?: boolean,
  scope?: CloudflareErrorInfo['scope'] | undefined,
];

/** A new kind is a compile error until it has a row. */
export const kindFacts: Readonly<Record<CloudflareErrorKind, KindFacts>> = {
  authentication: ['stop', 401],
  permission: ['stop', 403],
  'gateway-not-found': ['stop', 400],
  'invalid-provider': ['next', 400],
  'model-not-found': ['next', 404],
  'model-deprecated': ['next', 410],
  'invalid-request': ['stop', 400],
  // Context windows differ between models.
  'request-too-large': ['next', 413],
  'rate-limit': ['next', 429, true],
  // Limits can apply to a model or provider, and the gateway enforces the next leg's own.
  'spend-limit': ['next', 429, false, 'gateway'],
  'quota-exhausted': ['next', 429, false, 'upstream'],
  capacity: ['next', 429, true],
  billing: ['stop', 402],
  'credential-missing': ['stop', 400],
  guardrail: ['stop', 424],
  dlp: ['stop', 400],
  policy: ['stop', 400],
  timeout: ['next', 408, true],
  'upstream-unavailable': ['next', 503, true],
  'stream-truncated': ['next', undefined, true],
  'edge-blocked': ['stop', 403],
  unknown: ['next'],
};
