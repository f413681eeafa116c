/** One leg under watch: the signal that ends it, and the end of waiting for it. */
export interface LegWatch {
  /** For the leg's call. */
  readonly signal: AbortSignal | undefined;
  /** Settles as the task does, or rejects with the reason of the abort or with the timeout, whichever is first. */
  readonly until: <RESULT>(task: Promise<RESULT>) => Promise<RESULT>;
  /** Lets go of the caller's signal, once nothing more comes of the leg. */
  readonly release: () => void;
}

interface TimeLimit {
  readonly ms: number;
  readonly error: () => Error;
}

/**
 * Watches a leg for the caller's abort and its time limit. Both end the wait at once, also for a leg that does not
 * look at its signal. The time limit is over with the wait; the caller's abort reaches the leg until `release`.
 */
export function watchLeg(caller: AbortSignal | undefined, limit: TimeLimit | undefined): LegWatch {
  if (limit === undefined) {
    return { signal: caller, until: task => untilAborted(task, caller), release: () => undefined };
  }
  const controller = new AbortController();
  const forward = (): void => controller.abort(caller?.reason);
  if (caller?.aborted) forward();
  else caller?.addEventListener('abort', forward, { once: true });
  const timer = setTimeout(() => controller.abort(limit.error()), limit.ms);
  return {
    signal: controller.signal,
    until: task => untilAborted(task, controller.signal).finally(() => clearTimeout(timer)),
    release: () => caller?.removeEventListener('abort', forward),
  };
}

function untilAborted<RESULT>(task: Promise<RESULT>, signal: AbortSignal | undefined): Promise<RESULT> {
  if (signal === undefined) return task;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    const settled = (): void => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    task.then(resolve, reject).finally(settled);
  });
}
