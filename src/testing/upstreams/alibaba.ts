import { genericUpstream } from './generic-upstream.ts';
import { forcesTool, modelIs, thinking, when } from './rules.ts';
import type { Upstream } from './upstream.ts';

export const alibaba: Upstream = genericUpstream({
  name: 'alibaba',
  rest: 'alibaba',
  compat: [],
  native: false,
  base: 'https://dashscope-intl.aliyuncs.com/compatible-mode/',
  rules: [
    request =>
      thinking(request) && forcesTool(request)
        ? {
            message:
              '<400> InternalError.Algo.InvalidParameter: The tool_choice parameter does not support being set to required or object in thinking mode',
          }
        : undefined,
    ...when(modelIs(/^qwen3-(?:\d|32b|8b)/), ({ body, stream }) =>
      body.enable_thinking === true && !stream
        ? {
            message: 'parameter.enable_thinking must be set to false for non-streaming calls',
            code: 'invalid_parameter_error',
          }
        : undefined,
    ),
  ],
  dialect: { reasoning: 'reasoning_content', reasons: thinking, streamUsage: () => 'asked' },
});
