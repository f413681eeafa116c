import type { AnswerFixes } from '../wire/profile.ts';
import { isJSON } from './fix-content.ts';
import type { ReasoningOrder } from './reasoning-order.ts';
import { type TextFilter, type TextPiece, textFilterOf } from './text-filter.ts';

interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

type Parts = Part | readonly Part[];

/** The text blocks of one stream: handed on as they come, or taken apart where the answer needs it. */
export class StreamedText {
  private readonly filter: TextFilter | undefined;
  /** The block of the core that is open, and whether its beginning was handed on. */
  private open: { readonly start: Part; begun: boolean } | undefined;
  /** How much of the refusal was handed on, and whether its block is open. */
  private refused = 0;
  private refusing = false;
  private readonly keeps: boolean;
  private said = '';

  constructor(
    fixes: AnswerFixes,
    private readonly reasoning: ReasoningOrder,
  ) {
    this.filter = textFilterOf(fixes);
    this.keeps = fixes.jsonText === true;
  }

  /** Whether the text so far is JSON that was asked for, so that calls after it only repeat it. */
  get isJson(): boolean {
    return this.keeps && isJSON(this.said);
  }

  start(part: Part): Parts {
    this.open = { start: part, begun: this.filter === undefined };
    return this.filter === undefined ? this.reasoning.before([part]) : [];
  }

  delta(part: Part): Parts {
    if (this.keeps) this.said += part.delta;
    if (this.filter === undefined) return part;
    return this.filter.push(String(part.delta)).flatMap(piece => this.piece(piece, part.id));
  }

  end(part: Part): Parts {
    const rest = this.filter?.end().flatMap(piece => this.piece(piece, part.id)) ?? [];
    const begun = this.open?.begun ?? false;
    this.open = undefined;
    return begun ? [...rest, part] : rest;
  }

  /** Ends what the core left open. */
  close(): readonly Part[] {
    const ends =
      this.open === undefined ? [] : [this.end({ type: 'text-end', id: this.open.start.id })].flat();
    if (!this.refusing) return ends;
    this.refusing = false;
    return [...ends, { type: 'text-end', id: 'refusal' }];
  }

  /** The text of a refusal as far as it has come; it is a block of its own. */
  refusal(text: string): readonly Part[] {
    const delta = text.slice(this.refused);
    if (delta === '') return [];
    const start = this.refused === 0 ? this.reasoning.before([{ type: 'text-start', id: 'refusal' }]) : [];
    this.refused = text.length;
    this.refusing = true;
    return [...start, { type: 'text-delta', id: 'refusal', delta }];
  }

  private piece({ type, text: delta }: TextPiece, id: unknown): readonly Part[] {
    if (type === 'reasoning') {
      return [this.reasoning.delta({ type: 'reasoning-delta', id: 'reasoning', delta })].flat();
    }
    const begun = this.open?.begun ?? true;
    if (this.open !== undefined) this.open.begun = true;
    const start = begun || this.open === undefined ? [] : this.reasoning.before([this.open.start]);
    return [...start, { type: 'text-delta', id, delta }];
  }
}
