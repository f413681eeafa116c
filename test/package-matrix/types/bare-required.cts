// All entries by `require`, compiled in a project without the AI SDK by scripts/matrix/types-check.mjs.
import root = require('ai-sdk-provider-cloudflare');
import testing = require('ai-sdk-provider-cloudflare/testing');
import node = require('ai-sdk-provider-cloudflare/testing/node');
import v3 = require('ai-sdk-provider-cloudflare/v3');
import v4 = require('ai-sdk-provider-cloudflare/v4');

const taken: { server: Promise<node.LocalServer>; second: 'v2'; third: 'v3'; fourth: 'v4' } = {
  server: node.serveLocalGateway(testing.createLocalGateway()),
  second: root.createCloudflare()('openai/gpt-4o').specificationVersion,
  third: v3.createCloudflare()('openai/gpt-4o').specificationVersion,
  fourth: v4.createCloudflare()('openai/gpt-4o').specificationVersion,
};

export = taken;
