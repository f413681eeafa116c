import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, modelIs } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const moonshotai: Upstream = genericUpstream({
  name: 'moonshotai',
  rest: 'moonshotai',
  compat: [],
  native: false,
  base: 'https://api.moonshot.ai/',
  rules: [
    ({ body, model }) =>
      /^kimi-/.test(model) && body.temperature !== undefined && body.temperature !== 1
        ? { message: 'invalid temperature: only 1 is allowed for this model' }
        : undefined,
    eachMessage((message, index, { model }) =>
      /^kimi-k(?:3|2[.p]7|2-thinking)/.test(model) &&
      Array.isArray(message.tool_calls) &&
      message.reasoning_content === undefined
        ? {
            message: `thinking is enabled but reasoning_content is missing in assistant tool call message at index ${index}`,
          }
        : undefined,
    ),
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons: modelIs(/^kimi-k(?:3|2[.p]7|2-thinking)/),
    streamUsage: () => 'asked',
  },
});
