// All entries in one page, where there is no AI SDK. scripts/matrix/bundle-check.mjs bundles it and runs it.
import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';

const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Say hello to Ada' }] }];

async function answerOf(createCloudflare) {
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: createLocalGateway().fetch });
  const { content } = await cloudflare('openai/gpt-4o').doGenerate({ prompt });
  return content.find(({ type }) => type === 'text').text;
}

globalThis.answer = Promise.all([createV2, createV3, createV4].map(answerOf)).then(texts => {
  const [first] = texts;
  if (!texts.every(text => text === first)) throw new Error(`the entries answer differently: ${texts}`);
  return first;
});
