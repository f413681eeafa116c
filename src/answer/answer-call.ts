import type { PreparedRequest } from '../request/prepare-request.ts';
import type { AnswerRecord } from './answer-record.ts';
import type { AnswerFixes, CallWarning } from '../wire/profile.ts';

/** What reading the response of a call needs to know of the call. */
export interface AnswerCall {
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly warnings: readonly CallWarning[];
  readonly record: AnswerRecord;
  readonly sentBody: () => unknown;
  readonly answerFixes: () => AnswerFixes;
  /** The error that ended the exchange, as it was before the core wrapped it. */
  readonly failure: () => Error | undefined;
}
