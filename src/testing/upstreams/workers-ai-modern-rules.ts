import { asNumber, asString, member } from '../http/json.ts';
import { oneLeadingSystem } from './message-rules.ts';
import { forcesTool, modelIs, onlyValues, when } from './rules.ts';
import type { ChatRequest, StrictRule } from './upstream.ts';
import { badInput, mismatch, requiredAt } from './workers-ai-bad-input.ts';

const alwaysReasons = modelIs(/\/(?:gpt-oss|kimi|glm-[45]|qwq|qwen3|deepseek-r1|nemotron)/);

export function modernReasons(request: ChatRequest): boolean {
  const { body } = request;
  if (body.reasoning_effort === null || body.reasoning_effort === 'none') return false;
  if (member(body, 'chat_template_kwargs').enable_thinking === false) return false;
  return alwaysReasons(request) || typeof body.reasoning_effort === 'string';
}

/** Newer models take OpenAI's shapes, and only those. */
const openAIShapes: StrictRule = ({ body, tools, messages }) => {
  const format = member(body, 'response_format');
  const unnamed = format.type === 'json_schema' && asString(member(format, 'json_schema').name) === undefined;
  const flat = tools.flatMap((tool, index) =>
    asString(member(tool, 'function').name) === undefined
      ? [
          requiredAt(`/tools/${index}/function`, 'name'),
          `enum ${String(tool.type)} not in custom at '/tools/${index}/type'`,
        ]
      : [],
  );
  const empty = messages.flatMap((message, index) => {
    if (message.role === 'tool' && (message.content == null || asString(message.tool_call_id) === undefined))
      return [requiredAt(`/messages/${index}`, 'role,content,tool_call_id')];
    return message.content == null && message.role !== 'assistant'
      ? [requiredAt(`/messages/${index}`, 'role,content')]
      : [];
  });
  const envelope = unnamed ? [requiredAt('/response_format/json_schema', 'name')] : [];
  return badInput([...envelope, ...flat, ...empty, ...lengths(body)], 'anyOf');
};

function lengths(body: ChatRequest['body']): string[] {
  const longer = (key: string, most: number): string[] => {
    const list = body[key];
    return Array.isArray(list) && list.length > most ? [`maxItems at '/${key}' is ${most}`] : [];
  };
  const none = Array.isArray(body.tools) && body.tools.length === 0 ? ["minItems at '/tools' is 1"] : [];
  return [...none, ...longer('tools', 128), ...longer('stop', 4)];
}

/** https://github.com/cloudflare/cloudflare-docs/pull/33541; `null` turns reasoning off. */
function effortsOf({ model }: ChatRequest): readonly string[] {
  if (/\/gemma-4/.test(model)) return ['none', 'high'];
  return /\/glm-5\.2/.test(model) ? ['low', 'medium', 'high', 'max'] : ['low', 'medium', 'high'];
}

const efforts: StrictRule = onlyValues('reasoning_effort', effortsOf, (value, values) =>
  mismatch([`enum ${value} not in ${values.join(',')} at '/reasoning_effort'`], 'anyOf'),
);

/** A forced call has to fit into the limit, thoughts included. */
const forcedBudget: StrictRule = request => {
  const limit = asNumber(request.body.max_completion_tokens) ?? asNumber(request.body.max_tokens);
  return forcesTool(request) && limit !== undefined && limit < 32 && modernReasons(request)
    ? { message: 'AiError: The forced tool call did not fit into max_tokens.', code: 8006 }
    : undefined;
};

export const modernRules: readonly StrictRule[] = [
  openAIShapes,
  efforts,
  forcedBudget,
  // The chat template, as https://github.com/vllm-project/vllm/issues/41114 reports it; unverified here.
  ...when(
    modelIs(/\/qwen/),
    oneLeadingSystem(() => ({
      message: 'AiError: Bad input: System message must be at the beginning.',
      code: 5006,
    })),
  ),
];
