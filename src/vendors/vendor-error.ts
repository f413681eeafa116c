import { APICallError } from '@ai-sdk/provider';
import { isAbort } from '../abort.ts';
import { callError } from '../answer/answer-failure.ts';
import { decoded } from '../bodies.ts';
import { createAPICallError } from '../gateway/errors/api-call-error.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { markClientError } from '../gateway/errors/client-errors.ts';
import type { Exchange } from '../gateway/errors/exchange.ts';
import { toTruncatedError } from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, parseJSON } from '../json-values.ts';
import type { VendorCall } from './vendor-call.ts';

/** What a package threw, or holds in an `error` part, as the caller gets it: ours unchanged, an abort untouched. */
export function vendorError(error: unknown, call: VendorCall): unknown {
  const { exchange, signal, record } = call;
  if (signal?.aborted) return signal.reason;
  if (exchange.failure !== undefined) return exchange.failure;
  if (isOurs(error)) return error;
  if (record.error !== undefined) return toAPICallError(exchange, { value: record.error });
  // A body that broke off: what the package says of it follows from that.
  if (record.cut !== undefined) return toTruncatedError(exchange, record.cut);
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

/** The error for a response to a streaming request that is one JSON value, an error or anything else. */
export function noStreamError(exchange: Exchange, text: string): APICallError {
  const value = parseJSON(text);
  if (value === undefined || readErrorEnvelope(value) !== undefined)
    return toAPICallError(exchange, { text, value });
  return createAPICallError(
    exchange,
    {
      source: 'upstream',
      kind: 'unknown',
      words: 'A stream was requested, and one JSON value arrived.',
      hint: 'Use a call without a stream, such as generateText.',
      retryable: false,
    },
    { responseBody: text },
  );
}

/** An error that a package made of a response: for a vendor's own failure inside a success, its body says more. */
function answered(error: APICallError, call: VendorCall): unknown {
  const body: unknown = error.responseBody;
  // Some packages keep the parsed body there (@ai-sdk/openai 4.0.118, 2026-11).
  const value = isRecord(body) ? body : error.data;
  if (isRecord(value) && isRecord(value.error))
    return toAPICallError(call.exchange, { value: { error: value.error } });
  if (isRecord(body)) return toAPICallError(call.exchange, { value: body, cause: error });
  return callError(error, call, call.signal);
}
