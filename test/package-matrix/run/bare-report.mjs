import assert from 'node:assert/strict';
import { runtimeName } from './runtime-name.mjs';

const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Say hello to Ada' }] }];

/** The mark by which every copy of the SDK's classes knows an error of an API call. */
const apiCallError = Symbol.for('vercel.ai.error.AI_APICallError');

/** A model of each entry, called as the SDK calls it; each entry reads the errors of all. */
export async function bareReport({ entries, testing, server }) {
  const gateway = testing.createLocalGateway();
  const running = await server.serveLocalGateway(gateway);
  const specifications = [];
  try {
    for (const { createCloudflare } of entries) {
      const model = createCloudflare({ ...testing.localGatewayDefaults, baseURL: running.url })(
        'openai/gpt-4o',
      );
      const { content } = await model.doGenerate({ prompt });
      assert.match(content.find(({ type }) => type === 'text').text, /Ada/);
      const streamed = await textOf(await model.doStream({ prompt }));
      assert.match(streamed, /Ada/);
      const providerOptions = { cloudflare: { gatewayId: 'missing' } };
      const refused = await model.doGenerate({ prompt, providerOptions }).catch(error => error);
      assert.equal(refused[apiCallError], true);
      for (const { getCloudflareError } of entries) {
        assert.equal(getCloudflareError(refused)?.kind, 'gateway-not-found');
      }
      specifications.push(model.specificationVersion);
    }
  } finally {
    await running.close();
  }
  assert.equal(gateway.requests.length, 3 * entries.length);
  console.log(JSON.stringify({ runtime: runtimeName(), specifications }));
}

async function textOf({ stream }) {
  let text = '';
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    if (read.value.type === 'text-delta') text += read.value.delta;
  }
  return text;
}
