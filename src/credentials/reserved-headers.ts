import { invalidArgument } from '../settings/configuration-error.ts';

/** Headers that carry credentials, and the setting that sends each. */
const reserved: Readonly<Record<string, string>> = {
  authorization: 'apiToken` or `providerKeys',
  'proxy-authorization': 'fetch',
  'cf-aig-authorization': 'gatewayToken` or `apiToken',
  'cf-access-client-id': 'access',
  'cf-access-client-secret': 'access',
  'cf-access-token': 'access',
  'x-api-key': 'providerKeys',
  'api-key': 'providerKeys',
  'x-goog-api-key': 'providerKeys',
};

/**
 * The user's headers in lower case. A header that carries a credential, or that one of our options writes on
 * this call, is an error: replacing it would send a key to the wrong place, or an option nowhere.
 */
export function userHeaders(
  headers: Readonly<Record<string, string | undefined>> | undefined,
  setting: string,
  ours: Readonly<Record<string, string>>,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined || value === null) continue;
    const key = name.toLowerCase();
    const instead = Object.hasOwn(reserved, key) ? reserved[key] : undefined;
    if (instead !== undefined || Object.hasOwn(ours, key)) {
      throw invalidArgument({
        setting: `${setting}.${key}`,
        problem: `this header is written by the provider. Use \`${instead ?? 'providerOptions.cloudflare'}\` instead.`,
        example: "createCloudflare({ headers: { 'x-team': 'docs' } })",
      });
    }
    result[key] = value;
  }
  return result;
}
