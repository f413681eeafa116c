/** Waits for work, and no longer than until the caller gives up: then it rejects with the signal's reason. */
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
