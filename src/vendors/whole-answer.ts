import { isNoMedia } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { endedBy } from '../gateway/errors/exchange.ts';
import { readErrorEnvelope } from '../gateway/errors/read-envelope.ts';
import { isRecord, type JSONRecord, parseJSON, textOf } from '../json-values.ts';
import { isLast, usageIn } from './event-watch.ts';
import type { VendorCall } from './vendor-call.ts';
import { isDefinite } from './vendor-stream.ts';

/** Types of bodies that may be an error, by the header: JSON, and the text that a body without a type becomes. */
const textual = /\bjson\b|^text\/plain/i;

/** Errors are short, in characters: what is longer is an answer, and is parsed only by the package. */
const LONGEST_ERROR = 100_000;

/** The header of JSON. */
const json = /\bjson\b/i;

/**
 * Reads a whole response whose body the package will not report. Packages look for an error only in failed responses, and
 * turn one with status 200 into an empty answer, or audio. The response to any other request than a POST may be the
 * caller's own file: only Cloudflare's errors are recognized in it.
 * @param writes whether the request was a POST
 * @throws the typed error that the body is
 */
export async function openAnswer(
  response: Response,
  { exchange }: VendorCall,
  writes: boolean,
): Promise<Response> {
  const { status, statusText, headers } = response;
  if (!(writes ? textual : json).test(headers.get('content-type') ?? '')) return response;
  const text = await response.text();
  const value = text.length > LONGEST_ERROR ? undefined : parseJSON(text);
  const refused = writes || (isRecord(value) && value.success === false);
  if (refused && readErrorEnvelope(value) !== undefined)
    throw endedBy(exchange, toAPICallError(exchange, { text, value }));
  // Some statuses have no body.
  return new Response(text || null, { status, statusText, headers });
}

/**
 * Records a whole answer, and refuses what a package made of a body that is none.
 * @param body as the package reports it
 * @throws the typed error of a response that could not be read
 */
export function checkAnswer(result: JSONRecord, body: unknown, { exchange, record }: VendorCall): void {
  const { content, finishReason, audio, images } = result;
  const { error, errors, success, base_resp: base, gatewayMetadata } = Object(body);
  record.usage = usageIn(body);
  record.keySource = textOf(gatewayMetadata?.keySource);
  const isEmpty = Array.isArray(content) && content.length === 0;
  const isNone = isEmpty && !isDefinite(finishReason) && !record.usage && !isLast(Object(body));
  // Beside content, an error has a member of its own.
  const isSuspect = isEmpty || !Array.isArray(content) || error || errors || base || success === false;
  if (isNone || (isSuspect && readErrorEnvelope(body) !== undefined))
    throw endedBy(exchange, toAPICallError(exchange, { value: body }));
  if (content) return;
  // Pictures may come from another address, which has a type of its own.
  const type = audio ? exchange.response?.headers['content-type'] : 'image/';
  const isTaken = (file: unknown): file is Uint8Array => file instanceof Uint8Array && isNoMedia(file, type);
  const taken = [audio, images].flat().find(isTaken);
  if (taken) throw endedBy(exchange, toAPICallError(exchange, { text: new TextDecoder().decode(taken) }));
}
