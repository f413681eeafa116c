import type { FailureRow } from './failure-row.ts';
import {
  contextWindowHint,
  freeAllocationHint,
  modelHint,
  retiredHint,
  sizeHint,
  upstreamBillingHint,
} from './hints.ts';

const source = 'workers-ai';
const docs = 'workers-ai/platform/errors/';

/** @see https://developers.cloudflare.com/workers-ai/platform/errors/ — read 2026-10; rows with a remark are from elsewhere */
export const workersAICodes: readonly FailureRow[] = [
  { codes: [3003], source, kind: 'invalid-request', status: 400, docs },
  { codes: [3006], source, kind: 'request-too-large', status: 413, hint: sizeHint, docs },
  { codes: [3007, 3008, 3046], source, kind: 'timeout', retryable: true, status: 408, docs },
  { codes: [3023, 3041, 5018], source, kind: 'permission', status: 403, docs },
  // 4006 observed 2026-09-29. Cloudflare's own package retries 3036 for its 429, in vain until 00:00 UTC.
  {
    codes: [3036, 4006],
    source,
    kind: 'quota-exhausted',
    status: 429,
    scope: 'upstream',
    hint: freeAllocationHint,
    docs: 'workers-ai/platform/pricing/',
  },
  { codes: [3039], source, kind: 'invalid-request', status: 400, docs },
  // Also the response to `rejectIfBusy`.
  {
    codes: [3040],
    source,
    kind: 'capacity',
    retryable: true,
    status: 429,
    scope: 'upstream',
    hint: 'Retry, or add a fallback.',
    docs: 'workers-ai/features/reject-if-busy/',
  },
  { codes: [3042], source, kind: 'model-not-found', status: 404, hint: modelHint, docs },
  { codes: [5007], source, kind: 'model-not-found', status: 400, hint: modelHint, docs },
  {
    codes: [5004, 5006],
    when: { text: /content'|not in 'string'|image/i },
    source,
    kind: 'invalid-request',
    status: 400,
    hint: "The request does not match the model's schema: it may accept only text.",
    docs,
  },
  {
    codes: [5004, 5006],
    source,
    kind: 'invalid-request',
    status: 400,
    hint: "The request does not match the model's schema: the message names the field.",
    docs,
  },
  { codes: [5005, 5019], source, kind: 'invalid-request', status: 405, docs },
  {
    codes: [5016],
    source,
    kind: 'permission',
    status: 403,
    hint: "Accept the model's terms once: send it the prompt 'agree'.",
    docs,
  },
  { codes: [5021], source, kind: 'request-too-large', status: 413, hint: contextWindowHint, docs },
  {
    codes: [5023],
    source,
    kind: 'invalid-request',
    status: 400,
    hint: 'Use generateObject: this model does not stream objects.',
    docs: 'workers-ai/features/json-mode/',
  },
  // "This model was deprecated on 2026-05-30. Please use an alternative model." (2026-06)
  {
    codes: [5028],
    source,
    kind: 'model-deprecated',
    status: 410,
    hint: retiredHint,
    docs: 'workers-ai/models/',
  },
  {
    codes: [5035],
    source,
    kind: 'billing',
    status: 403,
    hint: 'Switch to the Workers Paid plan.',
    docs,
  },
  // 8001, 8006: changelog of workers-ai-provider. 8006 is a forced tool call that max_tokens cut off.
  { codes: [8001], source, kind: 'invalid-request', status: 400, docs },
  {
    codes: [8006],
    source,
    kind: 'invalid-request',
    status: 400,
    hint: 'Raise maxOutputTokens.',
    docs,
  },
  // 8007 has two meanings: a refused image prompt, and a relayed refusal of the server that runs the model.
  {
    codes: [8007],
    when: { text: /nsfw/i },
    source,
    kind: 'policy',
    status: 400,
    hint: 'The prompt was refused as unsafe.',
    docs,
  },
  { codes: [8007], source, kind: 'invalid-request', status: 400, docs },
];

const when = { sources: ['upstream', 'gateway'] } as const;

/** What vendors and the run path report by name; the status explains everything else of theirs. */
export const upstreamCodes: readonly FailureRow[] = [
  // A 429 that waiting does not cure: https://platform.openai.com/docs/guides/error-codes
  {
    codes: ['insufficient_quota', 'billing_hard_limit_reached'],
    when,
    kind: 'quota-exhausted',
    status: 429,
    scope: 'upstream',
    hint: upstreamBillingHint,
  },
  {
    codes: ['context_length_exceeded'],
    when,
    kind: 'request-too-large',
    status: 400,
    hint: contextWindowHint,
  },
  { codes: ['model_not_found'], when, kind: 'model-not-found', status: 404, hint: modelHint },
  // https://console.groq.com/docs/deprecations
  { codes: ['model_decommissioned'], when, kind: 'model-deprecated', status: 400, hint: retiredHint },
  {
    codes: ['content_filter', 'content_policy_violation'],
    when,
    kind: 'policy',
    status: 400,
    hint: "The upstream's content policy blocked the call.",
  },
  // A failed run of the run API, 2026-03-25.
  {
    codes: ['provider_unavailable'],
    when,
    source: 'upstream',
    kind: 'upstream-unavailable',
    retryable: true,
    status: 503,
  },
  // The web search API, observed 2026-10-02.
  {
    codes: ['web_search_payment_required'],
    when,
    kind: 'billing',
    status: 402,
    hint: 'Add credits in the AI Gateway dashboard.',
  },
  {
    codes: ['web_search_byok_not_configured'],
    when,
    kind: 'credential-missing',
    status: 400,
    hint: 'Store a key for the search provider in the gateway.',
  },
];
