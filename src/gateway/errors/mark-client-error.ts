import {
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { CloudflareErrorKind } from './cloudflare-error-info.ts';
import { errorInfoOf, markError } from './error-info-of.ts';

/** The SDK's own errors for what is wrong before a request. */
const clientErrors: readonly (readonly [{ isInstance: (error: unknown) => boolean }, CloudflareErrorKind])[] =
  [
    [LoadAPIKeyError, 'credential-missing'],
    [NoSuchModelError, 'model-not-found'],
    [InvalidArgumentError, 'invalid-request'],
    [InvalidPromptError, 'invalid-request'],
    [LoadSettingError, 'invalid-request'],
    [UnsupportedFunctionalityError, 'invalid-request'],
  ];

/** The kind of one of the SDK's own errors; `undefined` for every other. */
export function clientErrorKind(error: unknown): CloudflareErrorKind | undefined {
  return clientErrors.find(([type]) => type.isInstance(error))?.[1];
}

/**
 * Marks an error that was found before a request, so that `getCloudflareError` knows it too. Its class, its text and
 * everything else stay; errors of other kinds, aborts among them, pass untouched.
 */
export function markClientError(error: unknown, modelId?: string): unknown {
  if (!(error instanceof Error) || errorInfoOf(error) !== undefined) return error;
  const kind = clientErrorKind(error);
  if (kind === undefined) return error;
  const model = modelId === undefined ? {} : { modelId };
  return markError(error, { source: 'client', kind, message: error.message, retryable: false, ...model });
}
