import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { markClientError } from '../gateway/errors/mark-client-error.ts';
import { readErrorEnvelope } from '../gateway/errors/read-error-envelope.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import type { AnswerRecord } from './answer-record.ts';
import { repairCompletion } from './repair.ts';

/** What a call needs to explain its failure. */
interface FailedCall {
  readonly request: PreparedRequest;
  readonly failure: () => Error | undefined;
  readonly sentBody: () => unknown;
  readonly record: Pick<AnswerRecord, 'error' | 'headers' | 'status'>;
}

/** An answer that the core refused, as it came and in a form that the core takes. */
export function refusedAnswer(
  error: unknown,
): { value: unknown; answer: Readonly<Record<string, unknown>> } | undefined {
  const value = refusedValue(error);
  if (value === undefined || readErrorEnvelope(value) !== undefined) return undefined;
  const answer = repairCompletion(value);
  return answer && { value, answer };
}

/** The parsed body of an answer with status 200 that did not fit the core's schema. */
function refusedValue(error: unknown): unknown {
  if (InvalidResponseDataError.isInstance(error)) return error.data;
  if (!APICallError.isInstance(error)) return undefined;
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'value' in cause ? cause.value : undefined;
}

/** What the caller gave up with, however the runtime and the core report it: workerd fails with an error of its own. */
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
  // Not even a body: the connection broke off while it was read.
  if (value === undefined && answer?.responseBody === undefined) {
    return toConnectionError({ ...exchange(call), cause: answer?.cause ?? error });
  }
  return toAPICallError({
    ...exchange(call),
    body: value ?? answer?.responseBody ?? '',
    ...(answer?.responseBody !== undefined && { responseBody: answer.responseBody }),
    ...(value === undefined && { cause: error }),
  });
}

/** The error that stood beside an answer which the core could read. */
export function answeredError(call: FailedCall): unknown {
  return toAPICallError({
    ...exchange(call),
    body: call.record.error,
    responseBody: JSON.stringify(call.record.error),
  });
}

function exchange(call: FailedCall) {
  return {
    url: call.request.plan.target.url,
    statusCode: call.record.status ?? 200,
    headers: Object.fromEntries(call.record.headers ?? []),
    requestBodyValues: call.sentBody(),
    context: call.request.errorContext,
  };
}
