// A server in its own process. Sends complete responses at once, and streams in the writes that its argument names.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, completionFor, readsOf } from './canned.ts';

const answer = JSON.parse(process.argv[2] ?? '{}') as Answer;
const parts = readsOf(answer);

const pauseMs = 1;
/** The writes that wait for their pause to end, the earliest first. */
const waiting: { readonly due: number; readonly write: () => void }[] = [];
let isWaiting = false;

/** A look at every turn of the event loop: timers round to the millisecond, which is the pause itself. */
function writeDue(): void {
  while (waiting[0] !== undefined && waiting[0].due <= performance.now()) waiting.shift()?.write();
  isWaiting = waiting.length > 0;
  if (isWaiting) setImmediate(writeDue);
}

function afterPause(write: () => void): void {
  waiting.push({ due: performance.now() + pauseMs, write });
  if (isWaiting) return;
  isWaiting = true;
  setImmediate(writeDue);
}

/** One event per write, with pauses, so that most arrive in their own read. */
function trickle(response: ServerResponse, index = 0): void {
  const part = parts[index];
  if (part === undefined) return void response.end();
  response.write(part);
  afterPause(() => trickle(response, index + 1));
}

const server = createServer((request, response) => {
  const received: Buffer[] = [];
  request.on('data', (part: Buffer) => received.push(part));
  request.on('end', () => {
    const stream = Buffer.concat(received).includes('"stream":true');
    response.socket?.setNoDelay(true);
    response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
    if (!stream) return response.end(completionFor(request.url ?? ''));
    if (answer.readSize === 'event') return trickle(response);
    for (const part of parts) response.write(part);
    return response.end();
  });
});
// Idle connections stay open for the whole benchmark, and a thousand may connect at once.
server.keepAliveTimeout = 0;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`),
);

// Exits with its parent.
process.stdin.resume().on('end', () => process.exit());
