import type { AnswerFixes } from '../../wire/profile.ts';
import { reasoningDeduplicator } from '../reasoning-details.ts';
import type { Blocks } from './blocks.ts';
import type { Parts, StreamPart } from './part-stream.ts';

/** The reasoning of one stream, without what repeats it. */
export class StreamedReasoning {
  private readonly fresh: (delta: string) => string;
  /** The reasoning so far, and what the text repeats of it. */
  private told = '';
  private again = '';

  constructor(
    private readonly fixes: AnswerFixes,
    private readonly blocks: Blocks,
  ) {
    this.fresh = reasoningDeduplicator(fixes.repeatedReasoning);
  }

  delta(part: StreamPart): Parts {
    const delta = this.fresh(String(part.delta));
    if (delta === '') return [];
    if (this.fixes.thinkTags) this.told += delta;
    return this.blocks.delta('reasoning', delta === part.delta ? part : { ...part, delta });
  }

  /** A delta of reasoning inside the text, unless the text only repeats the reasoning before it. */
  thought(delta: string): readonly StreamPart[] {
    this.again += delta;
    if (this.told !== '' && this.told.trimStart().startsWith(this.again.trim())) return [];
    const part = { type: 'reasoning-delta', id: 'reasoning', delta: this.again };
    const ends = this.told === '' ? [] : this.blocks.endReasoning();
    this.again = '';
    this.told = '';
    return [...ends, this.blocks.delta('reasoning', part)].flat();
  }
}
