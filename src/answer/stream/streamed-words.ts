import type { AnswerFixes } from '../../wire/profile.ts';
import { reasoningDeduplicator } from '../reasoning-details.ts';
import type { TextPiece } from '../text-filter.ts';
import { type TextEnd, TextReader } from '../text-reader.ts';
import type { Blocks } from './blocks.ts';
import type { Parts, StreamPart } from './part-stream.ts';

/** The text and the reasoning of one stream: passed on as they come, or as what is read in them. */
export class StreamedWords {
  readonly text: TextReader;
  private readonly fresh: (delta: string) => string;
  /** The reasoning so far, and what the text repeats of it. */
  private reasoned = '';
  private repeated = '';

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly blocks: Blocks,
  ) {
    this.text = new TextReader(fixes);
    this.fresh = reasoningDeduplicator(fixes.repeatedReasoning);
  }

  textDelta(part: StreamPart): Parts {
    const { text, fixes, blocks } = this;
    if (!text.isPlain) return this.parts(text.push(String(part.delta)));
    if (fixes.calls !== undefined) text.passed += part.delta;
    return blocks.delta('text', part);
  }

  reasoningDelta(part: StreamPart): Parts {
    const delta = this.fresh(String(part.delta));
    if (delta === '') return [];
    if (this.fixes.thinkTags || this.fixes.calls) this.reasoned += delta;
    return this.blocks.delta('reasoning', delta === part.delta ? part : { ...part, delta });
  }

  /**
   * Ends the text; to be called when none follows.
   * @param complete whether the answer is whole
   * @param called whether it has calls of its own
   * @returns the last parts of the text, the calls that it held, and a warning about it
   */
  close(
    complete: boolean,
    called: boolean,
  ): Omit<TextEnd, 'pieces'> & { readonly parts: readonly StreamPart[] } {
    const end = this.text.end(complete, called, this.reasoned);
    return { ...end, parts: [...this.parts(end.pieces), ...this.blocks.endText()] };
  }

  private parts(pieces: readonly TextPiece[]): readonly StreamPart[] {
    return pieces.flatMap(({ type, text }) =>
      type === 'reasoning'
        ? this.thought(text)
        : this.blocks.delta('text', { type: 'text-delta', id: 'txt-0', delta: text }),
    );
  }

  /** A delta of reasoning inside the text, unless the text only repeats the reasoning before it. */
  private thought(delta: string): readonly StreamPart[] {
    this.repeated += delta;
    if (this.reasoned !== '' && this.reasoned.trimStart().startsWith(this.repeated.trim())) return [];
    const part = { type: 'reasoning-delta', id: 'reasoning', delta: this.repeated };
    const ends = this.reasoned === '' ? [] : this.blocks.endReasoning();
    this.repeated = '';
    this.reasoned = '';
    return [...ends, this.blocks.delta('reasoning', part)].flat();
  }
}
