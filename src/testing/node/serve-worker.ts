import type { LocalGateway } from '../local-gateway.ts';
import { headersOf, type LocalServer, listen, toRequest } from './listen.ts';

/** The module `miniflare`, 4 or 5: wrangler installs it. */
export interface MiniflareModule {
  readonly Miniflare: new (options: never) => { readonly ready: Promise<URL>; dispose(): Promise<void> };
  /** Of miniflare 5, whose own options have another form. */
  readonly convertV4MiniflareOptions?: (options: never) => unknown;
}

/** A Worker for a local workerd. */
export interface WorkerOptions {
  /** The module `miniflare` itself, imported as a namespace. */
  readonly miniflare: MiniflareModule;
  /** The Worker in one ES module, as a bundler writes it. */
  readonly script: string;
  /** The name of the AI binding. @default 'AI' */
  readonly binding?: string;
  /** Variables of the Worker. @default none */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** @default a free port */
  readonly port?: number;
  /**
   * Anything else, in the options of miniflare 4: Durable Objects, compatibility flags, other bindings.
   * @example { durableObjects: { Chat: { className: 'Chat', useSQLite: true } } }
   */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * Serves the service behind workerd's own AI binding: `remoteProxyConnectionString` of miniflare's option `ai` is its
 * URL. miniflare sends what the binding asks for with the original URL in `mf-url` and the original headers under
 * `mf-header-`; a request without a URL asks for a web socket, and gets 426.
 * Verified 2026-11 with miniflare 4.20260426.0 and 5.20261117.0-beta.
 */
export function serveLocalBinding(gateway: LocalGateway): Promise<LocalServer> {
  const prefix = 'mf-header-';
  return listen(0, incoming => {
    const url = incoming.message.headers['mf-url'];
    if (typeof url !== 'string') return new Response(null, { status: 426 });
    const headers = headersOf(incoming.message)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]): [string, string] => [name.slice(prefix.length), value]);
    return gateway.handle(toRequest(incoming, url, new Headers(headers)));
  });
}

/**
 * Runs a Worker in a local workerd, with Cloudflare's own AI binding and a local gateway behind it: no account, no
 * login, no network.
 * @example
 * const worker = await serveLocalWorker(createLocalGateway(), { miniflare, script });
 * await fetch(worker.url);
 */
export async function serveLocalWorker(gateway: LocalGateway, worker: WorkerOptions): Promise<LocalServer> {
  const { miniflare, script, binding = 'AI', vars = {}, port = 0, options = {} } = worker;
  const server = await serveLocalBinding(gateway);
  const written = {
    cf: false,
    host: '127.0.0.1',
    port,
    compatibilityDate: '2026-04-01',
    // As a list: miniflare would otherwise follow imports, and refuse the dynamic ones in `ai`.
    modules: [{ type: 'ESModule', path: 'index.mjs', contents: script }],
    bindings: vars,
    ai: { binding, remoteProxyConnectionString: new URL(server.url) },
    ...options,
  };
  // Its own types are those of one version.
  const understood = miniflare.convertV4MiniflareOptions?.(written as never) ?? written;
  const instance = new miniflare.Miniflare(understood as never);
  try {
    const { origin } = await instance.ready;
    return {
      url: origin,
      close: async () => {
        await instance.dispose();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
