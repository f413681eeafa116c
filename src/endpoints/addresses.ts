import { type BaseURL, isLoopback } from './base-url.ts';
import type { Connection } from './connection.ts';
import { cloudflareHosts } from './hosts.ts';
import { missing } from './missing-settings.ts';

/** The URL of the account's REST API, without the path of a model kind. */
export function restBase(connection: Connection): string {
  const need = connection.accountToken ? undefined : 'the REST API needs a Cloudflare API token';
  return `${apiOf(connection)}/client/v4/accounts/${accountOf(connection, need)}/ai/v1`;
}

/** The origin of the account API for requests: that of a base URL for it, which may be a proxy, or its own host. */
export function apiOf({ base }: Connection): string {
  return base?.form === 'rest' ? base.origin : apiOrigin(base);
}

/** The host that receives the account's token. Of all base URLs, only a loopback origin replaces it. */
export function apiOrigin(base: BaseURL | undefined): string {
  const { origin, hostname } = new URL(base?.origin ?? cloudflareHosts.api);
  return isLoopback(hostname) ? origin : cloudflareHosts.api;
}

/** The URL of a gateway on the gateway host, or of the custom domain in front of it. */
export function gatewayBase(connection: Connection, gatewayId: string): string {
  const { base } = connection;
  if (base?.form === 'domain') return base.origin;
  return `${base?.origin ?? cloudflareHosts.gateway}/v1/${accountOf(connection)}/${gatewayId}`;
}

/** The account of a URL; the base URL's wins. */
export function accountOf(connection: Connection, need?: string): string {
  const account = connection.base?.account ?? connection.accountId?.value;
  if (account === undefined) throw missing(connection, need);
  return account;
}
