import type { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorKind } from './cloudflare-error-info.ts';
import { contextFacts } from './context-facts.ts';
import { createAPICallError, type FailedExchange } from './create-api-call-error.ts';
import { formatMessage } from './format-message.ts';
import { errorCode, plainCause } from './plain-cause.ts';
import { redactURL } from './redact-url.ts';

/** A connection that failed; with a status when it broke after the answer had begun. */
export interface ConnectionFailure extends FailedExchange {
  readonly statusCode?: number | undefined;
}

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
    hint: 'Nothing arrived in time: stream long answers, or raise the time limits on the way.',
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    kind: 'upstream-unavailable',
    hint: 'The host name could not be resolved: check the network, and baseURL if it is set.',
  },
  {
    codes: ['ECONNREFUSED', 'ConnectionRefused'],
    kind: 'upstream-unavailable',
    hint: 'Nothing listens there: check baseURL if it is set, and proxies.',
  },
];

/** The error for a request without an answer, or with one that broke off. Also where `fetch` gives no cause. */
export function toConnectionError(failure: ConnectionFailure): APICallError {
  const { context, headers, statusCode } = failure;
  const chain = chainOf(plainCause(failure.cause, context.redact));
  const signs = chain.flatMap(error => [errorCode(error), error.name]);
  const code = chain.map(errorCode).find(found => found !== undefined);
  const trouble = troubles.find(({ codes }) =>
    signs.some(sign => sign !== undefined && codes.includes(sign)),
  );
  const hint = trouble?.hint;
  const facts = contextFacts(context, headers);
  const broken = statusCode !== undefined;
  const start = broken
    ? 'The connection broke before the answer was complete'
    : `Cannot connect to ${hostOf(failure)}`;
  const words = [start, ...reasonOf(chain)].join(': ');
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'client',
      kind: broken ? 'stream-truncated' : (trouble?.kind ?? 'upstream-unavailable'),
      ...(code !== undefined && { code }),
      message: formatMessage({ words, label: code, hint, ...where }),
      ...(hint !== undefined && { hint }),
      retryable: true,
      ...(broken && { statusCode }),
      ...facts,
    },
    failure,
  );
}

function chainOf(error: Error | undefined): readonly Error[] {
  return error === undefined
    ? []
    : [error, ...chainOf(error.cause instanceof Error ? error.cause : undefined)];
}

/** The innermost words: those of `fetch` itself say no more than that it failed. */
function reasonOf(chain: readonly Error[]): readonly string[] {
  const spoken = chain.map(error => error.message).filter(Boolean);
  return spoken.slice(-1);
}

function hostOf({ url, context }: ConnectionFailure): string {
  try {
    return context.redact(new URL(redactURL(url, context.redact)).host);
  } catch {
    return 'the server';
  }
}
