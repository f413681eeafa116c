import { mistralError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, eachToolCall, refuseKeys } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const mistral: Upstream = genericUpstream({
  name: 'mistral',
  base: 'https://api.mistral.ai/',
  prefix: /^v1\//,
  errorBody: mistralError,
  rules: [
    refuseKeys(['max_completion_tokens', 'seed', 'user', 'logprobs'], key => ({
      status: 422,
      type: 'extra_forbidden',
      message: `${key}: Extra inputs are not permitted`,
    })),
    eachToolCall(call =>
      /^[a-zA-Z0-9]{9}$/.test(String(call.id))
        ? undefined
        : {
            message: `Tool call id was ${String(call.id)} but must be a-z, A-Z, 0-9, with a length of 9.`,
            type: 'invalid_function_call',
            code: '3280',
          },
    ),
    eachMessage((message, index, { messages }) =>
      message.role === 'user' && messages[index - 1]?.role === 'tool'
        ? {
            message: "Unexpected role 'user' after role 'tool'",
            type: 'invalid_request_message_order',
            code: '3230',
          }
        : undefined,
    ),
  ],
  dialect: {
    reasoning: 'thinking-parts',
    reasons: ({ model, body }) => /^magistral/.test(model) || body.reasoning_effort === 'high',
    streamUsage: () => 'last-chunk',
    // Exactly nine letters and digits.
    toolCallId: index => `local${String(index).padStart(4, '0')}`,
  },
});
