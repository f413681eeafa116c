import { anthropicError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, eachToolCall, forcesTool, modelIs, refuseKeys, thinking, when } from './rules.ts';
import type { StrictRule, Upstream } from './upstream.ts';

const dottedClaude: StrictRule = ({ model }) =>
  /\d\.\d|\//.test(model) ? { status: 404, type: 'not_found_error', message: `model: ${model}` } : undefined;

export const anthropic: Upstream = genericUpstream({
  name: 'anthropic',
  rest: 'anthropic',
  base: 'https://api.anthropic.com/',
  prefix: /^v1\//,
  authHeaders: ['x-api-key', 'authorization'],
  missingKey: { status: 401, type: 'authentication_error', message: 'x-api-key header is required' },
  wrongKey: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
  unifiedBilling: true,
  // The catalogue spells versions with a dot and knows no dated ids.
  restUnknown: /\d-\d|^(?!claude-)|haiku-5$/,
  restModel: id => id.replace(/(\d)\.(\d)/, '$1-$2'),
  errorBody: anthropicError,
  rules: [
    dottedClaude,
    ...when(
      modelIs(/opus-(?:4-[78]|5)|sonnet-5|fable-5|mythos-5/),
      refuseKeys(['temperature', 'top_p', 'top_k'], key => ({
        message: `${key}: Extra inputs are not permitted`,
      })),
    ),
    request =>
      thinking(request) && forcesTool(request)
        ? { message: 'Thinking may not be enabled when tool_choice forces tool use.' }
        : undefined,
    eachToolCall((call, index) =>
      /^[a-zA-Z0-9_-]{1,64}$/.test(String(call.id))
        ? undefined
        : {
            message: `messages.${index}.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`,
          },
    ),
    eachMessage((message, index) =>
      message.content === '' && message.role === 'user'
        ? { message: `messages.${index}: user messages must have non-empty content` }
        : undefined,
    ),
  ],
});
