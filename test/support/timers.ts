/**
 * The delays of the timers that start while something runs. `vi.spyOn` on a fake `setTimeout` would be put back after
 * the real one, and stay for the files that follow.
 */
export async function startedTimers(run: () => Promise<unknown>): Promise<number[]> {
  const delays: number[] = [];
  const seen = (ms: number): number => {
    delays.push(ms);
    return ms;
  };
  await withDelays(seen, run);
  return delays;
}

/** Runs something without the seconds that the SDK waits before it retries. Limits of calls are longer, and stay. */
export function withoutPauses<RESULT>(run: () => Promise<RESULT>): Promise<RESULT> {
  return withDelays(ms => (ms >= 1000 && ms <= 8000 ? 0 : ms), run);
}

async function withDelays<RESULT>(
  delay: (ms: number) => number,
  run: () => Promise<RESULT>,
): Promise<RESULT> {
  const { setTimeout } = globalThis;
  const replaced = (callback: () => void, ms = 0, ...rest: unknown[]) =>
    setTimeout(callback, delay(ms), ...rest);
  globalThis.setTimeout = Object.assign(replaced, setTimeout);
  try {
    return await run();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}
