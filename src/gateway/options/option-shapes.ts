import { isTimeout } from '../../settings/check.ts';
import { isBoolean, isInteger, isList, isShape, isText } from './checks.ts';

/** Whether the options that are objects have the right keys and values. */
export const isRetries = (value: unknown): boolean =>
  isShape(value, {
    maxAttempts: item => isInteger(item, 1, 5),
    retryDelayMs: item => isInteger(item, 0, 60_000),
    backoff: item => ['constant', 'linear', 'exponential'].some(name => name === item),
  });

export const isTimeouts = (value: unknown): boolean =>
  isShape(value, { firstByteMs: isTimeout, idleMs: isTimeout });

const isPrice = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

export const isPrices = (value: unknown): boolean =>
  isShape(value, {
    perTokenIn: isPrice,
    perTokenOut: isPrice,
    perCacheReadToken: isPrice,
    perCacheWriteToken: isPrice,
  });

export const isTrace = (value: unknown): boolean =>
  isShape(value, {
    traceId: item => /^[0-9a-f]{32}$/i.test(String(item)),
    parentSpanId: item => /^[0-9a-f]{16}$/i.test(String(item)),
  });

export const isRouting = (value: unknown): boolean =>
  isShape(value, {
    sessionId: isText,
    turnId: isText,
    affinity: isBoolean,
    models: isList,
    providers: isList,
  });
