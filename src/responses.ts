import { untilAborted } from './abort.ts';
import {
  type BodySource,
  byteStream,
  hasMethod,
  isStream,
  isVisible,
  overlaid,
  readableBody,
  readText,
} from './bodies.ts';

/** By its members: a `fetch`, and a binding, may come from another realm. */
export function isResponse(value: unknown): value is Response {
  const { status, headers } = Object(value);
  return typeof status === 'number' && hasMethod(headers, 'get') && hasMethod(value, 'text');
}

/** What happens around the reads of a body. */
export interface BodyReads {
  /** A read begins. */
  readonly waits?: () => void;
  readonly arrived?: (chunk: Uint8Array) => void;
  /** Whether the body is text: blank reads at its beginning are left out. */
  readonly isText?: boolean;
  /** Nothing more is read: of a body that broke off, with the reason. */
  readonly ended?: (error?: unknown) => void;
}

/**
 * A response that ends with the signal, also where whoever sends it does not follow that.
 * @param reads called around the reads of the body
 * @param fields its headers, where they have been read
 */
export function abortable(
  response: Response,
  signal: AbortSignal | null | undefined,
  reads?: BodyReads,
  fields?: ReadonlyMap<string, string>,
): Response {
  const given = response.body;
  if ((!signal && !reads) || given === null) return response;
  // Without a web stream, as in node-fetch, only the wait can end.
  if (!isStream(given)) return overlaid(response, { text: () => untilAborted(response.text(), signal) });
  return withBody(response, sourceUntilAborted(given, signal, reads), fields);
}

/** A response with another body. @param fields its headers, which are iterated faster than themselves */
export function withBody(
  response: Response,
  source: BodySource,
  fields?: ReadonlyMap<string, string>,
): Response {
  const { ok, status, headers } = response;
  const body = readableBody(source);
  const own = {
    ok,
    status,
    body,
    text: () => readText(body.getReader(), []),
    headers: fields ? overlaid(headers, { [Symbol.iterator]: () => fields[Symbol.iterator]() }) : headers,
  };
  let whole: Response | undefined;
  return overlaid(response, own, member => {
    if (!readers.includes(member)) return response;
    whole ??= withStream(response, source);
    // Once another copy of the body has been requested, all of them have to read from it.
    for (const name of ['body', 'text']) Reflect.deleteProperty(own, name);
    return whole;
  });
}

function withStream({ status, statusText, headers }: Response, source: BodySource): Response {
  return new Response(byteStream(source), { status, statusText, headers });
}

/** What reads a body. */
const readers: readonly unknown[] = [
  'body',
  'text',
  'json',
  'arrayBuffer',
  'blob',
  'bytes',
  'formData',
  'clone',
];

/**
 * As `abortable`, with a real stream as the body: for whoever uses more of it than `read` and `cancel`. A body of another
 * library, such as node-fetch, stays as it is.
 */
export function endWithSignal(
  response: Response,
  signal: AbortSignal | null | undefined,
  reads: BodyReads,
): Response {
  const { body } = response;
  if (isStream(body)) return withStream(response, sourceUntilAborted(body, signal, reads));
  reads.ended?.();
  return response;
}

function sourceUntilAborted(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | null | undefined,
  { waits, arrived, ended, isText = false }: BodyReads = {},
): BodySource {
  let opened: ReadableStreamDefaultReader<Uint8Array> | undefined;
  // Not before the first read: whoever looks at the body may read all of it in another way after that.
  const reader = (): ReadableStreamDefaultReader<Uint8Array> => {
    opened ??= body.getReader();
    return opened;
  };
  const nextRead = () => (signal ? untilAborted(reader().read(), signal) : reader().read());
  let isBlank = isText;
  return {
    read: async () => {
      waits?.();
      try {
        let next = await nextRead();
        while (isBlank && next.value?.some(isVisible) === false) next = await nextRead();
        isBlank = false;
        if (next.done) ended?.();
        else arrived?.(next.value);
        return next;
      } catch (error) {
        ended?.(error);
        reader()
          .cancel(error)
          .catch(() => undefined);
        throw error;
      }
    },
    cancel: reason => {
      ended?.();
      return reader().cancel(reason);
    },
  };
}
