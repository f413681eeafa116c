import { untilAborted } from '../../request/until-aborted.ts';

/** Work that several callers wait for. */
export interface SharedWork<RESULT> {
  /** Waits for it, no longer than the caller's signal. When nobody waits any more, the work is given up. */
  readonly wait: (signal: AbortSignal | undefined) => Promise<RESULT>;
}

export function shareWork<RESULT>(
  work: (signal: AbortSignal) => Promise<RESULT>,
  settled: () => void,
): SharedWork<RESULT> {
  const gone = new AbortController();
  const result = work(gone.signal).finally(settled);
  let waiting = 0;
  return {
    wait: async signal => {
      waiting++;
      try {
        return await untilAborted(result, signal);
      } finally {
        waiting--;
        if (waiting === 0 && signal?.aborted) {
          settled();
          gone.abort(signal.reason);
          // Given up for everybody: what it ends with is for nobody.
          result.catch(() => undefined);
        }
      }
    },
  };
}
