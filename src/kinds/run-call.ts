import { answeredError } from '../answer/answer-failure.ts';
import { type AnswerRecord, createAnswerRecord, recordAnswer } from '../answer/answer-record.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { createExchange, type Exchange } from '../gateway/errors/exchange.ts';
import { toConnectionError } from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { isRecord, type JSONRecord, parseJSON } from '../json-values.ts';
import type { PreparedRequest, PrepareRequest, RequestInput } from '../request/prepare-request.ts';
import type { ProviderContext } from '../request/provider-context.ts';
import { createTransport, isAbort } from '../request/transport.ts';
import type { ModelReference } from '../upstreams/model-id.ts';
import type { RunWire } from '../upstreams/upstream.ts';
import type { CallWarning } from '../wire/profile.ts';
import { type RunBody, writeRunBody } from './run-body.ts';
import type { Inputs, PublishedInputs } from './run-fields.ts';

/** What all calls of one model that is run have in common. */
export interface RunRoute {
  readonly provider: ProviderContext;
  readonly reference: ModelReference;
  readonly wire: RunWire;
  readonly prepare: PrepareRequest;
  /** What is published about the inputs of the model. */
  readonly published: PublishedInputs;
  /** Texts in one embedding request. */
  readonly most: number;
}

/** One call, which may make several requests. */
export interface RunCall {
  readonly route: RunRoute;
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly warnings: CallWarning[];
  readonly warn: (warning: CallWarning) => void;
}

export async function createRunCall(route: RunRoute, input: RequestInput): Promise<RunCall> {
  input.abortSignal?.throwIfAborted();
  const request = await route.prepare(input);
  const warnings = [...request.plan.warnings];
  return {
    route,
    request,
    signal: input.abortSignal,
    warnings,
    warn: warning => void warnings.push(warning),
  };
}

/** What came back: bytes, or the value of a model without the envelopes around it. */
export interface RunAnswer {
  readonly request: PreparedRequest;
  readonly exchange: Exchange;
  readonly record: AnswerRecord;
  readonly bytes: Uint8Array | undefined;
  readonly value: JSONRecord;
  /** @returns the error for a response without the requested content */
  readonly unreadable: (message?: string) => Error;
}

/**
 * The body of a call, as it would be sent.
 * @param own fields of our options and of the caller, in place of those of the call
 */
export function runBody({ request, route, warn }: RunCall, inputs: Inputs, own?: Inputs): RunBody {
  return writeRunBody({ inputs, published: route.published, plan: request.plan, warn, own });
}

export async function sendRun(call: RunCall, { url, body, contentType, shown }: RunBody): Promise<RunAnswer> {
  const { request, signal } = call;
  const exchange = createExchange(url, request.context, shown);
  const send = createTransport({ fetch: request.fetch, timeouts: request.plan.options.timeouts, exchange });
  const init = {
    method: 'POST',
    headers: { ...request.headers(), ...(contentType !== undefined && { 'content-type': contentType }) },
    // A binding accepts an object, and must know of a stream.
    body: body as BodyInit,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
    ...(signal !== undefined && { signal }),
  };
  const bytes = await readBytes(await send(url, init), exchange, signal);
  return { request, ...readAnswer(bytes, exchange) };
}

async function readBytes(
  response: Response,
  exchange: Exchange,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw isAbort(error) || isOurs(error) ? error : toConnectionError(exchange, error);
  }
}

/** JSON by its first byte, as no image or recording begins: types of content were seen wrong. */
function readAnswer(bytes: Uint8Array, exchange: Exchange): Omit<RunAnswer, 'request'> {
  const record = createAnswerRecord();
  const isJSON = bytes.find(byte => byte > 0x20) === 0x7b;
  const text = isJSON ? new TextDecoder().decode(bytes) : '';
  const body = parseJSON(text);
  const unreadable = (message?: string): Error =>
    toAPICallError(
      exchange,
      message === undefined
        ? { text: text.slice(0, 2000) }
        : { value: { error: { message, type: 'invalid_response' } } },
    );
  recordAnswer(record, body);
  if (record.error !== undefined) throw answeredError({ exchange, record });
  if (isJSON ? body === undefined : bytes.length === 0) throw unreadable();
  return { exchange, record, bytes: isJSON ? undefined : bytes, value: unwrapped(body), unreadable };
}

/** The result inside `{ result, success }`, and inside the `{ state, result }` of the catalogue. */
function unwrapped(body: unknown): JSONRecord {
  if (!isRecord(body)) return {};
  return isRecord(body.result) && ('success' in body || 'state' in body) ? unwrapped(body.result) : body;
}

/** A file that an answer names: it is not Cloudflare's API, so nothing of ours is sent there. */
export async function downloadFile(call: RunCall, url: string): Promise<Uint8Array> {
  const { request, route, signal } = call;
  // Who has the query of such an address has the file.
  const exchange = createExchange(url.replace(/\?.*/, ''), request.context);
  const { fetch } = route.provider.settings();
  const send = createTransport({ fetch, timeouts: request.plan.options.timeouts, exchange });
  return readBytes(await send(url, signal && { signal }), exchange, signal);
}
