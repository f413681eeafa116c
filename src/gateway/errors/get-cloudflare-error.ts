import type { CloudflareErrorInfo } from './error-info.ts';

/** In the global registry, so that copies of this package recognise each other's errors. */
const mark: unique symbol = /* @__PURE__ */ Symbol.for('ai-sdk-provider-cloudflare.error');

/** Marks an error as ours. Not enumerable: where an error has `data`, that shows the same. */
export function markError<E extends Error>(error: E, info: CloudflareErrorInfo): E {
  return Object.defineProperty(error, mark, { value: info, configurable: true, enumerable: false });
}

/** What is known about a value that is itself an error of ours: marked, or with our `data` (as after serialisation). */
export function errorInfoOf(value: object): CloudflareErrorInfo | undefined {
  const candidates: readonly unknown[] = [Reflect.get(value, mark), Reflect.get(value, 'data')];
  return candidates.find(isErrorInfo);
}

/** Whether an error explains itself already, and must pass unchanged. */
export function isOurs(error: unknown): error is Error {
  return error instanceof Error && errorInfoOf(error) !== undefined;
}

function isErrorInfo(value: unknown): value is CloudflareErrorInfo {
  const { source, kind, message, retryable }: Partial<Record<string, unknown>> = Object(value);
  return (
    [source, kind, message].every(member => typeof member === 'string') && typeof retryable === 'boolean'
  );
}

/** Where errors hide inside others, most telling first: the SDK's `RetryError`, stream parts, causes, aggregates. */
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
  // What is pushed on the way is visited too.
  for (const value of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const info = errorInfoOf(value);
    if (info !== undefined) return info;
    // Of several attempts, the last one decided.
    for (const name of inside) queue.push(...[Reflect.get(value, name)].flat().reverse());
  }
  return undefined;
}
