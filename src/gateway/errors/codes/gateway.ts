import type { FailureRow } from './failure-row.ts';
import {
  aliasHint,
  dlpHint,
  gatewayMissingHint,
  gatewayTokenHint,
  modelHint,
  ownKeyHint,
  spellingHint,
  spendLimitHint,
} from './hints.ts';

const source = 'gateway';
const billingDocs = 'ai-gateway/features/unified-billing/';
const dlpDocs = 'ai-gateway/features/dlp/';
const guardrailDocs = 'ai-gateway/features/guardrails/';
const restDocs = 'ai-gateway/usage/rest-api/';

/** @see https://developers.cloudflare.com/ai-gateway/ — codes 2001 to 2045 and 70xx of the gateway and its run path */
export const gatewayCodes: readonly FailureRow[] = [
  {
    codes: [2001],
    source,
    kind: 'gateway-not-found',
    status: 400,
    hint: gatewayMissingHint,
    docs: 'ai-gateway/configuration/manage-gateway/',
  },
  // On ids of vendors it is the gateway's own failure, and passes (gpt-load#69).
  {
    codes: [2002],
    when: { statuses: [[500, 599]] },
    source,
    kind: 'upstream-unavailable',
    retryable: true,
    status: 500,
    hint: 'The gateway failed to read the response: retry.',
    docs: 'ai-gateway/observability/logging/',
  },
  // "Failed to parse model output" (400).
  {
    codes: [2002],
    source,
    kind: 'unknown',
    hint: 'The gateway could not read the model output: choose another model, or change the dynamic route.',
    docs: 'ai-gateway/features/dynamic-routing/',
  },
  {
    codes: [2003],
    source,
    kind: 'rate-limit',
    retryable: true,
    status: 429,
    scope: 'gateway',
    hint: "Wait until the gateway's limit resets, or raise it.",
    docs: 'ai-gateway/features/rate-limiting/',
  },
  // Status 400, and no guarantee that a retry helps: left to fallbacks. It hides its cause; the log entry shows it (cloudflare/ai#611).
  {
    codes: [2005],
    source,
    kind: 'upstream-unavailable',
    status: 400,
    hint: "See the gateway's log, or check the name of the route.",
    docs: 'ai-gateway/observability/logging/',
  },
  {
    codes: [2008],
    source,
    kind: 'invalid-provider',
    status: 400,
    hint: spellingHint,
    docs: 'ai-gateway/usage/providers/',
  },
  {
    codes: [2009],
    source,
    kind: 'authentication',
    status: 401,
    hint: gatewayTokenHint,
    docs: 'ai-gateway/configuration/authentication/',
  },
  // Matched by code: the documented 424 is seen as 422 and 400 too.
  {
    codes: [2016],
    source,
    kind: 'guardrail',
    status: 424,
    phase: 'prompt',
    hint: 'A guardrail of the gateway blocked the prompt.',
    docs: guardrailDocs,
  },
  {
    codes: [2017],
    source,
    kind: 'guardrail',
    status: 424,
    phase: 'response',
    hint: 'A guardrail of the gateway blocked the response.',
    docs: guardrailDocs,
  },
  {
    codes: [2018],
    source,
    kind: 'rate-limit',
    retryable: true,
    status: 429,
    scope: 'gateway',
    hint: 'Unified Billing is at its limit: wait tens of seconds, or use a provider key.',
    docs: 'ai-gateway/reference/limits/',
  },
  {
    codes: [2021],
    when: { text: /not available via unified billing/i },
    source,
    kind: 'billing',
    status: 402,
    hint: ownKeyHint,
    docs: billingDocs,
  },
  {
    codes: [2021],
    source,
    kind: 'billing',
    status: 402,
    hint: 'Add credits in the AI Gateway dashboard, or use a provider key.',
    docs: billingDocs,
  },
  { codes: [2029], source, kind: 'dlp', status: 400, phase: 'prompt', hint: dlpHint, docs: dlpDocs },
  { codes: [2030], source, kind: 'dlp', status: 400, phase: 'response', hint: dlpHint, docs: dlpDocs },
  // The text lists every alias of the account (2026): it stays in the response body.
  {
    codes: [2040],
    source,
    kind: 'credential-missing',
    status: 400,
    words: message => message.split(/Configured aliases:/i, 1)[0]?.trimEnd() ?? '',
    hint: aliasHint,
    docs: 'ai-gateway/configuration/bring-your-own-keys/',
  },
  // 2041 seen 2026-09-01, 2045 on 2026-10-02.
  {
    codes: [2041, 2045],
    source,
    kind: 'spend-limit',
    status: 429,
    scope: 'gateway',
    hint: spendLimitHint,
    docs: 'ai-gateway/features/spend-limits/',
  },
  // 7003 has three senders: the run catalogue, the run path's validation, and the account API ("could not route").
  {
    codes: [7003],
    when: { text: /^model not found/i },
    source,
    kind: 'model-not-found',
    status: 404,
    hint: modelHint,
    docs: restDocs,
  },
  {
    codes: [7003],
    when: { text: /user input error|required value|invalid value|validation error/i },
    source,
    kind: 'invalid-request',
    status: 400,
    hint: "The request does not match the model's schema.",
    docs: restDocs,
  },
  {
    codes: [7003],
    when: { statuses: [[500, 599]] },
    source,
    kind: 'upstream-unavailable',
    retryable: true,
    status: 500,
    docs: restDocs,
  },
  { codes: [7003], kind: 'invalid-request', status: 400, docs: restDocs },
  { codes: [7009], source, kind: 'upstream-unavailable', retryable: true, status: 503, docs: restDocs },
  {
    codes: [7013],
    source,
    kind: 'upstream-unavailable',
    retryable: true,
    status: 503,
    hint: "The gateway's guardrails are down: retry.",
    docs: guardrailDocs,
  },
];
