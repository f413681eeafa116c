import { readFileSync } from 'node:fs';
import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { Miniflare, type Request as WorkerRequest } from 'miniflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate, type Gate } from '../support/gate.ts';
import { bundle } from './bundle.ts';

describe('in a Worker (workerd)', () => {
  const gateway = createLocalGateway({ chunkDelayMs: 5 });
  let gate: Gate | undefined;
  const handle: LocalGateway['handle'] = async request => {
    const response = await gateway.handle(request);
    return gate === undefined ? response : gate.hold(response);
  };
  let server: LocalServer;
  let miniflare: Miniflare;
  let url: URL;

  beforeAll(async () => {
    server = await serveLocalGateway({ ...gateway, handle });
    const worker = readFileSync(new URL('worker.mjs', import.meta.url), 'utf8');
    const contents = await bundle(worker, ['workerd', 'worker', 'browser', 'import']);
    miniflare = new Miniflare({
      // Given as a list, since miniflare otherwise follows imports, and refuses the dynamic ones inside `ai`.
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents }],
      compatibilityDate: '2026-04-01',
      // No lookup of request properties on the network, and no port but on the loopback interface.
      cf: false,
      host: '127.0.0.1',
      bindings: { ACCOUNT_ID: localGatewayDefaults.accountId, API_TOKEN: localGatewayDefaults.apiToken },
      // Every request of the Worker, to Cloudflare's own hosts too, ends at the local gateway.
      outboundService: (request: WorkerRequest) => toGateway(server, request),
    });
    url = await miniflare.ready;
  }, 60_000);

  afterAll(async () => {
    await miniflare?.dispose();
    await server?.close();
  });

  it('streams a chat answer', async () => {
    gate = createGate();
    // Uncompressed: miniflare holds the pieces of a compressed answer back.
    const headers = { 'accept-encoding': 'identity' };
    const response = await fetch(url, { method: 'POST', body: 'Say hello to Ada', headers });
    let text = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      gate.open();
    }
    expect(text).toContain('Ada');
    expect(gateway.requests.at(-1)?.headers['user-agent']).toContain('runtime/cloudflare-workers');
  });

  it('reads the error of a refused call', async () => {
    const response = await fetch(new URL('?gateway=missing', url), { method: 'POST', body: 'hi' });
    expect(await response.text()).toBe('gateway-not-found');
  });
});

async function toGateway(server: LocalServer, request: WorkerRequest): Promise<never> {
  const { pathname, search } = new URL(request.url);
  const response = await fetch(new URL(pathname + search, server.url), {
    method: request.method,
    headers: [...request.headers],
    body: await request.text(),
  });
  // miniflare passes any Response on; its type asks for the one of its own copy of undici.
  return response as never;
}
