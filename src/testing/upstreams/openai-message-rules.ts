import { asString, member } from '../http/json.ts';
import { answeredToolCalls } from './message-rules.ts';
import { openAIModelIs, openAIReasons } from './openai-models.ts';
import { eachMessage, eachPart, eachTool, eachToolCall, when } from './rules.ts';
import type { StrictRule } from './upstream.ts';

function tooLong(param: string, length: number, most: number): ReturnType<StrictRule> {
  return length > most
    ? {
        message: `Invalid '${param}': string too long. Expected a string with maximum length ${most}, but got a string with length ${length} instead.`,
        param,
        code: 'string_above_max_length',
      }
    : undefined;
}

const toolNames: StrictRule = eachTool((definition, index, tool) => {
  if (tool.type !== 'function') return undefined;
  const param = `tools[${index}].function.name`;
  const name = asString(definition.name);
  if (name === undefined)
    return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' };
  return /^[a-zA-Z0-9_-]+$/.test(name)
    ? tooLong(param, name.length, 64)
    : {
        message: `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
        param,
        code: 'invalid_value',
      };
});

/** Web search and the like are tools of the Responses API only. */
const toolTypes: StrictRule = eachTool((_, index, { type }) =>
  type === 'function' || type === 'custom'
    ? undefined
    : {
        message: `Invalid value: '${String(type)}'. Supported values are: 'function' and 'custom'.`,
        param: `tools[${index}].type`,
        code: 'invalid_value',
      },
);

const choiceNeedsTools = (key: string): StrictRule => {
  return ({ body, tools }) =>
    body[key] != null && tools.length === 0
      ? { message: `'${key}' is only allowed when 'tools' are specified.`, param: key }
      : undefined;
};

/** Sound is wav or mp3; a file is data, never an address. */
const media: StrictRule = eachPart((part, { message, index }) => {
  const place = `messages[${message}].content[${index}]`;
  const format = member(part, 'input_audio').format;
  if (part.type === 'input_audio' && format !== 'wav' && format !== 'mp3')
    return {
      message: `Invalid value: '${String(format)}'. Supported values are: 'wav' and 'mp3'.`,
      param: `${place}.input_audio.format`,
      code: 'invalid_value',
    };
  const data = member(part, 'file').file_data;
  if (part.type === 'file' && data !== undefined && !/^data:[^,]*;base64,/.test(String(data)))
    return {
      message: `Invalid file data: '${place}.file.file_data'. Expected a base64-encoded data URL with an application/pdf MIME type (e.g. 'data:application/pdf;base64,aGVsbG8gd29ybGQ='), but got a value without the 'data:' prefix.`,
      param: `${place}.file.file_data`,
      code: 'invalid_value',
    };
  return undefined;
});

export const messageRules: readonly StrictRule[] = [
  answeredToolCalls,
  toolTypes,
  toolNames,
  choiceNeedsTools('tool_choice'),
  choiceNeedsTools('parallel_tool_calls'),
  // https://github.com/anomalyco/opencode/issues/29545, https://github.com/livekit/agents/issues/7169,
  // https://github.com/onyx-dot-app/onyx/issues/15008
  ...when(openAIModelIs(/^gpt-(?:5\.[2-6](?:-|$)|6-(?:sol|luna)|6\.1-terra)/), request =>
    request.tools.length > 0 &&
    (request.body.reasoning_effort ?? (openAIReasons(request) ? '' : 'none')) !== 'none'
      ? {
          message:
            "Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
          param: 'reasoning_effort',
        }
      : undefined,
  ),
  ...when(
    openAIModelIs(/^o1-(?:mini|preview)/),
    eachMessage(({ role }, index) =>
      role === 'system' || role === 'developer'
        ? {
            message: `Unsupported value: 'messages[${index}].role' does not support '${role}' with this model.`,
            param: `messages[${index}].role`,
            code: 'unsupported_value',
          }
        : undefined,
    ),
  ),
  eachToolCall((call, { message, index }) =>
    tooLong(`messages[${message}].tool_calls[${index}].id`, String(call.id).length, 40),
  ),
  eachMessage((message, index) =>
    message.content == null && message.role !== 'assistant'
      ? {
          message: `Invalid value for 'content': expected a string, got null.`,
          param: `messages.[${index}].content`,
        }
      : undefined,
  ),
  media,
  // Cache marks are known from gpt-5.6 on (pydantic-ai 2026-08).
  ...when(
    request => !openAIModelIs(/^gpt-(?:5\.[6-9]|[6-9]|\d\d)/)(request),
    eachPart((part, { message, index }) =>
      part.prompt_cache_breakpoint === undefined
        ? undefined
        : {
            message: `Unknown parameter: 'messages[${message}].content[${index}].prompt_cache_breakpoint'.`,
            param: `messages[${message}].content[${index}].prompt_cache_breakpoint`,
            code: 'unknown_parameter',
          },
    ),
  ),
];
