import type { FailureRow } from './failure-row.ts';
import { modelHint, upstreamBillingHint } from './hints.ts';

const sources = ['upstream', 'gateway'] as const;

/** What vendors and the run path call by name; everything else about them is told by the status. */
export const upstreamCodes: readonly FailureRow[] = [
  // A 429 that waiting does not cure: https://platform.openai.com/docs/guides/error-codes
  {
    when: { codes: ['insufficient_quota', 'billing_hard_limit_reached'], sources },
    ...{ kind: 'quota-exhausted', retryable: false, status: 429, scope: 'upstream' },
    hint: upstreamBillingHint,
  },
  {
    when: { codes: ['context_length_exceeded'], sources },
    ...{ kind: 'request-too-large', retryable: false, status: 400 },
    hint: 'Prompt and maxOutputTokens together exceed the context window: lower either.',
  },
  {
    when: { codes: ['model_not_found'], sources },
    ...{ kind: 'model-not-found', retryable: false, status: 404 },
    hint: modelHint,
  },
  // https://console.groq.com/docs/deprecations
  {
    when: { codes: ['model_decommissioned'], sources },
    ...{ kind: 'model-deprecated', retryable: false, status: 400 },
    hint: 'The model was retired: choose another.',
  },
  {
    when: { codes: ['content_filter', 'content_policy_violation'], sources },
    ...{ kind: 'policy', retryable: false, status: 400 },
    hint: "The upstream's own content policy stopped the call.",
  },
  // A failed run of the run API, 2026-03-25.
  {
    when: { codes: ['provider_unavailable'], sources },
    ...{ source: 'upstream', kind: 'upstream-unavailable', retryable: true, status: 503 },
  },
  // The web search API, observed 2026-10-02.
  {
    when: { codes: ['web_search_payment_required'], sources },
    ...{ kind: 'billing', retryable: false, status: 402 },
    hint: 'Web search is billed to the gateway: add credits in the AI Gateway dashboard.',
  },
  {
    when: { codes: ['web_search_byok_not_configured'], sources },
    ...{ kind: 'credential-missing', retryable: false, status: 400 },
    hint: 'Store a key for the search provider in the gateway.',
  },
];
