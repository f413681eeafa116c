import { APICallError } from '@ai-sdk/provider';
import { withoutUndefined } from '../../json-values.ts';
import { kindFacts } from './codes/kinds.ts';
import type { Spending } from './envelope.ts';
import type { CloudflareErrorInfo } from './error-info.ts';
import type { Exchange } from './exchange.ts';
import { markError } from './get-cloudflare-error.ts';
import { maskAccount, redactDeep, redactURL } from './redaction.ts';

/** What distinguishes one failure from another; its exchange supplies the rest. */
export interface Failure
  extends Pick<CloudflareErrorInfo, 'kind'>,
    Partial<{
      [KEY in 'source' | 'retryable' | 'code' | 'hint' | 'docs' | 'statusCode' | 'phase' | 'scope']:
        | CloudflareErrorInfo[KEY]
        | undefined;
    }> {
  /** The facts of a spend limit. */
  readonly spending?: Spending | undefined;
  /** What happened, in the sender's words where there are any. */
  readonly words: string;
  /** Stands in brackets in the message. @default the code */
  readonly label?: number | string | undefined;
}

/** What an error keeps besides what is known about it. */
interface Evidence {
  readonly responseBody?: string | undefined;
  /** Already plain, without secrets. */
  readonly cause?: Error | undefined;
}

/** The SDK's error, the only one it retries: marked as ours, and free of secrets in every part. */
export function createAPICallError(
  exchange: Exchange,
  failure: Failure,
  { responseBody, cause }: Evidence = {},
): APICallError {
  const { context, response, requestBody, url } = exchange;
  const { redact } = context;
  const data = infoOf(exchange, failure);
  const { message, statusCode, retryable } = data;
  const error = new APICallError({
    ...{ message, data, isRetryable: retryable },
    url: redactURL(url, redact),
    requestBodyValues: redactDeep(typeof requestBody === 'function' ? requestBody() : requestBody, redact),
    ...withoutUndefined({
      ...{ statusCode, cause },
      responseHeaders: redactDeep(response && { ...response.headers }, redact),
      responseBody: redactDeep(responseBody, redact),
    }),
  });
  return markError(error, data);
}

/** What others wrote is redacted; our own words stay, even where they contain a short secret. */
function infoOf({ context, response }: Exchange, failure: Failure): CloudflareErrorInfo {
  const { source = 'client', kind, code, hint, docs, phase, scope, label = code ?? '' } = failure;
  const { endpoint, accountId, redact, repeatable } = context;
  const { logId, requestId, eventId, rayId, dlp } = response?.metadata ?? {};
  const { retryable = kindFacts[kind][2] ?? false, statusCode = response?.status } = failure;
  const shown = redactDeep(
    {
      ...{ code, hint, logId, requestId, eventId, rayId, dlp },
      modelId: context.modelId || undefined,
      gatewayId: context.gatewayId || undefined,
      ...failure.spending,
    },
    redact,
  );
  // As the log shows it; `statusCode` is what the error amounts to.
  const status = response?.status || statusCode;
  const masked = (text: string): string => maskAccount(redact(text), accountId);
  const message = formatMessage({
    words: masked(failure.words),
    label: masked(String(label)),
    hint: shown.hint,
    where: [status && `HTTP ${status}`, endpoint, shown.modelId, shown.logId && `log ${shown.logId}`],
  });
  // Members that are `undefined` are left out, which is what their optional types mean.
  return withoutUndefined({
    ...{ source, kind, message, docs, endpoint, phase, scope, ...shown },
    retryable: retryable && repeatable !== false,
    statusCode: statusCode || undefined,
  }) as CloudflareErrorInfo;
}

/** Longest message, in characters: some vendors return whole schemas. */
const MAX_LENGTH = 1000;
/** Least room that the sender's words get. */
const MIN_WORDS = 300;

interface MessageParts {
  readonly words: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly where: readonly unknown[];
}

/**
 * What happened in the sender's words, the code in brackets, one fix, and where it was: sufficient for hosts that
 * show only the message (getsentry/warden#392).
 */
function formatMessage({ words, label, hint, where }: MessageParts): string {
  const places = where.flatMap(place => (place ? clip(String(place), 104) : []));
  const tail = [label && `[${clip(label, 60)}]`, hint, `(${places.join(', ')})`].filter(Boolean).join(' ');
  return oneLine(`${clip(oneLine(words), Math.max(MIN_WORDS, MAX_LENGTH - tail.length - 1))} ${tail}`).trim();
}

/** Without controls and changes of direction either, which would reach the terminal that an error is printed on. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ');
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
