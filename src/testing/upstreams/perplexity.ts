import { perplexityError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { perplexityRules } from './perplexity-rules.ts';
import { modelIs } from './rules.ts';
import type { Upstream } from './upstream.ts';

const url = 'https://example.com/source';

export const perplexity: Upstream = genericUpstream({
  name: 'perplexity',
  slug: 'perplexity-ai',
  rest: 'perplexity',
  restByokOnly: /^/,
  compat: ['perplexity', 'perplexity-ai'],
  base: 'https://api.perplexity.ai/',
  prefix: /^/,
  chatPrefix: '',
  errorBody: perplexityError,
  rules: perplexityRules,
  dialect: {
    reasoning: 'think-tags',
    reasons: modelIs(/^sonar-(?:reasoning|deep)/),
    streamUsage: () => 'every-chunk',
    // Every chunk repeats role and content.
    deltaBase: { role: 'assistant', content: '' },
    usage: (plain, { reasoningTokens }) => ({
      ...plain,
      search_context_size: 'low',
      citation_tokens: 0,
      num_search_queries: 1,
      ...(reasoningTokens > 0 ? { reasoning_tokens: reasoningTokens } : {}),
      cost: {
        input_tokens_cost: 0.00001,
        output_tokens_cost: 0.00002,
        request_cost: 0.005,
        total_cost: 0.00503,
      },
    }),
    extra: {
      first: () => ({
        citations: [url],
        search_results: [{ title: 'Example', url, date: '2026-01-15' }],
      }),
    },
  },
});
