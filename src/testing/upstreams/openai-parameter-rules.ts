import { openAIEfforts, openAIModelIs, openAIReasons, reasoningFamily } from './openai-models.ts';
import { fourStops, onlyKeys, onlyValues, refuseKeys, when } from './rules.ts';
import type { ChatRequest, Refusal, StrictRule } from './upstream.ts';

function unsupported(param: string, hint = ''): Refusal {
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

/** 'a', 'b', and 'c' */
function spoken(values: readonly string[]): string {
  const quoted = values.map(value => `'${value}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
}

/** `max` of the sixth generation is for the Responses API (https://github.com/BerriAI/litellm-docs/pull/1173). */
function chatEfforts(request: ChatRequest): readonly string[] | undefined {
  const efforts = openAIEfforts(request);
  return openAIModelIs(/^gpt-6/)(request) ? efforts?.filter(effort => effort !== 'max') : efforts;
}

export const effortRule: StrictRule = onlyValues('reasoning_effort', chatEfforts, (value, values) => ({
  message: `Unsupported value: 'reasoning_effort' does not support '${value}' with this model. Supported values are: ${spoken(values)}.`,
  param: 'reasoning_effort',
  code: 'unsupported_value',
}));

/** Flex is for o3, o4-mini and gpt-5 or newer (@ai-sdk/openai 4.0.118). */
export const tierRule: StrictRule = request =>
  request.body.service_tier === 'flex' &&
  !openAIModelIs(/^(?:o3(?!-mini)|o4-mini|gpt-(?:[5-9]|\d\d)(?!-chat))/)(request)
    ? {
        message: "Invalid service_tier argument: 'flex' is not available for this model.",
        param: 'service_tier',
      }
    : undefined;

export const parameterRules: readonly StrictRule[] = [
  fourStops,
  onlyKeys(knownKeys, key => ({ message: `Unrecognized request argument supplied: ${key}` })),
  ...when(
    reasoningFamily,
    refuseKeys(['max_tokens'], key => unsupported(key, " Use 'max_completion_tokens' instead.")),
  ),
  ...when(
    openAIReasons,
    notAtDefault('temperature', 1),
    notAtDefault('top_p', 1),
    notAtDefault('frequency_penalty', 0),
    notAtDefault('presence_penalty', 0),
    refuseKeys(['logit_bias', 'logprobs', 'top_logprobs'], key => unsupported(key)),
  ),
  // https://github.com/huggingface/smolagents/issues/1671, https://github.com/langgenius/dify/issues/18971
  ...when(
    openAIModelIs(/^(?:o3(?!-mini)|o[4-9]|gpt-(?:[5-9]|\d\d)(?!-chat))/),
    refuseKeys(['stop'], key => unsupported(key)),
  ),
  ...when(
    request => !reasoningFamily(request),
    refuseKeys(['reasoning_effort'], key => ({
      message: `Unrecognized request argument supplied: ${key}`,
    })),
  ),
  ...when(
    openAIModelIs(/^gpt-6/),
    refuseKeys(['prompt_cache_retention'], key => unsupported(key)),
  ),
  // OpenAI's own list of what o1 and o3-mini do not take.
  ...when(
    openAIModelIs(/^(?:o1|o3-mini)(?:-|$)/),
    refuseKeys(['parallel_tool_calls'], key => unsupported(key)),
  ),
  ...when(
    openAIModelIs(/search-preview/),
    refuseKeys(['temperature'], key => ({
      message: `Model incompatible request argument supplied: ${key}`,
      param: key,
    })),
  ),
  ...when(
    request => !openAIModelIs(/search-preview/)(request),
    refuseKeys(['web_search_options'], key => ({
      message: 'Web search options not supported with this model.',
      param: key,
    })),
  ),
  tierRule,
];
