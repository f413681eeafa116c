import type { APICallError } from '@ai-sdk/provider';
import type { CloudflareTimeouts } from '../../settings/connection-settings.ts';
import { parseURL } from '../../urls.ts';
import { createAPICallError } from './api-call-error.ts';
import { slowHint } from './codes/hints.ts';
import type { CloudflareErrorKind } from './error-info.ts';
import type { Exchange } from './exchange.ts';
import { errorCode, plainCause, redactURL } from './redaction.ts';

interface NetworkTrouble {
  readonly codes: readonly string[];
  readonly kind: CloudflareErrorKind;
  readonly hint: string;
}

/** Codes of Node's sockets and of undici, and names of errors. @see https://nodejs.org/api/errors.html#common-system-errors */
const troubles: readonly NetworkTrouble[] = [
  {
    codes: [
      'ETIMEDOUT',
      'UND_ERR_CONNECT_TIMEOUT',
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
      'TimeoutError',
    ],
    kind: 'timeout',
    hint: slowHint,
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    kind: 'upstream-unavailable',
    hint: 'Check the network and baseURL.',
  },
  {
    codes: ['ECONNREFUSED', 'ConnectionRefused'],
    kind: 'upstream-unavailable',
    hint: 'Check baseURL and proxies.',
  },
];

interface BindingRefusal {
  readonly text: RegExp;
  readonly kind: CloudflareErrorKind;
  readonly hint: string;
}

/** What a binding refuses before a request, and refuses again. @see https://developers.cloudflare.com/workers/ */
const bindingRefusals: readonly BindingRefusal[] = [
  // workers-sdk#11758
  {
    text: /needs to be run remotely/i,
    kind: 'invalid-request',
    hint: 'Add "remote": true to the AI binding in wrangler.jsonc.',
  },
  { text: /must be logged in|not logged in/i, kind: 'authentication', hint: 'Run `wrangler login`.' },
  {
    text: /too many subrequests/i,
    kind: 'invalid-request',
    hint: 'Raise limits.subrequests in wrangler.jsonc, or make fewer requests in one invocation.',
  },
  {
    text: /on behalf of a different request/i,
    kind: 'invalid-request',
    hint: 'Create the provider in the handler that uses it: a binding belongs to one request.',
  },
];

/** Failures that pass, though they may have the type of a mistake. */
const lostConnection = /network connection lost|fetch failed|terminated|connection|socket|timed? ?out/i;

/** Codes of the network, which passes; those of Node itself, `ERR_…`, name a mistake. */
const networkCode = /^(?:E(?!RR_)[A-Z]+$|UND_ERR_)/;

/** Why a binding will refuse the same call again; `undefined` for what may pass. */
function bindingRefusal(names: readonly unknown[], words: string): Omit<BindingRefusal, 'text'> | undefined {
  const known = bindingRefusals.find(({ text }) => text.test(words));
  const passes = lostConnection.test(words) || names.some(name => networkCode.test(String(name)));
  if (known !== undefined || !names.includes('TypeError') || passes) return known;
  return { kind: 'invalid-request', hint: 'Pass the AI binding of the Worker, env.AI, as binding.' };
}

/** The error for a request without a response, or with one that broke off. Also where `fetch` gives no cause. */
export function toConnectionError(exchange: Exchange, reason: unknown): APICallError {
  const cause = plainCause(reason, exchange.context.redact);
  const chain = chainOf(cause);
  const signs = chain.flatMap(error => [errorCode(error), error.name]);
  const trouble = troubles.find(({ codes }) => signs.some(sign => sign && codes.includes(sign)));
  const broken = exchange.response !== undefined;
  // The innermost words: those of `fetch` itself say no more than that it failed.
  const inner = chain.map(error => error.message).filter(Boolean);
  const bound = !broken && exchange.context.endpoint === 'binding';
  const refusal = bound ? bindingRefusal(signs, inner.at(-1) ?? '') : undefined;
  const start = broken
    ? 'The connection broke before the response was complete'
    : bound
      ? 'The binding failed'
      : `Cannot connect to ${parseURL(redactURL(exchange.url, exchange.context.redact))?.host ?? 'the server'}`;
  return createAPICallError(
    exchange,
    {
      source: 'client',
      kind: broken ? 'stream-truncated' : ((refusal ?? trouble)?.kind ?? 'upstream-unavailable'),
      code: chain.map(errorCode).find(Boolean),
      words: [start, ...inner.slice(-1)].join(': '),
      hint: (refusal ?? trouble)?.hint,
      retryable: refusal === undefined,
    },
    { cause },
  );
}

function chainOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}

/** The error for a `fetch` that returned something else than a response. Retrying would return it again. */
export function toNoResponseError(exchange: Exchange, returned: unknown): APICallError {
  const nodeStream = typeof Object(returned).body === 'object';
  return createAPICallError(exchange, {
    source: 'client',
    kind: 'invalid-request',
    words: nodeStream
      ? '`fetch` returned a response whose body is not a web stream.'
      : `\`fetch\` returned ${returned === null ? 'null' : typeof returned} instead of a Response.`,
    hint: 'Set fetch to a function that returns a Response, or omit it.',
    retryable: false,
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
  const headers = origin === undefined ? others : { ...others, location: origin };
  return createAPICallError(
    { ...exchange, response: response && { status: response.status, metadata: response.metadata, headers } },
    {
      source: 'edge',
      kind: 'invalid-request',
      words: `The server redirected to ${origin ?? 'an undisclosed address'}; redirects are not followed.`,
      hint: origin?.endsWith('.cloudflareaccess.com')
        ? 'Set access to a service token for Cloudflare Access.'
        : 'Set baseURL to the final address.',
      retryable: false,
    },
  );
}

/** The error for a response whose JSON ends before it is complete: the connection closed, and no length tells. */
export function toCutError(exchange: Exchange, responseBody: string): APICallError {
  return createAPICallError(
    exchange,
    {
      source: 'client',
      kind: 'stream-truncated',
      words: 'The response ended in the middle of its JSON.',
      hint: 'Retry the call.',
      retryable: true,
    },
    { responseBody },
  );
}

/** The error for a stream that ended without reporting that it was finished (vercel/ai#19165). */
export function toTruncatedError(exchange: Exchange): APICallError {
  return createAPICallError(exchange, {
    source: 'client',
    kind: 'stream-truncated',
    words: 'The stream ended without a finish reason.',
    hint: 'Retry the call.',
    retryable: true,
  });
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
  const retry = delivered ? 'Start over' : 'Retry the call';
  return createAPICallError(exchange, {
    source: 'client',
    kind: 'timeout',
    words:
      limit === 'idleMs'
        ? `The response stalled: nothing arrived for ${ms} ms.`
        : `No response began within ${ms} ms.`,
    hint: `${retry}, or raise timeouts.${limit}.`,
    retryable: !delivered,
  });
}

/** The error for an exchange that was not complete at its deadline. */
export function toDeadlineError(exchange: Exchange, ms: number, option: string): APICallError {
  return createAPICallError(exchange, {
    source: 'client',
    kind: 'timeout',
    words: `The response was not complete within ${ms} ms.`,
    hint: `Retry the call, or raise ${option}.`,
    retryable: true,
  });
}
