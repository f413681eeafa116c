interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * Ends reasoning where the answer begins. The core ends it with the stream only, after text and tool calls; what
 * is thought later becomes a block of its own. Metadata that has come for the reasoning goes with its end; what
 * came without any text gets an empty block.
 */
export class ReasoningOrder {
  /** Id of the open block. */
  private open: unknown;
  private blocks = 0;

  constructor(private readonly takeMetadata: () => object | undefined) {}

  start(part: Part): readonly Part[] {
    // What has come already belongs to this block, unless another one has to be ended.
    const parts = this.open === undefined ? [part] : this.before([part]);
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
    const providerMetadata = this.takeMetadata();
    const metadata = providerMetadata && { providerMetadata };
    if (this.open !== undefined) {
      const end = { type: 'reasoning-end', id: this.open, ...metadata };
      this.open = undefined;
      return [end, ...parts];
    }
    if (metadata === undefined) return parts;
    const id = `reasoning-${this.blocks++}`;
    return [{ type: 'reasoning-start', id }, { type: 'reasoning-end', id, ...metadata }, ...parts];
  }
}
