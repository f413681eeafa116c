import { mistralError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { mistralEmbeddingsRules, mistralRules } from './mistral-rules.ts';
import type { Upstream } from './upstream.ts';

export const mistral: Upstream = genericUpstream({
  name: 'mistral',
  base: 'https://api.mistral.ai/',
  prefix: /^v1\//,
  errorBody: mistralError,
  rules: mistralRules,
  embeddingsRules: mistralEmbeddingsRules,
  dialect: {
    reasoning: 'thinking-parts',
    reasons: ({ model, body }) => /^magistral/.test(model) || body.reasoning_effort === 'high',
    repeatsPrefill: 'answer',
    streamUsage: () => 'last-chunk',
    // Exactly nine letters and digits.
    toolCallId: index => `local${String(index).padStart(4, '0')}`,
  },
});
