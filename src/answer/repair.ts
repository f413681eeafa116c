import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, records, textOf } from '../json-values.ts';
import { openAIForm } from './dialects.ts';
import { detailText } from './reasoning-details.ts';

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
  const chunk = openAIForm(value);
  return {
    ...identity(chunk),
    choices: records(chunk.choices).map(choice => ({
      finish_reason: textOf(choice.finish_reason),
      ...(isRecord(choice.usage) && { usage: choice.usage }),
      ...(isRecord(choice.delta) && {
        delta: { ...message(choice.delta), refusal: textOf(choice.delta.refusal) },
      }),
    })),
    ...usageOf(chunk),
  };
}

/** A whole answer as it was sent, and what of it the cores accept. */
export interface WholeAnswer {
  /** In OpenAI's format. */
  readonly value: JSONRecord;
  readonly choice: JSONRecord;
  readonly message: JSONRecord;
  readonly read: JSONRecord;
  readonly finish: string;
}

/** Reads a whole answer; `undefined` if nothing in it can be read. */
export function wholeAnswer(sent: unknown): WholeAnswer | undefined {
  if (!isRecord(sent)) return undefined;
  repaired.add(sent);
  const { result: inner, ...outer } = sent;
  if (isRecord(inner) && !Array.isArray(sent.choices))
    return wholeAnswer({ ...outer, ...inner, ...usageOf(sent) });
  const value = openAIForm(sent);
  const [choice] = records(value.choices);
  if (!isRecord(choice?.message)) return undefined;
  const read = message(choice.message);
  const fallback = Array.isArray(read.tool_calls) ? 'tool_calls' : 'stop';
  return { value, choice, message: choice.message, read, finish: textOf(choice.finish_reason) ?? fallback };
}

/** A whole answer in the form that the cores accept. */
export function repairCompletion(sent: unknown): JSONRecord | undefined {
  const answer = wholeAnswer(sent);
  if (answer === undefined) return undefined;
  const { value, read, finish } = answer;
  return {
    ...identity(value),
    choices: [{ index: 0, message: read, finish_reason: finish }],
    ...usageOf(value),
  };
}

function message(source: JSONRecord): JSONRecord {
  const { text, thinking } = contentOf(source.content);
  const reasoning = thinking || reasoningOf(source);
  const calls = records(source.tool_calls).map(toolCall);
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
  const pieces = contentPieces(content);
  const pick = (type: string): string =>
    pieces
      .filter(piece => piece.type === type)
      .map(piece => piece.text)
      .join('');
  return { text: pick('text'), thinking: pick('reasoning') };
}

/** Words and thoughts of a list of content parts, in their order. */
export function contentPieces(
  content: readonly unknown[],
): readonly { readonly type: 'text' | 'reasoning'; readonly text: string }[] {
  return records(content).flatMap(part => {
    const thinks = part.type === 'thinking';
    if (!thinks && part.type !== 'text') return [];
    const text = contentOf(thinks ? part.thinking : part.text).text ?? '';
    return text === '' ? [] : [{ type: thinks ? ('reasoning' as const) : ('text' as const), text }];
  });
}

/** The words and thoughts of a whole answer in their order, where it is a list of parts. */
export function orderedContent(sent: unknown): ReturnType<typeof contentPieces> | undefined {
  const content = wholeAnswer(sent)?.message.content;
  return Array.isArray(content) ? contentPieces(content) : undefined;
}

/** The first field with text: several hosts fill two with the same. */
function reasoningOf(source: JSONRecord): string | undefined {
  const fromDetails = records(source.reasoning_details)
    .map(item => detailText(item) ?? '')
    .join('');
  const fields = [source.reasoning_content, source.reasoning, fromDetails, source.reasoning_text];
  return fields.find((field): field is string => typeof field === 'string' && field !== '');
}

function toolCall(call: JSONRecord, position: number): JSONRecord {
  const source = isRecord(call.function) ? call.function : call;
  return {
    index: typeof call.index === 'number' ? call.index : position,
    id: textOf(call.id),
    type: 'function',
    function: {
      name: textOf(source.name),
      arguments: textOf(source.arguments ?? source.parameters) ?? '',
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
