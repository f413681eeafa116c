interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * Ends reasoning where the answer begins. The core ends it with the stream only, after text and tool calls; what
 * is thought later becomes a block of its own.
 */
export class ReasoningOrder {
  /** Id of the open block. */
  private open: unknown;
  private blocks = 0;

  start(part: Part): readonly Part[] {
    const parts = this.before([part]);
    this.open = part.id;
    this.blocks++;
    return parts;
  }

  delta(part: Part): Part | readonly Part[] {
    if (this.open === part.id) return part;
    if (this.open !== undefined) return { ...part, id: this.open };
    const id = `${part.id}-${this.blocks}`;
    return [...this.start({ type: 'reasoning-start', id }), { ...part, id }];
  }

  /** The end of an open block. */
  end(): readonly Part[] {
    return this.before([]);
  }

  /** The same parts, with the end of an open block before them. */
  before(parts: readonly Part[]): readonly Part[] {
    if (this.open === undefined) return parts;
    const end = { type: 'reasoning-end', id: this.open };
    this.open = undefined;
    return [end, ...parts];
  }
}
