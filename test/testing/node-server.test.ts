import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveLocalGateway } from '../../src/testing/node.ts';
import { eventually } from '../support/eventually.ts';
import { createGate } from '../support/gate.ts';
import { createLocalGateway, gatewayAuth, hello, paths } from './support.ts';

const gateway = createLocalGateway();
let server: Awaited<ReturnType<typeof serveLocalGateway>>;
beforeAll(async () => {
  server = await serveLocalGateway(gateway);
});
afterAll(() => server.close());
beforeEach(() => gateway.reset());

const open = ({ url = server.url, signal }: { url?: string; signal?: AbortSignal } = {}) =>
  fetch(url + paths.compat, {
    method: 'POST',
    headers: { ...gatewayAuth, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-4o', messages: hello, stream: true }),
    ...(signal ? { signal } : {}),
  });
const chunk = { choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }] };

it('listens on the loopback interface at a free port', () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

describe('what it refuses', () => {
  const ask = (host: string | undefined, { length, body = '{}' }: { length?: number; body?: string } = {}) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { ...(host !== undefined && { host }), ...(length && { 'content-length': length }) };
      const asking = request(server.url + paths.compat, { method: 'POST', headers }, response => {
        let text = '';
        response.on('data', piece => {
          text += piece;
        });
        response.on('end', () => {
          asking.destroy();
          resolve({ status: response.statusCode, text });
        });
      });
      asking.on('error', reject);
      if (length === undefined) asking.end(body);
      else asking.write(body);
    });

  it.each([
    'evil.example.com',
    '127.0.0.1.example.com:80',
    'localhost.example.com',
    '[::2]',
    '0.0.0.0',
    'a b',
  ])('another host: %s', async host => {
    expect((await ask(host)).status).toBe(421);
    expect(gateway.requests).toEqual([]);
  });

  it.each(['localhost', 'LOCALHOST:80', 'app.localhost:8787', '127.0.0.1', '127.8.9.1:1', '[::1]:8787'])(
    'no name of this machine: %s',
    async host => {
      expect((await ask(host)).status).not.toBe(421);
    },
  );

  it('a body that is too large, before it is sent', async () => {
    const { status, text } = await ask(undefined, { length: 2 ** 31 });
    expect(status).toBe(413);
    expect(text).toContain('exceeds 104857600 bytes');
    expect(gateway.requests).toEqual([]);
  });
});

it('keeps as many records as it is told to', async () => {
  const small = createLocalGateway({ maxRecords: 3, gateways: { default: { cacheTtl: 60 } } });
  for (let call = 0; call < 8; call++) {
    const response = await small.fetch(`https://gateway.ai.cloudflare.com${paths.compat}`, {
      method: 'POST',
      headers: { ...gatewayAuth, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'openai/gpt-4o', messages: [{ role: 'user', content: `Hi ${call}` }] }),
    });
    await response.text();
  }
  expect(small.requests).toHaveLength(3);
  expect(small.upstreamRequests.length).toBeLessThanOrEqual(3);
  expect(small.logs.length).toBeLessThanOrEqual(3);
  expect(JSON.stringify(small.requests.map(({ body }) => body))).toContain('Hi 7');
  small.reset();
  expect(small.requests).toEqual([]);
});

it('flushes chunk by chunk', async () => {
  gateway.reply({ chunks: [chunk, chunk, chunk] });
  const gate = createGate(1);
  const handle: typeof gateway.handle = async request => gate.hold(await gateway.handle(request));
  const gated = await serveLocalGateway({ ...gateway, handle });
  let text = '';
  for await (const read of (await open({ url: gated.url })).body ?? []) {
    text += new TextDecoder().decode(read);
    gate.open();
  }
  await gated.close();
  expect(text).toBe(`${`data: ${JSON.stringify(chunk)}\n\n`.repeat(3)}data: [DONE]\n\n`);
});

it('drops the socket where a body breaks off', async () => {
  gateway.reply({ chunks: [chunk], ending: 'cut' });
  const response = await open();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

it('stops producing when the client leaves', async () => {
  gateway.reply({ chunks: Array.from({ length: 1000 }, () => chunk), delayMs: 10 });
  const stop = new AbortController();
  const response = await open({ signal: stop.signal });
  await response.body?.getReader().read();
  stop.abort();
  await eventually(() => expect(gateway.logs).toHaveLength(1));
  expect(gateway.logs[0]?.payload?.response).not.toContain('[DONE]');
});

it('serves refusals and the model list', async () => {
  const refused = await fetch(server.url + paths.compat, { method: 'POST', body: '{}' });
  expect([refused.status, (await refused.json()).internalCode]).toEqual([401, 2009]);
  const models = await fetch(server.url + paths.compat.replace('chat/completions', 'models'), {
    headers: gatewayAuth,
  });
  expect((await models.json()).object).toBe('list');
  expect(gateway.requests.map(request => request.endpoint)).toEqual(['compat', 'compat']);
});

it('fails to listen where the port is taken', async () => {
  await expect(serveLocalGateway(gateway, { port: Number(new URL(server.url).port) })).rejects.toThrow(
    'EADDRINUSE',
  );
});
