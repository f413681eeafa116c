import type { ErrorEnvelope } from './error-envelope.ts';
import { toJSON } from './json-values.ts';
import { readErrorEnvelope } from './read-error-envelope.ts';
import { readErrorText } from './read-error-text.ts';

/** What came back, as far as the body's meaning depends on it. */
export interface FailureBody {
  readonly statusCode: number | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly body: unknown;
}

/** The facts of a failed answer's body, text or parsed; an envelope of its own kind where there is nothing to read. */
export function readFailureBody({ statusCode, headers, body }: FailureBody): ErrorEnvelope {
  // An answer with a successful status came from a model, however garbled; so did what carries the gateway's ids.
  const passedOn = headers?.['cf-aig-request-id'] !== undefined || headers?.['cf-aig-log-id'] !== undefined;
  const throughGateway = passedOn || !isErrorStatus(statusCode);
  if (typeof body === 'string') return readErrorText(body, { throughGateway });
  const source = throughGateway ? 'upstream' : 'edge';
  return (
    readErrorEnvelope(body) ?? { shape: 'unreadable', source, message: body === null ? '' : toJSON(body) }
  );
}

export function isErrorStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 400;
}
