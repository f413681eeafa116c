interface Waits {
  readonly all: Set<() => void>;
  readonly listener: () => void;
}

/** What waits for a signal. One listener serves all of it, since Node reports a leak at the eleventh. */
const waiting: WeakMap<AbortSignal, Waits> = /* @__PURE__ */ new WeakMap();

/**
 * Runs a function when the signal aborts, or at once if it has.
 * @returns ends the wait; after the last one, the signal has no listener of ours
 */
export function onAbort(signal: AbortSignal | null | undefined, run: () => void): () => void {
  if (signal?.aborted) run();
  if (!signal || signal.aborted) return () => undefined;
  const waits = waiting.get(signal) ?? listenTo(signal);
  waits.all.add(run);
  return () => {
    if (!waits.all.delete(run) || waits.all.size > 0) return;
    waiting.delete(signal);
    signal.removeEventListener('abort', waits.listener);
  };
}

function listenTo(signal: AbortSignal): Waits {
  const all = new Set<() => void>();
  const listener = (): void => {
    waiting.delete(signal);
    for (const run of [...all]) run();
  };
  const waits = { all, listener };
  waiting.set(signal, waits);
  signal.addEventListener('abort', listener, { once: true });
  return waits;
}

/** Whether an error is an abort, of any realm; `ResponseAborted` is that of Next.js. */
export function isAbort(error: unknown): boolean {
  const { name } = Object(error);
  return name === 'AbortError' || name === 'ResponseAborted';
}

/** Waits for work, but only until the signal aborts: then it rejects with the signal's reason. */
export async function untilAborted<RESULT>(
  work: PromiseLike<RESULT>,
  signal: AbortSignal | null | undefined,
): Promise<RESULT> {
  if (!signal) return work;
  let release = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    release();
  }
}

/** Waits for a time, but only until the signal aborts. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await untilAborted(waited, signal).finally(() => clearTimeout(timer));
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
  const release = onAbort(caller, () => controller.abort(caller?.reason));
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
      release();
    },
  };
}
