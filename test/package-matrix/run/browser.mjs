// A call as a page makes it. scripts/matrix/bundle-check.mjs bundles it and runs it where there are web globals only.
import { generateText } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';

const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: createLocalGateway().fetch });

globalThis.answer = generateText({ model: cloudflare('openai/gpt-4o'), prompt: 'Say hello to Ada' }).then(
  ({ text }) => text,
);
