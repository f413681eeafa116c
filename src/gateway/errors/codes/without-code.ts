import type { FailureTable } from './failure-row.ts';
import {
  apiTokenHint,
  contentHint,
  contextWindowHint,
  edgeHint,
  freeAllocationHint,
  gatewayTokenHint,
  limitHint,
  modelHint,
  ownKeyHint,
  sizeHint,
  slowHint,
  upstreamBillingHint,
  upstreamKeyHint,
  waitHint,
} from './hints.ts';

const policyDocs = 'ai-gateway/features/policies/';
const billingDocs = 'ai-gateway/features/unified-billing/';
const jsonDocs = 'workers-ai/features/json-mode/';

/** Failures that Cloudflare and vendors send without a code of their own, known by shape or words. */
export const textRows: FailureTable = {
  rows: [
    // Policies (beta): no code. https://developers.cloudflare.com/ai-gateway/features/policies/
    {
      shape: 'policy',
      statuses: [429],
      source: 'gateway',
      kind: 'spend-limit',
      hint: limitHint,
      docs: policyDocs,
    },
    {
      shape: 'policy',
      statuses: [403],
      source: 'gateway',
      kind: 'policy',
      hint: 'No policy of the gateway allows this call.',
      docs: policyDocs,
    },
    // Codes of such rules have changed twice (2041, 2045); the words have not.
    {
      sources: ['gateway', 'cloudflare-api', 'workers-ai'],
      text: /^spend(?:ing)? limit exceeded/i,
      kind: 'spend-limit',
      hint: limitHint,
      docs: 'ai-gateway/features/spend-limits/',
    },
    {
      sources: ['gateway', 'cloudflare-api', 'workers-ai'],
      text: /daily free allocation/i,
      source: 'workers-ai',
      kind: 'quota-exhausted',
      hint: freeAllocationHint,
      docs: 'workers-ai/platform/pricing/',
    },
    // Compat under Unified Billing serves few prefixes (anomalyco/models.dev#4715, 2026-08).
    {
      text: /could not be resolved for spend-limit enforcement/i,
      source: 'gateway',
      kind: 'invalid-provider',
      status: 403,
      hint: "Use endpoint: 'rest' with 'google/…' or 'xai/…', as in the catalogue, or a provider key.",
      docs: billingDocs,
    },
    // `requireProviderCredentials` and no credential: status 400 documented 2026-09-14, code and text unpublished.
    {
      sources: ['gateway'],
      statuses: [400],
      text: /credential|\bBYOK\b/i,
      kind: 'credential-missing',
      hint: context => `${ownKeyHint(context)} Or turn off requireProviderCredentials.`,
      docs: billingDocs,
    },
    // Made by Cloudflare on `/ai/v1/messages`, in Anthropic's form (Alishahryar1/free-claude-code#946).
    {
      text: /^model not found:/i,
      source: 'gateway',
      kind: 'model-not-found',
      hint: "Check the model's spelling in the catalogue.",
      docs: 'ai-gateway/usage/rest-api/',
    },
    // Google reports a missing or wrong key as 400, not 401 (2026).
    {
      sources: ['upstream'],
      statuses: [400],
      text: /missing or invalid authorization header|api key not valid|api key not found|api[_ ]key[_ ]invalid|incorrect api key/i,
      kind: 'authentication',
      hint: upstreamKeyHint,
    },
    // Sampling: the next try may fit the schema. https://developers.cloudflare.com/workers-ai/features/json-mode/
    {
      text: /JSON Mode couldn't be met/i,
      source: 'workers-ai',
      kind: 'invalid-request',
      retryable: true,
      hint: 'Retry, or simplify the schema.',
      docs: jsonDocs,
    },
    // Models with tools from 5.2 on, on chat completions (openai-openapi#541).
    {
      sources: ['upstream'],
      statuses: [400],
      text: /tools with reasoning_effort are not supported/i,
      kind: 'invalid-request',
      hint: "Set reasoningEffort to 'none', or call the model through OpenAI's Responses API.",
    },
    // "thinking.type.enabled" is not supported for this model (@ai-sdk/anthropic 4.0.105, 2026-11).
    {
      sources: ['upstream'],
      statuses: [400],
      text: /thinking.type|adaptive thinking is not supported/i,
      kind: 'invalid-request',
      hint: "Use another form of providerOptions.anthropic.thinking: { type: 'adaptive' } with `effort` for Claude from 4.7 on, { type: 'enabled', budgetTokens } before 4.6.",
    },
    // A prompt that is too long, in the words of OpenAI and vLLM, Anthropic, Mistral, MiniMax, Google, xAI, Moonshot,
    // Alibaba, Cohere, Bedrock, Groq and Cerebras, Z.ai and llama.cpp (tables of agents, 2026).
    {
      sources: ['upstream'],
      statuses: [400, 413, 422],
      text: /context length|context window|context size|context limit|prompt is too long|input is too long|maximum number of tokens allowed|maximum prompt length|exceeded model token limit|range of input length|too many tokens|reduce the length of the|prompt exceeds max/i,
      kind: 'request-too-large',
      hint: contextWindowHint,
    },
    // More than the limit of a minute at once, which no wait makes possible (OpenAI, Groq).
    {
      sources: ['upstream'],
      statuses: [429],
      text: /^request too large/i,
      kind: 'request-too-large',
      hint: sizeHint,
    },
    // An account that cannot pay, in the words of Anthropic, xAI, Z.ai and Alibaba (2026).
    {
      sources: ['upstream'],
      statuses: [2, 400, 403, 429],
      text: /any credits|credit balance|insufficient balance|available credits|good standing/i,
      kind: 'quota-exhausted',
      hint: upstreamBillingHint,
    },
    // OpenAI, OpenRouter, Alibaba, Z.ai and MiniMax, with and without codes of their own (2026).
    {
      sources: ['upstream'],
      statuses: [2, 400, 403],
      text: /\bflagged\b|inappropriate content|unsafe or sensitive|new_sensitive/i,
      kind: 'policy',
      hint: contentHint,
    },
    // Inside a successful response, where no status tells it: xAI, whose own package retries it (@ai-sdk/xai 4.0.59).
    { codes: ['The service is currently unavailable'], sources: ['upstream'], kind: 'upstream-unavailable' },
    {
      sources: ['upstream'],
      statuses: [2],
      text: /too many requests|rate limit|high traffic/i,
      kind: 'rate-limit',
      scope: 'upstream',
      hint: waitHint,
    },
    {
      sources: ['upstream', 'workers-ai'],
      statuses: [2],
      text: /currently unavailable|temporarily unavailable|service unavailable|overloaded|at capacity|over capacity|over_capacity|try again later|server error|upstream connect error/i,
      kind: 'upstream-unavailable',
    },
  ],
};

/** What only the HTTP status shows, tried last. The last row fits whatever is left. */
export const statusRows: FailureTable = {
  rows: [
    { statuses: [401], sources: ['upstream'], kind: 'authentication', hint: upstreamKeyHint },
    { statuses: [401], sources: ['gateway'], kind: 'authentication', hint: gatewayTokenHint },
    {
      statuses: [401],
      sources: ['cloudflare-api', 'workers-ai'],
      kind: 'authentication',
      hint: apiTokenHint,
    },
    { statuses: [401], kind: 'authentication' },
    { statuses: [402], kind: 'billing', hint: upstreamBillingHint },
    { statuses: [403], shape: 'html', kind: 'edge-blocked', hint: edgeHint },
    { statuses: [403], kind: 'permission' },
    { statuses: [404], text: /model/i, kind: 'model-not-found', hint: modelHint },
    { statuses: [410], kind: 'model-deprecated' },
    { statuses: [413], kind: 'request-too-large', hint: sizeHint },
    // 499: Google's "The operation was cancelled", which passes (googleapis/python-genai#2506).
    { statuses: [408, 499], kind: 'timeout', hint: slowHint },
    { statuses: [409], kind: 'unknown', retryable: true },
    { statuses: [429], sources: ['gateway', 'cloudflare-api', 'edge'], kind: 'rate-limit', scope: 'gateway' },
    { statuses: [429], kind: 'rate-limit', scope: 'upstream', hint: waitHint },
    // 524: no first byte within 100 s at the edge (danny-avila/LibreChat#6081).
    { statuses: [504, 522, 524], kind: 'timeout', hint: slowHint },
    { statuses: [529], kind: 'capacity' },
    { statuses: [5], kind: 'upstream-unavailable' },
    { statuses: [4], kind: 'invalid-request' },
    { kind: 'unknown' },
  ],
};
