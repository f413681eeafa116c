/** A `fetch` that hands every request to a handler, and ends like the real one when it is aborted. */
export function abortableFetch(handle: (request: Request) => Promise<Response>): typeof globalThis.fetch {
  return async (input, init) => {
    // The caller's own signal where there is one: a request's copy of it stops following once the request is
    // garbage-collected (Node 20).
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const gone = new AbortController();
    // Not the caller's signal: a request leaves its listener there until it is garbage-collected (Node 20).
    const request = new Request(input, { ...init, signal: gone.signal });
    const answer = handle(request);
    const response = await untilAborted(answer, signal).catch(error => {
      gone.abort(error);
      // An answer that comes all the same is for nobody.
      answer.then(({ body }) => body?.cancel(error)).catch(() => undefined);
      throw error;
    });
    if (!response.body) return response;
    const { status, headers } = response;
    return new Response(abortableBody(response.body, signal, gone), { status, headers });
  };
}

function abortableBody(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
  gone: AbortController,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const read = await untilAborted(reader.read(), signal);
          if (read.done) controller.close();
          else controller.enqueue(read.value);
        } catch (error) {
          controller.error(error);
          gone.abort(error);
          await reader.cancel(error).catch(() => undefined);
        }
      },
      cancel: reason => {
        gone.abort(reason);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
