import type { FailureRow } from './failure-row.ts';
import {
  aliasHint,
  gatewayMissingHint,
  gatewayTokenHint,
  modelHint,
  noAnswerHint,
  ownModelHint,
  spellingHint,
} from './hints.ts';

const docs = 'https://developers.cloudflare.com/ai-gateway/';
const source = 'gateway';

/** @see https://developers.cloudflare.com/ai-gateway/ — codes 2001 to 2045 and 70xx of the gateway and its run path */
export const gatewayCodes: readonly FailureRow[] = [
  {
    when: { codes: [2001] },
    ...{ source, kind: 'gateway-not-found', retryable: false, status: 400 },
    hint: gatewayMissingHint,
    docs: `${docs}configuration/manage-gateway/`,
  },
  {
    when: { codes: [2002] },
    ...{ source, kind: 'unknown', retryable: false },
    hint: "A model node of the dynamic route could not read the model's reply: change the route or its model.",
    docs: `${docs}features/dynamic-routing/`,
  },
  {
    when: { codes: [2003] },
    ...{ source, kind: 'rate-limit', retryable: true, status: 429, scope: 'gateway' },
    hint: 'The rate limit of the gateway was reached: wait for its window, or raise it.',
    docs: `${docs}features/rate-limiting/`,
  },
  // Status 400, and no guarantee that a repetition helps: left to fallbacks.
  {
    when: { codes: [2005] },
    ...{ source, kind: 'upstream-unavailable', retryable: false, status: 400 },
    hint: noAnswerHint,
    docs: `${docs}observability/logging/`,
  },
  {
    when: { codes: [2008] },
    ...{ source, kind: 'invalid-provider', retryable: false, status: 400 },
    hint: spellingHint,
    docs: `${docs}usage/providers/`,
  },
  {
    when: { codes: [2009] },
    ...{ source, kind: 'authentication', retryable: false, status: 401 },
    hint: gatewayTokenHint,
    docs: `${docs}configuration/authentication/`,
  },
  // Matched by code: the documented 424 is seen as 422 and 400 too.
  {
    when: { codes: [2016] },
    ...{ source, kind: 'guardrail', retryable: false, status: 424, phase: 'prompt' },
    hint: 'A guardrail of the gateway stopped the prompt.',
    docs: `${docs}features/guardrails/`,
  },
  {
    when: { codes: [2017] },
    ...{ source, kind: 'guardrail', retryable: false, status: 424, phase: 'response' },
    hint: 'A guardrail of the gateway stopped the call; another answer of the model may pass.',
    docs: `${docs}features/guardrails/`,
  },
  {
    when: { codes: [2018] },
    ...{ source, kind: 'rate-limit', retryable: true, status: 429, scope: 'gateway' },
    hint: 'The throughput limit of Unified Billing for this gateway was reached: wait tens of seconds, or use a provider key.',
    docs: `${docs}reference/limits/`,
  },
  {
    when: { codes: [2021], text: /not available via unified billing/i },
    ...{ source, kind: 'billing', retryable: false, status: 402 },
    hint: ownModelHint,
    docs: `${docs}features/unified-billing/`,
  },
  {
    when: { codes: [2021] },
    ...{ source, kind: 'billing', retryable: false, status: 402 },
    hint: 'Add credits in the AI Gateway dashboard, or use a provider key (stored, or in providerKeys).',
    docs: `${docs}features/unified-billing/`,
  },
  {
    when: { codes: [2029] },
    ...{ source, kind: 'dlp', retryable: false, status: 400, phase: 'prompt' },
    hint: 'Data loss prevention stopped the prompt; `dlp` names the profiles and policies, where they were sent.',
    docs: `${docs}features/dlp/`,
  },
  {
    when: { codes: [2030] },
    ...{ source, kind: 'dlp', retryable: false, status: 400, phase: 'response' },
    hint: 'Data loss prevention stopped the call; `dlp` names the profiles and policies, where they were sent.',
    docs: `${docs}features/dlp/`,
  },
  // The text lists every alias of the account (2026): it stays in the response body.
  {
    when: { codes: [2040] },
    ...{ source, kind: 'credential-missing', retryable: false, status: 400 },
    words: message => message.replace(/\s*Configured aliases:[\s\S]*$/i, ''),
    hint: aliasHint,
    docs: `${docs}configuration/bring-your-own-keys/`,
  },
  // 2041 seen 2026-09-01, 2045 on 2026-10-02.
  {
    when: { codes: [2041, 2045] },
    ...{ source, kind: 'spend-limit', retryable: false, status: 429, scope: 'gateway' },
    hint: 'A spend limit of the gateway was reached: it opens again with its window, or when it is raised.',
    docs: `${docs}features/spend-limits/`,
  },
  // 7003 has three senders: the run catalogue, the run path's validation, and the account API ("could not route").
  {
    when: { codes: [7003], text: /^model not found/i },
    ...{ source, kind: 'model-not-found', retryable: false, status: 404 },
    hint: modelHint,
    docs: `${docs}usage/rest-api/`,
  },
  {
    when: { codes: [7003], text: /user input error|required value|invalid value|validation error/i },
    ...{ source, kind: 'invalid-request', retryable: false, status: 400 },
    hint: 'The run path checks each request against the schema of the model.',
    docs: `${docs}usage/rest-api/`,
  },
  {
    when: { codes: [7003], statuses: [[500, 599]] },
    ...{ source, kind: 'upstream-unavailable', retryable: true, status: 500 },
    docs: `${docs}usage/rest-api/`,
  },
  {
    when: { codes: [7003] },
    ...{ kind: 'invalid-request', retryable: false, status: 400 },
    docs: `${docs}usage/rest-api/`,
  },
  {
    when: { codes: [7009] },
    ...{ source, kind: 'upstream-unavailable', retryable: true, status: 503 },
    docs: `${docs}usage/rest-api/`,
  },
  {
    when: { codes: [7013] },
    ...{ source, kind: 'upstream-unavailable', retryable: true, status: 503 },
    hint: 'The guardrail service is down while a rule that blocks is active.',
    docs: `${docs}features/guardrails/`,
  },
];
