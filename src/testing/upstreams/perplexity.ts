import { perplexityError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, modelIs } from './rules.ts';
import type { Upstream } from './upstream.ts';

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
  rules: [
    eachMessage((message, index, { messages }) =>
      message.role === messages[index - 1]?.role && message.role !== 'system'
        ? {
            message:
              'After the (optional) system message(s), user and assistant roles should be alternating.',
            type: 'invalid_message',
          }
        : undefined,
    ),
  ],
  dialect: {
    reasoning: 'think-tags',
    reasons: modelIs(/^sonar-(?:reasoning|deep)/),
    streamUsage: () => 'last-chunk',
  },
});
