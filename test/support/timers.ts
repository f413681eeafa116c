/**
 * The delays of the timers that start while something runs. `vi.spyOn` on a fake `setTimeout` would be put back after
 * the real one, and stay for the files that follow.
 */
export async function startedTimers(run: () => Promise<unknown>): Promise<number[]> {
  const delays: number[] = [];
  const { setTimeout } = globalThis;
  const counting = (callback: () => void, ms = 0, ...rest: unknown[]) => {
    delays.push(ms);
    return setTimeout(callback, ms, ...rest);
  };
  globalThis.setTimeout = Object.assign(counting, setTimeout);
  try {
    await run();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  return delays;
}
