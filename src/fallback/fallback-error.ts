import { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorInfo, CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import { errorInfoOf, isOurs, markError } from '../gateway/errors/get-cloudflare-error.ts';
import { withoutUndefined } from '../json-values.ts';
import type { FailedLeg } from './leg-failure.ts';

type Exchange = Pick<
  ConstructorParameters<typeof APICallError>[0],
  'url' | 'requestBodyValues' | 'responseHeaders' | 'responseBody'
>;

/**
 * No leg of a fallback answered. Status, headers and body are those of the last failed leg; `isRetryable` is true if any
 * leg may succeed later, since the SDK retries the whole list.
 */
export class CloudflareFallbackError extends APICallError {
  /**
   * The original errors of the legs that were tried, in order. Not enumerable: a log needs each of them once.
   */
  declare readonly errors: readonly unknown[];

  constructor(failures: readonly FailedLeg[], trace: readonly CloudflareLegTrace[]) {
    // Some leg is always tried.
    const { error: last, ...facts } = failures.at(-1) as FailedLeg;
    const message = messageOf(trace);
    const isRetryable = failures.some(({ retryable }) => retryable);
    const data: CloudflareErrorInfo = { ...facts, message, retryable: isRetryable, trace: [...trace] };
    const { statusCode } = facts;
    super({ ...exchangeOf(last), ...withoutUndefined({ message, statusCode, isRetryable, data }) });
    markError(this, data);
    Object.defineProperty(this, 'errors', { value: failures.map(({ error }) => error), enumerable: false });
  }
}

/** The error that ended a fallback before its last leg: unchanged, with the trace if it is one of ours. */
export function withTrace(error: unknown, trace: readonly CloudflareLegTrace[]): unknown {
  const info = isOurs(error) && errorInfoOf(error);
  // The error belongs to this call, so marking it is safe; for the first leg there is nothing to add.
  if (!info || trace.length < 2) return error;
  return markError(error, { ...info, trace: [...trace] });
}

/** One line per leg, without messages: those of other packages may contain anything. */
function messageOf(trace: readonly CloudflareLegTrace[]): string {
  const lines = trace.map(leg => `leg ${leg.leg}, ${leg.modelId.slice(0, 100)}: ${outcomeOf(leg)}`);
  return ['No leg of the fallback answered.', ...lines].join('\n');
}

function outcomeOf({ outcome, kind, code, status, durationMs, logId }: CloudflareLegTrace): string {
  if (outcome === 'skipped') return 'skipped, cooling down';
  const where = [
    status && `HTTP ${status}`,
    durationMs !== undefined && `${durationMs} ms`,
    logId && `log ${logId.slice(0, 100)}`,
  ];
  return `${kind}${code === undefined ? '' : ` [${code}]`} (${where.filter(Boolean).join(', ')})`;
}

/** What the SDK and hosts read. Of another package's error, only how long to wait: the rest is unchecked. */
function exchangeOf(error: unknown): Exchange {
  const call: Partial<APICallError> = APICallError.isInstance(error) ? error : {};
  const { url = '', requestBodyValues = {}, responseHeaders = {}, responseBody } = call;
  if (isOurs(error))
    return { url, requestBodyValues, responseHeaders, ...withoutUndefined({ responseBody }) };
  const wait = Object.entries(responseHeaders).filter(([name]) => /^retry-after(?:-ms)?$/.test(name));
  return { url: '', requestBodyValues: {}, responseHeaders: Object.fromEntries(wait) };
}
