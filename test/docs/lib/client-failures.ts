import type { CloudflareErrorInfo } from '../../../src/gateway/errors/error-info.ts';
import { createExchange, type Exchange, headOf } from '../../../src/gateway/errors/exchange.ts';
import {
  toConnectionError,
  toCutError,
  toNoResponseError,
  toRedirectError,
  toTimeoutError,
  toTruncatedError,
} from '../../../src/gateway/errors/failures.ts';
import { getCloudflareError } from '../../../src/gateway/errors/get-cloudflare-error.ts';
import { anyCall } from './error-hints.ts';

const call = createExchange('https://gateway.ai.cloudflare.com/', anyCall, {});
const begun: Exchange = { ...call, response: headOf({ status: 200, headers: new Headers() }) };
const broken = (code?: string): Error =>
  Object.assign(new Error('failed'), code === undefined ? {} : { code });

const failures: readonly (readonly [when: string, error: Error])[] = [
  ['the host name cannot be resolved', toConnectionError(call, broken('ENOTFOUND'))],
  ['nothing listens at the address', toConnectionError(call, broken('ECONNREFUSED'))],
  ['the connection timed out', toConnectionError(call, broken('ETIMEDOUT'))],
  ['no connection, for another reason', toConnectionError(call, broken())],
  ['the connection broke within the answer', toConnectionError(begun, broken('ECONNRESET'))],
  ['the stream ended without a finish reason', toTruncatedError(begun)],
  ['the JSON of the response ends early', toCutError(begun, '{')],
  ['`fetch` returned no `Response`', toNoResponseError(call, undefined)],
  ['`timeouts.firstByteMs` is exceeded', toTimeoutError(call, 'firstByteMs', 1, false)],
  ['`timeouts.idleMs` is exceeded, before the first part', toTimeoutError(begun, 'idleMs', 1, false)],
  ['`timeouts.idleMs` is exceeded, within the answer', toTimeoutError(begun, 'idleMs', 1, true)],
  [
    'the server redirects to a sign-in page of Cloudflare Access',
    toRedirectError(call, 'https://team.cloudflareaccess.com/'),
  ],
  ['the server redirects elsewhere', toRedirectError(call, 'https://other.example/')],
];

/** What fails without an answer that says why, and what is said about it. */
export const clientFailures: readonly { readonly when: string; readonly info: CloudflareErrorInfo }[] =
  failures.map(([when, error]) => {
    const info = getCloudflareError(error);
    if (info === undefined) throw new Error(`"${when}" is no error of this package`);
    return { when, info };
  });
