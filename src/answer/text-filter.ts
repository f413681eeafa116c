import type { AnswerFixes } from '../wire/profile.ts';

/** A piece of the text. */
export interface TextPiece {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

/** Splits the text of an answer, delta by delta. */
export interface TextFilter {
  readonly push: (delta: string) => readonly TextPiece[];
  /** What is still held back. */
  readonly end: () => readonly TextPiece[];
}

/** The filter that an answer needs, if any. */
export function textFilterOf({ thinkTags, echoedPrefix, json, calls }: AnswerFixes): TextFilter | undefined {
  const searched = json !== undefined || calls?.forced === true;
  if (thinkTags === true || (searched && echoedPrefix === undefined)) return thinkFilter();
  return echoedPrefix === undefined ? undefined : echoFilter(echoedPrefix);
}

const opening = '<think>';
const closing = '</think>';

/** Reasoning in `<think>` tags at the start of the text; later tags are text. */
function thinkFilter(): TextFilter {
  /** Known with the first characters. */
  let type: TextPiece['type'] | undefined;
  let held = '';
  /** The space before the first other character; looked at once. */
  let space = '';
  /** Behind a tag, whose space goes. */
  let trims = false;
  const take = (length: number): TextPiece[] => {
    const text = held.slice(0, length);
    held = held.slice(length);
    return piecesOf(type ?? 'text', text);
  };
  const push = (delta: string): TextPiece[] => {
    held += delta;
    if (type === undefined) {
      const start = held.trimStart();
      space += held.slice(0, held.length - start.length);
      held = start;
      if (opening.startsWith(start) && start !== opening) return [];
      trims = start.startsWith(opening);
      type = trims ? 'reasoning' : 'text';
      held = trims ? start.slice(opening.length) : space + start;
    }
    if (trims) held = held.trimStart();
    if (held === '') return [];
    trims = false;
    if (type === 'text') return take(held.length);
    const end = held.indexOf(closing);
    if (end === -1) return take(held.length - tailOf(held, closing));
    const thought = take(end);
    held = held.slice(closing.length);
    type = 'text';
    trims = true;
    return [...thought, ...push('')];
  };
  const end = (): TextPiece[] => {
    if (type === undefined) held = space + held;
    return take(held.length);
  };
  return { push, end };
}

/** How many characters at the end of a text may begin a token. */
export function tailOf(text: string, token: string): number {
  for (let length = Math.min(token.length - 1, text.length); length > 0; length--) {
    if (token.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

/** Removes a prefix that the answer repeats, if it does. */
function echoFilter(prefix: string): TextFilter {
  /** How much of the prefix was repeated so far; `undefined` once that is decided. */
  let repeated: number | undefined = 0;
  return {
    push: delta => {
      if (repeated === undefined) return piecesOf('text', delta);
      const before = prefix.slice(0, repeated);
      const rest = prefix.slice(repeated);
      const more = delta.length < rest.length && rest.startsWith(delta);
      repeated = more ? repeated + delta.length : undefined;
      if (more) return [];
      return piecesOf('text', delta.startsWith(rest) ? delta.slice(rest.length) : before + delta);
    },
    end: () => piecesOf('text', prefix.slice(0, repeated ?? 0)),
  };
}

function piecesOf(type: TextPiece['type'], text: string): TextPiece[] {
  return text === '' ? [] : [{ type, text }];
}
