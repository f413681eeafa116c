import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalBinding } from 'ai-sdk-provider-cloudflare/testing/node';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';

const conditions = ['workerd', 'worker', 'browser', 'import'];

const app = `
import { generateText } from 'ai';
import { conversationSessionId, createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';

export default {
  async fetch(request, env) {
    const cloudflare = createCloudflare({ binding: env[new URL(request.url).pathname.slice(1)] });
    const { models, warnings } = await cloudflare.listModels();
    const result = await generateText({ model: cloudflare('openai/gpt-4o'), prompt: 'Hi' });
    await cloudflare.logs.feedback(result, { feedback: -1, score: 20, metadata: { reason: 'short' } });
    const { raw, ...log } = await cloudflare.logs.get(result);
    const missing = await cloudflare.logs.get('no-such-log', { timeoutMs: 150 }).catch(getCloudflareError);
    const session = conversationSessionId('chat-42');
    return Response.json({ ids: models.map(({ id }) => id), warnings, log, missing, session });
  },
};`;

/** A binding that another Worker offers: its methods are called across Workers. */
const service = `
import { RpcTarget, WorkerEntrypoint } from 'cloudflare:workers';

class Gateway extends RpcTarget {
  constructor(gateway) { super(); this.gateway = gateway; }
  run(...args) { return this.gateway.run(...args); }
  getLog(id) { return this.gateway.getLog(id); }
  patchLog(id, data) { return this.gateway.patchLog(id, data); }
}

export class AI extends WorkerEntrypoint {
  run(...args) { return this.env.AI.run(...args); }
  gateway(id) { return new Gateway(this.env.AI.gateway(id)); }
  models(params) { return this.env.AI.models(params); }
}

export default {};`;

describe('the account through a binding (workerd)', () => {
  const gateway = createLocalGateway();
  let server: LocalServer;
  let miniflare: Miniflare;

  beforeAll(async () => {
    server = await serveLocalBinding(gateway);
    const ai = { binding: 'AI', remoteProxyConnectionString: new URL(server.url) as never };
    const shared = { compatibilityDate: '2026-04-01', ai };
    const contents = await bundle(app, conditions);
    miniflare = new Miniflare({
      cf: false,
      host: '127.0.0.1',
      workers: [
        {
          ...shared,
          name: 'app',
          modules: [{ type: 'ESModule', path: 'app.mjs', contents }],
          serviceBindings: { SERVICE: { name: 'service', entrypoint: 'AI' } },
        },
        {
          ...shared,
          name: 'service',
          modules: [{ type: 'ESModule', path: 'service.mjs', contents: service }],
        },
      ],
    });
    await miniflare.ready;
  }, 30_000);

  beforeEach(() => gateway.reset());

  afterAll(async () => {
    await miniflare?.dispose();
    await server?.close();
  });

  it.each(['AI', 'SERVICE'])('%s lists models, reads the log and takes feedback', async name => {
    const url = new URL(name, await miniflare.ready);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    const { ids, warnings, log, missing, session } = (await response.json()) as Record<string, unknown>;
    expect(warnings).toEqual([]);
    expect(ids).toHaveLength(10);
    expect(ids).toContain('@cf/baai/bge-m3');
    const [row] = gateway.logs;
    expect(log).toMatchObject({
      id: row?.id,
      gatewayId: 'default',
      createdAt: row?.createdAt,
      provider: 'openai',
      statusCode: 200,
      success: true,
      feedback: -1,
      score: 20,
      metadata: { reason: 'short' },
    });
    expect(missing).toMatchObject({ endpoint: 'binding', statusCode: 404, retryable: false });
    expect(session).toMatch(/^session-[0-9a-f]{32}$/);
  });
});
