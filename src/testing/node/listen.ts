import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A running server. */
export interface LocalServer {
  /** Origin, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** What arrived, with its body in one piece. */
export interface Incoming {
  readonly message: IncomingMessage;
  readonly body: Buffer<ArrayBuffer>;
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
}

/** The largest body that is read, in bytes: more than any gateway accepts. */
const MAX_BODY = 100 * 2 ** 20;

/** Serves on the loopback interface, and on no other. */
export async function listen(
  port: number,
  respond: (incoming: Incoming) => Response | Promise<Response>,
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    answer(respond, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Hard-coded: no setting may expose the gateway to a network.
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The request in the form of the web. */
export function toRequest(
  { message: { method = 'GET' }, body, signal }: Incoming,
  url: URL | string,
  headers: Headers,
): Request {
  return new Request(url, {
    method,
    headers,
    signal,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
  });
}

/** The headers by name; those that came several times are joined. */
export function headersOf(message: IncomingMessage): [name: string, value: string][] {
  return Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
}

async function answer(
  respond: (incoming: Incoming) => Response | Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  if (!isLoopback(incoming.headers.host))
    return refuse(outgoing, 421, 'This server answers to loopback names only.');
  const body = await readBody(incoming);
  if (body === undefined) return refuse(outgoing, 413, `The body exceeds ${MAX_BODY} bytes.`);
  const response = await respond({ message: incoming, body, signal: gone.signal });
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

/** Whether a `Host` header names this machine; a client that sends none is no browser. */
function isLoopback(host = 'localhost'): boolean {
  return /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);
}

/** Closes the connection, whose body is not read. */
function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(JSON.stringify({ success: false, errors: [{ message }] }));
}

/** A body in one piece; `undefined` for one that is too large. */
async function readBody(incoming: IncomingMessage) {
  if (Number(incoming.headers['content-length']) > MAX_BODY) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  // Not destroyed before the refusal is written.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    length += part.length;
    if (length > MAX_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
