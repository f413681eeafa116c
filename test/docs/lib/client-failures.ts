import type { APICallError } from '@ai-sdk/provider';
import type { CloudflareErrorInfo } from '../../../src/gateway/errors/cloudflare-error-info.ts';
import { getCloudflareError } from '../../../src/gateway/errors/get-cloudflare-error.ts';
import { toConnectionError } from '../../../src/gateway/errors/to-connection-error.ts';
import { toRedirectError } from '../../../src/gateway/errors/to-redirect-error.ts';
import { toTimeoutError } from '../../../src/gateway/errors/to-timeout-error.ts';
import { toTruncatedError } from '../../../src/gateway/errors/to-truncated-error.ts';
import { anyCall } from './error-hints.ts';

const call = { url: 'https://gateway.ai.cloudflare.com/', requestBodyValues: {}, context: anyCall };
const begun = { ...call, statusCode: 200 };
const broken = (code?: string): Error =>
  Object.assign(new Error('failed'), code === undefined ? {} : { code });

const failures: readonly (readonly [when: string, error: APICallError])[] = [
  ['the host name cannot be resolved', toConnectionError({ ...call, cause: broken('ENOTFOUND') })],
  ['nothing listens there', toConnectionError({ ...call, cause: broken('ECONNREFUSED') })],
  ['the connection timed out', toConnectionError({ ...call, cause: broken('ETIMEDOUT') })],
  ['no connection, for another reason', toConnectionError({ ...call, cause: broken() })],
  ['the connection broke within the answer', toConnectionError({ ...begun, cause: broken('ECONNRESET') })],
  ['the stream ended without a finish reason', toTruncatedError(begun)],
  [
    '`timeouts.firstByteMs` is over',
    toTimeoutError({ ...call, limit: 'firstByteMs', ms: 1, delivered: false }),
  ],
  [
    '`timeouts.idleMs` is over, before the first part',
    toTimeoutError({ ...begun, limit: 'idleMs', ms: 1, delivered: false }),
  ],
  [
    '`timeouts.idleMs` is over, within the answer',
    toTimeoutError({ ...begun, limit: 'idleMs', ms: 1, delivered: true }),
  ],
  [
    'the server redirects to a sign-in page of Cloudflare Access',
    toRedirectError({ ...call, location: 'https://team.cloudflareaccess.com/' }),
  ],
  ['the server redirects elsewhere', toRedirectError({ ...call, location: 'https://other.example/' })],
];

/** What fails without an answer that says why, and what is said about it. */
export const clientFailures: readonly { readonly when: string; readonly info: CloudflareErrorInfo }[] =
  failures.map(([when, error]) => {
    const info = getCloudflareError(error);
    if (info === undefined) throw new Error(`"${when}" is no error of this package`);
    return { when, info };
  });
