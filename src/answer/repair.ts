import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, textOf } from '../json-values.ts';

/** Values that were repaired, so that nothing in them is read twice. */
const repaired = new WeakSet<object>();

/**
 * The reasoning of a message that the core accepts but does not find: it reads two fields, and an empty one hides the
 * other.
 */
export function unreadReasoning(answer: JSONRecord, source: JSONRecord): string {
  const { reasoning, reasoning_details: details, reasoning_text: text } = source;
  if (!(reasoning || details || text) || (source.reasoning_content ?? reasoning)) return '';
  return repaired.has(answer) ? '' : (reasoningOf(source) ?? '');
}

/**
 * The one tolerant reader, for what the core's schema rejects: Workers AI's own frames, numbers and objects where text
 * is expected, `choices: null`, `role: ""`, lists of content parts, calls with object arguments. It runs on rejected
 * values only, after parsing: a clean stream pays nothing.
 * @returns a chunk that the core accepts, or `{ error }` with the whole frame
 */
export function repairChunk(value: unknown): JSONRecord {
  if (!isRecord(value) || readErrorEnvelope(value) !== undefined) return { error: value };
  repaired.add(value);
  const choices = Array.isArray(value.choices) ? value.choices.filter(isRecord) : [];
  const native =
    choices.length === 0 && 'response' in value ? [{ index: 0, delta: message(value, value.response) }] : [];
  const read = choices.map(choice => ({
    finish_reason: textOf(choice.finish_reason),
    ...(isRecord(choice.usage) && { usage: choice.usage }),
    ...(isRecord(choice.delta) && { delta: message(choice.delta, choice.delta.content) }),
  }));
  return {
    ...identity(value),
    choices: [...read, ...native],
    ...(isRecord(value.usage) && { usage: value.usage }),
  };
}

/** The same for a whole answer; `undefined` if nothing in it can be read. */
export function repairCompletion(value: unknown): JSONRecord | undefined {
  if (!isRecord(value)) return undefined;
  repaired.add(value);
  const inner = value.result;
  if (isRecord(inner) && !Array.isArray(value.choices))
    return repairCompletion({ ...inner, ...usageOf(value) });
  const [choice] = Array.isArray(value.choices) ? value.choices.filter(isRecord) : [];
  const source = isRecord(choice?.message) ? choice.message : vendorMessage(value);
  if (source === undefined && !('response' in value)) return undefined;
  const answer = source === undefined ? message(value, value.response) : message(source, source.content);
  const fallback = Array.isArray(answer.tool_calls) && answer.tool_calls.length > 0 ? 'tool_calls' : 'stop';
  const finish = textOf(choice?.finish_reason ?? value.stop_reason ?? value.finish_reason) ?? fallback;
  return {
    ...identity(value),
    choices: [{ index: 0, message: answer, finish_reason: finish }],
    ...usageOf(value),
  };
}

/** The message of an answer in a vendor's own format: Cohere nests it, Anthropic's is the answer itself. */
function vendorMessage(value: JSONRecord): JSONRecord | undefined {
  if (isRecord(value.message) && 'content' in value.message) return value.message;
  if (value.type !== 'message' || !Array.isArray(value.content)) return undefined;
  const calls = value.content.filter(isRecord).filter(part => part.type === 'tool_use');
  return {
    role: value.role,
    content: value.content,
    tool_calls: calls.map(({ id, name, input }) => ({ id, function: { name, arguments: input } })),
  };
}

function message(source: JSONRecord, content: unknown): JSONRecord {
  const { text, thinking } = contentOf(content);
  const reasoning = thinking || reasoningOf(source);
  const calls = Array.isArray(source.tool_calls) ? source.tool_calls.filter(isRecord).map(toolCall) : [];
  return {
    ...(source.role === 'assistant' && { role: 'assistant' }),
    ...(text !== undefined && { content: text }),
    ...(reasoning && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function contentOf(content: unknown): { text: string | undefined; thinking: string } {
  if (content === null || content === undefined) return { text: undefined, thinking: '' };
  if (!Array.isArray(content)) return { text: textOf(content), thinking: '' };
  const parts = content.filter(isRecord);
  const pick = (type: string, key: string): string =>
    parts
      .filter(part => part.type === type)
      .map(part => contentOf(part[key]).text ?? '')
      .join('');
  return { text: pick('text', 'text'), thinking: pick('thinking', 'thinking') };
}

/** The first field with text: several hosts fill two with the same. */
function reasoningOf(source: JSONRecord): string | undefined {
  const details = source.reasoning_details;
  const fromDetails = Array.isArray(details)
    ? details
        .filter(isRecord)
        .map(item => textOf(item.text) ?? '')
        .join('')
    : '';
  const fields = [source.reasoning_content, source.reasoning, fromDetails, source.reasoning_text];
  return fields.find((field): field is string => typeof field === 'string' && field !== '');
}

function toolCall(call: JSONRecord, position: number): JSONRecord {
  const source = isRecord(call.function) ? call.function : call;
  const args = source.arguments;
  return {
    index: typeof call.index === 'number' ? call.index : position,
    id: textOf(call.id),
    type: 'function',
    function: {
      name: textOf(source.name),
      arguments: args === null || args === undefined ? '' : textOf(args),
    },
  };
}

function identity({ id, created, model }: JSONRecord): JSONRecord {
  return {
    id: textOf(id),
    created: typeof created === 'number' ? created : undefined,
    model: textOf(model),
  };
}

function usageOf({ usage }: JSONRecord): JSONRecord {
  return isRecord(usage) ? { usage } : {};
}
