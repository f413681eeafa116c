import type { AnswerFixes } from '../../wire/profile.ts';
import { reasoningDeduplicator } from '../reasoning-details.ts';
import type { Parts, StreamPart } from './part-stream.ts';

/**
 * Ends reasoning where the text begins. The core ends it with the stream only, after text and tool calls; later
 * reasoning becomes a block of its own. Metadata that has arrived for the reasoning goes with its end; metadata
 * without any text gets an empty block.
 */
export class StreamedReasoning {
  /** Id of the open block. */
  private open: unknown;
  private blocks = 0;
  private readonly fresh: (delta: string) => string;
  /** The reasoning so far, and what the text repeats of it. */
  private told = '';
  private again = '';

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly takeMetadata: () => object | undefined,
    /** Ends the text before it. */
    private readonly endText: () => readonly StreamPart[],
  ) {
    this.fresh = reasoningDeduplicator(fixes.repeatedReasoning);
  }

  start(part: StreamPart): readonly StreamPart[] {
    // Metadata that is here already belongs to this block, unless another one has to be ended.
    const parts = this.open === undefined ? [part] : this.before([part]);
    this.open = part.id;
    this.blocks++;
    return [...this.endText(), ...parts];
  }

  delta(part: StreamPart): Parts {
    const delta = this.fresh(String(part.delta));
    if (delta === '') return [];
    if (this.fixes.thinkTags) this.told += delta;
    return this.piece(delta === part.delta ? part : { ...part, delta });
  }

  /** A delta of reasoning inside the text, unless the text only repeats the reasoning before it. */
  thought(delta: string): readonly StreamPart[] {
    this.again += delta;
    if (this.told !== '' && this.told.trimStart().startsWith(this.again.trim())) return [];
    const text = this.again;
    const ends = this.told === '' ? [] : this.before([]);
    this.again = '';
    this.told = '';
    return [...ends, this.piece({ type: 'reasoning-delta', id: 'reasoning', delta: text })].flat();
  }

  /** A delta that repeats nothing. */
  piece(part: StreamPart): Parts {
    if (this.open === part.id) return part;
    if (this.open !== undefined) return { ...part, id: this.open };
    const id = `${part.id}-${this.blocks}`;
    return [...this.start({ type: 'reasoning-start', id }), { ...part, id }];
  }

  /** The given parts, after the end of an open block. */
  before(parts: readonly StreamPart[]): readonly StreamPart[] {
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
