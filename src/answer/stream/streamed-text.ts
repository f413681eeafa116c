import { parseJSON } from '../../json-values.ts';
import type { CallInText } from '../../wire/calls-in-text.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { type TextFilter, type TextPiece, textFilterOf } from '../text-filter.ts';
import { type ReadText, TextReader, warningOf } from '../text-reader.ts';
import type { Blocks } from './blocks.ts';
import type { Parts, StreamPart } from './part-stream.ts';
import type { StreamedReasoning } from './streamed-reasoning.ts';

/** The text of one stream: passed on as it comes, or split where the answer needs it. */
export class StreamedText {
  private readonly filter: TextFilter | undefined;
  private readonly reader: TextReader | undefined;
  private readonly keeps: boolean;
  private written = '';
  private closed = false;

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly blocks: Blocks,
    private readonly reasoning: StreamedReasoning,
    private readonly warn: (message: string) => void,
  ) {
    this.filter = textFilterOf(fixes);
    this.reader = TextReader.isNeeded(fixes) ? new TextReader(fixes) : undefined;
    this.keeps = fixes.json !== undefined || fixes.calls !== undefined;
  }

  /** Whether the text so far is the requested JSON, so that later calls only repeat it. */
  get isJson(): boolean {
    const { fixes, written } = this;
    return fixes.json !== undefined && /^\s*[{[]/.test(written) && parseJSON(written) !== undefined;
  }

  get hasText(): boolean {
    return this.written !== '';
  }

  delta(part: StreamPart): Parts {
    if (this.keeps) this.written += part.delta;
    if (this.isPlain) return this.blocks.delta('text', part);
    const delta = String(part.delta);
    const pieces = this.filter?.push(delta) ?? [{ type: 'text' as const, text: delta }];
    return pieces.flatMap(piece => this.piece(piece));
  }

  /** The core's end of a block; text that is held back still belongs to it. */
  end(): readonly StreamPart[] {
    return this.isPlain ? this.blocks.endText() : [];
  }

  /**
   * Ends whatever is open; to be called when no text follows.
   * @param complete whether the answer is whole
   * @param called whether it has calls of its own
   * @returns the last parts of the text, and the calls that it held
   */
  close(complete: boolean, called: boolean): { parts: readonly StreamPart[]; calls: readonly CallInText[] } {
    if (this.closed) return { parts: this.blocks.endText(), calls: [] };
    this.closed = true;
    const last = (this.filter?.end() ?? []).flatMap(piece => this.piece(piece));
    const { text, calls, warning }: ReadText = this.reader?.end(complete, called) ?? {
      text: '',
      calls: [],
      warning: complete ? warningOf(this.written, this.fixes) : undefined,
    };
    if (warning !== undefined) this.warn(warning);
    return { parts: [...last, ...this.write(text), ...this.blocks.endText()], calls };
  }

  /** Whether deltas are passed on as they come. */
  private get isPlain(): boolean {
    return this.filter === undefined && this.reader === undefined;
  }

  private piece({ type, text }: TextPiece): readonly StreamPart[] {
    if (type === 'reasoning') return this.reasoning.thought(text);
    return this.write(this.reader === undefined ? text : this.reader.push(text));
  }

  private write(delta: string): readonly StreamPart[] {
    return delta === '' ? [] : [this.blocks.delta('text', { type: 'text-delta', id: 'txt-0', delta })].flat();
  }
}
