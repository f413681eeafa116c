import { type Reads, streamOf } from './byte-source.ts';
import { madeOnDemand } from './lazy-object.ts';

type Body = ReadableStream<Uint8Array>;

/**
 * A response with other reads in the place of its body. The core takes status, headers and a reader, one read after the
 * other, and copies them into a stream of its own (@ai-sdk/provider-utils 3.0.44, 4.0.62 and 5.0.81, 2026-11): a
 * stream of ours before that one would be one more for each token to pass. Whatever else is asked of the response, as
 * long as no reader is taken, is asked of one that has a stream.
 */
export function readsResponse(reads: Reads, { ok, status, statusText, headers }: Response): Response {
  let stream: Body | undefined;
  let taken = false;
  const whole = (): Body => {
    if (taken) throw new TypeError('The body of this response is locked to a reader.');
    stream ??= streamOf(reads);
    return stream;
  };
  const getReader = (options?: ReadableStreamGetReaderOptions) => {
    if (taken || stream !== undefined || options?.mode !== undefined) return whole().getReader(options);
    taken = true;
    return readerOf(reads, () => {
      taken = false;
    });
  };
  // One signature for what the runtime's type has three of.
  const ofBody = {
    getReader: getReader as Body['getReader'],
    get locked() {
      return taken || (stream?.locked ?? false);
    },
  };
  const body = madeOnDemand(ReadableStream.prototype, ofBody, whole);
  const known = { ok, status, statusText, headers, body };
  // The type of a body names the buffer that its chunks lie in, which nothing here depends on.
  return madeOnDemand(
    Response.prototype,
    known as Partial<Response>,
    () => new Response(whole() as BodyInit, { status, statusText, headers }),
  );
}

function readerOf(reads: Reads, releaseLock: () => void): ReadableStreamDefaultReader<Uint8Array> {
  return {
    get closed() {
      return reads.closed;
    },
    read: () => reads.read(),
    cancel: reason => reads.cancel(reason),
    releaseLock,
  };
}
