import { watchAbort } from '../abort.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';
import { watchedFetch } from './watched-fetch.ts';

/** How long an exchange may wait, and the error of one that waited longer. */
interface TimedExchange {
  readonly timeouts: CloudflareTimeouts;
  /** Where an answer begins. */
  readonly begins: 'headers' | 'body';
  readonly expired: (limit: keyof CloudflareTimeouts) => Error;
}

/**
 * A `fetch` that aborts a request which exceeds its timeouts. Every byte counts, comments of a stream included: servers
 * send them to show that they are alive.
 */
export function timedFetch(
  fetch: typeof globalThis.fetch,
  { timeouts, begins, expired }: TimedExchange,
): typeof globalThis.fetch {
  return watchedFetch(fetch, (_, init) => {
    const { signal, limit, arrived, release } = watchAbort(init.signal);
    let begun = false;
    const received = (hasBegun: boolean): void => {
      begun ||= hasBegun;
      if (begun) arrived();
    };
    limit(timeouts.firstByteMs, () => expired('firstByteMs'));
    return {
      signal,
      answered: () => received(begins === 'headers'),
      waits: () => {
        if (begun) limit(timeouts.idleMs, () => expired('idleMs'));
      },
      arrived: chunk => received(chunk.length > 0),
      ended: release,
    };
  });
}
