import { asNumber } from '../http/json.ts';
import { messageError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { onlyValues, refuseKeys } from './rules.ts';
import type { Upstream } from './upstream.ts';

/**
 * Its list of what the Compatibility API does not take: https://docs.cohere.com/docs/compatibility-api.
 * `tool_choice` and `stream_options` stand in neither list and are let pass.
 */
const unsupported =
  'store metadata logit_bias top_logprobs n modalities prediction audio service_tier parallel_tool_calls'.split(
    ' ',
  );

export const cohere: Upstream = genericUpstream({
  name: 'cohere',
  base: 'https://api.cohere.com/',
  prefix: /^compatibility\/v1\//,
  chatPrefix: 'compatibility/v1/',
  errorBody: messageError,
  paths: [
    { tail: /^v2\/chat$/, kind: 'cohere-chat' },
    { tail: /^v2\/embed$/, kind: 'cohere-embed' },
    { tail: /^v2\/rerank$/, kind: 'cohere-rerank' },
  ],
  rules: [
    refuseKeys(unsupported, key => ({ message: `invalid request: ${key} is not supported` })),
    // https://docs.cohere.com/reference/chat
    ({ body }) =>
      (asNumber(body.temperature) ?? 0) > 1
        ? { message: 'invalid request: temperature must be between 0 and 1.0 inclusive' }
        : undefined,
    onlyValues('reasoning_effort', ['none', 'high'], value => ({
      message: `invalid request: reasoning_effort must be one of none, high, got ${value}`,
    })),
  ],
});
