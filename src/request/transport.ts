import type { FetchFunction } from '@ai-sdk/provider-utils';
import type { ErrorContext } from '../gateway/errors/error-context.ts';
import { errorInfoOf } from '../gateway/errors/error-info-of.ts';
import { toAPICallError } from '../gateway/errors/to-api-call-error.ts';
import { toConnectionError } from '../gateway/errors/to-connection-error.ts';
import { toRedirectError } from '../gateway/errors/to-redirect-error.ts';
import { toTimeoutError } from '../gateway/errors/to-timeout-error.ts';
import type { CloudflareTimeouts } from '../settings/connection-settings.ts';
import { timedFetch } from './timed-fetch.ts';

/** What the transport tells and asks of the call it belongs to. */
export interface TransportCall {
  readonly fetch: typeof globalThis.fetch | undefined;
  /** How long to wait. @default as long as it takes */
  readonly timeouts?: CloudflareTimeouts | undefined;
  readonly errorContext: ErrorContext;
  /** The body as an object, for errors. */
  readonly sentBody: () => unknown;
  /** Keeps an error, since the core may wrap what `fetch` throws. */
  readonly failed: (error: Error) => Error;
  /** The answer that an error body holds after all. */
  readonly recover?: (body: string) => object | undefined;
  /** Whether a part of the answer has been handed on. */
  readonly delivered?: () => boolean;
  /** Takes note of a successful response. */
  readonly answered: (response: Response) => void;
  /** Brings a successful response into the format that the core reads. */
  readonly decode?: ((response: Response) => Promise<Response>) | undefined;
  /** Reads the beginning of a streamed response, which decides what it is. */
  readonly open?: (response: Response, url: string) => Promise<Response>;
}

/**
 * The `fetch` that the core calls. It follows no redirect, and turns every failed exchange into one typed error:
 * bodies that are not JSON included, of which the core would keep the status text only.
 */
export function createTransport(call: TransportCall): FetchFunction {
  return async (input, init) => {
    const url = String(input);
    // A call that was given up already never reaches the network.
    init?.signal?.throwIfAborted();
    // Looked up for each request, and called without a receiver: workerd refuses a fetch with a foreign `this`.
    const fetch = fetchOf(call, url);
    let response: Response | undefined;
    try {
      // Following would hand our headers to another origin (Node and workerd do); 'error' throws on workerd.
      response = await fetch(url, { ...init, redirect: 'manual' });
      const answer = response.ok ? response : await refused(call, url, response, init?.signal);
      call.answered(answer);
      if (call.open !== undefined) return await call.open(answer, url);
      return call.decode === undefined ? answer : await call.decode(answer);
    } catch (error) {
      // An abort is the caller's own reason; workerd rejects with an error of its own.
      if (init?.signal?.aborted) throw init.signal.reason;
      // An error that says already what happened stays what it is.
      if (isAbort(error) || isOurs(error)) throw error;
      throw call.failed(
        toConnectionError({
          ...(response && failureOf(call, url, response)),
          url,
          requestBodyValues: call.sentBody(),
          context: call.errorContext,
          cause: error,
        }),
      );
    }
  };
}

/** What carries the request, with its time limits where there are any. */
function fetchOf(call: TransportCall, url: string): typeof globalThis.fetch {
  const fetch = call.fetch ?? globalThis.fetch;
  const { timeouts } = call;
  if (timeouts === undefined) return fetch;
  const { errorContext: context, failed } = call;
  return timedFetch(fetch, {
    timeouts,
    begins: call.open === undefined ? 'headers' : 'body',
    expired: (limit, response) => {
      const exchange = { url, requestBodyValues: call.sentBody(), context };
      const answer = response === undefined ? {} : failureOf(call, url, response);
      const delivered = call.delivered?.() ?? false;
      return failed(toTimeoutError({ ...exchange, ...answer, limit, ms: timeouts[limit], delivered }));
    },
  });
}

/** Throws the error of a response that is no success, unless its body holds an answer after all. */
async function refused(
  call: TransportCall,
  url: string,
  response: Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  const failure = failureOf(call, url, response);
  if (isRedirect(response)) {
    await response.body?.cancel();
    throw call.failed(toRedirectError({ ...failure, location: response.headers.get('location') }));
  }
  const body = await response.text().catch(error => {
    // The status says what went wrong; a body that cannot be read changes nothing, unless the caller gave up.
    if (signal?.aborted || isAbort(error)) throw error;
    return '';
  });
  const recovered = call.recover?.(body);
  if (recovered !== undefined)
    return new Response(JSON.stringify(recovered), { headers: rest(response.headers) });
  throw call.failed(toAPICallError({ ...failure, body, responseBody: body }));
}

/** Headers that still hold for another body. */
function rest(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-type', 'content-length', 'content-encoding']) kept.delete(name);
  return kept;
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && errorInfoOf(error) !== undefined;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}

/** The part of a failure that every kind of failure has. */
export function failureOf(
  call: Pick<TransportCall, 'errorContext' | 'sentBody'>,
  url: string,
  response: Response,
): {
  url: string;
  statusCode: number;
  headers: Record<string, string>;
  context: ErrorContext;
  requestBodyValues: unknown;
} {
  return {
    url,
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    context: call.errorContext,
    requestBodyValues: call.sentBody(),
  };
}
