import type { CallWarning } from '../wire/profile.ts';
import type { AnswerRecord } from './answer-record.ts';
import type { NeutralUsage } from './usage.ts';

/** Finish reasons that this layer decides itself. */
export type DecidedFinish = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'error' | 'other';

/** The few shapes in which the specifications differ, as far as shared code writes them. */
export interface SpecAdapter<WARNING, FINISH, USAGE = unknown> {
  readonly warning: (warning: CallWarning) => WARNING;
  /** @param raw as sent */
  readonly usage: (usage: NeutralUsage, raw: AnswerRecord['usage']) => USAGE;
  /** @param raw the upstream's own word, if it sent one */
  readonly finish: (reason: DecidedFinish, raw: string | undefined) => FINISH;
  /** What a file part holds: V4 tags its data. */
  readonly fileData: (data: string) => unknown;
}
