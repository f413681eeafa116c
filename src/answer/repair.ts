import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, records, textOf } from '../json-values.ts';
import { openAIForm } from './dialects.ts';
import { detailText } from './reasoning-details.ts';
import type { TextPiece } from './text-filter.ts';

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
  const words = transcript === content ? [] : [transcript];
  return [...contentPieces(content), ...[...words, refusal].filter(isText).flatMap(contentPieces)];
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

/** Words and thoughts of content in their order, where it is a list of parts. */
function contentPieces(content: unknown): readonly TextPiece[] {
  if (!Array.isArray(content)) {
    const text = textOf(content);
    return text ? [{ type: 'text', text }] : [];
  }
  return records(content).flatMap(
    ({ type = 'text', refusal, text = refusal, summary, thinking = summary }): readonly TextPiece[] => {
      const words = contentPieces(textOf(text));
      const thoughts = [contentPieces(thinking), type === 'reasoning' ? words : []].flat();
      return [
        ...thoughts.map(({ text: thought }) => ({ type: 'reasoning', text: thought }) as const),
        ...(/(?:text|refusal)$/.test(String(type)) ? words : []),
      ];
    },
  );
}

/**
 * The first field with text: several hosts fill two with the same.
 * @param readDetail what a block of reasoning adds
 */
export function reasoningOf(
  source: JSONRecord,
  readDetail: (detail: JSONRecord) => string | undefined = detailText,
): string | undefined {
  const { reasoning_content: content, reasoning, reasoning_details: details, reasoning_text: text } = source;
  return [content, reasoning].find(isText) ?? [records(details).map(readDetail).join(''), text].find(isText);
}

function isText(field: unknown): field is string {
  return typeof field === 'string' && field !== '';
}
