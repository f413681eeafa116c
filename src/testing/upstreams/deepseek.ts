import { member } from '../http/json.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, forcesTool } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const deepseek: Upstream = genericUpstream({
  name: 'deepseek',
  rest: 'deepseek',
  base: 'https://api.deepseek.com/',
  chatPrefix: '',
  restByokOnly: /^deepseek-(?:chat|reasoner)$/,
  rules: [
    ({ body }) =>
      member(body, 'response_format').type === 'json_schema'
        ? { message: 'This response_format type is unavailable now' }
        : undefined,
    request =>
      /reasoner|v4/.test(request.model) &&
      forcesTool(request) &&
      member(request.body, 'thinking').type !== 'disabled'
        ? { message: `${request.model} does not support this tool_choice` }
        : undefined,
    eachMessage((message, _, { model, body }) =>
      /v4/.test(model) &&
      message.role === 'assistant' &&
      message.reasoning_content === undefined &&
      member(body, 'thinking').type !== 'disabled'
        ? { message: 'The `reasoning_content` in the thinking mode must be passed back to the API.' }
        : undefined,
    ),
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: ({ model, body }) =>
      /reasoner|r1|v4/.test(model) && member(body, 'thinking').type !== 'disabled',
    streamUsage: () => 'asked',
    extraUsage: tokens => ({ prompt_cache_hit_tokens: 0, prompt_cache_miss_tokens: tokens }),
  },
});
