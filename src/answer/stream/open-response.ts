import { EmptyResponseBodyError } from '@ai-sdk/provider';
import { onAbort } from '../../abort.ts';
import { arrivedBody, isStream, readText, readToFirstByte } from '../../bodies.ts';
import type { Exchange } from '../../gateway/errors/exchange.ts';
import type { AnswerFixes } from '../../wire/profile.ts';
import type { AnswerCall } from '../answer-call.ts';
import type { AnswerRecord } from '../answer-record.ts';
import { readWhole } from '../whole-answer.ts';
import { AnswerEvents, wholeEvent } from './answer-events.ts';
import type { AroundCore } from './around-core.ts';
import { SSEReader, type StreamFacts } from './sse-reader.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What reading a response needs to know of its call. */
interface OpenedCall {
  readonly exchange: Exchange;
  readonly record: AnswerRecord;
  readonly signal: AbortSignal | undefined;
  readonly around: AroundCore;
  readonly fixes: () => AnswerFixes;
  /** Whether the reader gets raw chunks. */
  readonly raw: boolean;
}

/**
 * Opens the response to a streaming request by its first byte: a JSON body is recognised by it, whatever the content
 * type; anything else is read as a stream of events.
 */
export function responseOpener({ exchange, record, signal, around, fixes, raw }: OpenedCall) {
  return async (response: Response): Promise<Response> => {
    // Like a body that breaks off: the transport makes the one typed error of it.
    if (response.body === null) throw new EmptyResponseBodyError();
    const begun = await readBeginning(response.body, signal, record);
    if (typeof begun !== 'string')
      return coreResponse(around.body(begun, new AnswerEvents({ fixes, record, raw })));
    readWhole({ exchange, record }, begun);
    return coreResponse(arrivedBody(encoder.encode(raw ? wholeEvent(record.whole?.sent) : '')));
  };
}

/** Reads and records the response to a request that does not stream. */
export function responseReader(
  call: Pick<AnswerCall, 'exchange' | 'record'>,
): (response: Response) => Promise<Response> {
  return async response => {
    const { body } = response;
    readWhole(call, await (isStream(body) ? readText(body.getReader(), []) : response.text()));
    return response;
  };
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** How JSON and the pages of proxies begin, and no stream of events. */
const wholeBeginnings: readonly unknown[] = [0x7b, 0x5b, 0x3c];

/**
 * Reads a body up to its first byte.
 * @returns the reader of its events, or the text of a body that is JSON, or a page
 */
export async function readBeginning(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
  facts: StreamFacts,
): Promise<SSEReader | string> {
  const reader = cancelledBy(signal, body.getReader());
  const { chunks, first } = await readToFirstByte(reader);
  signal?.throwIfAborted();
  if (!wholeBeginnings.includes(first)) return new SSEReader(reader, chunks, signal, facts);
  const text = await readText(reader, chunks);
  signal?.throwIfAborted();
  return text;
}

/** Ends a body with the caller's abort, even if a custom `fetch` does not: reads then report `done`. */
function cancelledBy(signal: AbortSignal | undefined, reader: Reader): Reader {
  if (signal === undefined) return reader;
  const release = onAbort(signal, () => void reader.cancel(signal.reason).catch(() => undefined));
  reader.closed.then(release, release);
  return reader;
}

/** A map is iterated and asked as headers are. */
const noHeaders = /* @__PURE__ */ new Map<string, string>();

/**
 * A successful response as the cores read one. They read its headers several times, which takes longer than anything
 * else here; the result gets them from the exchange.
 */
function coreResponse(body: ReadableStream<Uint8Array>): Response {
  // The cores read no other member of a response.
  return { ok: true, status: 200, headers: noHeaders, body } as object as Response;
}
