import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it } from 'vitest';
import { chunkOf, DONE, errorOf, finishOf, frame, rejection, textOf } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { eventually } from '../support/eventually.ts';
import { HI } from '../support/prompts.ts';

const answer = `${frame(chunkOf({ content: 'Hello' }))}${frame(chunkOf({}, 'stop'))}`;
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server that answers like this; it counts its connections, and the answers that are not over. */
async function serve(respond: (response: ServerResponse) => void) {
  const seen = { connections: 0, open: 0 };
  server = createServer((request, response) => {
    request.resume();
    seen.open++;
    response.on('close', () => {
      seen.open--;
    });
    request.on('end', () => respond(response));
  });
  server.on('connection', () => {
    seen.connections++;
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { ...connected, baseURL: `http://127.0.0.1:${port}` };
  return {
    seen,
    connect: (more: object = {}) => createCloudflare({ ...settings, ...more })('openai/gpt-4o'),
  };
}

const start = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
};

describe('over a real connection', () => {
  it.each([
    ['at once', 0],
    ['a moment later', 30],
  ])('streams that end %s after [DONE] use it one after the other', async (_, ms) => {
    const { seen, connect } = await serve(response => {
      start(response);
      response.write(`${answer}${DONE}`);
      setTimeout(() => response.end(), ms);
    });
    for (const settings of [{}, { timeouts: { firstByteMs: 5000, idleMs: 5000 } }]) {
      const model = connect(settings);
      for (let call = 0; call < 5; call++) {
        const parts = await collect((await model.doStream({ prompt: HI })).stream);
        expect(textOf(parts)).toBe('Hello');
        expect(finishOf(parts).finishReason).toBe('stop');
      }
    }
    // Node opens a second one where a call follows at once, before the first is known to be free.
    expect(seen.connections).toBeLessThanOrEqual(2);
  });

  it('a stream that stays open after [DONE] ends, and so does its connection', async () => {
    const { seen, connect } = await serve(response => {
      start(response);
      response.write(`${answer}${DONE}`);
    });
    const parts = await collect((await connect().doStream({ prompt: HI })).stream);
    expect(textOf(parts)).toBe('Hello');
    expect(finishOf(parts).finishReason).toBe('stop');
    await eventually(() => expect(seen.open).toBe(0));
  });

  it('a stream ends after [DONE] where its reader neither ends nor follows a cancellation', async () => {
    const reads = [new TextEncoder().encode(`${answer}${DONE}`)];
    const never = new Promise<never>(() => undefined);
    const reader = {
      read: async () => {
        const value = reads.shift();
        return value === undefined ? never : { done: false, value };
      },
      cancel: () => never,
      closed: never,
      releaseLock: () => undefined,
    };
    const response = new Response(null, { headers: { 'content-type': 'text/event-stream' } });
    Object.defineProperty(response, 'body', { value: { getReader: () => reader } });
    const model = createCloudflare({ ...connected, fetch: async () => response })('openai/gpt-4o');
    const parts = await collect((await model.doStream({ prompt: HI })).stream);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it.each([
    ['no headers', (): void => undefined],
    ['headers and no body', (response: ServerResponse): void => response.flushHeaders()],
  ])('a timeout ends it: %s', async (_, respond) => {
    const { seen, connect } = await serve(respond);
    const model = connect({ timeouts: { firstByteMs: 50, idleMs: 50 } });
    for (const call of [() => model.doStream({ prompt: HI }), () => model.doGenerate({ prompt: HI })]) {
      expect(getCloudflareError(await rejection(call()))).toMatchObject({ kind: 'timeout', retryable: true });
      await eventually(() => expect(seen.open).toBe(0));
    }
  });

  it('a timeout in the middle ends it, and keeps the text', async () => {
    const { seen, connect } = await serve(response => {
      start(response);
      response.write(frame(chunkOf({ content: 'Hello' })));
    });
    const { stream } = await connect({ timeouts: { idleMs: 50 } }).doStream({ prompt: HI });
    const parts = await collect(stream);
    expect(textOf(parts)).toBe('Hello');
    expect(getCloudflareError(errorOf(parts))?.kind).toBe('timeout');
    await eventually(() => expect(seen.open).toBe(0));
  });

  it('a socket that is cut keeps the text, and is told', async () => {
    const { connect } = await serve(response => {
      start(response);
      response.write(frame(chunkOf({ content: 'Hello' })));
      setTimeout(() => response.socket?.destroy(), 10);
    });
    const parts = await collect((await connect().doStream({ prompt: HI })).stream);
    expect(textOf(parts)).toBe('Hello');
    expect(getCloudflareError(errorOf(parts))).toMatchObject({ kind: 'stream-truncated', retryable: true });
    expect(finishOf(parts).finishReason).toBe('error');
  });

  it.each([{}, { timeouts: { firstByteMs: 5000, idleMs: 5000 } }])(
    'an abort ends it, with %j',
    async settings => {
      const { seen, connect } = await serve(response => {
        start(response);
        response.write(frame(chunkOf({ content: 'Hello' })));
      });
      const controller = new AbortController();
      const { stream } = await connect(settings).doStream({ prompt: HI, abortSignal: controller.signal });
      setTimeout(() => controller.abort(), 10);
      expect(await rejection(collect(stream))).toBe(controller.signal.reason);
      await eventually(() => expect(seen.open).toBe(0));
    },
  );
});
