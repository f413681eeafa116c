import type { CloudflareErrorKind } from '../gateway/errors/error-info.ts';

/** What follows the failure of a leg: the next leg is asked, or the failure is the caller's at once. */
export type FallbackDecision = 'next' | 'stop';

/**
 * What each kind of failure leads to. A new kind is a compile error until it has a row.
 *
 * `next`: this model or its upstream cannot answer now, and another may. `stop`: somebody has to change something
 * (a credential, a bill, the request), or somebody has refused the content, which a fallback must not get around.
 */
export const fallbackPolicy: Readonly<Record<CloudflareErrorKind, FallbackDecision>> = {
  authentication: 'stop',
  permission: 'stop',
  'gateway-not-found': 'stop',
  'invalid-provider': 'next',
  'model-not-found': 'next',
  'model-deprecated': 'next',
  'invalid-request': 'stop',
  // Context windows differ from model to model.
  'request-too-large': 'next',
  'rate-limit': 'next',
  // Limits are set by model and provider too, and the gateway holds the next leg to its own.
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

/** Kinds that tell about the request and not about the leg: they count for no cool-down. */
export const aboutTheRequest: readonly CloudflareErrorKind[] = ['request-too-large'];
