import { member, objects } from '../http/json.ts';
import { genericUpstream } from './generic-upstream.ts';
import { answeredToolCalls, jsonInWords, onlyRoles } from './message-rules.ts';
import { eachMessage, forcesTool, modelIs, onlyValues, when } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule, Upstream } from './upstream.ts';

const isV4 = modelIs(/v4/);
const isR1 = modelIs(/reasoner|r1/);

/** V4 reasons by default, R1 always. */
function thinks(request: ChatRequest): boolean {
  return isR1(request) || (isV4(request) && member(request.body, 'thinking').type !== 'disabled');
}

function badBody(text: string): Refusal {
  return { message: `Failed to deserialize the JSON body into the target type: ${text}` };
}

/** V4 requires its reasoning back on every turn, R1 refuses those of earlier turns. */
const replay: readonly StrictRule[] = [
  ...when(
    request => isV4(request) && thinks(request),
    eachMessage(({ role, reasoning_content }) =>
      role === 'assistant' && reasoning_content === undefined
        ? { message: 'The `reasoning_content` in the thinking mode must be passed back to the API.' }
        : undefined,
    ),
  ),
  ...when(
    isR1,
    eachMessage(({ role, reasoning_content }, index, { messages }) =>
      role === 'assistant' &&
      reasoning_content !== undefined &&
      messages.slice(index).some(later => later.role === 'user')
        ? { message: `messages[${index}]: \`reasoning_content\` of earlier turns must not be passed back.` }
        : undefined,
    ),
  ),
];

/** Text is a string; lists are for images, which only V4 sees. */
const contents: StrictRule = eachMessage(({ content }, index, request) => {
  if (!Array.isArray(content)) return undefined;
  const image = objects(content).some(({ type }) => type === 'image_url');
  if (!image) return badBody(`messages[${index}]: invalid type: sequence, expected a string`);
  return isV4(request)
    ? undefined
    : badBody(`messages[${index}]: unknown variant \`image_url\`, expected \`text\``);
});

/**
 * Names it does not know (`top_k`, `seed`), penalties, and sampling while thinking are ignored, not refused.
 * Both forced choices fail while thinking: https://github.com/BerriAI/litellm/pull/37470
 */
const rules: readonly StrictRule[] = [
  answeredToolCalls,
  onlyRoles(['system', 'user', 'assistant', 'tool'], (role, index) =>
    badBody(
      `messages[${index}].role: unknown variant \`${role}\`, expected one of \`system\`, \`user\`, \`assistant\`, \`tool\``,
    ),
  ),
  ({ body }) =>
    member(body, 'response_format').type === 'json_schema'
      ? { message: 'This response_format type is unavailable now' }
      : undefined,
  jsonInWords({
    message:
      "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
  }),
  request =>
    thinks(request) && forcesTool(request)
      ? { message: `${request.model} does not support this tool_choice` }
      : undefined,
  onlyValues('reasoning_effort', ['low', 'high', 'max'], value =>
    badBody(`reasoning_effort: unknown variant \`${value}\`, expected one of \`low\`, \`high\`, \`max\``),
  ),
  ...replay,
  contents,
];

export const deepseek: Upstream = genericUpstream({
  name: 'deepseek',
  rest: 'deepseek',
  base: 'https://api.deepseek.com/',
  chatPrefix: '',
  restByokOnly: /^deepseek-(?:chat|reasoner)$/,
  rules,
  dialect: {
    reasoning: 'reasoning_content',
    reasons: thinks,
    streamUsage: () => 'on-request',
    usage: (plain, { promptTokens, cachedTokens }) => ({
      ...plain,
      prompt_cache_hit_tokens: cachedTokens,
      prompt_cache_miss_tokens: promptTokens - cachedTokens,
    }),
    extra: { every: () => ({ system_fingerprint: 'fp_local' }) },
  },
});
