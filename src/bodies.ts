import { onAbort, untilAborted } from './abort.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** By its members: a `fetch`, and a binding, may come from another realm. */
export function isResponse(value: unknown): value is Response {
  const { status, headers } = Object(value);
  return typeof status === 'number' && hasMethod(headers, 'get') && hasMethod(value, 'text');
}

export function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return hasMethod(value, 'getReader');
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === 'function';
}

/**
 * A response that ends with the signal, also where whoever sends it does not follow that. Text is read as directly as
 * without a signal.
 */
export function abortable(response: Response, signal: AbortSignal | null | undefined): Response {
  if (!signal) return response;
  let whole: Response | undefined;
  return new Proxy(response, {
    get(target, key) {
      if (key === 'text' && whole === undefined) return () => textUntilAborted(target, signal);
      if (readers.includes(key)) whole ??= endWithSignal(target, signal);
      const source = key === 'text' || readers.includes(key) ? (whole ?? target) : target;
      const value: unknown = Reflect.get(source, key, source);
      return typeof value === 'function' ? value.bind(source) : value;
    },
  });
}

/** What reads a body. */
const readers: readonly unknown[] = ['body', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData', 'clone'];

async function textUntilAborted(response: Response, signal: AbortSignal): Promise<string> {
  // Without a web stream, as in node-fetch, only the wait can end.
  if (!isStream(response.body)) return untilAborted(response.text(), signal);
  const reader = response.body.getReader();
  const release = onAbort(signal, () => void reader.cancel(signal.reason).catch(() => undefined));
  try {
    const text = await readText(reader, (await readToFirstByte(reader)).chunks);
    // A cancelled read reports the end.
    signal.throwIfAborted();
    return text;
  } finally {
    release();
  }
}

/** The text of a body, of which the beginning has been read. */
export async function readText(reader: Reader, chunks: readonly Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder();
  let text = chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('');
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

/** The length of a byte order mark. */
const MARK_LENGTH = 3;

/** The beginning of a body, without the blank bytes before its first. They may be many, and are not kept. */
export async function readToFirstByte(
  reader: Reader,
): Promise<{ chunks: Uint8Array[]; first: number | undefined }> {
  const chunks: Uint8Array[] = [];
  let marks = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, first: undefined };
    const start = value.findIndex(byte => byte > 0x20);
    if (start === -1) continue;
    chunks.push(start === 0 ? value : value.subarray(start));
    const first = value.find(byte => byte > 0x20 && !isOfMark(byte));
    marks += value.filter(isOfMark).length;
    if (first !== undefined || marks > MARK_LENGTH) return { chunks, first };
  }
}

function isOfMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

/** What happens around the reads of a body. */
export interface BodyReads {
  /** A read begins. */
  readonly waits?: () => void;
  readonly arrived?: (chunk: Uint8Array) => void;
  /** Nothing more is read: of a body that broke off, with the reason. */
  readonly ended?: (error?: unknown) => void;
}

/**
 * A response whose body ends with the signal, also where whoever sends it does not follow that. It reads only when it
 * is read, so that back-pressure reaches the network.
 */
export function endWithSignal(
  response: Response,
  signal: AbortSignal | null | undefined,
  { waits, arrived, ended }: BodyReads = {},
): Response {
  if (response.body === null) {
    ended?.();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        waits?.();
        try {
          const { done, value } = await untilAborted(reader.read(), signal);
          if (done) {
            ended?.();
            return controller.close();
          }
          arrived?.(value);
          controller.enqueue(value);
        } catch (error) {
          ended?.(error);
          controller.error(error);
          await reader.cancel(error).catch(() => undefined);
        }
      },
      cancel: reason => {
        ended?.();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
