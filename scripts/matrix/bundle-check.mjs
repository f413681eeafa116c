import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EdgeVM } from '@edge-runtime/vm';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { root } from '../run.mjs';
import { forUser } from './project.mjs';
import { Skip } from './skip.mjs';

const noSDK = 'calls through ai, which this row does not have';

/** A browser bundle, run with web globals and without Node's. */
export const browserCheck = {
  id: 'browser',
  quick: true,
  async run({ row, project }) {
    const fixture = row.id === 'bare' ? 'bare-browser.mjs' : 'browser.mjs';
    const code = await bundle(`${root}test/package-matrix/run/${fixture}`, { row, project, format: 'iife' });
    const vm = new EdgeVM();
    // The SDK's own warning; the runtime checks cover it.
    vm.evaluate('globalThis.AI_SDK_LOG_WARNINGS = false');
    vm.evaluate(code);
    assert.match(await vm.evaluate('globalThis.answer'), /Ada/);
  },
};

/** A Worker, run in workerd with the local gateway in place of Cloudflare. */
export const workerCheck = {
  id: 'worker',
  quick: true,
  async run({ row, project }) {
    if (row.id === 'bare') throw new Skip(noSDK);
    const conditions = ['workerd', 'worker', 'browser', 'import'];
    const contents = await bundle(`${root}test/runtime/worker.mjs`, {
      row,
      project,
      format: 'esm',
      conditions,
    });
    const gateway = createLocalGateway();
    const worker = new Miniflare({
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents }],
      compatibilityDate: '2026-04-01',
      cf: false,
      host: '127.0.0.1',
      bindings: { ACCOUNT_ID: localGatewayDefaults.accountId, API_TOKEN: localGatewayDefaults.apiToken },
      outboundService: request => answer(gateway, request),
    });
    try {
      const response = await fetch(await worker.ready, { method: 'POST', body: 'Say hello to Ada' });
      assert.match(await response.text(), /Ada/);
      assert.match(gateway.requests.at(-1).headers['user-agent'], /cloudflare-workers/);
    } finally {
      await worker.dispose();
    }
  },
};

/** Converts miniflare's requests, which come from its own copy of undici. */
async function answer(gateway, { url, method, headers, body }) {
  const content = body === null ? undefined : await new Response(body).text();
  return gateway.handle(new Request(url, { method, headers: [...headers], body: content }));
}

/** Bundles everything into one file. The bundler fails on any Node built-in module. */
async function bundle(path, { row, project, format, conditions = [] }) {
  const result = await build({
    stdin: { contents: forUser(readFileSync(path, 'utf8'), row), resolveDir: project },
    tsconfigRaw: {},
    bundle: true,
    write: false,
    metafile: true,
    format,
    platform: 'browser',
    conditions,
    target: 'es2022',
    logLevel: 'silent',
  });
  const outside = Object.values(result.metafile.outputs).flatMap(({ imports }) =>
    imports.map(({ path }) => path),
  );
  assert.deepEqual(outside, [], 'the bundle has unresolved imports');
  const [{ text }] = result.outputFiles;
  assert.doesNotMatch(
    text,
    /(?:from|import|require)\s*\(?\s*["']node:/,
    'the bundle imports a Node built-in module',
  );
  return text;
}
