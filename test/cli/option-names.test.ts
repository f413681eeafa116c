import { describe, expect, it } from 'vitest';
import { ownEnvironment, runCLI, setEnvironment } from './support.ts';

ownEnvironment();
const account = ['--account-id', '0123456789abcdef0123456789abcdef'];
const local = '--local';

/** An error on one line. */
async function errorOf(...argv: readonly string[]): Promise<string> {
  const { code, stderr } = await runCLI(argv);
  expect(code).not.toBe(0);
  return stderr.replace(/\s+/g, ' ');
}

describe('errors speak of options', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['ask', '-m', 'openai/gpt-4o', 'Hi'],
      ['--account-id: it is missing', '--api-token:', '--local needs no account'],
    ],
    [
      ['ask', '-m', 'openai/gpt-4o', ...account, 'Hi'],
      ['--api-token:', 'Example: --api-token "$CLOUDFLARE_API_TOKEN"'],
    ],
    [
      ['ask', local, '-m', 'openai/gpt-4o', '--gateway-id', 'a/b', 'Hi'],
      ['--gateway-id:', '--gateway-id my-gateway'],
    ],
    [
      ['ask', local, '-m', 'openai/gpt-4o', '-o', 'cacheTtl=5', 'Hi'],
      ['-o cacheTtl:', 'Example: -o cacheTtl=3600'],
    ],
    [
      ['ask', local, '-m', 'openai/gpt-4o', '-o', 'cachTtl=60', 'Hi'],
      ['-o cachTtl:', 'Did you mean `cacheTtl`?'],
    ],
    [
      ['ask', local, '-m', 'openai/gpt-4o', '--no-gateway', 'Hi'],
      ['--no-gateway:', '-m @cf/'],
    ],
    [
      ['ask', local, '-m', 'groq/a', '--endpoint', 'rest', '--provider-key', 'groq=K', 'Hi'],
      ['--endpoint compat'],
    ],
    [
      ['models', local, '--kind', 'poetry'],
      ['--kind: expected', 'Example: --kind chat'],
    ],
    [['explain', '-m', 'openai/gpt-4o', '--account-id', '123'], ['--account-id: an account id has 32']],
  ])('%j', async (argv, says) => {
    setEnvironment({ K: 'gsk_own-key' });
    const error = await errorOf(...argv);
    for (const part of says) expect(error).toContain(part);
    expect(error).not.toMatch(/createCloudflare|providerOptions|accountId|apiToken|gatewayId|listModels/);
  });

  it('ask says what a model that does not chat is', async () => {
    const error = await errorOf('ask', local, '-m', 'black-forest-labs/flux-2-pro', 'Hi');
    expect(error).toContain('it serves images');
    expect(error).toContain('models --kind chat');
    expect(error).not.toContain('cloudflare.');
  });

  it('programs get the words of the library', async () => {
    const { stdout } = await runCLI(['ask', '--json', '-m', 'openai/gpt-4o', 'Hi']);
    expect(JSON.parse(stdout).error.message).toContain('createCloudflare({ accountId:');
  });

  it('warnings too, which --curl puts on standard error', async () => {
    const argv = [local, '-m', 'openai/gpt-5.1', '--temperature', '1', '-o', 'tags=["a"]'];
    const { stdout, stderr } = await runCLI(['explain', ...argv, '--curl']);
    expect(stdout).toMatch(/^curl /);
    expect(stdout).not.toContain('Warning');
    expect(stderr).toContain('Warning: -o tags is not supported');
    expect((await runCLI(['ask', ...argv, 'Hi'])).stderr).toContain('Warning: -o tags');
  });
});

describe('ask -m auto', () => {
  it('calls the best model of the list', async () => {
    const { code, stdout, stderr } = await runCLI(['ask', local, '-m', 'auto', 'Say hello.']);
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
    expect(stderr).toMatch(/^model +@cf\/zai-org\/glm-4\.7-flash/m);
  });
});
