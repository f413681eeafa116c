import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { folder, install } from '../../examples/next/scripts/install.mjs';
import { run } from '../../scripts/run.mjs';

const next = `${folder}node_modules/next/dist/bin/next`;
const quiet = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

/** Builds the app with the provider as it is built in this repository now. */
export function buildApp() {
  install();
  run(process.execPath, [next, 'build'], { cwd: folder, env: quiet });
}

/** A running app, on a free port of the loopback interface. */
export async function startApp(environment) {
  const port = await freePort();
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    env: { ...quiet, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Also where this process fails before it closes the app.
  process.once('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  return {
    url,
    close: () =>
      new Promise(resolve => {
        child.once('exit', resolve);
        child.kill();
      }),
  };
}

async function answers(url, child) {
  for (let wait = 0; wait < 200; wait++) {
    if (child.exitCode !== null) throw new Error(`next start ended with ${child.exitCode}.`);
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error('next start did not answer within 20 s.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
