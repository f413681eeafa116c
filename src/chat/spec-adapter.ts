import type { AnswerRecord } from '../answer/answer-record.ts';
import type { NeutralUsage } from '../answer/neutral-usage.ts';
import type { CallWarning } from '../wire/profile.ts';

/** Finish reasons that this layer decides itself. */
export type DecidedFinish = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'error' | 'other';

/** The few shapes in which the specifications differ, as far as the shared code writes them. */
export interface SpecAdapter<WARNING, FINISH, USAGE = unknown> {
  readonly warning: (warning: CallWarning) => WARNING;
  /** @param raw as it was sent */
  readonly usage: (usage: NeutralUsage, raw: AnswerRecord['usage']) => USAGE;
  /** @param raw the upstream's own word, where it said one */
  readonly finish: (reason: DecidedFinish, raw: string | undefined) => FINISH;
  /** The finish reason of the core in common words. */
  readonly finishName: (finish: FINISH) => string;
  /** Whether the core hands on the text of a refusal by itself. */
  readonly readsRefusals: boolean;
}
