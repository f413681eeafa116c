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
    this.open = { start: part, begun: this.filter === undefined };
    return this.filter === undefined ? this.reasoning.before([part]) : [];
  }

  delta(part: StreamPart): Parts {
    if (this.keeps) this.written += part.delta;
    if (this.filter === undefined) return part;
    return this.filter.push(String(part.delta)).flatMap(piece => this.piece(piece, part.id));
  }

  end(part: StreamPart): Parts {
    const rest = this.filter?.end().flatMap(piece => this.piece(piece, part.id)) ?? [];
    const begun = this.open?.begun ?? false;
    this.open = undefined;
    return begun ? [...rest, part] : rest;
  }

  /** Ends whatever the core left open. */
  close(): readonly StreamPart[] {
    const ends =
      this.open === undefined ? [] : [this.end({ type: 'text-end', id: this.open.start.id })].flat();
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

  private piece({ type, text: delta }: TextPiece, id: unknown): readonly StreamPart[] {
    if (type === 'reasoning') {
      return [this.reasoning.piece({ type: 'reasoning-delta', id: 'reasoning', delta })].flat();
    }
    const begun = this.open?.begun ?? true;
    if (this.open !== undefined) this.open.begun = true;
    const start = begun || this.open === undefined ? [] : this.reasoning.before([this.open.start]);
    return [...start, { type: 'text-delta', id, delta }];
  }
}
