import { asString } from '../http/json.ts';
import { xaiError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { refuseKeys } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const xai: Upstream = genericUpstream({
  name: 'xai',
  slug: 'grok',
  rest: 'xai',
  compat: ['grok'],
  base: 'https://api.x.ai/',
  prefix: /^v1\//,
  unifiedBilling: true,
  errorBody: xaiError,
  rules: [
    refuseKeys(['presence_penalty', 'frequency_penalty', 'stop'], key => ({
      message: `Argument not supported on this model: ${key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}`,
    })),
    ({ body, model }) =>
      asString(body.reasoning_effort) === 'none' && /^grok-4\.[56]/.test(model)
        ? { message: "This model does not support 'reasoning_effort' value 'none'" }
        : undefined,
    ({ body, model }) =>
      body.reasoning_effort !== undefined && /^grok-4(?:-|$|\.20)|code-fast/.test(model)
        ? { message: `Model ${model} does not support parameter reasoningEffort.` }
        : undefined,
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: ({ body, model }) =>
      /^grok-(?:3-mini|4)/.test(model) && !/non-reasoning/.test(model) && body.reasoning_effort !== 'none',
    streamUsage: () => 'asked',
    extraUsage: () => ({ num_sources_used: 0 }),
  },
});
