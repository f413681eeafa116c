import { asNumber, asString, type JsonObject, member, objects } from '../../http/json.ts';
import { wellFormedText } from '../../upstreams/common-rules.ts';
import { reasoningFamily } from '../../upstreams/openai-models.ts';
import type { ChatRequest, Refusal, StrictRule, Upstream } from '../../upstreams/upstream.ts';
import { inputRefusal, openAIPrefixes } from './input-rules.ts';
import { readResponses } from './read-responses.ts';
import { invalidValue, missing } from './refusals.ts';
import type { StoredResponses } from './stored-responses.ts';
import { toolRules } from './tool-rules.ts';

/** The first thing that the Responses API refuses about a body. */
export function checkResponses(
  upstream: Upstream,
  model: string,
  body: JsonObject,
  stored: StoredResponses,
): Refusal | undefined {
  const request: ChatRequest = { ...readResponses(model, body, stored), body };
  const { responsesMembers: more } = upstream;
  const rules: readonly StrictRule[] = [
    wellFormedText,
    required,
    members(more === undefined ? known : [...known, ...more]),
    ...shapeRules,
    ...(more === undefined ? openAIRules : []),
    () => inputRefusal(body, stored, more === undefined ? openAIPrefixes : {}),
    ...toolRules,
    ...(upstream.responsesRules ?? []),
  ];
  for (const rule of rules) {
    const refusal = rule(request);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Members of `CreateResponse` (openai-openapi 2.3.0, 2026-08-21). */
const known =
  'background context_management conversation include input instructions max_output_tokens max_tool_calls metadata model moderation parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_options prompt_cache_retention reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user'.split(
    ' ',
  );

/** Names of chat completions, and where the same thing stands here. */
const moved: Readonly<Record<string, string>> = {
  messages: 'input',
  response_format: 'text.format',
  reasoning_effort: 'reasoning.effort',
  verbosity: 'text.verbosity',
  max_tokens: 'max_output_tokens',
  max_completion_tokens: 'max_output_tokens',
};

function members(names: readonly string[]): StrictRule {
  return ({ body }) => {
    const found = Object.keys(body).find(key => !names.includes(key));
    if (found === undefined) return undefined;
    const place = moved[found];
    return place === undefined
      ? { message: `Unknown parameter: '${found}'.`, param: found, code: 'unknown_parameter' }
      : {
          message: `Unsupported parameter: '${found}'. In the Responses API, this parameter has moved to '${place}'. Try again with the new parameter. See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.`,
          param: found,
          code: 'unsupported_parameter',
        };
  };
}

const required: StrictRule = ({ body }) => {
  if (asString(body.model) === undefined && body.prompt == null) return missing('model');
  const replaced = body.prompt ?? body.previous_response_id ?? body.conversation;
  return body.input === undefined && replaced == null ? missing('input') : undefined;
};

/** A member that must have this type, `null` aside. */
function typed(key: string, type: 'string' | 'boolean' | 'object', wanted: string): StrictRule {
  return ({ body }) => {
    const value = body[key];
    const found = Array.isArray(value) ? 'array' : typeof value;
    return value == null || found === type
      ? undefined
      : {
          message: `Invalid type for '${key}': expected ${wanted}, but got ${spoken(found)} instead.`,
          param: key,
          code: 'invalid_type',
        };
  };
}

function spoken(type: string): string {
  const words: Readonly<Record<string, string>> = {
    number: 'an integer',
    object: 'an object',
    array: 'an array',
  };
  return words[type] ?? `a ${type}`;
}

/** A member, by path, that must be one of these values. */
function oneOf(path: string, values: readonly string[]): StrictRule {
  return ({ body }) => {
    const [key = '', inner] = path.split('.');
    const value = inner === undefined ? body[key] : member(body, key)[inner];
    return value == null || values.includes(String(value)) ? undefined : invalidValue(path, value, values);
  };
}

const limits: StrictRule = ({ body }) => {
  const most = asNumber(body.max_output_tokens);
  return most !== undefined && most < 16
    ? {
        message: `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${most} instead.`,
        param: 'max_output_tokens',
        code: 'integer_below_min_value',
      }
    : undefined;
};

const included =
  'file_search_call.results web_search_call.results web_search_call.action.sources message.input_image.image_url computer_call_output.output.image_url code_interpreter_call.outputs reasoning.encrypted_content message.output_text.logprobs'.split(
    ' ',
  );

const includes: StrictRule = ({ body }) => {
  const list = Array.isArray(body.include) ? body.include : [];
  const index = list.findIndex(entry => !included.includes(String(entry)));
  return index === -1 ? undefined : invalidValue(`include[${index}]`, list[index], included);
};

const metadata: StrictRule = ({ body }) => {
  const wrong = Object.entries(member(body, 'metadata')).find(([, value]) => typeof value !== 'string');
  return wrong === undefined
    ? undefined
    : {
        message: `Invalid type for 'metadata.${wrong[0]}': expected a string, but got ${spoken(typeof wrong[1])} instead.`,
        param: `metadata.${wrong[0]}`,
        code: 'invalid_type',
      };
};

const together: StrictRule = ({ body }) =>
  body.previous_response_id != null && body.conversation != null
    ? {
        message:
          "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one.",
        param: 'previous_response_id',
        code: 'mutually_exclusive_parameters',
      }
    : undefined;

/** `json_object` requires the word JSON in the input. */
const jsonInWords: StrictRule = ({ body, messages }) =>
  member(member(body, 'text'), 'format').type === 'json_object' && !/json/i.test(JSON.stringify(messages))
    ? {
        message:
          "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
        param: 'input',
      }
    : undefined;

/** Thoughts can be handed out only by models that have some. */
const encrypted: StrictRule = request =>
  Array.isArray(request.body.include) &&
  request.body.include.includes('reasoning.encrypted_content') &&
  /^(?:gpt|chatgpt|o\d)/.test(request.model) &&
  !reasoningFamily(request)
    ? { message: 'Encrypted content is not supported with this model.', param: 'include' }
    : undefined;

const shapeRules: readonly StrictRule[] = [
  typed('instructions', 'string', 'a string'),
  typed('previous_response_id', 'string', 'a string'),
  typed('store', 'boolean', 'a boolean'),
  typed('stream', 'boolean', 'a boolean'),
  typed('parallel_tool_calls', 'boolean', 'a boolean'),
  typed('reasoning', 'object', 'an object'),
  typed('text', 'object', 'an object'),
  typed('metadata', 'object', 'an object'),
  oneOf('truncation', ['auto', 'disabled']),
  oneOf('service_tier', ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast']),
  oneOf('reasoning.effort', ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']),
  oneOf('reasoning.summary', ['auto', 'concise', 'detailed']),
  oneOf('text.verbosity', ['low', 'medium', 'high']),
  limits,
  includes,
  metadata,
  together,
  // Items that are no objects at all.
  ({ body }) =>
    Array.isArray(body.input) && objects(body.input).length < body.input.length
      ? {
          message: "Invalid type for 'input[0]': expected an input item.",
          param: 'input',
          code: 'invalid_type',
        }
      : undefined,
];

/** What only OpenAI checks in addition to the shape. */
const openAIRules: readonly StrictRule[] = [jsonInWords, encrypted];
