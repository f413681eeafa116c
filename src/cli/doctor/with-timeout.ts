/** A signal that also ends by itself. */
export interface TimedSignal {
  readonly signal: AbortSignal;
  readonly clear: () => void;
}

/** The given signal with a limit of time. Call `clear` when the work is done. */
export function withTimeout(outer: AbortSignal, ms: number): TimedSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${ms / 1000} s`)), ms);
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
