import type { CloudflareErrorKind } from '../gateway/errors/error-info.ts';

/** What follows the failure of a leg: the next leg is tried, or the error is thrown at once. */
export type FallbackDecision = 'next' | 'stop';

/**
 * The decision for each kind of failure. A new kind is a compile error until it has a row.
 *
 * `next`: this model or its upstream cannot answer now, but another may. `stop`: something has to be changed (a
 * credential, a bill, the request), or the content was refused, which a fallback must not circumvent.
 */
export const fallbackPolicy: Readonly<Record<CloudflareErrorKind, FallbackDecision>> = {
  authentication: 'stop',
  permission: 'stop',
  'gateway-not-found': 'stop',
  'invalid-provider': 'next',
  'model-not-found': 'next',
  'model-deprecated': 'next',
  'invalid-request': 'stop',
  // Context windows differ between models.
  'request-too-large': 'next',
  'rate-limit': 'next',
  // Limits can apply to a model or provider, and the gateway enforces the next leg's own.
  'spend-limit': 'next',
  'quota-exhausted': 'next',
  capacity: 'next',
  billing: 'stop',
  'credential-missing': 'stop',
  guardrail: 'stop',
  dlp: 'stop',
  policy: 'stop',
  timeout: 'next',
  'upstream-unavailable': 'next',
  'stream-truncated': 'next',
  'edge-blocked': 'stop',
  unknown: 'next',
};

/** Kinds that concern the request rather than the leg: they do not count towards a cool-down. */
export const requestKinds: readonly CloudflareErrorKind[] = ['request-too-large'];
