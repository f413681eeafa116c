import { APICallError } from '@ai-sdk/provider';
import { clientErrorKind } from '../gateway/errors/client-errors.ts';
import { explainFailure } from '../gateway/errors/codes/find-row.ts';
import type { CloudflareErrorInfo, CloudflareErrorKind } from '../gateway/errors/error-info.ts';
import { troubles } from '../gateway/errors/failures.ts';
import { getCloudflareError, markError } from '../gateway/errors/get-cloudflare-error.ts';
import { readFailureBody } from '../gateway/errors/read-failure-body.ts';
import { errorCode } from '../gateway/errors/redaction.ts';
import { readGatewayMetadata } from '../gateway/metadata/read-metadata.ts';
import { withoutUndefined } from '../json-values.ts';
import type { LegIdentity } from './leg.ts';

/** The failure of a leg. Messages of other packages are omitted: they may contain anything. */
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
function answered(
  { responseHeaders, responseBody, data }: Partial<Record<string, unknown>>,
  statusCode: number,
): LegFailure {
  const headers = Object.entries(Object(responseHeaders));
  const metadata = readGatewayMetadata(wanted => {
    const [, value] = headers.find(([name]) => name.toLowerCase() === wanted) ?? [];
    return typeof value === 'string' ? value : undefined;
  });
  const envelope = readFailureBody(responseBody ?? data ?? '', statusCode, metadata);
  const { source, kind, retryable = false, status = statusCode } = explainFailure(envelope, statusCode);
  const { logId } = metadata;
  return withoutUndefined({ source, kind, code: envelope.code, retryable, statusCode: status, logId });
}

/** No response: one of the SDK's own errors, a timeout, a lost connection or something unforeseen. */
function unanswered(error: unknown): LegFailure {
  const known = clientErrorKind(error);
  if (known !== undefined) return { source: 'client', kind: known, retryable: false };
  const { name, cause, code = errorCode(cause) }: Partial<Record<string, unknown>> = Object(error);
  const network = typeof code === 'string' && /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(code) ? code : undefined;
  const trouble = troubles.find(({ signs }) => signs.test(`${name} ${network}`));
  const lost = network !== undefined || (APICallError.isInstance(error) && error.isRetryable);
  const kind = trouble?.kind ?? (lost ? 'upstream-unavailable' : 'unknown');
  return withoutUndefined({ source: 'client' as const, code: network, kind, retryable: kind !== 'unknown' });
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
