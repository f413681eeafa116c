import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalGateway } from './local-gateway.ts';

/** Where a local gateway listens: always on the loopback interface. */
export interface ServeOptions {
  /** @default a free port */
  port?: number;
  /** @default '127.0.0.1' */
  hostname?: '127.0.0.1';
}

/** A running server. */
export interface LocalServer {
  /** Origin, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Serves a gateway over HTTP on the loopback interface. One origin serves both Cloudflare hosts. */
export async function serveLocalGateway(
  gateway: LocalGateway,
  options: ServeOptions = {},
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    answer(gateway, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Hard-coded, not from the options: no setting may expose the gateway to a network.
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  gateway: LocalGateway,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const response = await gateway.handle(await toRequest(incoming, gone.signal));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body) await pipe(response.body, outgoing, gone.signal);
  outgoing.end();
}

/** Writes each chunk as it arrives. A body that breaks off also closes the socket. */
async function pipe(
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  // The client may have disconnected while the response was prepared.
  if (gone.aborted) return reader.cancel(gone.reason);
  gone.addEventListener('abort', () => void reader.cancel(gone.reason).catch(() => undefined), {
    once: true,
  });
  for (;;) {
    const read = await reader.read();
    if (read.done || gone.aborted) return;
    const flushed = outgoing.write(read.value);
    if (!flushed && !gone.aborted) await drained(outgoing);
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      outgoing.off('drain', done).off('close', done);
      resolve();
    };
    outgoing.once('drain', done).once('close', done);
  });
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const parts: Uint8Array[] = [];
  for await (const part of incoming) parts.push(part);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(parts) };
  return new Request(url, { method, headers, signal, ...body });
}
