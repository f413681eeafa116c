import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectTo, ownEnvironment, runCLI, setEnvironment, withGateway } from './support.ts';

ownEnvironment();

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-fix-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fix = (...argv: readonly string[]) => runCLI(['doctor', '--fix', ...argv], { folder });
const read = (file: string) => readFile(join(folder, file), 'utf8');
const { accountId } = localGatewayDefaults;

describe('doctor --fix and .env', () => {
  it('adds what options state, after showing it without the token', async () => {
    await withGateway({}, async ({ url }) => {
      await writeFile(join(folder, '.env'), 'OTHER=1');
      const { stdout } = await fix(
        ...connectTo(url),
        '--gateway-id',
        'my-gateway',
        '--api-token',
        'secret-token-1234',
      );
      expect(await read('.env')).toBe(
        `OTHER=1\nCLOUDFLARE_ACCOUNT_ID=${accountId}\nCLOUDFLARE_GATEWAY_ID=my-gateway\nCLOUDFLARE_API_TOKEN=secret-token-1234\n`,
      );
      expect(stdout).toContain(`+ CLOUDFLARE_ACCOUNT_ID=${accountId}`);
      expect(stdout).not.toContain('secret-token-1234');
      expect(stdout.indexOf('+ CLOUDFLARE_API_TOKEN=')).toBeLessThan(stdout.indexOf('Written.'));
    });
  });

  it('leaves lines to fill in where nothing is known, once', async () => {
    const { stdout } = await fix();
    expect(await read('.env')).toBe('CLOUDFLARE_ACCOUNT_ID=\nCLOUDFLARE_API_TOKEN=\n');
    expect(stdout).toContain('Fill in the empty values');
    expect((await fix()).stdout).toContain('Nothing to fix');
    expect(await read('.env')).toBe('CLOUDFLARE_ACCOUNT_ID=\nCLOUDFLARE_API_TOKEN=\n');
  });

  it('writes nothing that the environment has, and nothing invalid', async () => {
    setEnvironment({ CLOUDFLARE_ACCOUNT_ID: accountId, CLOUDFLARE_API_TOKEN: 'token-of-the-environment' });
    await withGateway({}, async ({ url }) => {
      setEnvironment({ CLOUDFLARE_AI_GATEWAY_BASE_URL: url });
      expect((await fix()).stdout).toContain('Nothing to fix');
    });
    await fix('--account-id', 'not-an-account');
    await expect(read('.env')).rejects.toThrow('ENOENT');
  });

  it('is JSON for programs', async () => {
    const { stdout } = await fix('--json');
    expect(JSON.parse(stdout).fixes).toEqual([
      { file: '.env', added: ['CLOUDFLARE_ACCOUNT_ID=', 'CLOUDFLARE_API_TOKEN='] },
    ]);
  });
});

describe('doctor --fix and wrangler', () => {
  it.each([
    [
      'wrangler.jsonc',
      '{\n  // "ai": { "remote": true }\n  "name": "app"\n}\n',
      '{\n  "ai": { "binding": "AI", "remote": true },\n  // "ai": { "remote": true }\n  "name": "app"\n}\n',
    ],
    [
      'wrangler.jsonc',
      '{ "name": "a // b", "ai": { "binding": "MODELS" } }',
      '{ "name": "a // b", "ai": { "remote": true, "binding": "MODELS" } }',
    ],
    ['wrangler.json', '{}', '{\n  "ai": { "binding": "AI", "remote": true }\n}'],
    [
      'wrangler.toml',
      'name = "app"\n\n[vars]\nA = 1\n',
      'name = "app"\n\n[vars]\nA = 1\n\n[ai]\nbinding = "AI"\nremote = true\n',
    ],
    [
      'wrangler.toml',
      '[ai]\nbinding = "AI"\n\n[vars]\nremote = "x"\n',
      '[ai]\nremote = true\nbinding = "AI"\n\n[vars]\nremote = "x"\n',
    ],
  ])('%s: %j', async (file, before, after) => {
    await writeFile(join(folder, file), before);
    const { stdout } = await fix('--local');
    expect(await read(file)).toBe(after);
    expect(stdout).toContain(file);
    expect((await fix('--local')).stdout).toContain('Nothing to fix');
    expect(await read(file)).toBe(after);
  });

  it('writes nothing without --fix', async () => {
    await writeFile(join(folder, 'wrangler.json'), '{}');
    await runCLI(['doctor', '--local'], { folder });
    expect(await read('wrangler.json')).toBe('{}');
  });
});
