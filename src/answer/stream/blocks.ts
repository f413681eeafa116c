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

  /** @param takeMetadata what has arrived for the blocks of a kind */
  constructor(private readonly takeMetadata: (kind: Kind) => object | undefined) {}

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
    return this.open === 'text' ? [this.end('text')] : [];
  }

  /** Metadata that has arrived goes with the end; without any reasoning, an empty block has it. */
  endReasoning(): readonly StreamPart[] {
    if (this.open === 'reasoning') return [this.end('reasoning')];
    const providerMetadata = this.takeMetadata('reasoning');
    if (providerMetadata === undefined) return [];
    const id = `reasoning-${this.begun.reasoning++}`;
    return [
      { type: 'reasoning-start', id },
      { type: 'reasoning-end', id, providerMetadata },
    ];
  }

  private end(kind: Kind): StreamPart {
    const { id } = this;
    const providerMetadata = this.takeMetadata(kind);
    this.open = undefined;
    this.id = undefined;
    return { type: `${kind}-end`, id, ...(providerMetadata && { providerMetadata }) };
  }
}
