// A server in its own process that answers at once: `/` with a completion, or events where a stream is asked for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { completion, reads } from './canned.ts';

const chunks = Number(process.argv[2] ?? 1000);
const readSize = process.argv[3] === 'event' ? 'event' : Number(process.argv[3] ?? 4096);
const body = reads(chunks, readSize);

const server = createServer((request, response) => {
  const received: Buffer[] = [];
  request.on('data', (part: Buffer) => received.push(part));
  request.on('end', () => {
    const stream = Buffer.concat(received).includes('"stream":true');
    response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
    if (stream) for (const part of body) response.write(part);
    response.end(stream ? undefined : completion);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
