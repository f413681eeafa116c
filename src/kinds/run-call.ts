import { answeredError } from '../answer/answer-failure.ts';
import { AnswerRecord, recordAnswer } from '../answer/answer-record.ts';
import { firstByte, isNoMedia } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { createExchange, type Exchange } from '../gateway/errors/exchange.ts';
import { isRecord, type JSONRecord, parseJSON } from '../json-values.ts';
import type { PreparedRequest, PrepareRequest } from '../request/prepare-request.ts';
import { readBody } from '../request/read-body.ts';
import type { ModelRoute } from '../request/request-plan.ts';
import { createTransport } from '../request/transport.ts';
import type { RunWire } from '../upstreams/upstream.ts';
import type { CallWarning } from '../wire/profile.ts';
import { readDataURL } from './run-files.ts';

/** The kinds of calls: embeddings in OpenAI's format, and what is run with inputs of its own. */
export type KindWire = RunWire | 'embeddings';

/** What all calls of one model have in common. */
export interface RunRoute extends ModelRoute<KindWire> {
  readonly prepare: PrepareRequest;
  /** What is published about the inputs of the model; `undefined` where nothing is. */
  readonly published: readonly string[] | undefined;
  /** Texts in one embedding call. */
  readonly most: number;
  /** The same embedding model with inputs of its own, for options that OpenAI's format has no place for. */
  readonly vectors?: RunRoute | undefined;
}

/** One call, which may make several requests. */
export interface RunCall {
  readonly route: RunRoute;
  readonly request: PreparedRequest;
  readonly signal: AbortSignal | undefined;
  readonly warnings: readonly CallWarning[];
  readonly warn: (warning: CallWarning) => void;
}

/** The body of a request. */
export interface RunBody {
  readonly url: string;
  readonly body: unknown;
  /** Its type; none where `fetch` writes it, for a form. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body without its files. */
  readonly shown: unknown;
}

export const json: RunBody['headers'] = { 'content-type': 'application/json' };

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

export async function sendRun(call: RunCall, { url, body, headers, shown }: RunBody): Promise<RunAnswer> {
  const { request } = call;
  const exchange = createExchange(url, request.context, shown);
  const bytes = await fetchBytes(call, request.fetch, exchange, url, {
    method: 'POST',
    headers: { ...request.headers(), ...headers },
    // A binding accepts an object, and must know of a stream.
    body: body as BodyInit,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
  return { request, ...readAnswer(bytes, exchange) };
}

async function fetchBytes(
  { request, signal }: RunCall,
  fetch: PreparedRequest['fetch'],
  exchange: Exchange,
  url: string,
  init: RequestInit,
): Promise<Uint8Array> {
  const send = createTransport({ fetch, timeouts: request.plan.options.timeouts, exchange });
  const response = await send(url, { ...init, ...(signal && { signal }) });
  const bytes = new Uint8Array(await readBody(exchange, response.arrayBuffer(), signal));
  // Of a proxy, which also sends them with status 200. No model writes one.
  if (bytes.length === 0 || /html/.test(contentType(exchange)))
    throw toAPICallError(exchange, { text: textOf(bytes) });
  return bytes;
}

function contentType({ response }: Exchange): string {
  return response?.headers['content-type'] ?? '';
}

/** Recognizes JSON by its first byte, since content types can be wrong. Raw audio may start with that byte too. */
function readAnswer(bytes: Uint8Array, exchange: Exchange): Omit<RunAnswer, 'request'> {
  const record = new AnswerRecord();
  const body = firstByte(bytes) === 0x7b ? parseJSON(textOf(bytes)) : undefined;
  const unreadable = (message?: string): Error =>
    toAPICallError(exchange, {
      text: textOf(bytes.subarray(0, 2000)),
      value: message === undefined ? body : { error: { message, type: 'invalid_response' } },
    });
  recordAnswer(record, body);
  if (record.error !== undefined) throw answeredError({ exchange, record });
  if (body === undefined && isNoMedia(bytes, contentType(exchange))) throw unreadable();
  return {
    exchange,
    record,
    bytes: body === undefined ? bytes : undefined,
    value: unwrapped(body),
    unreadable,
  };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The result inside `{ result, success }`, and inside the `{ state, result }` of the catalogue. */
function unwrapped(body: unknown): JSONRecord {
  if (!isRecord(body)) return {};
  return isRecord(body.result) && ('success' in body || 'state' in body) ? unwrapped(body.result) : body;
}

/** The files of an answer: its bytes, base64, or what is found at the addresses that it names. */
export async function readFiles(
  { bytes, value, exchange, unreadable }: RunAnswer,
  call: RunCall,
): Promise<readonly (string | Uint8Array)[]> {
  if (bytes !== undefined) return [bytes];
  const { image, images, audio, audio_url } = value;
  const texts = [image, images, audio, audio_url].flat().map(item => (typeof item === 'string' ? item : ''));
  const read = (text: string): Promise<Uint8Array> | string => {
    if (!/^(?!data:)\w+:/.test(text)) return readDataURL(text).data;
    // Without encryption only from where the request went, as on this machine: an answer must not reach its services.
    const isSafe = text.startsWith('https:') || exchange.url.startsWith(`${text.split('/', 3).join('/')}/`);
    if (!isSafe) throw unreadable('The response names a file at an address that is not https.');
    return downloadFile(call, text);
  };
  return Promise.all(texts.filter(Boolean).map(read));
}

/** A file that an answer names: it is not Cloudflare's API, so nothing of ours is sent there. */
export function downloadFile(call: RunCall, url: string): Promise<Uint8Array> {
  // Who has the query of such an address has the file.
  const exchange = createExchange(url.replace(/\?.*/, ''), call.request.context);
  return fetchBytes(call, call.route.provider.settings().fetch, exchange, url, {});
}
