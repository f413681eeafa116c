import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { LocalGateway } from 'ai-sdk-provider-cloudflare/testing';

/**
 * The service behind workerd's AI binding, on the loopback interface. miniflare sends the binding's requests with the
 * original URL in `mf-url` and the original headers under `mf-header-`. A request without `mf-url` is for a web socket,
 * which this service rejects (miniflare 4.20260426.0).
 */
export async function serveBinding(gateway: LocalGateway): Promise<{ url: URL; close: () => void }> {
  const server = createServer(async (incoming, outgoing) => {
    const url = incoming.headers['mf-url'];
    if (typeof url !== 'string') return outgoing.writeHead(426).end();
    const response = await gateway.handle(await requestOf(incoming, url));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.flushHeaders();
    if (response.body === null) return outgoing.end();
    // The web stream and Node's have different types but are the same at run time.
    return Readable.fromWeb(response.body as never)
      .on('error', () => outgoing.destroy())
      .pipe(outgoing);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const parts: Uint8Array[] = [];
  for await (const part of incoming) parts.push(part);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (name.startsWith('mf-header-')) headers.set(name.slice('mf-header-'.length), String(value));
  }
  const { method = 'GET' } = incoming;
  const body = method === 'GET' ? {} : { body: Buffer.concat(parts) };
  return new Request(url, { method, headers, ...body });
}
