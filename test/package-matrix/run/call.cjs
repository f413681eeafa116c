// An entry by `require`, with real calls to a local gateway. scripts/matrix/runtime-check.mjs copies it into a project.
const ai = require('ai');
const provider = require('ai-sdk-provider-cloudflare');
const testing = require('ai-sdk-provider-cloudflare/testing');
const server = require('ai-sdk-provider-cloudflare/testing/node');
const { z } = require('zod');

async function main() {
  const other = await import('ai-sdk-provider-cloudflare');
  const { report } = await import('./report.mjs');
  // Deno takes the same file for `import` in CommonJS code as for `require`.
  const copies = globalThis.Deno ? 1 : 2;
  await report({ provider, other, copies, testing, server, ai, z });
}

main();
