import { withoutUndefined } from '../../json-values.ts';
import type { CloudflareErrorKind } from './error-info.ts';
import { errorInfoOf, markError } from './get-cloudflare-error.ts';

/** The SDK's own errors for what is wrong before a request, by name. */
const kinds: Readonly<Record<string, CloudflareErrorKind>> = {
  LoadAPIKeyError: 'credential-missing',
  NoSuchModelError: 'model-not-found',
  InvalidArgumentError: 'invalid-request',
  InvalidPromptError: 'invalid-request',
  LoadSettingError: 'invalid-request',
  UnsupportedFunctionalityError: 'invalid-request',
};

/**
 * The kind of one of the SDK's own errors; `undefined` for every other. Recognised by the marker that `isInstance`
 * looks for too (@ai-sdk/provider 2.0.5, 3.0.19 and 4.0.38), since the classes weigh more than what uses this.
 */
export function clientErrorKind(error: unknown): CloudflareErrorKind | undefined {
  const is = ([name]: readonly [string, unknown]): boolean =>
    Object(error)[Symbol.for(`vercel.ai.error.AI_${name}`)] === true;
  return Object.entries(kinds).find(is)?.[1];
}

/**
 * Marks an error that was found before a request, so that `getCloudflareError` recognises it. Its class, its text and
 * everything else stay; other errors, aborts among them, pass unchanged.
 */
export function markClientError(error: unknown, modelId?: string): unknown {
  if (!(error instanceof Error) || errorInfoOf(error) !== undefined) return error;
  const kind = clientErrorKind(error);
  if (kind === undefined) return error;
  const { message } = error;
  const facts = { source: 'client', kind, message, retryable: false, modelId } as const;
  return markError(error, withoutUndefined(facts));
}
