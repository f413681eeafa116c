import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { Exchange } from '../gateway/errors/exchange.ts';
import { toConnectionError, toTruncatedError } from '../gateway/errors/failures.ts';
import { toJSON } from '../json-values.ts';
import type { AnswerCall } from './answer-call.ts';
import type { AnswerRecord } from './answer-record.ts';
import { reasonOf } from './finish-reason.ts';

type FailedCall = Pick<AnswerCall, 'exchange' | 'record'>;

/** The caller's reason, whatever the runtime and the core report: workerd fails with an error of its own. */
export function abortOf(signal: AbortSignal | undefined): unknown {
  return signal?.aborted === true ? signal.reason : undefined;
}

/** The error that the caller gets: ours as it was before the core wrapped it, an abort untouched. */
export function callError(
  error: unknown,
  { exchange }: Pick<FailedCall, 'exchange'>,
  signal: AbortSignal | undefined,
): unknown {
  const reason = abortOf(signal);
  if (reason !== undefined) return reason;
  if (exchange.failure !== undefined) return exchange.failure;
  if (!APICallError.isInstance(error)) return markClientError(error, exchange.context.modelId);
  const { cause, responseBody: text } = error;
  // The parsed body of a response with status 200 that did not match a package's schema.
  const { value } = Object(cause);
  // Without even a body, the connection broke off while it was read.
  if (value === undefined && text === undefined) return toConnectionError(exchange, cause ?? error);
  return toAPICallError(exchange, { text, value, cause: value === undefined ? error : undefined });
}

/** The error next to an answer that the core could read. */
export function answeredError({ exchange, record }: FailedCall): unknown {
  return envelopeError(exchange, record.error);
}

/** An `error` part of the core as a typed error. */
export function streamError(error: unknown, { exchange }: FailedCall): unknown {
  if (APICallError.isInstance(error)) return error;
  if (!(error instanceof Error)) return envelopeError(exchange, error);
  // A frame that is not JSON, or not a chunk: the core's errors hold all of it.
  return toAPICallError(exchange, {
    text: 'text' in error ? String(error.text) : '',
    cause: error,
    event: true,
  });
}

/** Why an answer is incomplete. */
export function truncationError({ exchange, record }: FailedCall): unknown {
  const { cut, error, finishReason } = record;
  if (error !== undefined) return envelopeError(exchange, error);
  if (cut !== undefined || reasonOf(finishReason) !== 'error') return toTruncatedError(exchange, cut);
  const message = `The response ended with the reason '${finishReason}'.`;
  return envelopeError(exchange, { error: { message, type: 'server_error' } });
}

function envelopeError(exchange: Exchange, value: unknown): unknown {
  return toAPICallError(exchange, { text: toJSON(value), value });
}

/** How core 3.x reports a missing finish reason (3.0.92, 2026-11); whether one was due is decided at the end. */
export function isMissingFinish(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

/**
 * Whether an answer cannot be used: its stream was cut, a call of it has no name, or it ended with an error before its
 * text. Core 1.x ends a cut stream as a success; only the missing finish reason tells.
 * @param isText whether it is a text without calls
 */
export function isIncomplete(record: AnswerRecord, isText: boolean): boolean {
  if (!isText && reasonOf(record.finishReason) === 'error') return true;
  // Without a reason, or with the empty one of some hosts, the closing event tells.
  const { calls, usage } = record;
  const whole =
    calls.length > 0 &&
    calls.every(({ json, written }) => json.whole || written === '') &&
    usage !== undefined;
  const closed = record.done && (record.nativeFrames || record.finishReason === '' || whole);
  return record.error !== undefined || !(record.finishReason || closed || record.whole);
}
