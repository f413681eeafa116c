import { asNumber, asString, isObject, member, objects, parseJson } from '../http/json.ts';
import { onlyRoles, orphanResults } from './message-rules.ts';
import {
  eachMessage,
  eachPart,
  eachTool,
  eachToolCall,
  onlyIncludeUsage,
  onlyKeys,
  onlyValues,
  responseFormatType,
  unknownKey,
} from './rules.ts';
import type { Refusal, StrictRule } from './upstream.ts';

/**
 * The schema that Cloudflare publishes for MiniMax M3 and M2.7 is closed:
 * https://github.com/cloudflare/cloudflare-docs, src/content/catalog-models/minimax-m3.json. That it is enforced to
 * the letter, down to the keys of an answer's schema, is unverified.
 */
const topLevel =
  'model messages temperature max_tokens max_completion_tokens top_p stream stream_options tools tool_choice response_format mask_sensitive_info'.split(
    ' ',
  );

function invalid(text: string): Refusal {
  return { message: `invalid params, ${text} (2013)` };
}

const unknown = (at: string): Refusal => invalid(`unknown field '${at}'`);

const oneSystem: StrictRule = eachMessage((message, index, { messages }) => {
  if (message.role !== 'system' || index === 0) return undefined;
  return messages[0]?.role === 'system'
    ? invalid('invalid chat setting')
    : invalid('chat content has invalid message role: system');
});

const tools: StrictRule = eachTool((definition, index, tool) => {
  if (tool.type !== 'function') return invalid('invalid tool type');
  const at = `tools[${index}].function`;
  const missing = ['name', 'description', 'parameters'].find(key => definition[key] === undefined);
  if (missing !== undefined) return invalid(`missing field '${at}.${missing}'`);
  const found = unknownKey(definition, ['name', 'description', 'parameters']);
  return found === undefined ? undefined : unknown(`${at}.${found}`);
});

const formats: StrictRule = request => {
  const type = responseFormatType(request);
  if (type === undefined) return undefined;
  if (type !== 'json_schema') return invalid(`response_format type '${type}' is not supported`);
  const envelope = member(member(request.body, 'response_format'), 'json_schema');
  const at = 'response_format.json_schema';
  const name = asString(envelope.name) ?? '';
  if (name === '' || name.length > 64) return invalid(`${at}.name must have 1 to 64 characters`);
  const found = unknownKey(envelope, ['name', 'description', 'schema']);
  if (found !== undefined) return unknown(`${at}.${found}`);
  const keyword = unknownKey(member(envelope, 'schema'), ['type', 'properties']);
  if (keyword !== undefined) return unknown(`${at}.schema.${keyword}`);
  return member(envelope, 'schema').type === 'object' ? undefined : invalid(`${at}.schema must be an object`);
};

/** `detail` of an image, cache marks, and everything except text and address. */
const parts: StrictRule = eachPart((part, { message, index }) => {
  const at = `messages[${message}].content[${index}]`;
  const type = String(part.type);
  if (type !== 'text' && type !== 'image_url') return invalid(`${at}.type '${type}' is not supported`);
  const found =
    unknownKey(part, ['type', type]) ??
    (type === 'image_url' ? unknownKey(member(part, type), ['url']) : undefined);
  return found === undefined ? undefined : unknown(`${at}.${found}`);
});

const calls: StrictRule = eachToolCall((call, { message, index }) => {
  const found =
    unknownKey(call, ['id', 'type', 'function', 'index']) ??
    unknownKey(member(call, 'function'), ['name', 'arguments']);
  if (found !== undefined) return unknown(`messages[${message}].tool_calls[${index}].${found}`);
  const args = asString(member(call, 'function').arguments) ?? '';
  return isObject(parseJson(args))
    ? undefined
    : invalid(`invalid function arguments json string, tool_call_id: ${String(call.id)}`);
});

export const minimaxRules: readonly StrictRule[] = [
  onlyKeys(topLevel, unknown),
  ({ body }) => {
    const temperature = asNumber(body.temperature) ?? 0;
    return temperature < 0 || temperature > 1
      ? invalid(`temperature must be between 0 and 1, got ${temperature}`)
      : undefined;
  },
  onlyValues('tool_choice', ['none', 'auto'], () => invalid("tool_choice must be 'none' or 'auto'")),
  onlyIncludeUsage(key => unknown(`stream_options.${key}`)),
  onlyRoles(['system', 'user', 'assistant', 'tool'], role =>
    invalid(`chat content has invalid message role: ${role}`),
  ),
  // https://github.com/MiniMax-AI/MiniMax-M2/issues/51
  oneSystem,
  eachMessage(({ content }, index) =>
    content == null ? invalid(`messages[${index}].content must not be null`) : undefined,
  ),
  // https://github.com/earendil-works/pi/pull/3311
  eachMessage(message =>
    message.content === '' && objects(message.tool_calls).length === 0
      ? invalid('chat content is empty')
      : undefined,
  ),
  parts,
  calls,
  // https://github.com/MiniMax-AI/MiniMax-M2/issues/76
  orphanResults(id => invalid(`tool result's tool id(${id}) not found`)),
  tools,
  formats,
];
