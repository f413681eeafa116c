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
  let state: 'before' | 'opened' | 'inside' | 'gap' | 'after' = 'before';
  let held = '';
  /** The space before the first other character; looked at once. */
  let space = '';
  const push = (delta: string): TextPiece[] => {
    held += delta;
    if (state === 'before') {
      const start = held.trimStart();
      space += held.slice(0, held.length - start.length);
      held = start;
      if (opening.startsWith(start) && start !== opening) return [];
      state = start.startsWith(opening) ? 'opened' : 'after';
      held = state === 'opened' ? start.slice(opening.length) : space + start;
    }
    if (state === 'opened') {
      held = held.trimStart();
      if (held === '') return [];
      state = 'inside';
    }
    if (state === 'inside') {
      const end = held.indexOf(closing);
      if (end === -1) return take('reasoning', held.length - tailOf(held, closing));
      const thought = take('reasoning', end);
      held = held.slice(closing.length);
      state = 'gap';
      return [...thought, ...push('')];
    }
    if (state === 'gap') {
      held = held.trimStart();
      if (held === '') return [];
      state = 'after';
    }
    return take('text', held.length);
  };
  const end = (): TextPiece[] => {
    if (state === 'before') held = space + held;
    return take(state === 'inside' ? 'reasoning' : 'text', held.length);
  };
  const take = (type: TextPiece['type'], length: number): TextPiece[] => {
    const text = held.slice(0, length);
    held = held.slice(length);
    return text === '' ? [] : [{ type, text }];
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
  /** How much of the prefix was repeated so far. */
  let repeated: number | undefined = 0;
  const textPiece = (text: string): TextPiece[] => (text === '' ? [] : [{ type: 'text', text }]);
  return {
    push: delta => {
      if (repeated === undefined) return textPiece(delta);
      const before = repeated;
      const rest = prefix.length - before;
      repeated = undefined;
      if (delta.length < rest && prefix.startsWith(delta, before)) {
        repeated = before + delta.length;
        return [];
      }
      const whole = delta.startsWith(prefix.slice(before));
      return textPiece(whole ? delta.slice(rest) : prefix.slice(0, before) + delta);
    },
    end: () => textPiece(prefix.slice(0, repeated ?? 0)),
  };
}
