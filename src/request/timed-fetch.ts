import type { CloudflareTimeouts } from '../settings/connection-settings.ts';
import { type ExchangeWatch, watchExchange } from './exchange-watch.ts';
import { untilAborted } from './until-aborted.ts';

type Fetch = typeof globalThis.fetch;

/** How long an exchange may wait, and what is said when it waited longer. */
export interface TimedExchange {
  readonly timeouts: CloudflareTimeouts;
  /** Where an answer begins. */
  readonly begins: 'headers' | 'body';
  /** The error of a wait that took too long; with the response, where there is one. */
  readonly expired: (limit: keyof CloudflareTimeouts, response: Response | undefined) => Error;
}

/**
 * A `fetch` that waits no longer than it is told to, and then aborts the request. It ends also where the `fetch`
 * below, or its body, does not look at a signal. Every byte counts, comments of a stream among them: they are how
 * a slow model says that it is still there.
 */
export function timedFetch(fetch: Fetch, exchange: TimedExchange): Fetch {
  const { timeouts, begins, expired } = exchange;
  return async (input, init) => {
    const watch = watchExchange(init?.signal);
    let response: Response | undefined;
    watch.limit(timeouts.firstByteMs, () => expired('firstByteMs', response));
    const work = asked(fetch, input, { ...init, signal: watch.signal });
    try {
      response = await untilAborted(work, watch.signal);
    } catch (error) {
      watch.release();
      // An answer that comes all the same is for nobody.
      work.then(late => late.body?.cancel(error)).catch(() => undefined);
      throw error;
    }
    if (begins === 'headers') watch.arrived();
    if (response.body !== null)
      return withBody(response, timedBody(response, response.body, watch, exchange));
    watch.release();
    return response;
  };
}

/** A `fetch` that throws at once fails like one that rejects. */
async function asked(fetch: Fetch, ...request: Parameters<Fetch>): Promise<Response> {
  return fetch(...request);
}

/** Reads when it is read, and only then does the time count. */
function timedBody(
  response: Response,
  body: ReadableStream<Uint8Array>,
  watch: ExchangeWatch,
  { timeouts, begins, expired }: TimedExchange,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let begun = begins === 'headers';
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (begun) watch.limit(timeouts.idleMs, () => expired('idleMs', response));
        try {
          const { done, value } = await untilAborted(reader.read(), watch.signal);
          if (done) {
            watch.release();
            return controller.close();
          }
          begun ||= value.length > 0;
          if (begun) watch.arrived();
          controller.enqueue(value);
        } catch (error) {
          watch.release();
          controller.error(error);
          await reader.cancel(error).catch(() => undefined);
        }
      },
      cancel: reason => {
        watch.release();
        return reader.cancel(reason);
      },
    },
    // Reads nothing before it is asked: back-pressure reaches the network.
    { highWaterMark: 0 },
  );
}

function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
