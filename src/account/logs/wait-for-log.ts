import { getCloudflareError } from '../../gateway/errors/get-cloudflare-error.ts';
import { untilAborted } from '../../request/until-aborted.ts';

/** The first pause, and the longest, in milliseconds: entries are there at once, or half a second later. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

/**
 * Tries until it works, and no longer than told: an entry that is not there yet, and trouble that passes, are tried
 * again; everything else fails at once.
 * @param end epoch milliseconds
 * @throws what the last try failed with; where the time ran out in the middle of it, the one before
 */
export async function waitForLog<RESULT>(
  attempt: () => Promise<RESULT>,
  end: number,
  signal: AbortSignal | undefined,
): Promise<RESULT> {
  let before: unknown;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const remaining = end - Date.now();
      if (!mayPass(error)) throw error;
      const cut = before !== undefined && getCloudflareError(error)?.kind === 'timeout';
      if (remaining <= 0) throw cut ? before : error;
      if (!cut) before = error;
      await sleep(Math.min(pause, remaining), signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  const info = getCloudflareError(error);
  return info !== undefined && (info.retryable || info.statusCode === 404);
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await untilAborted(pause, signal);
  } finally {
    clearTimeout(timer);
  }
}
