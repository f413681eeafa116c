import { alibabaError } from './error-bodies.ts';
import { genericUpstream } from './generic-upstream.ts';
import { isEmptyMessage, jsonInWords, oneLeadingSystem } from './message-rules.ts';
import {
  eachMessage,
  eachPart,
  forcesTool,
  modelIs,
  onlyIncludeUsage,
  refuseKeys,
  responseFormatType,
  thinking,
  when,
} from './rules.ts';
import type { ChatRequest, Refusal, StrictRule, Upstream } from './upstream.ts';

/** Open weights that reason by default. Whether newer ones still refuse whole responses is unverified. */
const openQwen3 = modelIs(/^qwen3-[\d.]+b(?:-a\d+b)?$/);
const schemaModels = modelIs(/^qwen3\.(?:7-(?:plus|flash|max)|8-(?:max|flash))/);

function invalid(text: string): Refusal {
  return { message: `<400> InternalError.Algo.InvalidParameter: ${text}` };
}

const thinks = (request: ChatRequest): boolean =>
  thinking(request) || (openQwen3(request) && request.body.enable_thinking !== false);

const rules: readonly StrictRule[] = [
  // https://github.com/cloudwego/eino/issues/994
  request =>
    thinks(request) && forcesTool(request)
      ? invalid('The tool_choice parameter does not support being set to required or object in thinking mode')
      : undefined,
  // https://github.com/infiniflow/ragflow/issues/8972
  ...when(openQwen3, request =>
    thinks(request) && !request.stream
      ? { message: 'parameter.enable_thinking must be set to false for non-streaming calls' }
      : undefined,
  ),
  ...when(
    request => !schemaModels(request),
    request =>
      responseFormatType(request) === 'json_schema'
        ? invalid("'response_format.type' json_schema is not supported by this model.")
        : undefined,
  ),
  jsonInWords(
    invalid(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    ),
  ),
  oneLeadingSystem(() => invalid('System message must be at the beginning.')),
  // The catalogue lists it; @ai-sdk/alibaba 2.0.58 leaves it out as unsupported.
  refuseKeys(['frequency_penalty'], key => invalid(`${key} is not supported.`)),
  onlyIncludeUsage(key => invalid(`stream_options.${key} is not supported.`)),
  eachMessage(message =>
    message.role === 'assistant' && isEmptyMessage(message)
      ? invalid('The content field is a required field.')
      : undefined,
  ),
  eachPart(({ type }) =>
    type === 'file'
      ? invalid('The provided content is invalid. Unexpected item type in content.')
      : undefined,
  ),
];

export const alibaba: Upstream = genericUpstream({
  name: 'alibaba',
  rest: 'alibaba',
  compat: [],
  native: false,
  base: 'https://dashscope-intl.aliyuncs.com/compatible-mode/',
  errorBody: alibabaError,
  rules,
  dialect: {
    reasoning: 'reasoning_content',
    reasons: thinks,
    streamUsage: () => 'on-request',
    usage: (plain, { cachedTokens }) => ({
      ...plain,
      prompt_tokens_details: { cached_tokens: cachedTokens, cache_creation_input_tokens: 0 },
    }),
    extra: { every: () => ({ request_id: 'local' }) },
  },
});
