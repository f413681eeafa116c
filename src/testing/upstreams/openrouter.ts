import { asString, type JsonObject, member, objects } from '../http/json.ts';
import { claudeCallIds, noPrefill } from './anthropic-rules.ts';
import { openRouterError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { eachMessage, fourStops, modelIs, when } from './rules.ts';
import type { ChatRequest, StrictRule, Upstream } from './upstream.ts';

const isClaude = modelIs(/^~?anthropic\//);
const isGemini3 = modelIs(/^~?google\/gemini-(?:[3-9]|\d\d)/);
const thinksAlways = modelIs(
  /:thinking$|gemini-(?:[3-9]|\d\d)|deepseek-(?:r1|v4)|gpt-oss|gpt-5|kimi-k(?:2-thinking|3)/,
);

/** `reasoning` is on with an effort, with a budget, or explicitly. */
function requestsReasoning({ body }: ChatRequest): boolean {
  const { effort, max_tokens, enabled } = member(body, 'reasoning');
  return enabled === true || max_tokens !== undefined || (effort !== undefined && effort !== 'none');
}

function reasons(request: ChatRequest): boolean {
  const { enabled, exclude, effort } = member(request.body, 'reasoning');
  const off = enabled === false || exclude === true || effort === 'none';
  return !off && (requestsReasoning(request) || thinksAlways(request));
}

/** Whether a turn brings back everything that was signed. */
function isSigned({ reasoning_details }: JsonObject): boolean {
  const details = objects(reasoning_details);
  const proofs = details.filter(({ signature, data }) => asString(signature ?? data) !== undefined);
  return proofs.length > 0;
}

/**
 * Claude's thinking and Gemini's calls are signed; the proof travels in `reasoning_details` and is lost when they
 * are not sent back (pydantic-ai 2026-08, pi 2e5a972a). Claude signs only what it thought.
 */
const replay: readonly StrictRule[] = [
  ...when(
    request => isClaude(request) && requestsReasoning(request),
    eachMessage((message, index) =>
      objects(message.tool_calls).length > 0 && !isSigned(message)
        ? {
            message: `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`tool_use\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
            vendor: 'Anthropic',
          }
        : undefined,
    ),
  ),
  // https://github.com/UKGovernmentBEIS/inspect_ai/issues/4079
  ...when(
    modelIs(/^deepseek\/deepseek-v4/),
    eachMessage(({ role, reasoning_content: thoughts }) =>
      role === 'assistant' && thoughts === undefined
        ? {
            message: 'The `reasoning_content` in the thinking mode must be passed back to the API.',
            vendor: 'DeepSeek',
          }
        : undefined,
    ),
  ),
  ...when(
    isGemini3,
    eachMessage((message, index) =>
      objects(message.tool_calls).length > 0 && !isSigned(message)
        ? {
            message: `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, position ${index + 1}.`,
            vendor: 'Google',
          }
        : undefined,
    ),
  ),
];

const signature = 'bG9jYWwtc2lnbmF0dXJl';

/** Text, and what proves it: a signature on the text for Claude, an encrypted entry for Gemini. */
function details(text: string, at: 'whole' | 'piece' | 'seal', request: ChatRequest): JsonObject[] {
  if (isGemini3(request)) {
    const proof = { type: 'reasoning.encrypted', data: signature, format: 'google-gemini-v1', index: 0 };
    const plain = { type: 'reasoning.text', text, format: 'google-gemini-v1', index: 0 };
    return { whole: [plain, proof], piece: [plain], seal: [proof] }[at];
  }
  const plain = {
    type: 'reasoning.text',
    text,
    format: isClaude(request) ? 'anthropic-claude-v1' : 'unknown',
    index: 0,
  };
  const signed = isClaude(request) ? { ...plain, signature } : plain;
  return { whole: [signed], piece: [plain], seal: isClaude(request) ? [signed] : [] }[at];
}

/** The effect of `max_completion_tokens` next to `max_tokens` is not documented, so it is accepted. */
export const openrouter: Upstream = genericUpstream({
  name: 'openrouter',
  compat: [],
  base: 'https://openrouter.ai/api/',
  errorBody: openRouterError,
  // OpenRouter's OpenAPI document (2026-08).
  rules: [fourStops, ...when(isClaude, claudeCallIds, ...noPrefill), ...replay],
  dialect: {
    reasoning: 'reasoning',
    reasons,
    reasoningDetails: details,
    streamUsage: ({ body }) => (member(body, 'usage').include === true ? 'last-chunk' : 'on-request'),
    usage: plain => ({
      ...plain,
      cost: 0.00015,
      is_byok: false,
      cost_details: { upstream_inference_cost: null },
    }),
    extra: { every: () => ({ provider: 'Local' }) },
    choiceExtra: finish => ({ native_finish_reason: finish }),
  },
});
