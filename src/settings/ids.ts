import { invalidArgument, unfilledTemplate } from './configuration-error.ts';
import { settingExample } from './setting-table.ts';

/**
 * A Cloudflare account id: 32 hexadecimal characters, in lower case.
 * A refused value is never printed, since people paste their API token here.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
export function parseAccountId(value: string, setting = 'accountId'): string {
  const accountId = value.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(accountId)) return accountId;
  throw invalidArgument({
    setting,
    problem: accountIdProblem(value.trim()),
    example: settingExample('accountId'),
  });
}

function accountIdProblem(value: string): string {
  if (/[${}]|^%7b/i.test(value)) return unfilledTemplate;
  return looksLikeToken(value)
    ? 'this looks like an API token: set it as `apiToken`.'
    : 'an account id has 32 hexadecimal characters.';
}

/** A gateway id: 1 to 64 letters, digits, `-` and `_`. It becomes a path segment or a header value. */
export function parseGatewayId(value: string, setting = 'gatewayId'): string {
  const gatewayId = value.trim();
  const problem = gatewayIdProblem(gatewayId);
  if (problem === undefined) return gatewayId;
  throw invalidArgument({ setting, problem, example: settingExample('gatewayId') });
}

/** What is wrong with a gateway id, if anything is. */
export function gatewayIdProblem(gatewayId: string): string | undefined {
  if (/[${}]/.test(gatewayId)) return unfilledTemplate;
  if (/^(?:cf[a-z]{2}_|v1\.0-)/i.test(gatewayId) || (gatewayId.length > 64 && looksLikeToken(gatewayId))) {
    return 'this looks like an API token, not a gateway id.';
  }
  if (/^[\w-]{1,64}$/.test(gatewayId)) return undefined;
  return 'a gateway id has 1 to 64 letters, digits, "-" and "_".';
}

/** Cloudflare's token prefixes, and the 40-character tokens without one. */
function looksLikeToken(value: string): boolean {
  return /^(?:cf[a-z]{2}_|v1\.0-|bearer\b)/i.test(value) || /^[\w-]{37,}$/.test(value);
}
