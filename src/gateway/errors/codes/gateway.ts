import type { FailureTable } from './failure-row.ts';
import {
  aliasHint,
  dlpHint,
  gatewayMissingHint,
  gatewayTokenHint,
  limitHint,
  modelHint,
  ownKeyHint,
  retryHint,
  spellingHint,
} from './hints.ts';

const billingDocs = 'ai-gateway/features/unified-billing/';
const dlpDocs = 'ai-gateway/features/dlp/';
const guardrailDocs = 'ai-gateway/features/guardrails/';
const loggingDocs = 'ai-gateway/observability/logging/';

/** @see https://developers.cloudflare.com/ai-gateway/ — codes 2001 to 2045 and 70xx of the gateway and its run path */
export const gatewayCodes: FailureTable = {
  source: 'gateway',
  docs: 'ai-gateway/usage/rest-api/',
  rows: [
    {
      codes: [2001],
      kind: 'gateway-not-found',
      hint: gatewayMissingHint,
      docs: 'ai-gateway/configuration/manage-gateway/',
    },
    // On ids of vendors it is the gateway's own failure, and passes (gpt-load#69).
    {
      codes: [2002],
      statuses: [5],
      kind: 'upstream-unavailable',
      hint: retryHint,
      docs: loggingDocs,
    },
    // "Failed to parse model output" (400).
    {
      codes: [2002],
      kind: 'unknown',
      hint: 'Choose another model, or change the dynamic route.',
      docs: 'ai-gateway/features/dynamic-routing/',
    },
    {
      codes: [2003],
      kind: 'rate-limit',
      scope: 'gateway',
      hint: limitHint,
      docs: 'ai-gateway/features/rate-limiting/',
    },
    // Status 400, and no guarantee that a retry helps: left to fallbacks. It hides its cause; the log entry shows it (cloudflare/ai#611).
    {
      codes: [2005],
      kind: 'upstream-unavailable',
      retryable: false,
      status: 400,
      hint: "See the gateway's log, or check the name of the route.",
      docs: loggingDocs,
    },
    { codes: [2008], kind: 'invalid-provider', hint: spellingHint, docs: 'ai-gateway/usage/providers/' },
    {
      codes: [2009],
      kind: 'authentication',
      hint: gatewayTokenHint,
      docs: 'ai-gateway/configuration/authentication/',
    },
    // Matched by code: the documented 424 is seen as 422 and 400 too.
    {
      codes: [2016],
      kind: 'guardrail',
      phase: 'prompt',
      hint: 'A guardrail of the gateway blocked the prompt.',
      docs: guardrailDocs,
    },
    {
      codes: [2017],
      kind: 'guardrail',
      phase: 'response',
      hint: 'A guardrail of the gateway blocked the response.',
      docs: guardrailDocs,
    },
    {
      codes: [2018],
      kind: 'rate-limit',
      scope: 'gateway',
      hint: 'Unified Billing is at its limit: wait tens of seconds, or use a provider key.',
      docs: 'ai-gateway/reference/limits/',
    },
    {
      codes: [2021],
      text: /not available via unified billing/i,
      kind: 'billing',
      hint: ownKeyHint,
      docs: billingDocs,
    },
    {
      codes: [2021],
      kind: 'billing',
      hint: 'Add credits in the AI Gateway dashboard, or use a provider key.',
      docs: billingDocs,
    },
    { codes: [2029], kind: 'dlp', phase: 'prompt', hint: dlpHint, docs: dlpDocs },
    { codes: [2030], kind: 'dlp', phase: 'response', hint: dlpHint, docs: dlpDocs },
    // The text lists every alias of the account (2026): it stays in the response body.
    {
      codes: [2040],
      kind: 'credential-missing',
      words: message => message.split(/Configured aliases:/i, 1)[0]?.trimEnd() ?? '',
      hint: aliasHint,
      docs: 'ai-gateway/configuration/bring-your-own-keys/',
    },
    // 2041 seen 2026-09-01, 2045 on 2026-10-02.
    { codes: [2041, 2045], kind: 'spend-limit', hint: limitHint, docs: 'ai-gateway/features/spend-limits/' },
    // 7003 has three senders: the run catalogue, the run path's validation, and the account API ("could not route").
    { codes: [7003], text: /^model not found/i, kind: 'model-not-found', hint: modelHint },
    {
      codes: [7003],
      text: /user input error|required value|invalid value|validation error/i,
      kind: 'invalid-request',
      hint: "The request does not match the model's schema.",
    },
    { codes: [7003], statuses: [5], kind: 'upstream-unavailable' },
    { codes: [7003], kind: 'invalid-request' },
    { codes: [7009], kind: 'upstream-unavailable' },
    { codes: [7013], kind: 'upstream-unavailable', hint: retryHint, docs: guardrailDocs },
  ],
};
