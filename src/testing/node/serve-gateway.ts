import type { LocalGateway } from '../local-gateway.ts';
import { headersOf, type LocalServer, listen, toRequest } from './listen.ts';

/** Where a local gateway listens: always on the loopback interface. */
export interface ServeOptions {
  /** @default a free port */
  port?: number;
  /** @default '127.0.0.1' */
  hostname?: '127.0.0.1';
}

/**
 * Serves a gateway over HTTP on the loopback interface. One origin serves both Cloudflare hosts. Requests that name
 * another host are refused with 421, since a web page could send them (DNS rebinding), and bodies over 100 MB with 413.
 */
export function serveLocalGateway(gateway: LocalGateway, options: ServeOptions = {}): Promise<LocalServer> {
  return listen(options.port ?? 0, incoming => {
    const { headers, url = '/' } = incoming.message;
    const target = new URL(url, `http://${headers.host ?? '127.0.0.1'}`);
    return gateway.handle(toRequest(incoming, target, new Headers(headersOf(incoming.message))));
  });
}
