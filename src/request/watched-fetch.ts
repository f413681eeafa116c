import { untilAborted } from '../abort.ts';
import { type BodyReads, endWithSignal, isResponse } from '../responses.ts';

type Fetch = typeof globalThis.fetch;

/** What follows one exchange, from its request to the end of the body. */
export interface ExchangeWatch extends BodyReads {
  /** The signal that ends the exchange. */
  readonly signal: AbortSignal | null | undefined;
  /** The headers have arrived. */
  readonly answered: (response: Response) => void;
  /** Nothing more is read: of an exchange that failed or broke off, with the reason. */
  readonly ended: (error?: unknown) => void;
}

/**
 * A `fetch` with a watch over each exchange. It ends with the signal also where the `fetch` below, or its body, ignores
 * that.
 */
export function watchedFetch(fetch: Fetch, watch: (url: string, init: RequestInit) => ExchangeWatch): Fetch {
  return async (input, init = {}) => {
    const { signal, answered, ...reads } = watch(String(input), init);
    const response = await fetchUntilAborted(fetch, input, { ...init, signal: signal ?? null }).catch(
      error => {
        reads.ended(error);
        throw error;
      },
    );
    if (!isResponse(response)) {
      reads.ended();
      return response;
    }
    answered(response);
    return endWithSignal(response, signal, reads);
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
