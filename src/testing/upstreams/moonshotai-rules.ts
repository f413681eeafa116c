import { asString, isObject, type JsonObject, member } from '../http/json.ts';
import { answeredToolCalls, isEmptyMessage } from './message-rules.ts';
import { moonshotNameRule, moonshotSchemaRule } from './moonshotai-schema-rule.ts';
import { eachMessage, eachPart, modelIs, onlyValues, when } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

const isKimi = modelIs(/^kimi-/);
const isK3 = modelIs(/^kimi-k3/);
/** Models that always reason, and those that reason by default. */
const always = modelIs(/^kimi-k(?:3|2[.p]7|2-thinking)/);
const unlessDisabled = modelIs(/^kimi-k2[.p][56]/);

export function kimiThinks(request: ChatRequest): boolean {
  const off = member(request.body, 'thinking').type === 'disabled';
  return always(request) || (unlessDisabled(request) && !off);
}

/** Sampling is the model's own: https://github.com/BerriAI/litellm/issues/29687 */
const sampling: readonly StrictRule[] = when(isKimi, request => {
  const { body } = request;
  const fixed: readonly (readonly [string, number])[] = [
    ['temperature', unlessDisabled(request) && !kimiThinks(request) ? 0.6 : 1],
    ['top_p', 0.95],
    ['frequency_penalty', 0],
    ['presence_penalty', 0],
  ];
  const wrong = fixed.find(([key, value]) => body[key] != null && body[key] !== value);
  return wrong && { message: `invalid ${wrong[0]}: only ${wrong[1]} is allowed for this model` };
});

/** https://github.com/HKUDS/nanobot/issues/3939, https://github.com/MoonshotAI/Kimi-K2/issues/141 */
const switches: readonly StrictRule[] = [
  ({ body }) =>
    body.thinking !== undefined && body.reasoning_effort != null
      ? { message: "cannot specify both 'thinking' and 'reasoning_effort'" }
      : undefined,
  ...when(always, ({ body }) =>
    member(body, 'thinking').type === 'disabled'
      ? { message: 'invalid thinking: only type=enabled is allowed for this model' }
      : undefined,
  ),
  ...when(
    isK3,
    onlyValues('reasoning_effort', ['low', 'high', 'max'], () => ({
      message: 'invalid reasoning_effort: only low, high, max is allowed for this model',
    })),
  ),
];

const toolTurn = ({ role, tool_calls }: JsonObject): boolean =>
  role === 'assistant' && Array.isArray(tool_calls) && tool_calls.length > 0;

function badRequest(text: string): Refusal {
  return { message: `Invalid request: ${text}` };
}

/** `seed` and `top_k` are ignored. */
export const moonshotRules: readonly StrictRule[] = [
  answeredToolCalls,
  ...sampling,
  ...switches,
  ...when(
    kimiThinks,
    // https://github.com/mastra-ai/mastra/issues/12592
    eachMessage((message, index) =>
      toolTurn(message) && message.reasoning_content == null
        ? {
            message: `thinking is enabled but reasoning_content is missing in assistant tool call message at index ${index}`,
          }
        : undefined,
    ),
  ),
  eachMessage((message, index) =>
    (toolTurn(message) && message.content == null) ||
    (message.role === 'assistant' && isEmptyMessage(message))
      ? badRequest(`the message at position ${index} with role 'assistant' must not be empty`)
      : undefined,
  ),
  // https://github.com/AstrBotDevs/AstrBot/issues/7805 · https://github.com/UKGovernmentBEIS/inspect_ai/pull/5152
  ...when(kimiThinks, request => {
    const { tool_choice: choice } = request.body;
    const required = choice === 'required' && !isK3(request) ? choice : undefined;
    const kind = isObject(choice) ? 'specified' : required;
    return kind === undefined
      ? undefined
      : { message: `tool_choice '${kind}' is incompatible with thinking enabled` };
  }),
  // https://platform.kimi.ai/docs/guide/use-kimi-vision-model
  eachPart(part => {
    const url = asString(member(part, 'image_url').url) ?? '';
    return /^https?:/.test(url) ? badRequest(`unsupported image url: ${url}`) : undefined;
  }),
  moonshotNameRule,
  moonshotSchemaRule,
];
