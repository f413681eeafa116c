import { genericUpstream } from './generic-upstream.ts';
import { openAIShapeRules } from './openai-shape-rules.ts';
import type { Upstream } from './upstream.ts';

export const parallel: Upstream = genericUpstream({
  name: 'parallel',
  base: 'https://api.parallel.ai/',
  authHeaders: ['x-api-key', 'authorization'],
  rules: openAIShapeRules,
});
