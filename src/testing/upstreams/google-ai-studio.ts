import { isObject, member } from '../http/json.ts';
import { googleError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { geminiPaths, googleDialect, googleKeys } from './google-dialect.ts';
import { googleEmbeddingsRules, googleRules, unknownName } from './google-rules.ts';
import type { StrictRule, Upstream } from './upstream.ts';

/** Reported one by one between 2025-02 and 2026-08, as https://github.com/n4ze3m/page-assist/issues/418. */
const unknownNames =
  'frequency_penalty presence_penalty seed top_k logit_bias logprobs top_logprobs prediction verbosity parallel_tool_calls reasoning'.split(
    ' ',
  );

/** It accepts only its own extra field. */
const extraBody: StrictRule = ({ body }) =>
  body.extra_body !== undefined && !isObject(member(body, 'extra_body').google)
    ? unknownName('extra_body')
    : undefined;

/** The OpenAI surface of AI Studio accepts fewer names than the one behind the REST API. */
export const googleAIStudio: Upstream = genericUpstream({
  name: 'google-ai-studio',
  base: 'https://generativelanguage.googleapis.com/',
  prefix: /^v1(?:beta)?\/openai\//,
  chatPrefix: 'v1beta/openai/',
  authHeaders: ['x-goog-api-key', 'authorization'],
  ...googleKeys,
  unifiedBilling: true,
  errorBody: googleError,
  rules: [...googleRules(unknownNames), extraBody],
  embeddingsRules: googleEmbeddingsRules,
  dialect: googleDialect,
  ...geminiPaths('v1(?:beta)?/'),
});
