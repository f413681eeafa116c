import { openAIError } from './error-bodies.ts';
import { strictSchemaRule, strictToolsRule } from './openai-schema-rule.ts';
import { eachMessage, eachToolCall, modelIs, onlyKeys, refuseKeys, when } from './rules.ts';
import type { ChatRequest, StrictRule, Upstream } from './upstream.ts';

/** Models that always reason, those that reason unless told not to, and those that reason only when asked. */
const always = /^(?:o\d+(?:-|$)|gpt-5(?:-(?!chat)|$)|gpt-5\.\d+-(?:chat|pro|codex)|gpt-6(?:-astra|\.1-sol))/;
const unlessNone = /^gpt-(?:5\.[5-9]|[6-9]|\d\d)/;
const ifAsked = /^gpt-5\.[1-4]/;
const reasoningFamily = (request: ChatRequest): boolean =>
  [always, unlessNone, ifAsked].some(pattern => pattern.test(baseModel(request)));

/** A fine-tune is named after its base model: `ft:gpt-4o:acme::id`. */
function baseModel({ model }: ChatRequest): string {
  return model.toLowerCase().replace(/^ft:/, '');
}

export function openAIReasons(request: ChatRequest): boolean {
  const model = baseModel(request);
  const effort = request.body.reasoning_effort;
  if (always.test(model)) return true;
  if (unlessNone.test(model)) return effort !== 'none';
  return ifAsked.test(model) && typeof effort === 'string' && effort !== 'none';
}

function unsupported(param: string, hint = ''): ReturnType<StrictRule> {
  return {
    message: `Unsupported parameter: '${param}' is not supported with this model.${hint}`,
    param,
    code: 'unsupported_parameter',
  };
}

const notAtDefault =
  (key: string, standard: number): StrictRule =>
  request => {
    const value = request.body[key];
    if (value === undefined || value === null || value === standard) return undefined;
    return {
      message: `Unsupported value: '${key}' does not support ${String(value)} with this model. Only the default (${standard}) value is supported.`,
      param: key,
      code: 'unsupported_value',
    };
  };

const knownKeys =
  'audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens messages metadata modalities model moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options'.split(
    ' ',
  );

export const openAIRules: readonly StrictRule[] = [
  onlyKeys(knownKeys, key => ({ message: `Unrecognized request argument supplied: ${key}` })),
  ...when(
    reasoningFamily,
    refuseKeys(['max_tokens'], key => ({
      message: `Unsupported parameter: '${key}' is not supported with this model. Use 'max_completion_tokens' instead.`,
      param: key,
      code: 'unsupported_parameter',
    })),
  ),
  ...when(
    openAIReasons,
    notAtDefault('temperature', 1),
    notAtDefault('top_p', 1),
    notAtDefault('frequency_penalty', 0),
    notAtDefault('presence_penalty', 0),
    refuseKeys(['logit_bias', 'logprobs', 'top_logprobs'], key => unsupported(key) ?? { message: key }),
  ),
  ...when(
    request => !reasoningFamily(request),
    ({ body }) =>
      body.reasoning_effort === undefined
        ? undefined
        : { message: 'Unrecognized request argument supplied: reasoning_effort' },
  ),
  ...when(
    modelIs(/search-preview/),
    refuseKeys(['temperature'], key => ({
      message: `Model incompatible request argument supplied: ${key}`,
      param: key,
    })),
  ),
  ...when(modelIs(/^gpt-5\.6(?:-|$)/), ({ tools, body }) =>
    tools.length > 0 && body.reasoning_effort !== 'none'
      ? {
          message:
            "Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
          param: 'reasoning_effort',
        }
      : undefined,
  ),
  ({ body }) =>
    Array.isArray(body.tools) && body.tools.length === 0
      ? {
          message:
            "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
          param: 'tools',
          code: 'empty_array',
        }
      : undefined,
  ({ body, tools }) =>
    body.tool_choice != null && tools.length === 0
      ? { message: "'tool_choice' is only allowed when 'tools' are specified.", param: 'tool_choice' }
      : undefined,
  ({ body, tools }) =>
    body.parallel_tool_calls != null && tools.length === 0
      ? {
          message: "'parallel_tool_calls' is only allowed when 'tools' are specified.",
          param: 'parallel_tool_calls',
        }
      : undefined,
  eachToolCall((call, message) =>
    String(call.id).length > 40
      ? {
          message: `Invalid 'messages[${message}].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length ${String(call.id).length} instead.`,
          param: `messages[${message}].tool_calls[0].id`,
          code: 'string_above_max_length',
        }
      : undefined,
  ),
  eachMessage((message, index) =>
    message.content == null && message.role !== 'assistant'
      ? {
          message: `Invalid value for 'content': expected a string, got null.`,
          param: `messages.[${index}].content`,
        }
      : undefined,
  ),
  strictSchemaRule,
  strictToolsRule,
];

/** Ids that only the Responses API serves. */
const responsesOnly: StrictRule = ({ model }) =>
  /^gpt-(?:5-pro|5-codex|5\.1-codex|5\.[23]-codex)/.test(model)
    ? {
        status: 404,
        message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
        param: 'model',
      }
    : undefined;

const bareModel: StrictRule = ({ model }) =>
  model === '' || model.includes('/')
    ? {
        status: 404,
        message: `The model \`${model}\` does not exist or you do not have access to it.`,
        code: 'model_not_found',
      }
    : undefined;

export const openai: Upstream = {
  name: 'openai',
  slug: 'openai',
  rest: 'openai',
  compat: ['openai'],
  base: 'https://api.openai.com/v1/',
  // A leading v1/ used to double and is accepted now.
  prefix: /^(?:v1\/)?/,
  chatPrefix: '',
  authHeaders: ['authorization'],
  missingKey: { status: 401, message: 'Missing bearer or basic authentication in header' },
  wrongKey: {
    status: 401,
    message:
      'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.',
    code: 'invalid_api_key',
  },
  unifiedBilling: true,
  errorBody: openAIError,
  rules: [bareModel, responsesOnly, ...openAIRules],
  dialect: {
    reasons: openAIReasons,
    streamUsage: () => 'asked',
    // A forced named function ends with `stop`, not with `tool_calls`.
    toolFinish: ({ body }) =>
      typeof body.tool_choice === 'object' && body.tool_choice ? 'stop' : 'tool_calls',
  },
};
