import type { FailureRow } from './failure-row.ts';
import { apiTokenHint, gatewayTokenHint, modelHint, upstreamBillingHint, upstreamKeyHint } from './hints.ts';

const streamHint = 'The answer took too long: stream long answers, or raise the time limits on the way.';

/**
 * What the HTTP status alone tells, tried last. Retry rule: 408, 409, 429 and 5xx, as in the SDK; the permanent
 * 429s are rows above. The last row takes whatever is left.
 */
export const statusRows: readonly FailureRow[] = [
  {
    when: { statuses: [401], sources: ['upstream'] },
    ...{ kind: 'authentication', retryable: false },
    hint: upstreamKeyHint,
  },
  {
    when: { statuses: [401], sources: ['gateway'] },
    ...{ kind: 'authentication', retryable: false },
    hint: gatewayTokenHint,
  },
  {
    when: { statuses: [401], sources: ['cloudflare-api', 'workers-ai'] },
    ...{ kind: 'authentication', retryable: false },
    hint: apiTokenHint,
  },
  { when: { statuses: [401] }, kind: 'authentication', retryable: false },
  { when: { statuses: [402] }, kind: 'billing', retryable: false, hint: upstreamBillingHint },
  {
    when: { statuses: [403], shapes: ['html'] },
    ...{ kind: 'edge-blocked', retryable: false },
    hint: "Cloudflare's edge or a firewall in front refused the connection; gateway and model were not reached.",
  },
  { when: { statuses: [403] }, kind: 'permission', retryable: false },
  {
    when: { statuses: [404], text: /model/i },
    ...{ kind: 'model-not-found', retryable: false },
    hint: modelHint,
  },
  { when: { statuses: [410] }, kind: 'model-deprecated', retryable: false },
  {
    when: { statuses: [413] },
    ...{ kind: 'request-too-large', retryable: false },
    hint: 'Send less: shorter messages, or fewer and smaller files.',
  },
  { when: { statuses: [408] }, kind: 'timeout', retryable: true, hint: streamHint },
  { when: { statuses: [409] }, kind: 'unknown', retryable: true },
  {
    when: { statuses: [429], sources: ['gateway', 'cloudflare-api', 'edge'] },
    ...{ kind: 'rate-limit', retryable: true, scope: 'gateway' },
  },
  {
    when: { statuses: [429] },
    ...{ kind: 'rate-limit', retryable: true, scope: 'upstream' },
    hint: "The limit is the upstream's: wait as long as its header retry-after says, if it sent one.",
  },
  // 524: no first byte within 100 s at the edge (danny-avila/LibreChat#6081).
  { when: { statuses: [504, 522, 524] }, kind: 'timeout', retryable: true, hint: streamHint },
  { when: { statuses: [529] }, kind: 'capacity', retryable: true },
  { when: { statuses: [[500, 599]] }, kind: 'upstream-unavailable', retryable: true },
  { when: { statuses: [[400, 499]] }, kind: 'invalid-request', retryable: false },
  { when: {}, kind: 'unknown', retryable: false },
];
