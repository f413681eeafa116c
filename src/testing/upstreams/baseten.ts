import type { JsonObject } from '../http/json.ts';
import { member } from '../http/json.ts';
import type { CompletionUsage } from '../model/completion.ts';
import { textError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { openAIShapeRules } from './openai-shape-rules.ts';
import type { ChatRequest, Upstream } from './upstream.ts';

/** Reason always, or where the chat template requests it. */
function reasons({ model, body }: ChatRequest): boolean {
  const enabled = member(body, 'chat_template_args').enable_thinking;
  return enabled === true || (enabled !== false && /deepseek-(?:r1|v4)|gpt-oss|glm-5/i.test(model));
}

/** Thoughts are counted apart from the completion, and include it. */
function usage(plain: JsonObject, { completionTokens, reasoningTokens }: CompletionUsage): JsonObject {
  return reasoningTokens === 0
    ? plain
    : {
        ...plain,
        completion_tokens: Math.max(0, completionTokens - reasoningTokens),
        completion_tokens_details: { reasoning_tokens: completionTokens },
      };
}

export const baseten: Upstream = genericUpstream({
  name: 'baseten',
  base: 'https://inference.baseten.co/',
  prefix: /^v1\//,
  // Unverified.
  errorBody: textError,
  rules: openAIShapeRules,
  dialect: { reasoning: 'reasoning_content', reasons, usage, streamUsage: () => 'on-request' },
});
