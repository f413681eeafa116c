import type { FailureTable } from './failure-row.ts';
import {
  contentHint,
  contextWindowHint,
  freeAllocationHint,
  modelHint,
  retiredHint,
  retryHint,
  sizeHint,
  upstreamBillingHint,
} from './hints.ts';

/** @see https://developers.cloudflare.com/workers-ai/platform/errors/ — read 2026-10; rows with a remark are from elsewhere */
export const workersAICodes: FailureTable = {
  source: 'workers-ai',
  docs: 'workers-ai/platform/errors/',
  rows: [
    { codes: [3006], kind: 'request-too-large', hint: sizeHint },
    { codes: [3007, 3008, 3046], kind: 'timeout' },
    { codes: [3023, 3041, 5018], kind: 'permission' },
    // 4006 observed 2026-09-29. Cloudflare's own package retries 3036 for its 429, in vain until 00:00 UTC.
    {
      codes: [3036, 4006],
      kind: 'quota-exhausted',
      hint: freeAllocationHint,
      docs: 'workers-ai/platform/pricing/',
    },
    // Also the response to `rejectIfBusy`.
    {
      codes: [3040],
      kind: 'capacity',
      scope: 'upstream',
      hint: retryHint,
      docs: 'workers-ai/features/reject-if-busy/',
    },
    { codes: [3042], kind: 'model-not-found', hint: modelHint },
    { codes: [5007], kind: 'model-not-found', status: 400, hint: modelHint },
    {
      codes: [5004, 5006],
      text: /content'|not in 'string'|image/i,
      kind: 'invalid-request',
      hint: "The request does not match the model's schema: it may accept only text.",
    },
    {
      codes: [5004, 5006],
      kind: 'invalid-request',
      hint: "The request does not match the model's schema: the message names the field.",
    },
    { codes: [5005, 5019], kind: 'invalid-request', status: 405 },
    {
      codes: [5016],
      kind: 'permission',
      hint: "Accept the model's terms once: send it the prompt 'agree'.",
    },
    { codes: [5021], kind: 'request-too-large', hint: contextWindowHint },
    {
      codes: [5023],
      kind: 'invalid-request',
      hint: 'Use generateObject: this model does not stream objects.',
      docs: 'workers-ai/features/json-mode/',
    },
    // "This model was deprecated on 2026-05-30. Please use an alternative model." (2026-06)
    { codes: [5028], kind: 'model-deprecated', hint: retiredHint, docs: 'workers-ai/models/' },
    { codes: [5035], kind: 'billing', status: 403, hint: 'Switch to the Workers Paid plan.' },
    // 8001, 8006: changelog of workers-ai-provider. 8006 is a forced tool call that max_tokens cut off.
    { codes: [8006], kind: 'invalid-request', hint: 'Raise maxOutputTokens.' },
    // 8007 has two meanings: a refused image prompt, and a relayed refusal of the server that runs the model.
    { codes: [8007], text: /nsfw/i, kind: 'policy', hint: 'The prompt was refused as unsafe.' },
    { codes: [3003, 3039, 8001, 8007], kind: 'invalid-request' },
  ],
};

/** What vendors and the run path report by name; the status explains everything else of theirs. */
export const upstreamCodes: FailureTable = {
  sources: ['upstream', 'gateway'],
  rows: [
    // A 429 that waiting does not cure: https://platform.openai.com/docs/guides/error-codes
    {
      codes: ['insufficient_quota', 'billing_hard_limit_reached', 'exceeded_current_quota_error'],
      kind: 'quota-exhausted',
      hint: upstreamBillingHint,
    },
    { codes: ['context_length_exceeded'], kind: 'request-too-large', status: 400, hint: contextWindowHint },
    { codes: ['model_not_found', 'DeploymentNotFound'], kind: 'model-not-found', hint: modelHint },
    // https://console.groq.com/docs/deprecations
    { codes: ['model_decommissioned'], kind: 'model-deprecated', status: 400, hint: retiredHint },
    {
      codes: ['content_filter', 'content_policy_violation'],
      kind: 'policy',
      hint: contentHint,
    },
    // A failed run of the run API, 2026-03-25.
    { codes: ['provider_unavailable'], source: 'upstream', kind: 'upstream-unavailable' },
    // The web search API, observed 2026-10-02.
    {
      codes: ['web_search_payment_required'],
      kind: 'billing',
      hint: 'Add credits in the AI Gateway dashboard.',
    },
    {
      codes: ['web_search_byok_not_configured'],
      kind: 'credential-missing',
      hint: 'Store a key for the search provider in the gateway.',
    },
  ],
};
