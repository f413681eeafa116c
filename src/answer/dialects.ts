import { isRecord, type JSONRecord, records } from '../json-values.ts';
import { words } from '../wire/fields.ts';

/** Members of Workers AI's own answers. A frame has those it needs: one that only calls a tool has no `response`. */
const nativeMembers = words('response tool_calls reasoning_content reasoning finish_reason');

/**
 * An answer, or a chunk of one, in OpenAI's format: Workers AI's own, Cohere's and Anthropic's are translated, anything
 * else is returned as it is.
 */
export function openAIForm(value: JSONRecord): JSONRecord {
  if (Array.isArray(value.choices) && value.choices.length > 0) return value;
  const { message: inner, delta } = value;
  if (isRecord(delta) && typeof value.type === 'string') return cohereChunk(value, delta);
  const message = isRecord(inner) ? cohereMessage(inner) : (anthropicMessage(value) ?? nativeMessage(value));
  if (message === undefined) return value;
  const finish_reason = value.finish_reason ?? value.stop_reason;
  return { ...value, choices: [{ index: 0, message, delta: message, finish_reason }] };
}

function nativeMessage(value: JSONRecord): JSONRecord | undefined {
  if (!nativeMembers.some(member => member in value)) return undefined;
  return { ...value, content: value.response };
}

/** Cohere's whole message. @see https://docs.cohere.com/reference/chat */
function cohereMessage(message: JSONRecord): JSONRecord | undefined {
  if (!('content' in message || 'tool_calls' in message)) return undefined;
  const { content, tool_plan: plan } = message;
  return { ...message, content: plan ? [content, { type: 'thinking', thinking: plan }].flat() : content };
}

/** One event of Cohere's streams. @see https://docs.cohere.com/docs/streaming */
function cohereChunk(value: JSONRecord, { message, finish_reason, usage }: JSONRecord): JSONRecord {
  const { content, tool_plan, tool_calls: calls } = Object(message);
  const { text, thinking } = Object(content);
  const { index, id } = value;
  const delta = {
    content: text,
    reasoning_content: thinking ?? tool_plan,
    tool_calls: records([calls].flat()).map(call => ({ ...call, index })),
  };
  return { id, choices: [{ index: 0, delta, finish_reason }], usage };
}

/** Anthropic's answer is the message itself. */
function anthropicMessage(value: JSONRecord): JSONRecord | undefined {
  if (value.type !== 'message' || !Array.isArray(value.content)) return undefined;
  return { role: value.role, content: value.content };
}
