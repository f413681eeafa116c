/** Waits for work, but only until the signal aborts: then it rejects with the signal's reason. */
export async function untilAborted<RESULT>(
  work: PromiseLike<RESULT>,
  signal: AbortSignal | null | undefined,
): Promise<RESULT> {
  if (!signal) return work;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Ends work when the caller gives up, or when one of its waits takes too long. */
export interface AbortWatch {
  /** Aborts with the caller's reason, or with the error of the wait that was too long. */
  readonly signal: AbortSignal;
  /** Limits the wait that begins now, in place of the one before; `undefined`: no limit. */
  readonly limit: (ms: number | undefined, error: () => Error) => void;
  /** The end of a wait. */
  readonly arrived: () => void;
  /** The end of the work: no timer and no listener is left. */
  readonly release: () => void;
}

export function watchAbort(caller: AbortSignal | null | undefined): AbortWatch {
  const controller = new AbortController();
  const forward = (): void => controller.abort(caller?.reason);
  if (caller?.aborted) forward();
  else caller?.addEventListener('abort', forward, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arrived = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    limit: (ms, error) => {
      arrived();
      if (ms !== undefined) timer = setTimeout(() => controller.abort(error()), ms);
    },
    arrived,
    release: () => {
      arrived();
      caller?.removeEventListener('abort', forward);
    },
  };
}

/** What happens around the reads of a body. */
export interface BodyReads {
  /** A read begins. */
  readonly waits?: () => void;
  readonly arrived?: (chunk: Uint8Array) => void;
  /** Nothing more is read. */
  readonly ended?: () => void;
}

/**
 * A response whose body ends with the signal, also where whoever sends it does not follow that. It reads only when it
 * is read, so that back-pressure reaches the network.
 */
export function endWithSignal(
  response: Response,
  signal: AbortSignal,
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
          ended?.();
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
