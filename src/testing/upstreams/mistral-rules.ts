import { asNumber, asString, isObject } from '../http/json.ts';
import { isEmptyMessage, jsonInWords, onlyMessageKeys } from './message-rules.ts';
import { atMost, eachMessage, eachPart, eachToolCall, onlyKeys, onlyValues, unknownKey } from './rules.ts';
import { eachSchemaNode } from './schema-rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

/** https://docs.mistral.ai/api/#tag/chat. Neither `seed` nor `stream_options`, `user`, `logprobs`, `top_k`. */
const topLevel =
  'model messages temperature top_p max_tokens stream stop random_seed metadata response_format tools tool_choice presence_penalty frequency_penalty n prediction parallel_tool_calls prompt_mode prompt_cache_key reasoning_effort guardrails safe_prompt document_image_limit document_page_limit'.split(
    ' ',
  );
const messageKeys = {
  system: ['role', 'content'],
  user: ['role', 'content'],
  assistant: ['role', 'content', 'tool_calls', 'prefix'],
  tool: ['role', 'content', 'name', 'tool_call_id'],
};
const partTypes = ['text', 'image_url', 'document_url', 'reference', 'file', 'thinking', 'input_audio'];

/** A refusal of the validator; the place stands in `param`, dots between its parts. */
function invalid(type: string, param: string, message: string): Refusal {
  return { status: 422, type, param, message };
}

const extra = (param: string): Refusal => invalid('extra_forbidden', param, 'Extra inputs are not permitted');

const roles: StrictRule = eachMessage(({ role }, index) =>
  String(role) in messageKeys
    ? undefined
    : invalid(
        'union_tag_invalid',
        `messages.${index}`,
        `Input tag '${String(role)}' found using 'role' does not match any of the expected tags: 'assistant', 'system', 'tool', 'user'`,
      ),
);

const toolChoice: StrictRule = ({ body }) =>
  body.tool_choice == null ||
  isObject(body.tool_choice) ||
  ['auto', 'none', 'any'].includes(String(body.tool_choice))
    ? undefined
    : invalid('enum', 'tool_choice', "Input should be 'auto', 'none' or 'any'");

function wrongId(id: unknown): Refusal | undefined {
  return /^[a-zA-Z0-9]{9}$/.test(String(id))
    ? undefined
    : {
        message: `Tool call id was ${String(id)} but must be a-z, A-Z, 0-9, with a length of 9.`,
        type: 'invalid_function_call',
        code: '3280',
      };
}

const parts: StrictRule = eachPart((part, { message, index, role }) => {
  const param = `messages.${message}.${role}.content.${index}`;
  const type = String(part.type);
  if (!partTypes.includes(type) || (type === 'file' && !('file_id' in part)))
    return invalid(
      'union_tag_invalid',
      param,
      `Input tag '${type}' found using 'type' does not match any of the expected tags: ${partTypes.map(name => `'${name}'`).join(', ')}`,
    );
  return type !== 'document_url' || /^(?:https:|data:)/.test(asString(part.document_url) ?? '')
    ? undefined
    : invalid('url_scheme', `${param}.document_url`, "URL scheme should be 'https' or 'data'");
});

/** The order that the chat templates hold. */
const order: readonly StrictRule[] = [
  // https://github.com/pipecat-ai/pipecat/issues/4625
  eachMessage((message, index, { messages }) => {
    const before = messages[index - 1]?.role;
    return message.role === 'system' && before !== undefined && before !== 'system'
      ? {
          message: `Unexpected role 'system' after role '${String(before)}'`,
          type: 'invalid_request_message_order',
          code: '3230',
        }
      : undefined;
  }),
  eachMessage((message, index, { messages }) =>
    message.role === 'user' && messages[index - 1]?.role === 'tool'
      ? {
          message: "Unexpected role 'user' after role 'tool'",
          type: 'invalid_request_message_order',
          code: '3230',
        }
      : undefined,
  ),
  ({ messages }) =>
    messages.at(-1)?.role === 'assistant' && messages.at(-1)?.prefix !== true
      ? {
          message:
            'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
        }
      : undefined,
  eachMessage(message =>
    message.role === 'assistant' && isEmptyMessage(message)
      ? {
          message: 'Assistant message must have either content or tool_calls, but not none.',
          type: 'invalid_request_assistant_message',
          code: '3240',
        }
      : undefined,
  ),
];

/** Efforts of the models that have some (@ai-sdk/mistral 4.0.87). */
function effortsOf({ model }: ChatRequest): readonly string[] {
  if (/large-4/.test(model)) return ['low', 'medium', 'high'];
  return /^zai-glm-(?!5-2)/.test(model) ? ['low', 'high', 'max'] : ['none', 'high'];
}

/** At most 512 texts (https://github.com/vercel/ai/issues/16575), and no unknown member: @mistralai/mistralai 2.7.0. */
export const mistralEmbeddingsRules: readonly StrictRule[] = [
  onlyKeys(['model', 'input', 'metadata', 'output_dimension', 'output_dtype', 'encoding_format'], extra),
  atMost('input', 512, () => ({
    message: 'Batch size in request is too large.',
    type: 'invalid_request_error',
    code: '3210',
  })),
  // https://github.com/plastic-labs/honcho/pull/772 (2026-06); the words are not known.
  ({ model, body }) =>
    /^mistral-embed/.test(model) && body.output_dimension != null
      ? {
          message: 'This model does not support output_dimension.',
          type: 'invalid_request_error',
          code: '3051',
        }
      : undefined,
];

export const mistralRules: readonly StrictRule[] = [
  // `max_completion_tokens` is reported from Mistral on Azure only (https://github.com/pydantic/pydantic-ai/issues/6593).
  onlyKeys(topLevel, extra),
  roles,
  onlyMessageKeys(messageKeys, (key, index, role) => extra(`messages.${index}.${role}.${key}`)),
  eachMessage(({ role, name }, index) =>
    role === 'tool' && asString(name) === undefined
      ? invalid('missing', `messages.${index}.tool.name`, 'Field required')
      : undefined,
  ),
  toolChoice,
  ({ body }) =>
    (asNumber(body.temperature) ?? 0) > 1.5
      ? invalid('less_than_equal', 'temperature', 'Input should be less than or equal to 1.5')
      : undefined,
  onlyValues('reasoning_effort', effortsOf, (_, values) =>
    invalid('enum', 'reasoning_effort', `Input should be ${values.map(value => `'${value}'`).join(' or ')}`),
  ),
  eachToolCall((call, { message, index }) => {
    const found = unknownKey(call, ['id', 'type', 'function', 'index']);
    return found === undefined
      ? wrongId(call.id)
      : extra(`messages.${message}.assistant.tool_calls.${index}.${found}`);
  }),
  eachMessage(({ role, tool_call_id }) => (role === 'tool' ? wrongId(tool_call_id) : undefined)),
  parts,
  ...order,
  // https://github.com/BerriAI/litellm/pull/13389
  eachSchemaNode(({ node }, { of }) =>
    of === 'tool' && ['$id', '$schema'].some(key => node[key] !== undefined)
      ? { message: 'Grammar error: at 3(11): failed to compile JSON schema' }
      : undefined,
  ),
  jsonInWords({
    message:
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
  }),
];
