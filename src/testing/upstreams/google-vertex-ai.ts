import { googleError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { geminiPaths, googleDialect, googleKeys } from './google-dialect.ts';
import { googleRules } from './google-rules.ts';
import type { Upstream } from './upstream.ts';

export const googleVertexAI: Upstream = genericUpstream({
  name: 'google-vertex-ai',
  base: 'https://us-central1-aiplatform.googleapis.com/',
  prefix: /^v1(?:beta1)?\/projects\/[^/]+\/locations\/[^/]+\/endpoints\/openapi\//,
  chatPrefix: 'v1/projects/local/locations/us-central1/endpoints/openapi/',
  ...googleKeys,
  unifiedBilling: true,
  errorBody: googleError,
  rules: googleRules(['top_k']),
  dialect: googleDialect,
  ...geminiPaths('v1(?:beta1)?/projects/[^/]+/locations/[^/]+/publishers/google/'),
});
