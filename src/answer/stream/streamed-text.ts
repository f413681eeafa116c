import type { AnswerFixes } from '../../wire/profile.ts';
import { isJSON } from '../answer-content.ts';
import { type TextFilter, type TextPiece, textFilterOf } from '../text-filter.ts';
import type { Parts, StreamPart } from './part-stream.ts';
import type { StreamedReasoning } from './streamed-reasoning.ts';

/** The text blocks of one stream: passed on as they come, or split where the answer needs it. */
export class StreamedText {
  private readonly filter: TextFilter | undefined;
  /** The core's open block, and whether its start was passed on. */
  private open: { readonly start: StreamPart; begun: boolean } | undefined;
  /** How much of the refusal was passed on, and whether its block is open. */
  private refused = 0;
  private refusing = false;
  private readonly keeps: boolean;
  private written = '';
  private blocks = 0;
  private closed = false;

  constructor(
    fixes: AnswerFixes,
    private readonly reasoning: StreamedReasoning,
  ) {
    this.filter = textFilterOf(fixes);
    this.keeps = fixes.jsonText === true;
  }

  /** Whether the text so far is the requested JSON, so that later calls only repeat it. */
  get isJson(): boolean {
    return this.keeps && isJSON(this.written);
  }

  start(part: StreamPart): Parts {
    this.open = { start: this.named(part), begun: this.filter === undefined };
    return this.filter === undefined ? this.reasoning.before([this.open.start]) : [];
  }

  delta(part: StreamPart): Parts {
    if (this.keeps) this.written += part.delta;
    if (this.filter !== undefined)
      return this.filter.push(String(part.delta)).flatMap(piece => this.piece(piece));
    if (this.open === undefined)
      return [this.start({ type: 'text-start', id: part.id }), this.delta(part)].flat();
    const { id } = this.open.start;
    return part.id === id ? part : { ...part, id };
  }

  /** Ends the open block, which the reader sees in its place: core 1.x ends text with the stream only. */
  pause(): readonly StreamPart[] {
    const { open } = this;
    if (open?.begun !== true) return [];
    this.open = undefined;
    return [{ type: 'text-end', id: open.start.id }];
  }

  /** Ends whatever is open; to be called when no text follows. */
  close(): readonly StreamPart[] {
    const rest = this.closed ? [] : (this.filter?.end() ?? []);
    this.closed = true;
    const ends = [...rest.flatMap(piece => this.piece(piece)), ...this.pause()];
    if (!this.refusing) return ends;
    this.refusing = false;
    return [...ends, { type: 'text-end', id: 'refusal' }];
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

  private piece({ type, text: delta }: TextPiece): readonly StreamPart[] {
    if (type === 'reasoning') return this.reasoning.thought(delta);
    this.open ??= { start: this.named({ type: 'text-start', id: 'text' }), begun: false };
    const { open } = this;
    const start = open.begun ? [] : this.reasoning.before([open.start]);
    open.begun = true;
    return [...start, { type: 'text-delta', id: open.start.id, delta }];
  }

  /** The start of a block under an id of its own: the cores use one for all. */
  private named(part: StreamPart): StreamPart {
    const block = this.blocks++;
    return block === 0 ? part : { ...part, id: `${part.id}-${block}` };
  }
}
