import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EdgeVM } from '@edge-runtime/vm';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { root } from '../run.mjs';
import { forUser } from './project.mjs';
import { Skip } from './skip.mjs';

const noSDK = 'makes its call through ai, which this row has not';

/** A bundle for browsers, run where there are web globals and nothing of Node. */
export const browserCheck = {
  id: 'browser',
  quick: true,
  async run({ row, project }) {
    const fixture = row.id === 'bare' ? 'bare-browser.mjs' : 'browser.mjs';
    const code = await bundle(`${root}test/package-matrix/run/${fixture}`, { row, project, format: 'iife' });
    const vm = new EdgeVM();
    // Of the SDK; what it says is tried on the runtimes.
    vm.evaluate('globalThis.AI_SDK_LOG_WARNINGS = false');
    vm.evaluate(code);
    assert.match(await vm.evaluate('globalThis.answer'), /Ada/);
  },
};

/** A Worker, run in workerd with the local gateway in the place of Cloudflare. */
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

/** miniflare's requests are of its own copy of undici, which the gateway need not know. */
async function answer(gateway, { url, method, headers, body }) {
  const content = body === null ? undefined : await new Response(body).text();
  return gateway.handle(new Request(url, { method, headers: [...headers], body: content }));
}

/** One file with everything in it. A built-in module of Node that is reached is an error of the bundler. */
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
  assert.deepEqual(outside, [], 'the bundle leaves imports open');
  const [{ text }] = result.outputFiles;
  assert.doesNotMatch(text, /(?:from|import|require)\s*\(?\s*["']node:/, 'the bundle names a module of Node');
  return text;
}
