// All entries by `require`, where there is no AI SDK. scripts/matrix/runtime-check.mjs copies it into a project.
const root = require('ai-sdk-provider-cloudflare');
const testing = require('ai-sdk-provider-cloudflare/testing');
const server = require('ai-sdk-provider-cloudflare/testing/node');
const v2 = require('ai-sdk-provider-cloudflare/v2');
const v3 = require('ai-sdk-provider-cloudflare/v3');
const v4 = require('ai-sdk-provider-cloudflare/v4');

import('./bare-report.mjs').then(({ bareReport }) =>
  bareReport({ entries: [root, v2, v3, v4], testing, server }),
);
