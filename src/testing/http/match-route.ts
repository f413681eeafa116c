/**
 * What a path requests. The host is irrelevant, so that one origin can stand for both Cloudflare hosts; but what only
 * a binding can reach has a host of its own.
 */
export type Route =
  | { readonly endpoint: 'rest'; readonly accountId: string; readonly tail: string }
  | { readonly endpoint: 'compat'; readonly gateway: GatewayAddress; readonly tail: string }
  | {
      readonly endpoint: 'native';
      readonly gateway: GatewayAddress;
      readonly segment: string;
      readonly tail: string;
    }
  | { readonly endpoint: 'universal'; readonly gateway: GatewayAddress }
  | { readonly endpoint: 'binding'; readonly tail: string }
  | { readonly endpoint: 'media' }
  | { readonly endpoint: 'other' };

/** A custom domain carries neither: the account is implied and the gateway is the default one. */
export interface GatewayAddress {
  readonly accountId?: string;
  readonly gatewayId?: string;
}

/** The service behind the binding, which requires no token: only bindings reach it. */
export const bindingHost = 'workers-binding.ai';

/** Where the local gateway hands out pictures and sounds whose address it gave. */
export const mediaPath = '/local-media/';

export function matchRoute(path: string, host: string): Route {
  if (path.startsWith(mediaPath)) return { endpoint: 'media' };
  if (host === bindingHost) return { endpoint: 'binding', tail: path.slice(1) };
  const rest = /^\/client\/v4\/accounts\/([^/]+)\/(.+)$/.exec(path);
  if (rest) return { endpoint: 'rest', accountId: part(rest[1]), tail: rest[2] ?? '' };
  if (path.startsWith('/client/')) return { endpoint: 'rest', accountId: '', tail: '' };
  const gateway = /^\/v1\/([^/]+)\/([^/]+)\/?(.*)$/.exec(path);
  if (gateway) {
    const address = { accountId: part(gateway[1]), gatewayId: part(gateway[2]) };
    return gateway[3] ? gatewayRoute(address, gateway[3]) : { endpoint: 'universal', gateway: address };
  }
  return path.length > 1 ? gatewayRoute({}, path.slice(1)) : { endpoint: 'other' };
}

function gatewayRoute(gateway: GatewayAddress, path: string): Route {
  const [segment = '', ...others] = path.split('/');
  const tail = others.join('/');
  if (segment === 'compat') return { endpoint: 'compat', gateway, tail };
  return { endpoint: 'native', gateway, segment: part(segment), tail };
}

function part(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
}
