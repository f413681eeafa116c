import { asNumber, asString, isObject, member, parseJson } from '../http/json.ts';
import { oneLeadingSystem } from './message-rules.ts';
import { publishedModel } from './published-input.ts';
import { eachToolCall, forcesTool, modelIs, onlyValues, when } from './rules.ts';
import type { ChatRequest, StrictRule } from './upstream.ts';
import { badInput, mismatch, requiredAt } from './workers-ai-bad-input.ts';

/** Whether the model reasons: what it publishes switches that off, and nothing else does. */
export function modernReasons({ model, body }: ChatRequest): boolean {
  const known = publishedModel(model);
  const { reasoning_effort: effort } = body;
  if (known === undefined && typeof effort === 'string') return effort !== 'none';
  if (known?.toggles !== false && member(body, 'chat_template_kwargs').enable_thinking === false)
    return false;
  if (effort === 'none' && known?.efforts?.includes('none')) return false;
  return known?.reasons === true && known.aliases?.[String(effort)] !== 'none';
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

/** The published levels, and those that the service maps to one of them. `null` is accepted, and means the default. */
function effortsOf({ model }: ChatRequest): readonly string[] | undefined {
  const known = publishedModel(model);
  if (known === undefined) return ['low', 'medium', 'high'];
  return known.efforts && [...known.efforts, ...Object.keys(known.aliases ?? {})];
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

/** The template of Qwen reads arguments as a mapping: https://github.com/JetBrains/koog/issues/2058; unverified here. */
const argumentsAreObjects: StrictRule = eachToolCall(call =>
  isObject(parseJson(asString(member(call, 'function').arguments) ?? ''))
    ? undefined
    : { message: 'AiError: Bad input: Can only get item pairs from a mapping.', code: 5006 },
);

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
    argumentsAreObjects,
  ),
];
