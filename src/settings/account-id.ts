import { invalidArgument } from './configuration-error.ts';

const example = "createCloudflare({ accountId: '0123456789abcdef0123456789abcdef' })";

/**
 * A Cloudflare account id: 32 hexadecimal characters, in lower case.
 * The refused value is never printed, since people paste their API token here.
 * @see https://github.com/anomalyco/opencode/issues/23773
 */
export function parseAccountId(value: string, setting = 'accountId'): string {
  const accountId = value.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(accountId)) return accountId;
  throw invalidArgument({ setting, problem: accountIdProblem(value.trim()), example });
}

function accountIdProblem(value: string): string {
  if (/[${}]|^%7b/i.test(value)) return 'this is a template that nobody filled in.';
  if (looksLikeToken(value)) {
    return 'this looks like an API token. Put the account id here and the token into `apiToken`.';
  }
  return 'a Cloudflare account id is 32 hexadecimal characters; this is not.';
}

/** Cloudflare's token prefixes, and the 40-character tokens without one. */
export function looksLikeToken(value: string): boolean {
  return /^(?:cf[a-z]{2}_|v1\.0-|bearer\b)/i.test(value) || /^[\w-]{37,}$/.test(value);
}
