import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import {
  type LocalServer,
  serveLocalBinding,
  serveLocalWorker,
} from 'ai-sdk-provider-cloudflare/testing/node';
import * as miniflare from 'miniflare';
import { afterEach, describe, expect, it } from 'vitest';

let open: LocalServer | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';

describe('a Worker in workerd', () => {
  it('has the binding, variables and further options', async () => {
    const gateway = createLocalGateway();
    const script = `
      import { DurableObject } from 'cloudflare:workers';
      export class Counter extends DurableObject { greet() { return 'hello'; } }
      export default {
        async fetch(request, env) {
          const messages = [{ role: 'user', content: await request.text() }];
          const { response } = await env.MODELS.run('${model}', { messages }, { gateway: { id: env.GATEWAY } });
          const object = env.COUNTER.get(env.COUNTER.idFromName('a'));
          return Response.json({ response, greeting: await object.greet() });
        },
      };`;
    open = await serveLocalWorker(gateway, {
      miniflare,
      script,
      binding: 'MODELS',
      vars: { GATEWAY: 'default' },
      options: { durableObjects: { COUNTER: { className: 'Counter', useSQLite: true } } },
    });

    const response = await fetch(open.url, { method: 'POST', body: 'Say hello to Ada' });

    expect(await response.json()).toEqual({ response: expect.stringContaining('Ada'), greeting: 'hello' });
    expect(gateway.logs).toMatchObject([{ model: expect.stringContaining('llama') }]);
  });

  it('that does not start is an error, and leaves nothing open', async () => {
    const starting = serveLocalWorker(createLocalGateway(), { miniflare, script: 'export default {' });
    await expect(starting).rejects.toThrow();
  });
});

describe('the service behind the binding', () => {
  it('refuses what names no URL, as a web socket does', async () => {
    open = await serveLocalBinding(createLocalGateway());
    expect((await fetch(open.url)).status).toBe(426);
  });
});
