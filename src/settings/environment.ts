/**
 * The value of the first environment variable that is set and not blank, with its name.
 * A runtime without `process` (a browser, an edge worker) has no environment; that is no error.
 */
export function readEnvironment(
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  const environment = typeof process === 'undefined' ? undefined : process.env;
  for (const name of names) {
    const value = environment?.[name];
    if (value !== undefined && value.trim() !== '') return { name, value };
  }
  return undefined;
}

type EnvironmentSetting =
  | 'accountId'
  | 'gatewayId'
  | 'apiToken'
  | 'apiTokenOrGlobalKey'
  | 'globalKeyMarker'
  | 'gatewayToken'
  | 'baseURL';

/** Environment variables by setting, first match wins. @see docs/authentication.md */
export const environmentNames: Readonly<Record<EnvironmentSetting, readonly string[]>> = {
  accountId: ['CLOUDFLARE_ACCOUNT_ID', 'CF_ACCOUNT_ID'],
  gatewayId: ['CLOUDFLARE_GATEWAY_ID', 'CLOUDFLARE_AI_GATEWAY_ID', 'CF_GATEWAY_ID'],
  apiToken: ['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN'],
  // Wrangler keeps the account's global key here, next to CLOUDFLARE_EMAIL; other tools keep an API token.
  apiTokenOrGlobalKey: ['CLOUDFLARE_API_KEY'],
  globalKeyMarker: ['CLOUDFLARE_EMAIL'],
  gatewayToken: ['CF_AIG_TOKEN', 'CLOUDFLARE_AI_GATEWAY_TOKEN'],
  baseURL: ['CLOUDFLARE_AI_GATEWAY_BASE_URL'],
};
