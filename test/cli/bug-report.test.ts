import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo, ownEnvironment, runCLI, withGateway } from './support.ts';

ownEnvironment();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bug-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

const model = ['-m', 'openai/gpt-4o'];

describe('bug-report', () => {
  it.each([['stream'], ['no-stream']])('writes the facts of one call: %s', async mode => {
    const file = join(folder, `${mode}.json`);
    const flags = mode === 'stream' ? [] : [`--${mode}`];
    const argv = ['bug-report', '--local', ...model, '--file', file, ...flags, 'A private question'];
    const { code, stdout } = await runCLI(argv);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(file) });
    const text = await readFile(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      package: 'ai-sdk-provider-cloudflare',
      node: process.version,
      model: 'openai/gpt-4o',
      exchanges: [
        {
          request: { method: 'POST', url: expect.stringContaining('/chat/completions'), endpoint: 'rest' },
          status: 200,
          logId: expect.stringMatching(/^01a0/),
          bodyBytes: expect.any(Number),
        },
      ],
      warnings: [],
      finishReason: 'stop',
      usage: { outputTokens: expect.any(Number) },
    });
    expect(text).not.toContain('private question');

    const again = await runCLI(argv);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('--file') });
  });

  it('writes a failed call, without the token', async () => {
    await withGateway({}, async ({ url }) => {
      const file = join(folder, 'failed.json');
      const connection = connectTo(url, 'wrong-token-SECRET');
      const { code, stdout } = await runCLI([
        'bug-report',
        ...model,
        ...connection,
        '--file',
        file,
        '--json',
      ]);
      expect({ code, stdout: JSON.parse(stdout) }).toEqual({ code: 0, stdout: { ok: true, file } });
      const text = await readFile(file, 'utf8');
      expect(JSON.parse(text)).toMatchObject({
        exchanges: [{ status: 401 }],
        error: { kind: 'authentication', statusCode: 401 },
      });
      expect(text).not.toContain('SECRET');
    });
  });

  it('requires a model', async () => {
    expect(await runCLI(['bug-report'])).toMatchObject({ code: 2, stderr: expect.stringContaining('-m') });
  });
});
