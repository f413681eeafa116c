import { googleError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { googleDialect, googleKeys } from './google-dialect.ts';
import { googleEmbeddingsRules, googleRules } from './google-rules.ts';
import type { Upstream } from './upstream.ts';

/**
 * The catalogue's author `google`, which is Vertex's OpenAI surface: seed and penalties are known there. Its
 * stored keys are those of AI Studio.
 */
export const google: Upstream = genericUpstream({
  name: 'google',
  slug: 'google-ai-studio',
  rest: 'google',
  compat: [],
  native: false,
  base: 'https://generativelanguage.googleapis.com/',
  chatPrefix: 'v1beta/openai/',
  ...googleKeys,
  errorBody: googleError,
  rules: googleRules(['top_k', 'logit_bias']),
  embeddingsRules: googleEmbeddingsRules,
  dialect: googleDialect,
});
