import { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorInfo, CloudflareErrorKind } from '../gateway/errors/cloudflare-error-info.ts';
import { markError } from '../gateway/errors/error-info-of.ts';
import type { LegIdentity } from './leg.ts';

/** The error of a leg that gave none itself: its time is up, or its stream ended before anything was in it. */
export function legError(leg: LegIdentity, kind: CloudflareErrorKind, words: string): APICallError {
  const message = `${words} (${leg.provider}, ${leg.modelId})`;
  const data: CloudflareErrorInfo = {
    source: 'client',
    kind,
    message,
    retryable: true,
    modelId: leg.modelId,
  };
  // What was sent, and where to, is the leg's own affair.
  return markError(
    new APICallError({ message, url: '', requestBodyValues: {}, isRetryable: true, data }),
    data,
  );
}
