import type { FailureRow } from './failure-row.ts';
import {
  apiTokenHint,
  contextWindowHint,
  freeAllocationHint,
  gatewayTokenHint,
  modelHint,
  ownKeyHint,
  sizeHint,
  slowHint,
  spendLimitHint,
  upstreamBillingHint,
  upstreamKeyHint,
} from './hints.ts';

const policyDocs = 'ai-gateway/features/policies/';
const billingDocs = 'ai-gateway/features/unified-billing/';
const cloudflare = ['gateway', 'cloudflare-api', 'workers-ai'] as const;
const gateway = ['gateway'] as const;
const upstream = ['upstream'] as const;

/**
 * A prompt that is too long, in the words of OpenAI and vLLM, Anthropic, Mistral, MiniMax, Google, xAI, Moonshot, Alibaba,
 * Cohere, Bedrock, Groq and Cerebras, Z.ai and llama.cpp (tables of agents, 2026).
 */
const contextOverflow =
  /context length|context window|context size|prompt is too long|input is too long|maximum number of tokens allowed|maximum prompt length|exceeded model token limit|range of input length|too many tokens|reduce the length of the|prompt exceeds max/i;

/** A failure that passes, of a vendor that sends it with status 200. */
const passingTrouble =
  /currently unavailable|temporarily unavailable|currently overloaded|service unavailable|is overloaded|at capacity|try again later/i;

/** Failures that Cloudflare and vendors send without a code of their own, known by shape or words. */
export const textRows: readonly FailureRow[] = [
  // Policies (beta): no code. https://developers.cloudflare.com/ai-gateway/features/policies/
  {
    when: { shapes: ['policy'], statuses: [429] },
    source: 'gateway',
    kind: 'spend-limit',
    scope: 'gateway',
    hint: "Wait until the gateway's limit resets, or raise it.",
    docs: policyDocs,
  },
  {
    when: { shapes: ['policy'], statuses: [403] },
    source: 'gateway',
    kind: 'policy',
    hint: 'No policy of the gateway allows this call.',
    docs: policyDocs,
  },
  // Codes of such rules have changed twice (2041, 2045); the words have not.
  {
    when: { sources: cloudflare, text: /^spend(?:ing)? limit exceeded/i },
    kind: 'spend-limit',
    status: 429,
    scope: 'gateway',
    hint: spendLimitHint,
    docs: 'ai-gateway/features/spend-limits/',
  },
  {
    when: { sources: cloudflare, text: /daily free allocation/i },
    source: 'workers-ai',
    kind: 'quota-exhausted',
    status: 429,
    scope: 'upstream',
    hint: freeAllocationHint,
    docs: 'workers-ai/platform/pricing/',
  },
  // Compat under Unified Billing serves few prefixes (anomalyco/models.dev#4715, 2026-08).
  {
    when: { text: /could not be resolved for spend-limit enforcement/i },
    source: 'gateway',
    kind: 'invalid-provider',
    status: 403,
    hint: "Use endpoint: 'rest' with 'google/…' or 'xai/…', as in the catalogue, or a provider key.",
    docs: billingDocs,
  },
  // `requireProviderCredentials` and no credential: status 400 documented 2026-09-14, code and text unpublished.
  {
    when: { sources: gateway, statuses: [400], text: /credential|\bBYOK\b/i },
    kind: 'credential-missing',
    hint: context => `${ownKeyHint(context)} Or turn off requireProviderCredentials.`,
    docs: billingDocs,
  },
  {
    when: { sources: gateway, text: /^model not found/i },
    kind: 'model-not-found',
    status: 404,
    hint: "Check the model's spelling in the catalogue.",
    docs: 'ai-gateway/usage/rest-api/',
  },
  // Google reports a missing or wrong key as 400, not 401 (2026).
  {
    when: {
      sources: upstream,
      statuses: [400],
      text: /missing or invalid authorization header|api key not valid|api key not found|api[_ ]key[_ ]invalid/i,
    },
    kind: 'authentication',
    hint: upstreamKeyHint,
  },
  // Sampling: the next try may fit the schema. https://developers.cloudflare.com/workers-ai/features/json-mode/
  {
    when: { text: /JSON Mode couldn't be met/i },
    source: 'workers-ai',
    kind: 'invalid-request',
    retryable: true,
    status: 400,
    hint: 'Retry, or simplify the schema.',
    docs: 'workers-ai/features/json-mode/',
  },
  // Models with tools from 5.2 on, on chat completions (openai-openapi#541).
  {
    when: { sources: upstream, statuses: [400], text: /tools with reasoning_effort are not supported/i },
    kind: 'invalid-request',
    hint: "Set reasoningEffort to 'none', or call the model through OpenAI's Responses API.",
  },
  // "thinking.type.enabled" is not supported for this model (@ai-sdk/anthropic 4.0.105, 2026-11).
  {
    when: {
      sources: upstream,
      statuses: [400],
      text: /thinking.type|adaptive thinking is not supported/i,
    },
    kind: 'invalid-request',
    hint: "Use another form of providerOptions.anthropic.thinking: { type: 'adaptive' } with `effort` for Claude from 4.7 on, { type: 'enabled', budgetTokens } before 4.6.",
  },
  {
    when: { sources: upstream, statuses: [400, 413, 422], text: contextOverflow },
    kind: 'request-too-large',
    hint: contextWindowHint,
  },
  // Inside a successful response, where no status tells it: xAI, whose own package retries it (@ai-sdk/xai 4.0.59).
  {
    codes: ['The service is currently unavailable'],
    when: { sources: upstream },
    kind: 'upstream-unavailable',
    retryable: true,
    status: 503,
  },
  {
    when: { sources: upstream, statuses: [[200, 299]], text: passingTrouble },
    kind: 'upstream-unavailable',
    retryable: true,
    status: 503,
  },
];

/**
 * What only the HTTP status shows, tried last. Retry rule: 408, 409, 429 and 5xx, as in the SDK; the permanent 429s
 * are rows above. The last row fits whatever is left.
 */
export const statusRows: readonly FailureRow[] = [
  { when: { statuses: [401], sources: upstream }, kind: 'authentication', hint: upstreamKeyHint },
  { when: { statuses: [401], sources: gateway }, kind: 'authentication', hint: gatewayTokenHint },
  {
    when: { statuses: [401], sources: ['cloudflare-api', 'workers-ai'] },
    kind: 'authentication',
    hint: apiTokenHint,
  },
  { when: { statuses: [401] }, kind: 'authentication' },
  { when: { statuses: [402] }, kind: 'billing', hint: upstreamBillingHint },
  {
    when: { statuses: [403], shapes: ['html'] },
    kind: 'edge-blocked',
    hint: "Cloudflare's edge refused the connection: check firewall rules.",
  },
  { when: { statuses: [403] }, kind: 'permission' },
  { when: { statuses: [404], text: /model/i }, kind: 'model-not-found', hint: modelHint },
  { when: { statuses: [410] }, kind: 'model-deprecated' },
  { when: { statuses: [413] }, kind: 'request-too-large', hint: sizeHint },
  { when: { statuses: [408] }, kind: 'timeout', retryable: true, hint: slowHint },
  { when: { statuses: [409] }, kind: 'unknown', retryable: true },
  {
    when: { statuses: [429], sources: ['gateway', 'cloudflare-api', 'edge'] },
    kind: 'rate-limit',
    retryable: true,
    scope: 'gateway',
  },
  {
    when: { statuses: [429] },
    kind: 'rate-limit',
    retryable: true,
    scope: 'upstream',
    hint: 'Wait as long as retry-after says.',
  },
  // 524: no first byte within 100 s at the edge (danny-avila/LibreChat#6081).
  { when: { statuses: [504, 522, 524] }, kind: 'timeout', retryable: true, hint: slowHint },
  { when: { statuses: [529] }, kind: 'capacity', retryable: true },
  { when: { statuses: [[500, 599]] }, kind: 'upstream-unavailable', retryable: true },
  { when: { statuses: [[400, 499]] }, kind: 'invalid-request' },
  { kind: 'unknown' },
];
