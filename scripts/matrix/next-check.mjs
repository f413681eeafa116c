import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { root } from '../run.mjs';
import { output } from './command.mjs';
import { copyFixtures, installProject } from './project.mjs';
import { withoutAccount } from './runtime-check.mjs';
import { findRuntime, runtimes } from './runtimes.mjs';
import { Skip } from './skip.mjs';

const example = JSON.parse(readFileSync(`${root}examples/next/package.json`, 'utf8'));
const versions = { ...example.dependencies, ...example.devDependencies };
const needed = ['next', 'react', 'react-dom', 'typescript', '@types/node', '@types/react'];
const node22 = runtimes.find(({ id }) => id === 'node22');

/** Runs `next build` with a route handler of the app router, and calls it. */
export const nextCheck = {
  id: 'next',
  quick: false,
  async run({ row, work, packed }) {
    if (row.id !== 'v4-ai7') throw new Skip('tested only with /v4 + ai 7');
    // ai 7 declares Node 22.
    const node = await findRuntime(work, node22);
    const added = Object.fromEntries(needed.map(name => [name, versions[name]]));
    const project = await installProject(work, packed, {
      name: 'next',
      dependencies: { ...row.project.dependencies, ...added },
      extra: { allowScripts: { sharp: false } },
    });
    const folder = copyFixtures(`${root}test/package-matrix/next/`, join(project, 'app-router'), row);
    const next = join(project, 'node_modules/next/dist/bin/next');
    const env = withoutAccount({ NEXT_TELEMETRY_DISABLED: '1' });
    await output(node, [next, 'build'], { cwd: folder, env, timeoutMs: 300_000 });
    await callRoute({ node, next, folder, env });
  },
};

async function callRoute({ node, next, folder, env }) {
  const gateway = createLocalGateway();
  const server = await serveLocalGateway(gateway);
  const port = await freePort();
  const child = spawn(node, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    env: {
      ...env,
      CLOUDFLARE_ACCOUNT_ID: localGatewayDefaults.accountId,
      CLOUDFLARE_API_TOKEN: localGatewayDefaults.apiToken,
      CLOUDFLARE_AI_GATEWAY_BASE_URL: server.url,
    },
    stdio: 'ignore',
  });
  try {
    const response = await patiently(() =>
      fetch(`http://127.0.0.1:${port}/api/chat`, { method: 'POST', body: 'Say hello to Ada' }),
    );
    assert.match(await response.text(), /Ada/);
    assert.equal(gateway.requests.length, 1, 'the route called the gateway once');
  } finally {
    child.kill();
    await server.close();
  }
}

/** Waits until the server is listening. */
async function patiently(ask) {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return await ask();
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  throw new Error('next start did not respond within 20 s');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
