import { APICallError } from '@ai-sdk/provider';
import { isAbort } from '../abort.ts';
import { callError } from '../answer/answer-failure.ts';
import { decoded } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import { toTruncatedError } from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, parseJSON } from '../json-values.ts';
import type { VendorCall } from './vendor-call.ts';

/**
 * What a package threw, or holds in an `error` part, as the caller gets it: ours unchanged, an abort untouched.
 * @param error `undefined`: the stream ended before its answer did
 */
export function vendorError(error: unknown, call: VendorCall): unknown {
  const { exchange, signal, record } = call;
  if (signal?.aborted) return signal.reason;
  if (exchange.failure !== undefined) return exchange.failure;
  if (isOurs(error)) return error;
  if (record.error !== undefined) return toAPICallError(exchange, { value: record.error });
  // A body that broke off: what the package says of it, if anything, follows from that.
  if (record.cut !== undefined || error === undefined) return toTruncatedError(exchange, record.cut);
  if (APICallError.isInstance(error)) return answered(error, call);
  if (!(error instanceof Error))
    return toAPICallError(exchange, { value: isRecord(error) && !('error' in error) ? { error } : error });
  const known = markClientError(error, exchange.context.modelId || undefined);
  if (isOurs(known) || isAbort(known) || exchange.response === undefined) return known;
  // Whatever a package stumbled over after a successful response, its words are about its own code.
  const text = decoded(call.received);
  const value = parseJSON(text);
  return toAPICallError(
    exchange,
    readErrorEnvelope(value) === undefined ? { cause: error } : { text, value },
  );
}

/** An error that a package made of a response: for a vendor's own failure inside a success, its body says more. */
function answered(error: APICallError, call: VendorCall): unknown {
  // Some packages keep the parsed body there (@ai-sdk/openai 4.0.118, 2026-11).
  const value = [error.responseBody, error.data].find(isRecord);
  if (value === undefined) return callError(error, call, call.signal);
  const { error: own } = value;
  return toAPICallError(call.exchange, isRecord(own) ? { value: { error: own } } : { value, cause: error });
}
