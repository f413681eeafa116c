import { moonshotError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { kimiThinks, moonshotRules } from './moonshotai-rules.ts';
import type { Upstream } from './upstream.ts';

export const moonshotai: Upstream = genericUpstream({
  name: 'moonshotai',
  rest: 'moonshotai',
  compat: [],
  native: false,
  base: 'https://api.moonshot.ai/',
  errorBody: moonshotError,
  rules: moonshotRules,
  dialect: {
    reasoning: 'reasoning_content',
    reasons: kimiThinks,
    streamUsage: () => 'choice',
    toolCallId: (index, name, { model }) => (/^kimi/.test(model) ? `functions.${name}:${index}` : undefined),
    usage: (plain, { cachedTokens }) => ({ ...plain, cached_tokens: cachedTokens }),
  },
});
