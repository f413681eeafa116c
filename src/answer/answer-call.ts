import type { Exchange } from '../gateway/errors/exchange.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import type { AnswerFixes, CallWarning } from '../wire/profile.ts';
import type { AnswerRecord } from './answer-record.ts';

/** What reading the response of a call needs to know of the call. */
export interface AnswerCall {
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly warnings: readonly CallWarning[];
  readonly record: AnswerRecord;
  /** The request and its response, from which every failure is built. */
  readonly exchange: Exchange;
  readonly answerFixes: () => AnswerFixes;
  /** The key of the vendor's own metadata. */
  readonly vendorKey: string;
  /** The tokens after which the model itself ends the response, where the request sets no limit. */
  readonly defaultLimit?: number | undefined;
}
