import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { errorInfoOf } from '../gateway/errors/error-info-of.ts';
import { markClientError } from '../gateway/errors/mark-client-error.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { toTruncatedError } from '../gateway/errors/to-truncated-error.ts';
import type { AnswerCall } from './answer-call.ts';
import type { AnswerRecord } from './answer-record.ts';
import { repairCompletion } from './repair.ts';

type FailedCall = Pick<AnswerCall, 'request' | 'record' | 'sentBody' | 'failure'>;

/** An answer that the core refused, as it came and in a form that the core accepts. */
export function refusedAnswer(
  error: unknown,
): { value: unknown; answer: Readonly<Record<string, unknown>> } | undefined {
  const value = refusedValue(error);
  if (value === undefined || readErrorEnvelope(value) !== undefined) return undefined;
  const answer = repairCompletion(value);
  return answer && { value, answer };
}

/** The parsed body of a response with status 200 that did not match the core's schema. */
function refusedValue(error: unknown): unknown {
  if (InvalidResponseDataError.isInstance(error)) return error.data;
  if (!APICallError.isInstance(error)) return undefined;
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'value' in cause ? cause.value : undefined;
}

/** The caller's reason, whatever the runtime and the core report: workerd fails with an error of its own. */
export function abortOf(signal: AbortSignal | undefined): unknown {
  return signal?.aborted === true ? signal.reason : undefined;
}

/** The error that the caller gets: ours as it was before the core wrapped it, an abort untouched. */
export function callError(error: unknown, call: FailedCall, signal: AbortSignal | undefined): unknown {
  const reason = abortOf(signal);
  if (reason !== undefined) return reason;
  const failure = call.failure();
  if (failure !== undefined) return failure;
  const value = refusedValue(error);
  if (value === undefined && !APICallError.isInstance(error))
    return markClientError(error, call.request.errorContext.modelId);
  const answer = APICallError.isInstance(error) ? error : undefined;
  // Without even a body, the connection broke off while it was read.
  if (value === undefined && answer?.responseBody === undefined) {
    return toConnectionError({ ...exchangeOf(call), cause: answer?.cause ?? error });
  }
  return toAPICallError({
    ...exchangeOf(call),
    body: value ?? answer?.responseBody ?? '',
    ...(answer?.responseBody !== undefined && { responseBody: answer.responseBody }),
    ...(value === undefined && { cause: error }),
  });
}

/** The error next to an answer that the core could read. */
export function answeredError(call: FailedCall): unknown {
  return envelopeError(call, call.record.error);
}

/** An `error` part of the core as a typed error. */
export function streamError(error: unknown, call: FailedCall): unknown {
  if (APICallError.isInstance(error)) return error;
  if (!(error instanceof Error)) return envelopeError(call, error);
  // A frame that is not JSON, or not a chunk: the core's errors hold all of it.
  const body = 'text' in error ? String(error.text) : '';
  return toAPICallError({ ...exchangeOf(call), body, cause: error });
}

/** Why a stream ended early. */
export function truncationError(call: FailedCall): unknown {
  const { error, cut } = call.record;
  if (error !== undefined && readErrorEnvelope(error) !== undefined) return envelopeError(call, error);
  if (cut === undefined) return toTruncatedError(exchangeOf(call));
  // What this client ended itself is typed already.
  if (APICallError.isInstance(cut) && errorInfoOf(cut) !== undefined) return cut;
  return toConnectionError({ ...exchangeOf(call), cause: cut });
}

/** How core 3.x reports a missing finish reason (3.0.92, 2026-11); whether one was due is decided at the end. */
export function isMissingFinish(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

/** Core 1.x ends a cut stream as a success; only the missing finish reason tells. */
export function isIncomplete(record: AnswerRecord): boolean {
  // Without a reason, or with the empty one of some hosts, the closing event tells.
  const closed = record.done && (record.nativeFrames || record.finishReason === '');
  return record.error !== undefined || !(record.finishReason || closed);
}

function envelopeError(call: FailedCall, body: unknown): unknown {
  return toAPICallError({ ...exchangeOf(call), body, responseBody: JSON.stringify(body) });
}

function exchangeOf({ request, record, sentBody }: FailedCall) {
  return {
    url: request.plan.target.url,
    statusCode: record.status ?? 200,
    headers: { ...record.headers },
    requestBodyValues: sentBody(),
    context: request.errorContext,
  };
}
