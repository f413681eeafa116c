import { untilAborted, watchAbort } from '../abort.ts';
import { endWithSignal, isResponse } from '../bodies.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';

type Fetch = typeof globalThis.fetch;

/** How long an exchange may wait, and the error of one that waited longer. */
export interface TimedExchange {
  readonly timeouts: CloudflareTimeouts;
  /** Where an answer begins. */
  readonly begins: 'headers' | 'body';
  readonly expired: (limit: keyof CloudflareTimeouts) => Error;
}

/**
 * A `fetch` that aborts a request which exceeds its timeouts. It ends also where the `fetch` below, or its body,
 * ignores the signal. Every byte counts, comments of a stream included: servers send them to show that they are
 * alive.
 */
export function timedFetch(fetch: Fetch, { timeouts, begins, expired }: TimedExchange): Fetch {
  return async (input, init) => {
    const watch = watchAbort(init?.signal);
    watch.limit(timeouts.firstByteMs, () => expired('firstByteMs'));
    const response = await fetchUntilAborted(fetch, input, { ...init, signal: watch.signal }).catch(error => {
      watch.release();
      throw error;
    });
    if (!isResponse(response)) {
      watch.release();
      return response;
    }
    let begun = begins === 'headers';
    if (begun) watch.arrived();
    return endWithSignal(response, watch.signal, {
      waits: () => {
        if (begun) watch.limit(timeouts.idleMs, () => expired('idleMs'));
      },
      arrived: chunk => {
        begun ||= chunk.length > 0;
        if (begun) watch.arrived();
      },
      ended: () => watch.release(),
    });
  };
}

/**
 * The response to a request, unless its signal aborts first, also where `fetch` does not follow it. A response that
 * comes after that is cancelled.
 */
export function fetchUntilAborted(fetch: Fetch, ...request: Parameters<Fetch>): Promise<Response> {
  const signal = request[1]?.signal;
  if (!signal) return fetch(...request);
  // A `fetch` that throws at once fails like one that rejects.
  return cancelLate(new Promise(resolve => resolve(fetch(...request))), signal);
}

async function cancelLate(work: Promise<Response>, signal: AbortSignal): Promise<Response> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (signal.aborted) work.then(late => late.body?.cancel(error)).catch(() => undefined);
    throw error;
  }
}
