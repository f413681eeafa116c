import { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorInfo, CloudflareLegTrace } from '../gateway/errors/error-info.ts';
import { errorInfoOf, markError } from '../gateway/errors/get-cloudflare-error.ts';
import type { FailedLeg } from './leg-failure.ts';

type Exchange = Pick<
  ConstructorParameters<typeof APICallError>[0],
  'url' | 'requestBodyValues' | 'responseHeaders' | 'responseBody'
>;

/** Only for the types: some leg is always tried. */
const noFailure: FailedLeg = { source: 'client', kind: 'unknown', retryable: false, error: undefined };

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
    const { error: last, ...facts } = failures.at(-1) ?? noFailure;
    const data: CloudflareErrorInfo = {
      ...facts,
      message: messageOf(trace),
      retryable: failures.some(({ retryable }) => retryable),
      trace: [...trace],
    };
    super({
      ...exchangeOf(last),
      message: data.message,
      ...(data.statusCode !== undefined && { statusCode: data.statusCode }),
      isRetryable: data.retryable,
      data,
    });
    markError(this, data);
    Object.defineProperty(this, 'errors', { value: failures.map(({ error }) => error), enumerable: false });
  }
}

/** The error that ended a fallback before its last leg: unchanged, with the trace if it is one of ours. */
export function withTrace(error: unknown, trace: readonly CloudflareLegTrace[]): unknown {
  const info = error instanceof Error ? errorInfoOf(error) : undefined;
  // The error belongs to this call, so marking it is safe; for the first leg there is nothing to add.
  if (info === undefined || trace.length < 2) return error;
  return markError(error as Error, { ...info, trace: [...trace] });
}

/** One line per leg, without messages: those of other packages may contain anything. */
function messageOf(trace: readonly CloudflareLegTrace[]): string {
  const lines = trace.map(leg => `leg ${leg.leg}, ${leg.modelId.slice(0, 100)}: ${outcomeOf(leg)}`);
  return ['No leg of the fallback answered.', ...lines].join('\n');
}

function outcomeOf({ outcome, kind, code, status, durationMs, logId }: CloudflareLegTrace): string {
  if (outcome === 'skipped') return 'skipped, cooling down';
  const label = code === undefined ? '' : ` [${code}]`;
  const where = [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(durationMs === undefined ? [] : [`${durationMs} ms`]),
    ...(logId === undefined ? [] : [`log ${logId.slice(0, 100)}`]),
  ];
  return `${kind}${label} (${where.join(', ')})`;
}

/** What the SDK and hosts read. Of another package's error, only how long to wait: the rest is unchecked. */
function exchangeOf(error: unknown): Exchange {
  if (!APICallError.isInstance(error)) return { url: '', requestBodyValues: {} };
  const { url, requestBodyValues, responseHeaders, responseBody } = error;
  if (errorInfoOf(error) !== undefined) {
    return {
      ...{ url, requestBodyValues },
      ...(responseHeaders !== undefined && { responseHeaders }),
      ...(responseBody !== undefined && { responseBody }),
    };
  }
  const wait = Object.entries(responseHeaders ?? {}).filter(([name]) => /^retry-after(?:-ms)?$/.test(name));
  return { url: '', requestBodyValues: {}, responseHeaders: Object.fromEntries(wait) };
}
