import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { serveLocalGateway } from '../../src/testing/node.ts';
import { createLocalGateway, gatewayAuth, hello, paths } from './support.ts';

const gateway = createLocalGateway();
let server: Awaited<ReturnType<typeof serveLocalGateway>>;
beforeAll(async () => {
  server = await serveLocalGateway(gateway);
});
afterAll(() => server.close());
beforeEach(() => gateway.reset());

const open = (signal?: AbortSignal) =>
  fetch(server.url + paths.compat, {
    method: 'POST',
    headers: { ...gatewayAuth, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-4o', messages: hello, stream: true }),
    ...(signal ? { signal } : {}),
  });
const chunk = { choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }] };

it('listens on the loopback interface at a free port', () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('flushes chunk by chunk', async () => {
  gateway.reply({ chunks: [chunk, chunk, chunk], delayMs: 30 });
  const times: number[] = [];
  for await (const _ of (await open()).body ?? []) times.push(performance.now());
  expect(times.length).toBeGreaterThanOrEqual(3);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(40);
});

it('drops the socket where a body breaks off', async () => {
  gateway.reply({ chunks: [chunk], ending: 'cut' });
  const response = await open();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

it('stops producing when the client leaves', async () => {
  gateway.reply({ chunks: Array.from({ length: 100 }, () => chunk), delayMs: 10 });
  const stop = new AbortController();
  const response = await open(stop.signal);
  await response.body?.getReader().read();
  stop.abort();
  await expect.poll(() => gateway.logs.length, { timeout: 2000 }).toBe(1);
  expect(gateway.logs[0]?.payload?.response.split('data:').length).toBeLessThan(20);
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
