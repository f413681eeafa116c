// A Worker in the miniflare of today's wrangler, which requires Node 22.
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalWorker } from 'ai-sdk-provider-cloudflare/testing/node';
import * as miniflare from 'miniflare';

const script = `
  export default {
    async fetch(request, env) {
      const messages = [{ role: 'user', content: await request.text() }];
      const { response } = await env.AI.run('@cf/meta/llama-3.3-70b-instruct-fp8-fast', { messages }, { gateway: { id: env.GATEWAY } });
      return new Response(response);
    },
  };`;
const worker = await serveLocalWorker(createLocalGateway(), {
  miniflare,
  script,
  vars: { GATEWAY: 'default' },
});
const response = await fetch(worker.url, { method: 'POST', body: 'Say hello to Ada.' });
process.stdout.write(await response.text());
await worker.close();
