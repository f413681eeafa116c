// The built package by `require`: `node test/runtime/smoke.cjs`.
const ai = require('ai');
const provider = require('ai-sdk-provider-cloudflare');
const testing = require('ai-sdk-provider-cloudflare/testing');
const server = require('ai-sdk-provider-cloudflare/testing/node');
const { z } = require('zod');

import('./smoke-checks.mjs')
  .then(({ smoke }) => smoke({ provider, testing, server, ai, z }))
  .then(() => console.log(`require works on Node ${process.version}`));
