import { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';
import type { ErrorContext } from './error-context.ts';
import { markError } from './error-info-of.ts';
import { plainCause } from './plain-cause.ts';
import { redactDeep } from './redact-deep.ts';
import { redactInfo } from './redact-info.ts';
import { redactURL } from './redact-url.ts';

/** What an error keeps of the exchange, besides what is known about it. */
export interface FailedExchange {
  readonly url: string;
  readonly requestBodyValues: unknown;
  readonly context: ErrorContext;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly responseBody?: string | undefined;
  readonly cause?: unknown;
}

/** The SDK's error, since it repeats no other: marked as ours, and free of secrets in every part. */
export function createAPICallError(info: CloudflareErrorInfo, exchange: FailedExchange): APICallError {
  const { redact } = exchange.context;
  const data = redactInfo(info, redact);
  const { headers, responseBody } = exchange;
  const cause = plainCause(exchange.cause, redact);
  const error = new APICallError({
    message: data.message,
    url: redactURL(exchange.url, redact),
    requestBodyValues: redactDeep(exchange.requestBodyValues, redact),
    ...(data.statusCode !== undefined && { statusCode: data.statusCode }),
    ...(headers !== undefined && { responseHeaders: redactDeep({ ...headers }, redact) }),
    ...(responseBody !== undefined && { responseBody: redact(responseBody) }),
    ...(cause !== undefined && { cause }),
    isRetryable: data.retryable,
    data,
  });
  return markError(error, data);
}
