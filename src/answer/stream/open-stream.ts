import { type EventHandlers, EventReads } from './sse-reader.ts';
import { readsResponse } from './streaming-response.ts';

/** What the caller of `openStream` does with the two things a body may be. */
export interface StreamHandlers extends EventHandlers {
  /** The whole text of a body that is JSON and not a stream of events. Returns the events to read instead. */
  readonly json: (text: string) => string;
}

/**
 * Looks at the first byte of an answer to a streaming request. A JSON body is known by it, whatever its content
 * type says; anything else is handed on as it comes. A read error becomes an end, since an erroring body makes
 * the core's stages throw away text that has arrived.
 */
export async function openStream(
  response: Response,
  signal: AbortSignal | undefined,
  handlers: StreamHandlers,
): Promise<Response> {
  if (response.body === null) return response;
  const reader = cancelledBy(signal, response.body.getReader());
  const { chunks, first } = await readToFirstByte(reader);
  signal?.throwIfAborted();
  if (first !== openingBrace && first !== openingBracket)
    return readsResponse(new EventReads(reader, chunks, signal, handlers), response);
  const text = await readAll(reader, chunks);
  signal?.throwIfAborted();
  const { status, statusText, headers } = response;
  return new Response(handlers.json(text), { status, statusText, headers });
}

const openingBrace = 0x7b;
const openingBracket = 0x5b;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Ends a body with the caller's abort, also where a `fetch` of the user does not: reads then say `done`. */
function cancelledBy(signal: AbortSignal | undefined, reader: Reader): Reader {
  if (signal === undefined) return reader;
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  const release = (): void => signal.removeEventListener('abort', cancel);
  reader.closed.then(release, release);
  return reader;
}

async function readToFirstByte(reader: Reader): Promise<{ chunks: Uint8Array[]; first: number | undefined }> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, first: undefined };
    chunks.push(value);
    const first = value.find(byte => !isBlank(byte));
    if (first !== undefined) return { chunks, first };
  }
}

/** White space, and the bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

async function readAll(reader: Reader, chunks: readonly Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder();
  let text = chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('');
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
