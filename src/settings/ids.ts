import { unfilledTemplate } from './configuration-error.ts';
import { refusedSetting } from './setting-table.ts';

/**
 * A Cloudflare account id: 32 hexadecimal characters, in lower case.
 * A refused value is never printed, since people paste their API token here.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
export function parseAccountId(value: string, setting = 'accountId'): string {
  const accountId = value.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(accountId)) return accountId;
  const problem = problemOf(value.trim(), 'an account id has 32 hexadecimal characters.');
  throw refusedSetting('accountId', problem, setting);
}

/** A gateway id: 1 to 64 letters, digits, `-` and `_`. It becomes a path segment or a header value. */
export function parseGatewayId(value: string, setting = 'gatewayId'): string {
  const gatewayId = value.trim();
  const problem = gatewayIdProblem(gatewayId);
  if (problem === undefined) return gatewayId;
  throw refusedSetting('gatewayId', problem, setting);
}

/** What is wrong with a gateway id, if anything is. */
export function gatewayIdProblem(gatewayId: string): string | undefined {
  return /^(?!cf[a-z]{2}_)[\w-]{1,64}$/i.test(gatewayId)
    ? undefined
    : problemOf(gatewayId, 'a gateway id has 1 to 64 letters, digits, "-" and "_".');
}

function problemOf(id: string, form: string): string {
  if (/[${}<>]|^%7b/i.test(id)) return unfilledTemplate;
  // Cloudflare's token prefixes, and the 40-character tokens without one.
  const isToken = /^(?:cf[a-z]{2}_|v1\.0-|bearer\b|[\w-]{37,}$)/i.test(id);
  return isToken ? 'this looks like an API token: set it as `apiToken`.' : form;
}
