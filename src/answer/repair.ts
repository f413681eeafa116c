import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, isText, type JSONRecord, records, textOf } from '../json-values.ts';
import { words } from '../wire/fields.ts';
import { openAIForm } from './dialects.ts';
import { piecesOf, type TextPiece } from './text-filter.ts';

/** How deep the words of a thought may be nested. */
const MAX_DEPTH = 4;

/**
 * What the core's schema of a chunk rejects: Workers AI's own frames, numbers and objects where text is expected,
 * `choices: null`, `role: ""`, lists of content parts. It runs on rejected values only, after parsing: a clean stream
 * pays nothing.
 * @returns a chunk that the core accepts, or `{ error }` with the whole frame
 */
export function repairChunk(value: unknown): JSONRecord {
  if (!isRecord(value) || readErrorEnvelope(value) !== undefined) return { error: value };
  const { id, created, model, choices, usage } = openAIForm(value);
  return {
    id: textOf(id),
    created: typeof created === 'number' ? created : undefined,
    model: textOf(model),
    choices: records(choices).map(choice => ({
      finish_reason: textOf(choice.finish_reason),
      ...(isRecord(choice.usage) && { usage: choice.usage }),
      ...(isRecord(choice.delta) && { delta: plainMessage(choice.delta) }),
    })),
    ...(isRecord(usage) && { usage }),
  };
}

/** The calls in it have been read before: see `AnswerEvents`. */
function plainMessage(source: JSONRecord): JSONRecord {
  const pieces = contentPieces(source.content);
  const join = (type: string): string =>
    pieces.map(piece => (piece.type === type ? piece.text : '')).join('');
  return {
    role: source.role === 'assistant' ? 'assistant' : undefined,
    content: join('text'),
    reasoning_content: join('reasoning') || reasoningOf(source),
    tool_calls: records(source.tool_calls),
  };
}

/** What a message says: its content, the words of its audio, and a refusal. */
export function spokenPieces({ content, audio, refusal }: JSONRecord): readonly TextPiece[] {
  const { transcript } = Object(audio);
  const spoken = transcript === content ? [] : [transcript];
  return [...contentPieces(content), ...[...spoken, refusal].filter(isText).flatMap(contentPieces)];
}

/** The same behind reasoning in a field of its own, unless that only repeats the reasoning in it. */
export function behindThoughts(
  spoken: readonly TextPiece[],
  thoughts: string | undefined,
): readonly TextPiece[] {
  const inner = spoken.map(({ type, text }) => (type === 'reasoning' ? text : '')).join('');
  return thoughts === undefined || thoughts === inner
    ? spoken
    : [{ type: 'reasoning', text: thoughts }, ...spoken];
}

/** Words and thoughts of content in their order, where it is a list of parts or of texts. */
function contentPieces(content: unknown): readonly TextPiece[] {
  if (!Array.isArray(content)) return piecesOf('text', textOf(content) ?? '');
  return content.flatMap((item: unknown): readonly TextPiece[] => {
    const part = Object(typeof item === 'string' ? { text: item } : item);
    const { type, refusal, text = refusal, thinking } = part;
    const thinks = /reason|think|summary/.test(String(type));
    const thoughts = piecesOf('reasoning', wordsIn(thinks ? part : thinking));
    return thinks ? thoughts : [...thoughts, ...piecesOf('text', textOf(text) ?? '')];
  });
}

/**
 * The first field with words: several hosts fill two with the same. Some send objects or lists (LiteLLM's
 * `thinking_blocks`).
 * @param readDetail what a block of reasoning adds
 */
export function reasoningOf(
  source: JSONRecord,
  readDetail: (detail: JSONRecord) => string = wordsIn,
): string | undefined {
  const { reasoning_content, reasoning, reasoning_details, reasoning_text, thinking, thinking_blocks } =
    source;
  const details = records(reasoning_details).map(detail => readDetail(detail));
  const fields = [reasoning_content, reasoning, details, reasoning_text, thinking, thinking_blocks];
  return fields.map(field => wordsIn(field)).find(isText);
}

const wordKeys = words('thinking text content summary');

/** The words of a text, of an object, or of a list of both (Mistral's `[{ type: 'text', text }]`). */
export function wordsIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return '';
  const inner = (item: unknown): string => wordsIn(item, depth + 1);
  return Array.isArray(value)
    ? value.map(inner).join('')
    : (wordKeys.map(key => inner(Object(value)[key])).find(isText) ?? '');
}
