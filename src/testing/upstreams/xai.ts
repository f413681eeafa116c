import type { JsonObject } from '../http/json.ts';
import type { CompletionUsage } from '../model/completion.ts';
import { xaiError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import type { Upstream } from './upstream.ts';
import { xaiRules } from './xai-rules.ts';

/** Reasoning is counted apart from the completion: the total is prompt, completion and reasoning. */
function usage(plain: JsonObject, counts: CompletionUsage): JsonObject {
  const { promptTokens, completionTokens, reasoningTokens, cachedTokens } = counts;
  const none = { audio_tokens: 0, image_tokens: 0 };
  return {
    ...plain,
    completion_tokens: Math.max(0, completionTokens - reasoningTokens),
    prompt_tokens_details: { text_tokens: promptTokens, ...none, cached_tokens: cachedTokens },
    completion_tokens_details: {
      reasoning_tokens: reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
    num_sources_used: 0,
    cost_in_usd_ticks: 1000,
  };
}

/**
 * Older models end their tool calls otherwise: https://github.com/BerriAI/litellm/pull/12545 and
 * https://github.com/vercel/ai/issues/12218 (no longer to be seen live in 2026-07).
 */
const toolFinishes: readonly (readonly [RegExp, string])[] = [
  [/^grok-4(?:-0709)?$/, ''],
  [/^grok-4[-.]1/, 'stop'],
];

export const xai: Upstream = genericUpstream({
  name: 'xai',
  slug: 'grok',
  rest: 'xai',
  compat: ['grok'],
  base: 'https://api.x.ai/',
  prefix: /^v1\//,
  unifiedBilling: true,
  errorBody: xaiError,
  restKinds: ['responses', 'messages'],
  paths: [
    { tail: /^v1\/responses$/, kind: 'responses' },
    // https://developers.cloudflare.com/ai-gateway/usage/providers/grok/
    { tail: /^v1\/messages$/, kind: 'messages' },
    { tail: /^v1\/images\/generations$/, kind: 'images' },
  ],
  rules: xaiRules,
  // What @ai-sdk/xai 5.0.12 sends (2026-11).
  responsesMembers: ['logprobs', 'max_turns', 'min_p', 'search_parameters', 'seed', 'top_k'],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: ({ body, model }) =>
      /^grok-(?:3-mini|4)/.test(model) && !/non-reasoning/.test(model) && body.reasoning_effort !== 'none',
    repeatsReasoning: true,
    // @ai-sdk/xai 5.0.12 demands it (2026-11).
    thoughtExtra: { status: 'completed' },
    // https://docs.x.ai/docs/guides/function-calling
    wholeCalls: true,
    repeatsPrefill: 'stream',
    streamUsage: () => 'on-request',
    usage,
    toolFinish: ({ model }) => toolFinishes.find(([pattern]) => pattern.test(model))?.[1] ?? 'tool_calls',
    extra: {
      every: () => ({ system_fingerprint: 'fp_local' }),
      whole: () => ({ service_tier: 'default' }),
    },
  },
});
