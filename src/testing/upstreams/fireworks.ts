import { member } from '../http/json.ts';
import { textError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { oneLeadingSystem, onlyRoles } from './message-rules.ts';
import { modelIs, onlyValues, when } from './rules.ts';
import type { ChatRequest, Upstream } from './upstream.ts';

const reasoningModels =
  /glm-(?:4|5)|deepseek-(?:r1|v[34])|kimi-k(?:2-thinking|2[.p]\d|3)|gpt-oss|qwen3(?!.*(?:instruct|coder))|minimax/;

function reasons({ model, body }: ChatRequest): boolean {
  const off = member(body, 'thinking').type === 'disabled' || body.reasoning_effort === 'none';
  return reasoningModels.test(model) && !off;
}

/** The chat templates know four roles; those of Qwen take instructions at the start only. */
export const fireworks: Upstream = genericUpstream({
  name: 'fireworks',
  compat: [],
  base: 'https://api.fireworks.ai/inference/v1/',
  prefix: /^/,
  chatPrefix: '',
  errorBody: textError,
  rules: [
    onlyRoles(['system', 'user', 'assistant', 'tool'], () => ({
      message: 'jinja template rendering failed. Unexpected message role.',
    })),
    // https://github.com/BerriAI/litellm/issues/39852
    ...when(
      modelIs(/qwen/),
      oneLeadingSystem(() => ({
        message: 'jinja template rendering failed. System message must be at the beginning.',
      })),
    ),
    onlyValues('reasoning_effort', ['none', 'low', 'medium', 'high'], value => ({
      message: `Invalid reasoning_effort: ${value}. Must be one of none, low, medium, high`,
    })),
    ({ body }) =>
      body.reasoning_effort != null && body.thinking !== undefined
        ? { message: "Only one of 'thinking' and 'reasoning_effort' may be specified" }
        : undefined,
    ({ body }) =>
      typeof body.logprobs === 'boolean'
        ? { message: 'logprobs: Input should be a valid integer' }
        : undefined,
  ],
  dialect: {
    reasoning: 'reasoning_content',
    reasons,
    streamUsage: () => 'on-request',
    choiceExtra: () => ({ raw_output: null }),
  },
});
