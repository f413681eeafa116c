import type { APICallError } from '@ai-sdk/provider';
import { contextFacts } from './context-facts.ts';
import { createAPICallError } from './create-api-call-error.ts';
import { formatMessage } from './format-message.ts';
import type { ConnectionFailure } from './to-connection-error.ts';

/** A redirect that was not followed. */
export interface RedirectFailure extends ConnectionFailure {
  /** The `location` header; `null` where the platform hides it. */
  readonly location: string | null;
}

/**
 * The error for a redirect. Following one would hand the credentials to another origin, which is named; its path is
 * not, since sign-in pages put tokens there.
 */
export function toRedirectError(failure: RedirectFailure): APICallError {
  const { context, headers, statusCode } = failure;
  const origin = originOf(failure);
  const facts = contextFacts(context, headers);
  const hint = origin?.endsWith('.cloudflareaccess.com')
    ? 'The domain is behind Cloudflare Access: set access to a service token.'
    : 'Set baseURL to the address that answers itself.';
  const words = `The server redirected to ${origin ?? 'an address that it does not show'}; redirects are not followed.`;
  const status = statusCode === 0 ? undefined : statusCode;
  const where = { endpoint: context.endpoint, model: context.modelId, logId: facts.logId };
  return createAPICallError(
    {
      source: 'edge',
      kind: 'invalid-request',
      message: formatMessage({ words, label: status, hint, status, ...where }),
      hint,
      retryable: false,
      ...(status !== undefined && { statusCode: status }),
      ...facts,
    },
    { ...failure, headers: headers && withLocation(headers, origin) },
  );
}

function originOf({ location, url }: RedirectFailure): string | undefined {
  try {
    return location === null ? undefined : new URL(location, url).origin;
  } catch {
    return undefined;
  }
}

function withLocation(
  headers: Readonly<Record<string, string>>,
  origin: string | undefined,
): Record<string, string> {
  const { location: _, ...others } = headers;
  return origin === undefined ? others : { ...others, location: origin };
}
