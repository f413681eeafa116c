import type { NeutralUsage } from '../answer/neutral-usage.ts';
import type { CallWarning } from '../upstreams/profile.ts';

/** Finish reasons that this layer decides itself. */
export type DecidedFinish = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'error' | 'other';

/** The few shapes in which the specifications differ, as far as the shared code writes them. */
export interface SpecAdapter<WARNING, FINISH, USAGE = unknown> {
  readonly warning: (warning: CallWarning) => WARNING;
  readonly usage: (usage: NeutralUsage) => USAGE;
  readonly finish: (reason: DecidedFinish) => FINISH;
  /** The finish reason of the core in common words. */
  readonly finishName: (finish: FINISH) => string;
}
