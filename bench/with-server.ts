import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer } from './canned.ts';
import { pin, processors } from './pin.ts';
import type { Wire } from './wire.ts';

/** Runs work against the loopback server, which runs in its own process, on a processor of its own. */
export async function withServer<RESULT>(
  answer: Answer,
  work: (wire: Wire) => Promise<RESULT>,
): Promise<RESULT> {
  const script = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(answer)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  pin(process.pid, processors.client);
  pin(child.pid, processors.server);
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', data => resolve(String(data).trim()));
      child.once('exit', code => reject(new Error(`The server exited with code ${code}.`)));
    });
    return await work({ fetch: globalThis.fetch, origin: `http://127.0.0.1:${port}` });
  } finally {
    child.kill();
  }
}
