/** A signal with a time limit. */
export interface TimedSignal {
  readonly signal: AbortSignal;
  readonly clear: () => void;
}

/** Adds a time limit to a signal. Call `clear` when the work is done. */
export function withTimeout(outer: AbortSignal, ms: number): TimedSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort(new Error(`no response within ${ms / 1000} s`)), ms);
  if (outer.aborted) end();
  outer.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', end);
    },
  };
}
