import { asNumber, asString, isObject, member, objects } from '../http/json.ts';
import { answeredCalls, isEmptyMessage, usedTools } from './message-rules.ts';
import { eachMessage, eachPart, eachToolCall, forcesTool, modelIs, refuseKeys, when } from './rules.ts';
import { hasOlderTuple, schemaFlaw, schemaNodes } from './schema-rules.ts';
import type { ChatRequest, StrictRule } from './upstream.ts';

/** Models that take no sampling setting at all (@ai-sdk/anthropic 4.0.105, pydantic-ai 2026-08). */
const fixedSampling = modelIs(/opus-(?:4-[78]|5)|sonnet-5|haiku-5-5|fable-5|mythos-5/);
/** Those of the fourth generation that take `temperature` or `top_p`, not both. */
const oneOfTwo = modelIs(/(?:opus|sonnet|haiku)-4-[1-6](?!\d)/);
const rejectsForced = modelIs(/(?:sonnet|opus)-5-5|fable-5-[12]|mythos/);
const alwaysThinks = modelIs(/(?:sonnet|opus)-5-5|fable-5/);
/** Whether `thinking` is on. What `reasoning_effort` does on this surface, nobody documents. */
const thinks = ({ body }: ChatRequest): boolean =>
  ['enabled', 'adaptive'].includes(asString(member(body, 'thinking').type) ?? '');

export const extraInput = (key: string): { message: string } => ({
  message: `${key}: Extra inputs are not permitted`,
});

const temperatureRange: StrictRule = ({ body }) => {
  const temperature = asNumber(body.temperature) ?? 0;
  if (temperature > 1) return { message: 'temperature: Input should be less than or equal to 1' };
  return temperature < 0 ? { message: 'temperature: Input should be greater than or equal to 0' } : undefined;
};

const thinkingSampling: readonly StrictRule[] = when(
  thinks,
  ({ body }) =>
    body.temperature === undefined || body.temperature === 1
      ? undefined
      : { message: '`temperature` may only be set to 1 when thinking is enabled.' },
  refuseKeys(['top_p', 'top_k'], key => ({
    message: `\`${key}\` must be unset when thinking is enabled.`,
  })),
);

const contents: readonly StrictRule[] = [
  answeredCalls((ids, index) => ({
    message: `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  })),
  // https://github.com/anthropics/claude-code/issues/18947
  eachMessage(({ role, tool_call_id: id }, index, { messages }) => {
    const twice = messages.slice(0, index).some((before, place) => {
      const between = messages.slice(place, index);
      return between.every(message => message.role === 'tool') && before.tool_call_id === id;
    });
    return role === 'tool' && twice
      ? {
          message: `messages.${index}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${String(id)}`,
        }
      : undefined;
  }),
  eachPart((part, { message }) =>
    part.type === 'text' && part.text === ''
      ? { message: `messages.${message}: text content blocks must be non-empty` }
      : undefined,
  ),
  eachMessage((message, index) => {
    if (!isEmptyMessage(message) || message.role === 'system' || message.role === 'tool') return undefined;
    return message.role === 'user'
      ? { message: `messages.${index}: user messages must have non-empty content` }
      : {
          message: `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
        };
  }),
];

/** https://github.com/anomalyco/opencode/issues/1295, https://github.com/BerriAI/litellm/issues/3286 */
const blanks: StrictRule = request => {
  const { messages, body } = request;
  const blank = (text: unknown): boolean => typeof text === 'string' && text !== '' && text.trim() === '';
  const stops: unknown[] = Array.isArray(body.stop) ? body.stop : [];
  if (stops.some(text => blank(text) || text === ''))
    return { message: 'stop_sequences: each stop sequence must contain non-whitespace' };
  const parts = messages.flatMap(({ content }) => [content, ...objects(content).map(({ text }) => text)]);
  if (parts.some(blank)) return { message: 'messages: text content blocks must contain non-whitespace text' };
  const last = messages.at(-1);
  if (last?.role === 'assistant' && /\s$/.test(String(last.content)))
    return { message: 'messages: final assistant content cannot end with trailing whitespace' };
  return eachToolCall((call, { message, index }) =>
    isObject(parsed(member(call, 'function').arguments))
      ? undefined
      : {
          message: `messages.${message}.content.${index}.tool_use.input: Input should be a valid dictionary`,
        },
  )(request);
};

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

export const claudeCallIds: StrictRule = eachToolCall((call, { message }) =>
  /^[a-zA-Z0-9_-]{1,64}$/.test(String(call.id))
    ? undefined
    : {
        message: `messages.${message}.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`,
      },
);

/** https://github.com/vercel/ai/issues/2271, https://github.com/anomalyco/opencode/issues/38616, https://github.com/Dokploy/mcp/issues/74 */
const toolSchemas: StrictRule = ({ tools }) => {
  for (const [index, tool] of tools.entries()) {
    const schema = member(member(tool, 'function'), 'parameters');
    const at = `tools.${index}.custom.input_schema`;
    if (schema.type !== 'object') return { message: `${at}.type: Field required` };
    if (['oneOf', 'allOf', 'anyOf'].some(key => schema[key] !== undefined))
      return { message: `${at}: input_schema does not support oneOf, allOf, or anyOf at the top level` };
    // https://github.com/anthropics/claude-code/issues/34771
    if (Object.keys(member(schema, 'properties')).some(name => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name)))
      return { message: `${at}.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'` };
    if (schemaNodes(schema).some(({ node }) => hasOlderTuple(node) || schemaFlaw(node) !== undefined))
      return {
        message: `${at}: JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at https://docs.claude.com/en/docs/tool-use.`,
      };
  }
  return undefined;
};

/** From 4.6 on a conversation ends with the user. https://github.com/openclaw/openclaw/issues/75395 */
export const noPrefill: readonly StrictRule[] = when(
  modelIs(/(?:opus|sonnet)-4[.-][6-9](?!\d)|(?:opus|sonnet|haiku|fable|mythos)-5/),
  ({ messages }) =>
    messages.at(-1)?.role === 'assistant'
      ? {
          message:
            'This model does not support assistant message prefill. The conversation must end with a user message.',
        }
      : undefined,
);

/** What a Claude model refuses on either surface; both name sampling, thinking and messages alike. */
export const claudeModelRules: readonly StrictRule[] = [
  ...when(fixedSampling, refuseKeys(['temperature', 'top_p', 'top_k'], extraInput)),
  temperatureRange,
  ...when(oneOfTwo, ({ body }) =>
    body.temperature !== undefined && body.top_p !== undefined
      ? {
          message: '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
        }
      : undefined,
  ),
  ...thinkingSampling,
  ...when(alwaysThinks, ({ body }) =>
    member(body, 'thinking').type === 'disabled'
      ? { message: '"thinking.type.disabled" is not supported for this model.' }
      : undefined,
  ),
  // https://github.com/maximhq/bifrost/issues/5934
  ...when(modelIs(/(?:opus|sonnet|haiku)-(?:4-[7-9]|[5-9])|fable|mythos/), ({ body }) =>
    member(body, 'thinking').type === 'enabled'
      ? {
          message:
            '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
        }
      : undefined,
  ),
  ...noPrefill,
];

/** Whether a forced call is refused: thinking rules it out, and some models never take one. */
export function refusesForcing(request: ChatRequest): boolean {
  return thinks(request) || rejectsForced(request);
}

export const forcedWhileThinking: { readonly message: string } = {
  message: 'Thinking may not be enabled when tool_choice forces tool use.',
};

/**
 * A missing `max_tokens` is let pass: what the OpenAI-shaped surface puts in its place is not documented.
 * Anthropic has no `seed`, penalties or log probabilities, and refuses unknown names.
 */
export const anthropicRules: readonly StrictRule[] = [
  refuseKeys(
    ['seed', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'logprobs', 'top_logprobs'],
    extraInput,
  ),
  ...claudeModelRules,
  // https://github.com/mastra-ai/mastra/issues/7507
  ...when(forcesTool, request => (refusesForcing(request) ? forcedWhileThinking : undefined)),
  request =>
    usedTools(request) && !Array.isArray(request.body.tools)
      ? { message: 'Requests which include `tool_use` or `tool_result` blocks must define tools' }
      : undefined,
  toolSchemas,
  blanks,
  claudeCallIds,
  ...contents,
];
