/** What the caller of `openStream` does with the two things a body may be. */
export interface StreamHandlers {
  /** The whole text of a body that is JSON and not a stream of events. Returns the events to read instead. */
  readonly json: (text: string) => string;
  /** A read that failed for another reason than the caller's abort. */
  readonly cut: (error: unknown) => void;
  /** The last characters of a stream of events, however it ended; more than the closing event has. */
  readonly end: (tail: string) => void;
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
  const init = { status: response.status, statusText: response.statusText, headers: response.headers };
  if (first !== openingBrace && first !== openingBracket) {
    return new Response(resume(reader, chunks, signal, handlers), init);
  }
  const text = await readAll(reader, chunks);
  signal?.throwIfAborted();
  return new Response(handlers.json(text), init);
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

function resume(
  reader: Reader,
  chunks: Uint8Array[],
  signal: AbortSignal | undefined,
  handlers: StreamHandlers,
): ReadableStream<Uint8Array> {
  let tail: Uint8Array = new Uint8Array();
  const hand = (controller: ReadableStreamDefaultController<Uint8Array>, chunk: Uint8Array): void => {
    tail = lastBytes(tail, chunk);
    controller.enqueue(chunk);
  };
  const close = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    handlers.end(new TextDecoder().decode(tail.subarray(-TAIL)));
    controller.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const pending = chunks.shift();
        if (pending !== undefined) return hand(controller, pending);
        try {
          const { done, value } = await reader.read();
          if (signal?.aborted) controller.error(signal.reason);
          else if (done) close(controller);
          else hand(controller, value);
        } catch (error) {
          // Not what the read failed with: workerd aborts with an error of its own.
          if (signal?.aborted) return controller.error(signal.reason);
          handlers.cut(error);
          close(controller);
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    // Reads nothing before it is asked: back-pressure reaches the network.
    { highWaterMark: 0 },
  );
}

/** Longer than the closing event with what may stand around it. */
const TAIL = 64;

/** At least the last bytes: of a large read the read itself, which costs nothing. */
function lastBytes(tail: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (chunk.length >= TAIL) return chunk;
  const kept = tail.subarray(-TAIL);
  const joined = new Uint8Array(kept.length + chunk.length);
  joined.set(kept);
  joined.set(chunk, kept.length);
  return joined;
}
