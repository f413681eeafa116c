import { APICallError } from '@ai-sdk/provider';
import { clientErrorKind } from '../gateway/errors/client-errors.ts';
import { findFailureRow } from '../gateway/errors/codes/find-row.ts';
import { isErrorStatus } from '../gateway/errors/envelope.ts';
import type { CloudflareErrorInfo, CloudflareErrorKind } from '../gateway/errors/error-info.ts';
import { getCloudflareError, markError } from '../gateway/errors/get-cloudflare-error.ts';
import { readFailureBody } from '../gateway/errors/read-failure-body.ts';
import { errorCode } from '../gateway/errors/redaction.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import type { LegIdentity } from './leg.ts';

/** What is known about the failure of a leg. Messages of other packages are omitted: they may contain anything. */
export type LegFailure = Omit<CloudflareErrorInfo, 'message'>;

/** A failure and the error that it was read from. */
export type FailedLeg = LegFailure & { readonly error: unknown };

/** The failure that any error describes: ours as it is, those of other packages by the same tables. */
export function readLegFailure(error: unknown, { modelId }: LegIdentity): LegFailure {
  const own = getCloudflareError(error);
  if (own !== undefined) return own;
  const status = Reflect.get(Object(error), 'statusCode');
  const failure = typeof status === 'number' ? answered(Object(error), status) : unanswered(error);
  return { ...failure, modelId };
}

/** An HTTP failure, in the `APICallError` of another package or anything else with a status. */
function answered(error: object, statusCode: number): LegFailure {
  const headers = headersOf(Reflect.get(error, 'responseHeaders'));
  const body: unknown = Reflect.get(error, 'responseBody') ?? Reflect.get(error, 'data') ?? '';
  const metadata = readGatewayMetadata(name => headers[name]);
  const envelope = readFailureBody(body, statusCode, metadata);
  const status = isErrorStatus(statusCode) ? statusCode : (envelope.status ?? statusCode);
  const row = findFailureRow(envelope, status);
  const { logId } = metadata;
  return {
    source: row.source ?? envelope.source,
    kind: row.kind,
    ...(envelope.code !== undefined && { code: envelope.code }),
    retryable: row.retryable ?? false,
    statusCode: status,
    ...(logId !== undefined && { logId }),
  };
}

/** No response: one of the SDK's own errors, a timeout, a lost connection or something unforeseen. */
function unanswered(error: unknown): LegFailure {
  const kind = clientErrorKind(error);
  if (kind !== undefined) return { source: 'client', kind, retryable: false };
  const { name, cause, code = errorCode(cause) } = Object(error) as Partial<Record<string, unknown>>;
  const network = typeof code === 'string' && /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(code) ? code : undefined;
  const facts = { source: 'client', ...(network !== undefined && { code: network }) } as const;
  if (name === 'TimeoutError' || /TIME(?:D)?_?OUT/.test(network ?? ''))
    return { ...facts, kind: 'timeout', retryable: true };
  const connection = network !== undefined || (APICallError.isInstance(error) && error.isRetryable);
  return connection
    ? { ...facts, kind: 'upstream-unavailable', retryable: true }
    : { ...facts, kind: 'unknown', retryable: false };
}

function headersOf(headers: unknown): Record<string, string> {
  const entries = Object.entries(Object(headers)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** The error for a leg that threw none: its time was up, or its stream ended without any content. */
export function legError(leg: LegIdentity, kind: CloudflareErrorKind, words: string): APICallError {
  const message = `${words} (${leg.provider}, ${leg.modelId})`;
  const data: CloudflareErrorInfo = {
    source: 'client',
    kind,
    message,
    retryable: true,
    modelId: leg.modelId,
  };
  // The request is known to the leg only.
  return markError(
    new APICallError({ message, url: '', requestBodyValues: {}, isRetryable: true, data }),
    data,
  );
}
