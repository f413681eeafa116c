import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { compileProgram } from '../support/compile-program.ts';
import { eventually } from '../support/eventually.ts';
import { connectTo, ownEnvironment, type Running, spawnCLI, withGateway } from './support.ts';

ownEnvironment();
const model = ['-m', 'openai/gpt-4o'];
const local = ['ask', '--local', ...model];

/** Starting Node with a compiler takes a while on a busy machine. */
const slow = { timeout: 60_000 };

async function said(running: Running, pattern: RegExp): Promise<string> {
  return vi.waitFor(
    () => {
      const found = pattern.exec(running.written.stdout)?.[0];
      if (found === undefined) throw new Error(`not yet: ${JSON.stringify(running.written)}`);
      return found;
    },
    { timeout: 20_000, interval: 10 },
  );
}

describe('exit codes', slow, () => {
  it.each([
    [0, ['version']],
    [0, ['doctor', '--local']],
    [1, [...local, '--gateway-id', 'no-such-gateway', 'Hi']],
    [2, ['doctr']],
  ] as const)('%d for %j', async (code, argv) => {
    expect((await spawnCLI(argv).ended).code).toBe(code);
  });
});

describe('standard input', slow, () => {
  it('is the prompt', async () => {
    const { child, ended } = spawnCLI(local);
    child.stdin?.end('from a pipe\n');
    expect(await ended).toMatchObject({ code: 0, stdout: 'Hello! You said: "from a pipe"\n' });
  });

  it('that never ends does not keep the process', async () => {
    const { ended } = spawnCLI([...local, 'Hi']);
    expect((await ended).code).toBe(0);
  });
});

describe('signals', slow, () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the request, and the process with %d', async (signal, code) => {
    await withGateway({ chunkDelayMs: 100 }, async ({ gateway, url }) => {
      gateway.reply({ text: 'word '.repeat(500) });
      const running = spawnCLI(['ask', ...model, ...connectTo(url), 'Hi']);
      await said(running, /word/);
      running.child.kill(signal);
      expect((await running.ended).code).toBe(code);
      // The row of a stream is written when the stream ends: for nobody, it ends early.
      await eventually(() => expect(gateway.logs).toHaveLength(1));
    });
  });

  it('SIGINT is the end of `gateway`, and its address is free again', async () => {
    const running = spawnCLI(['gateway', '--port', '0']);
    const url = await said(running, /http:\/\/127\.0\.0\.1:\d+/);
    const asked = await spawnCLI(['ask', ...model, ...connectTo(url), 'Hi']).ended;
    expect(asked.stdout).toBe('Hello! You said: "Hi"\n');
    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^POST +200 /m);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('a pipe that is closed', slow, () => {
  it('ends the request without a failure, and without a word', async () => {
    await withGateway({ chunkDelayMs: 20 }, async ({ gateway, url }) => {
      gateway.reply({ text: 'word '.repeat(2000) });
      const running = spawnCLI(['ask', ...model, ...connectTo(url), 'Hi']);
      await once(running.child.stdout as NodeJS.ReadableStream, 'data');
      running.child.stdout?.destroy();
      expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    });
  });
});

/** A device of Linux on which nothing can be written. */
const full = '/dev/full';

describe.runIf(existsSync(full))('a disk that is full', slow, () => {
  it.each([[['models', '--local', '--json']], [['version']], [[...local, 'Hi']]])(
    'is a failure of %j, and is reported once',
    argv => {
      const disk = openSync(full, 'w');
      const { status, stderr } = spawnSync(process.execPath, [compileProgram('src/cli/main.ts'), ...argv], {
        stdio: ['ignore', disk, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(disk);
      expect(status).toBe(1);
      expect(stderr.match(/Error: cannot write the output: ENOSPC\./g)).toHaveLength(1);
    },
  );
});
