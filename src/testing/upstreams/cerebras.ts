import { member } from '../http/json.ts';
import { flatError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, modelIs } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const cerebras: Upstream = genericUpstream({
  name: 'cerebras',
  base: 'https://api.cerebras.ai/',
  errorBody: flatError,
  rules: [
    eachMessage((message, index) =>
      message.reasoning_content === undefined
        ? undefined
        : {
            message: `messages.${index}.${String(message.role)}.reasoning_content: property 'messages.${index}.${String(message.role)}.reasoning_content' is unsupported`,
            code: 'wrong_api_format',
          },
    ),
    ({ tools }) =>
      new Set(tools.map(tool => member(tool, 'function').strict === true)).size > 1
        ? {
            message:
              "Tools with mixed values for 'strict' are not allowed. Please set all tools to 'strict: true' or 'strict: false'",
            param: 'tools',
          }
        : undefined,
  ],
  dialect: {
    reasoning: 'reasoning',
    reasons: modelIs(/^(?:gpt-oss|zai-glm|qwen-3)/),
    streamUsage: () => 'asked',
  },
});
