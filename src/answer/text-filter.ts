import { placeOf } from '../wire/call-markups.ts';
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

/** What a text may begin with, what follows it, its end, and what follows that if it is known. */
type Mark = readonly [opening: string, type: TextPiece['type'], closing: string, next?: Mark];

const unmarked: Mark = ['', 'text', ''];

/**
 * Reasoning of `<think>` tags, of Gemini, of gpt-oss (on Bedrock, in tags) and of Gemma 4, where the host does not parse
 * it.
 * @see https://github.com/ggml-org/llama.cpp/pull/15181 and https://github.com/vercel/ai/issues/14720
 */
const marks: readonly Mark[] = [
  ...['think', 'thought', 'reasoning'].map((tag): Mark => [`<${tag}>`, 'reasoning', `</${tag}>`, unmarked]),
  ['<|channel|>analysis<|message|>', 'reasoning', '<|end|>'],
  ['<|channel|>commentary<|message|>', 'text', '<|end|>'],
  ['<|channel|>final<|message|>', 'text', '<|return|>'],
  ['<|start|>assistant', 'text', ''],
  ['<|channel>thought\n', 'reasoning', '<channel|>'],
];

/** Reasoning in tokens at the start of the text; later tokens are text. */
function thinkFilter(): TextFilter {
  /** Known with the first characters, and again behind the end of one. */
  let mark: Mark | undefined;
  let held = '';
  /** The space before the first other character; looked at once. */
  let space = '';
  /** Behind a token, whose space goes. */
  let trims = false;
  const take = (length: number): TextPiece[] => {
    const text = held.slice(0, length);
    held = held.slice(length);
    return piecesOf(mark?.[1] ?? 'text', text);
  };
  const push = (delta: string): TextPiece[] => {
    held += delta;
    const pieces: TextPiece[] = [];
    for (;;) {
      if (mark === undefined) {
        const start = held.trimStart();
        if (!trims) space += held.slice(0, held.length - start.length);
        held = start;
        if (marks.some(([opening]) => opening !== start && opening.startsWith(start))) return pieces;
        mark = marks.find(([opening]) => start.startsWith(opening)) ?? unmarked;
        held = mark === unmarked ? space + start : start.slice(mark[0].length);
        space = '';
        trims = mark !== unmarked;
      }
      if (trims) held = held.trimStart();
      if (held === '') return pieces;
      trims = false;
      const [, , closing, next]: Mark = mark;
      pieces.push(...take(mark === unmarked ? held.length : placeOf([closing], held)));
      if (mark === unmarked || !held.startsWith(closing)) return pieces;
      held = held.slice(closing.length);
      mark = next;
      trims = true;
    }
  };
  const end = (): TextPiece[] => {
    if (mark === undefined) held = space + held;
    return take(held.length);
  };
  return { push, end };
}

/** Removes a prefix that the answer repeats, if it does. */
function echoFilter(prefix: string): TextFilter {
  /** What was repeated so far; `undefined` once that is decided. */
  let held: string | undefined = '';
  return {
    push: delta => {
      if (held === undefined) return piecesOf('text', delta);
      const text = held + delta;
      const more = text.length < prefix.length && prefix.startsWith(delta, held.length);
      held = more ? text : undefined;
      return piecesOf('text', more ? '' : text.slice(text.startsWith(prefix) ? prefix.length : 0));
    },
    end: () => piecesOf('text', held ?? ''),
  };
}

export function piecesOf(type: TextPiece['type'], text: string): TextPiece[] {
  return text === '' ? [] : [{ type, text }];
}
