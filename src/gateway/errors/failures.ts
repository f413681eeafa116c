import type { APICallError } from '@ai-sdk/provider';
import type { CloudflareTimeouts } from '../../settings/connection-settings.ts';
import { parseURL } from '../../urls.ts';
import { createAPICallError } from './api-call-error.ts';
import { slowHint } from './codes/hints.ts';
import type { CloudflareErrorKind } from './error-info.ts';
import type { Exchange } from './exchange.ts';
import { isOurs } from './get-cloudflare-error.ts';
import { errorCode, plainCause, redactURL } from './redaction.ts';

interface Trouble {
  /** Found in codes, names and the innermost words. */
  readonly signs: RegExp;
  readonly kind: CloudflareErrorKind;
  readonly hint: string;
}

/** What a binding refuses before a request, and refuses again. @see https://developers.cloudflare.com/workers/ */
const refusals: readonly Trouble[] = [
  {
    // workers-sdk#11758
    signs: /needs to be run remotely/i,
    kind: 'invalid-request',
    hint: 'Add "remote": true to the AI binding in wrangler.jsonc.',
  },
  { signs: /must be logged in|not logged in/i, kind: 'authentication', hint: 'Run `wrangler login`.' },
  {
    signs: /too many subrequests/i,
    kind: 'invalid-request',
    hint: 'Raise limits.subrequests in wrangler.jsonc.',
  },
  {
    signs: /on behalf of a different request/i,
    kind: 'invalid-request',
    hint: 'Create the provider in the handler of the request.',
  },
  {
    // Failures of the network pass, though they may have the type of a mistake; codes of Node's own, `ERR_…`, do not.
    signs:
      /^(?!.*(?:\bE[A-Z]+\b|UND_ERR_|[Ff]etch failed|[Tt]erminated|[Cc]onnection|[Ss]ocket|[Tt]imed? ?out)).*\bTypeError\b/s,
    kind: 'invalid-request',
    hint: 'Pass the AI binding of the Worker, env.AI, as binding.',
  },
];

/** Codes of Node's sockets and of undici, and names of errors. @see https://nodejs.org/api/errors.html#common-system-errors */
export const troubles: readonly Trouble[] = [
  { signs: /TIMED?OUT|TimeoutError/, kind: 'timeout', hint: slowHint },
  {
    signs: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ConnectionRefused/,
    kind: 'upstream-unavailable',
    hint: 'Check baseURL, the network and proxies.',
  },
];

/** The error for a request without a response, or with one that broke off. Also where `fetch` gives no cause. */
export function toConnectionError(exchange: Exchange, reason: unknown): APICallError {
  const { context, response, url } = exchange;
  const cause = plainCause(reason, context.redact);
  const chain = chainOf(cause);
  // The innermost words: those of `fetch` itself say no more than that it failed.
  const inner = chain.flatMap(({ message }) => message || []).slice(-1);
  const signs = [...chain.flatMap(error => [errorCode(error), error.name]), ...inner].join(' ');
  const fits = (trouble: Trouble): boolean => trouble.signs.test(signs);
  const bound = context.endpoint === 'binding' && response === undefined;
  const trouble = (bound && refusals.find(fits)) || troubles.find(fits);
  const host = parseURL(redactURL(url, context.redact))?.host ?? 'the server';
  const unanswered = bound ? 'The binding failed' : `Cannot connect to ${host}`;
  const start = response ? 'The connection broke before the response was complete' : unanswered;
  return createAPICallError(
    exchange,
    {
      kind: response ? 'stream-truncated' : (trouble?.kind ?? 'upstream-unavailable'),
      code: chain.map(errorCode).find(Boolean),
      words: [start, ...inner].join(': '),
      hint: trouble?.hint,
    },
    { cause },
  );
}

function chainOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}

/** The error for a `fetch` that returned something else than a response. Retrying would return it again. */
export function toNoResponseError(exchange: Exchange, returned: unknown): APICallError {
  const found = returned === null ? 'null' : typeof returned;
  return createAPICallError(exchange, {
    kind: 'invalid-request',
    words: `\`fetch\` returned ${found} instead of a Response with a web stream.`,
    hint: 'Set fetch to a function that returns a Response, or omit it.',
  });
}

/**
 * The error for a redirect. Following one would hand the credentials to another origin, which is named; its path is
 * not, since sign-in pages put tokens there.
 * @param location the header of that name; `null` where the platform hides it
 */
export function toRedirectError(exchange: Exchange, location: string | null): APICallError {
  const origin = location === null ? undefined : parseURL(location, exchange.url)?.origin;
  const { response } = exchange;
  const { location: _, ...others } = response?.headers ?? {};
  const headers = { ...others, ...(origin && { location: origin }) };
  return createAPICallError(
    { ...exchange, response: response && { status: response.status, metadata: response.metadata, headers } },
    {
      source: 'edge',
      kind: 'invalid-request',
      words: `The server redirected to ${origin ?? 'an undisclosed address'}; redirects are not followed.`,
      hint: origin?.endsWith('.cloudflareaccess.com')
        ? 'Set access to a service token for Cloudflare Access.'
        : 'Set baseURL to the final address.',
    },
  );
}

/**
 * The error for a response whose JSON ends before it is complete, or does not begin: the connection closed, and no length
 * tells. DeepSeek sends blank lines while it is busy. @see https://api-docs.deepseek.com/quick_start/rate_limit
 */
export function toCutError(exchange: Exchange, responseBody: string): APICallError {
  const words = responseBody.trim()
    ? 'The response ended in the middle of its JSON.'
    : 'The response is empty.';
  const failure = { kind: 'stream-truncated', words, hint: 'Retry the call.' } as const;
  return createAPICallError(exchange, failure, { responseBody });
}

/**
 * Why a stream ended without reporting that it was finished (vercel/ai#19165).
 * @param cut what ended it, unless it closed by itself
 */
export function toTruncatedError(exchange: Exchange, cut?: unknown): Error {
  const words = 'The stream ended without a finish reason.';
  if (cut === undefined)
    return createAPICallError(exchange, { kind: 'stream-truncated', words, hint: 'Retry the call.' });
  // What this client ended itself is typed already.
  return isOurs(cut) ? cut : toConnectionError(exchange, cut);
}

/**
 * The error for an exchange that this client ended because of its `timeouts`.
 * @param delivered whether a part of the response has been passed on, which a retry would pass on again
 */
export function toTimeoutError(
  exchange: Exchange,
  limit: keyof CloudflareTimeouts,
  ms: number | undefined,
  delivered: boolean,
): APICallError {
  const words = limit === 'idleMs' ? 'The response stalled: nothing arrived for' : 'No response began within';
  return timeoutError(exchange, `${words} ${ms} ms.`, `timeouts.${limit}`, delivered);
}

/** The error for an exchange that was not complete at its deadline. */
export function toDeadlineError(exchange: Exchange, ms: number, option: string): APICallError {
  return timeoutError(exchange, `The response was not complete within ${ms} ms.`, option, false);
}

function timeoutError(exchange: Exchange, words: string, option: string, delivered: boolean): APICallError {
  const hint = `${delivered ? 'Start over' : 'Retry the call'}, or raise ${option}.`;
  return createAPICallError(exchange, { kind: 'timeout', words, hint, retryable: !delivered });
}
