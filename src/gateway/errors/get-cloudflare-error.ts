import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';
import { errorInfoOf } from './error-info-of.ts';

/** Where other errors hide inside one, most telling first: the SDK's `RetryError`, stream parts, causes, aggregates. */
const inside = ['lastError', 'error', 'cause', 'errors', 'reason'] as const;

/**
 * What is known about an error of this provider, wherever it is found: thrown, in an `error` part of a stream, under
 * the SDK's `RetryError`, as a cause, in an `AggregateError`, or after serialisation.
 * @returns `undefined` when the error did not come from this provider
 * @example if (getCloudflareError(error)?.kind === 'spend-limit') useCheaperModel();
 */
export function getCloudflareError(error: unknown): CloudflareErrorInfo | undefined {
  const seen = new Set<object>();
  const queue: unknown[] = [error];
  while (queue.length > 0) {
    const value = queue.shift();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const info = errorInfoOf(value);
    if (info !== undefined) return info;
    for (const member of inside) queue.push(...members(Reflect.get(value, member)));
  }
  return undefined;
}

/** Of several attempts, the last one tells how it ended. */
function members(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? [...value].reverse() : [value];
}
