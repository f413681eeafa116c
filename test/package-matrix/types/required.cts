// A user's CommonJS code, compiled in a project of its own by scripts/matrix/types-check.mjs.
import type { LanguageModel } from 'ai' with { 'resolution-mode': 'import' };

import provider = require('ai-sdk-provider-cloudflare');
import testing = require('ai-sdk-provider-cloudflare/testing');
import node = require('ai-sdk-provider-cloudflare/testing/node');

const gateway = testing.createLocalGateway();
const settings: provider.CloudflareProviderSettings = {
  ...testing.localGatewayDefaults,
  fetch: gateway.fetch,
};
const cloudflare: provider.CloudflareProvider = provider.createCloudflare(settings);
const taken: { server: Promise<node.LocalServer>; model: LanguageModel } = {
  server: node.serveLocalGateway(gateway),
  model: cloudflare('openai/gpt-4o'),
};

export = taken;
