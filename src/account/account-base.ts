import { type Connection, restBase } from '../endpoints/connection.ts';
import { cloudflareHosts } from '../endpoints/hosts.ts';

/**
 * The URL of the account in Cloudflare's API. A gateway and a custom domain have the API beside them, on its own
 * host; a loopback origin stands for every host.
 */
export function accountBase(connection: Connection): string {
  const { base } = connection;
  if (base?.form === 'gateway') return `${apiOrigin(base.origin)}/client/v4/accounts/${base.account}`;
  const url = restBase(connection).replace(/\/ai\/v1$/, '');
  if (base?.form !== 'domain') return url;
  return url.replace(cloudflareHosts.api, apiOrigin(base.root));
}

/** Where the API answers, beside a base URL's origin. The token of the account goes to no other host. */
export function apiOrigin(origin: string): string {
  const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(origin);
  return loopback ? origin : cloudflareHosts.api;
}
