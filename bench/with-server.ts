import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs work against the loopback server in a process of its own. */
export async function withServer<RESULT>(
  chunks: number,
  readSize: 'event' | number,
  work: (origin: string) => Promise<RESULT>,
): Promise<RESULT> {
  const script = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, String(chunks), String(readSize)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', data => resolve(String(data).trim()));
      child.once('exit', code => reject(new Error(`The server ended with ${code}.`)));
    });
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
  }
}
