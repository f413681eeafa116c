import type { CallInText } from '../../wire/calls-in-text.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import { isJSON } from '../answer-content.ts';
import { type TextFilter, type TextPiece, textFilterOf } from '../text-filter.ts';
import { TextReader, warningOf } from '../text-reader.ts';
import type { Parts, StreamPart } from './part-stream.ts';
import type { StreamedReasoning } from './streamed-reasoning.ts';

/** The text blocks of one stream: passed on as they come, or split where the answer needs it. */
export class StreamedText {
  private readonly filter: TextFilter | undefined;
  private readonly reader: TextReader | undefined;
  /** Whether deltas are passed on as they come. */
  private readonly plain: boolean;
  /** The open block. */
  private open: { readonly start: StreamPart } | undefined;
  /** How much of the refusal was passed on, and whether its block is open. */
  private refused = 0;
  private refusing = false;
  private readonly keeps: boolean;
  private written = '';
  private blocks = 0;
  private closed = false;

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly reasoning: StreamedReasoning,
    private readonly warn: (message: string) => void,
  ) {
    this.filter = textFilterOf(fixes);
    this.reader = TextReader.isNeeded(fixes) ? new TextReader(fixes) : undefined;
    this.plain = this.filter === undefined && this.reader === undefined;
    this.keeps = fixes.json !== undefined || fixes.calls !== undefined;
  }

  /** Whether the text so far is the requested JSON, so that later calls only repeat it. */
  get isJson(): boolean {
    return this.fixes.json !== undefined && isJSON(this.written);
  }

  get hasText(): boolean {
    return this.written !== '';
  }

  start(part: StreamPart): Parts {
    if (!this.plain) return [];
    this.open = { start: this.named(part) };
    return this.reasoning.before([this.open.start]);
  }

  delta(part: StreamPart): Parts {
    if (this.keeps) this.written += part.delta;
    if (!this.plain) return this.pieces(String(part.delta));
    if (this.open === undefined)
      return [this.start({ type: 'text-start', id: part.id }), this.delta(part)].flat();
    const { id } = this.open.start;
    return part.id === id ? part : { ...part, id };
  }

  /** The core's end of a block; text that is held back still belongs to it. */
  end(): readonly StreamPart[] {
    return this.plain ? this.pause() : [];
  }

  /** Ends the open block, which the reader sees in its place: core 1.x ends text with the stream only. */
  pause(): readonly StreamPart[] {
    const { open } = this;
    if (open === undefined) return [];
    this.open = undefined;
    return [{ type: 'text-end', id: open.start.id }];
  }

  /**
   * Ends whatever is open; to be called when no text follows.
   * @param complete whether the answer is whole
   * @returns the last parts of the text, and the calls that it held
   */
  close(complete: boolean): { readonly parts: readonly StreamPart[]; readonly calls: readonly CallInText[] } {
    const last = this.closed ? [] : (this.filter?.end() ?? []).flatMap(piece => this.piece(piece));
    const rest = this.closed ? undefined : this.reader?.end(complete);
    const warning =
      rest === undefined && complete && !this.closed ? warningOf(this.written, this.fixes) : rest?.warning;
    this.closed = true;
    if (warning !== undefined) this.warn(warning);
    const text = rest === undefined || rest.text === '' ? [] : this.write(rest.text);
    const refusal = this.refusing ? [{ type: 'text-end', id: 'refusal' }] : [];
    this.refusing = false;
    return { parts: [...last, ...text, ...this.pause(), ...refusal], calls: rest?.calls ?? [] };
  }

  /** What is new in the text of a refusal, which is a block of its own. */
  refusal(text: string): readonly StreamPart[] {
    const delta = text.slice(this.refused);
    if (delta === '') return [];
    const start = this.refused === 0 ? this.reasoning.before([{ type: 'text-start', id: 'refusal' }]) : [];
    this.refused = text.length;
    this.refusing = true;
    return [...start, { type: 'text-delta', id: 'refusal', delta }];
  }

  private pieces(delta: string): readonly StreamPart[] {
    const pieces = this.filter?.push(delta) ?? [{ type: 'text' as const, text: delta }];
    return pieces.flatMap(piece => this.piece(piece));
  }

  private piece({ type, text }: TextPiece): readonly StreamPart[] {
    if (type === 'reasoning') return this.reasoning.thought(text);
    const delta = this.reader === undefined ? text : this.reader.push(text);
    return delta === '' ? [] : this.write(delta);
  }

  private write(delta: string): readonly StreamPart[] {
    const begun = this.open !== undefined;
    this.open ??= { start: this.named({ type: 'text-start', id: 'txt-0' }) };
    const { start } = this.open;
    const before = begun ? [] : this.reasoning.before([start]);
    return [...before, { type: 'text-delta', id: start.id, delta }];
  }

  /** The start of a block under an id of its own: the cores use one for all. */
  private named(part: StreamPart): StreamPart {
    const block = this.blocks++;
    return block === 0 ? part : { ...part, id: `${part.id}-${block}` };
  }
}
