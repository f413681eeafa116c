import type { FailureRow } from './failure-row.ts';
import { noCredentialHint, upstreamKeyHint } from './hints.ts';

const docs = 'https://developers.cloudflare.com/ai-gateway/';
const cloudflare = ['gateway', 'cloudflare-api', 'workers-ai'] as const;

/** Failures that Cloudflare and vendors send without a code of their own, known by shape or words. */
export const textRows: readonly FailureRow[] = [
  // Policies (beta): no code. https://developers.cloudflare.com/ai-gateway/features/policies/
  {
    when: { shapes: ['policy'], statuses: [429] },
    ...{ source: 'gateway', kind: 'spend-limit', retryable: false, scope: 'gateway' },
    hint: 'A policy of the gateway limits spending: wait until it resets, or raise it.',
    docs: `${docs}features/policies/`,
  },
  {
    when: { shapes: ['policy'], statuses: [403] },
    ...{ source: 'gateway', kind: 'policy', retryable: false },
    hint: 'A policy of the gateway denies this call; once one policy exists, everything not allowed is denied.',
    docs: `${docs}features/policies/`,
  },
  // Codes of such rules have changed twice (2041, 2045); the words have not.
  {
    when: { sources: cloudflare, text: /^spend(?:ing)? limit exceeded/i },
    ...{ kind: 'spend-limit', retryable: false, status: 429, scope: 'gateway' },
    hint: 'A spend limit of the gateway was reached: it opens again with its window, or when it is raised.',
    docs: `${docs}features/spend-limits/`,
  },
  {
    when: { sources: cloudflare, text: /daily free allocation/i },
    ...{ source: 'workers-ai', kind: 'quota-exhausted', retryable: false, status: 429, scope: 'upstream' },
    hint: 'The free allocation of the day is used up: wait until 00:00 UTC, or move to the Workers Paid plan.',
    docs: 'https://developers.cloudflare.com/workers-ai/platform/pricing/',
  },
  // Compat under Unified Billing serves few prefixes (anomalyco/models.dev#4715, 2026-08).
  {
    when: { text: /could not be resolved for spend-limit enforcement/i },
    ...{ source: 'gateway', kind: 'invalid-provider', retryable: false, status: 403 },
    hint: "Use endpoint: 'rest' with the catalogue's spelling of the model ('google/…', 'xai/…'), or a provider key.",
    docs: `${docs}features/unified-billing/`,
  },
  // `requireProviderCredentials` and no credential: status 400 documented 2026-09-14, code and text unpublished.
  {
    when: { sources: ['gateway'], statuses: [400], text: /credential|\bBYOK\b/i },
    ...{ kind: 'credential-missing', retryable: false },
    hint: noCredentialHint,
    docs: `${docs}features/unified-billing/`,
  },
  {
    when: { sources: ['gateway'], text: /^model not found/i },
    ...{ kind: 'model-not-found', retryable: false, status: 404 },
    hint: 'Check the spelling of the model in the catalogue.',
    docs: `${docs}usage/rest-api/`,
  },
  // Google answers a missing or wrong key with 400, not 401 (2026).
  {
    when: {
      sources: ['upstream'],
      statuses: [400],
      text: /missing or invalid authorization header|api key not valid|api key not found|api[_ ]key[_ ]invalid/i,
    },
    ...{ kind: 'authentication', retryable: false },
    hint: upstreamKeyHint,
  },
  // Sampling: the next try may fit the schema. https://developers.cloudflare.com/workers-ai/features/json-mode/
  {
    when: { text: /JSON Mode couldn't be met/i },
    ...{ source: 'workers-ai', kind: 'invalid-request', retryable: true, status: 400 },
    hint: 'The model did not keep to the schema: repeat, or simplify the schema.',
    docs: 'https://developers.cloudflare.com/workers-ai/features/json-mode/',
  },
  {
    when: {
      sources: ['upstream'],
      statuses: [400],
      text: /maximum context length|context window|prompt is too long/i,
    },
    ...{ kind: 'request-too-large', retryable: false },
    hint: 'Prompt and maxOutputTokens together exceed the context window: lower either.',
  },
];
