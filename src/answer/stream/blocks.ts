import type { Parts, StreamPart } from './part-stream.ts';

type Kind = 'text' | 'reasoning';

/**
 * The blocks of one stream, of which one is open. The core uses one id for all of a kind, and the older ones end them
 * with the stream only; here each has an id of its own, and ends where the other kind begins.
 */
export class Blocks {
  private open: Kind | undefined;
  private id: unknown;
  private readonly begun: Record<Kind, number> = { text: 0, reasoning: 0 };

  /** @param takeMetadata what has arrived for the reasoning */
  constructor(private readonly takeMetadata: () => object | undefined) {}

  /** Whether any text has come. */
  get hasText(): boolean {
    return this.begun.text > 0;
  }

  /** A delta, which begins a block where none of its kind is open. */
  delta(kind: Kind, part: StreamPart): Parts {
    if (part.id === this.id) return part;
    if (this.open === kind) return { ...part, id: this.id };
    const ends = kind === 'text' ? this.endReasoning() : this.endText();
    const block = this.begun[kind]++;
    this.open = kind;
    this.id = block === 0 ? part.id : `${part.id}-${block}`;
    return [...ends, { type: `${kind}-start`, id: this.id }, { ...part, id: this.id }];
  }

  endText(): readonly StreamPart[] {
    return this.open === 'text' ? [this.end()] : [];
  }

  /** Metadata that has arrived goes with the end; without any reasoning, an empty block has it. */
  endReasoning(): readonly StreamPart[] {
    const providerMetadata = this.takeMetadata();
    const metadata = providerMetadata && { providerMetadata };
    if (this.open === 'reasoning') return [{ ...this.end(), ...metadata }];
    if (metadata === undefined) return [];
    const id = `reasoning-${this.begun.reasoning++}`;
    return [
      { type: 'reasoning-start', id },
      { type: 'reasoning-end', id, ...metadata },
    ];
  }

  private end(): StreamPart {
    const { open, id } = this;
    this.open = undefined;
    this.id = undefined;
    return { type: `${open}-end`, id };
  }
}
