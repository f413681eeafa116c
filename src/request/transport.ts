import type { FetchFunction } from '@ai-sdk/provider-utils';
import { isAbort } from '../abort.ts';
import { isStream } from '../bodies.ts';
import { toAPICallError } from '../gateway/errors/classify.ts';
import { type Exchange, endedBy, headOf } from '../gateway/errors/exchange.ts';
import {
  toConnectionError,
  toNoResponseError,
  toRedirectError,
  toTimeoutError,
} from '../gateway/errors/failures.ts';
import { isOurs } from '../gateway/errors/get-cloudflare-error.ts';
import { parseJSON } from '../json-values.ts';
import { abortable, isResponse } from '../responses.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';
import { observedFetch } from './observed-fetch.ts';
import { timedFetch } from './timed-fetch.ts';
import { fetchUntilAborted } from './watched-fetch.ts';

/** What the transport needs from the call it belongs to. */
export interface TransportCall {
  readonly fetch: typeof globalThis.fetch | undefined;
  /** @default no limits */
  readonly timeouts?: CloudflareTimeouts | undefined;
  /** Where the response is noted, and what every error is built from. */
  readonly exchange: Exchange;
  /** The answer that a failed response contains after all. */
  readonly recover?: ((body: unknown) => object | undefined) | undefined;
  /** Whether a part of the response has been passed on. */
  readonly delivered?: () => boolean;
  /** Brings a successful response into the format that the core reads. */
  readonly decode?: ((response: Response) => Response | Promise<Response>) | undefined;
  /** Receives what is read of a whole response. */
  readonly arrived?: ((chunk: Uint8Array) => void) | undefined;
  /** Reads the beginning of a streamed response, which decides what it is. */
  readonly open?: ((response: Response) => Promise<Response>) | undefined;
}

/**
 * The `fetch` that the core calls. It follows no redirect, and turns every failed exchange into one typed error:
 * also bodies that are not JSON, of which the core would keep only the status text.
 */
export function createTransport(call: TransportCall): FetchFunction {
  const { exchange, open, decode, arrived } = call;
  const read = open ?? decode;
  return async (input, init) => {
    const signal = init?.signal;
    // A call that was given up already never reaches the network.
    signal?.throwIfAborted();
    // Looked up for each request, and called without a receiver: workerd refuses a fetch with a foreign `this`.
    const fetch = fetchOf(call);
    exchange.context.sent?.();
    try {
      // Following would hand our headers to another origin (Node and workerd do); 'error' throws on workerd.
      const response = await fetchUntilAborted(fetch, String(input), Object.assign({}, init, manual));
      if (!isReadable(response, open !== undefined))
        throw endedBy(exchange, toNoResponseError(exchange, response));
      exchange.response = headOf(response);
      // What opens a stream ends it with the signal.
      const whole =
        response.ok && open
          ? response
          : abortable(response, signal, arrived && { arrived, isText: true }, exchange.response.fields);
      const answer = response.ok ? whole : await recovered(call, whole, signal);
      return read === undefined ? answer : await read(answer);
    } catch (error) {
      // An abort is the caller's own reason; workerd rejects with an error of its own.
      if (signal?.aborted) throw signal.reason;
      // An error that already explains itself is not changed.
      if (isAbort(error) || isOurs(error)) throw error;
      throw endedBy(exchange, toConnectionError(exchange, error));
    }
  };
}

const manual = { redirect: 'manual' } as const;

/** Whether `fetch` returned a response, and, for a stream, one with a web stream. */
function isReadable(response: Response, streams: boolean): boolean {
  return isResponse(response) && (!streams || !response.body || isStream(response.body));
}

/** What carries the request, with its time limits where there are any. */
function fetchOf(call: TransportCall): typeof globalThis.fetch {
  const { fetch = globalThis.fetch, timeouts, exchange, open } = call;
  if (timeouts === undefined) return observedFetch(fetch, exchange.context);
  const timed = timedFetch(fetch, {
    timeouts,
    begins: open === undefined ? 'headers' : 'body',
    expired: limit => {
      const delivered = call.delivered?.() ?? false;
      return endedBy(exchange, toTimeoutError(exchange, limit, timeouts[limit], delivered));
    },
  });
  return observedFetch(timed, exchange.context);
}

/** The answer that a failed response contains after all. @throws the error of every other failed response */
async function recovered(
  { exchange, recover }: TransportCall,
  response: Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (isRedirect(response)) {
    await response.body?.cancel();
    throw endedBy(exchange, toRedirectError(exchange, response.headers.get('location')));
  }
  const text = await response.text().catch(error => {
    // The status says what went wrong; a body that cannot be read changes nothing, unless the caller gave up.
    if (signal?.aborted || isAbort(error)) throw error;
    return '';
  });
  const value = recover && parseJSON(text);
  const answer = recover?.(value);
  if (answer === undefined) throw endedBy(exchange, toAPICallError(exchange, { text, value }));
  const repaired = new Response(JSON.stringify(answer), { headers: rest(response.headers) });
  exchange.response = headOf(repaired);
  return repaired;
}

/** Headers that still hold for another body. */
function rest(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-type', 'content-length', 'content-encoding']) kept.delete(name);
  return kept;
}

function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}
