import { readFileSync } from 'node:fs';
import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalBinding } from 'ai-sdk-provider-cloudflare/testing/node';
import { Miniflare, type Request as WorkerRequest } from 'miniflare';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGate, type Gate } from '../support/gate.ts';
import { bundle } from './bundle.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const conditions = ['workerd', 'worker', 'browser', 'import'];

/** `token` is the REST API, for comparison; `AI` is workerd's own binding, `SERVICE` one that another Worker offers. */
const sources = ['token', 'object', 'AI', 'SERVICE'] as const;
const models = ['@cf/meta/llama-3.3-70b-instruct-fp8-fast', '@cf/zai-org/glm-5.2', 'openai/gpt-4o'];

describe('a Worker with a binding (workerd)', () => {
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
    server = await serveLocalBinding({ ...gateway, handle });
    const [app, service] = await Promise.all(
      ['binding-worker.mjs', 'binding-service.mjs'].map(name => bundle(read(name), conditions)),
    );
    const shared = { compatibilityDate: '2026-04-01' };
    miniflare = new Miniflare({
      cf: false,
      host: '127.0.0.1',
      workers: [
        {
          ...shared,
          name: 'app',
          // Given as a list, since miniflare otherwise follows imports, and refuses the dynamic ones inside `ai`.
          modules: [{ type: 'ESModule', path: 'app.mjs', contents: app ?? '' }],
          bindings: { ACCOUNT_ID: localGatewayDefaults.accountId, API_TOKEN: localGatewayDefaults.apiToken },
          ai: { binding: 'AI', remoteProxyConnectionString: new URL(server.url) as never },
          serviceBindings: { SERVICE: { name: 'service', entrypoint: 'AI' } },
          outboundService: (request: WorkerRequest) => toGateway(request),
        },
        {
          ...shared,
          name: 'service',
          modules: [{ type: 'ESModule', path: 'service.mjs', contents: service ?? '' }],
        },
      ],
    });
    url = await miniflare.ready;
  }, 60_000);

  beforeEach(() => {
    gateway.reset();
    gate = undefined;
  });

  afterAll(async () => {
    await miniflare?.dispose();
    await server?.close();
  });

  async function toGateway(request: WorkerRequest): Promise<never> {
    const body = await request.arrayBuffer();
    const copy = new Request(request.url, { method: request.method, headers: [...request.headers], body });
    // miniflare passes any Response on; its type asks for the one of its own copy of undici.
    return (await handle(copy)) as never;
  }

  function ask(path: string, from: string, model: string, prompt: string): Promise<Response> {
    const target = new URL(path, url);
    target.searchParams.set('from', from);
    target.searchParams.set('model', model);
    // Uncompressed: miniflare holds the pieces of a compressed answer back.
    return fetch(target, { method: 'POST', body: prompt, headers: { 'accept-encoding': 'identity' } });
  }

  describe.each(sources)('from %s', from => {
    it.each(models)('streams a chat answer of %s', async model => {
      const { hold, open } = createGate();
      gate = { hold, open };
      const response = await ask('/chat', from, model, 'Say hello to Ada');
      let text = '';
      for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
        text += piece;
        open();
      }
      expect(text).toBe('Hello! You said: "Say hello to Ada"');
    });

    it.each(models)('runs a tool loop of %s', async model => {
      const response = await ask('/tools', from, model, 'Look up the weather in Lisbon.');
      const { text, steps, logIds } = (await response.json()) as Record<string, never[]>;
      expect(text).toContain('It is sunny in');
      expect(steps).toBe(2);
      expect(new Set(logIds).size).toBe(2);
      expect(logIds).not.toContain(null);
    });

    it.each(models)('tells two calls of %s apart, and hands the options on', async model => {
      const response = await ask('/options', from, model, `prompt ${from} ${model}`);
      const metadata = (await response.json()) as Record<string, string>[];
      expect(metadata.map(({ endpoint }) => endpoint)).toEqual(
        Array(2).fill(from === 'token' ? 'rest' : 'binding'),
      );
      expect(new Set(metadata.map(({ logId }) => logId)).size).toBe(2);
      expect(metadata.map(({ cacheStatus }) => cacheStatus)).toEqual([
        expect.stringMatching(/HIT|MISS/),
        expect.stringMatching(/HIT|MISS/),
      ]);
      if (from !== 'token' && from !== 'AI') return;
      expect(gateway.logs.map(row => row.metadata)).toEqual(Array(2).fill({ team: 'Åse 😀' }));
    });

    it.each(models.flatMap(model => ['with a reason', 'without one'].map(how => [model, how] as const)))(
      'ends a stream of %s that is aborted %s',
      async (model, how) => {
        const response = await ask('/abort', from, model, how);
        expect(await response.json()).toEqual(['text-delta', 'the reason']);
      },
    );

    it.each([
      ['through a gateway', '/media', ['image/jpeg']],
      ['without one', '/media?plain', ['image/jpeg', 'image/jpeg']],
    ])('speaks, listens and draws %s', async (_, path, types) => {
      const response = await ask(path, from, '@cf/zai-org/glm-5.2', 'Good morning to you');
      const texts = Array(3).fill('Good morning to you');
      expect(await response.json()).toEqual({ spoken: 'audio/mpeg', texts, types });
    });

    it.each(models)('reads the error of a refused call of %s', async model => {
      const response = await ask('/error', from, model, 'hi');
      expect(await response.json()).toEqual({
        kind: 'gateway-not-found',
        code: 2001,
        statusCode: 400,
        endpoint: from === 'token' ? 'rest' : 'binding',
      });
    });
  });

  it('leaves the network alone', async () => {
    await (await ask('/chat', 'AI', 'openai/gpt-4o', 'hi')).text();
    expect(gateway.requests.map(({ endpoint, url: target }) => [endpoint, target])).toEqual([
      ['binding', 'https://workers-binding.ai/ai-gateway/universal/run/default'],
    ]);
  });
});
