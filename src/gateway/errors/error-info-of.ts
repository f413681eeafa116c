import type { CloudflareErrorInfo } from './cloudflare-error-info.ts';

/** In the global registry, so that copies of this package recognise each other's errors. */
const mark: unique symbol = Symbol.for('ai-sdk-provider-cloudflare.error');

/** Marks an error as ours. Not enumerable: the facts are in `data` already, where an error has that. */
export function markError<E extends Error>(error: E, info: CloudflareErrorInfo): E {
  return Object.defineProperty(error, mark, { value: info, configurable: true, enumerable: false });
}

/** The facts of a value that is itself an error of ours, marked or with our `data` (as after serialisation). */
export function errorInfoOf(value: object): CloudflareErrorInfo | undefined {
  const marked: unknown = Reflect.get(value, mark);
  if (isErrorInfo(marked)) return marked;
  const data: unknown = Reflect.get(value, 'data');
  return isErrorInfo(data) ? data : undefined;
}

function isErrorInfo(value: unknown): value is CloudflareErrorInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { source, kind, message, retryable } = value as Partial<Record<keyof CloudflareErrorInfo, unknown>>;
  return (
    [source, kind, message].every(member => typeof member === 'string') && typeof retryable === 'boolean'
  );
}
