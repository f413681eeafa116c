import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it, vi } from 'vitest';
import { connectTo, ownEnvironment, runCLI, setEnvironment, withGateway } from './support.ts';

ownEnvironment();
const { accountId } = localGatewayDefaults;
const account = ['--account-id', accountId];

describe('explain', () => {
  it('shows the request, with names in place of secrets', async () => {
    setEnvironment({ CLOUDFLARE_API_TOKEN: 'token-of-a-test' });
    const { code, stdout, stderr } = await runCLI([
      ...['explain', '-m', 'anthropic/claude-haiku-4-5', ...account, '-o', 'cacheTtl=60'],
      ...['--system', 'Be brief.', '--temperature', '0.2', 'Say', 'hello.'],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/user-agent: .*/, 'user-agent: …')).toMatchInlineSnapshot(`
      "POST https://api.cloudflare.com/client/v4/accounts/0123456789abcdef0123456789abcdef/ai/v1/chat/completions

      model     anthropic/claude-haiku-4-5
      upstream  anthropic
      endpoint  rest
      reason    there is an API token for the REST API
      gateway   default

      Headers
        authorization: Bearer <CLOUDFLARE_API_TOKEN>
        cf-aig-cache-ttl: 60
        cf-aig-gateway-id: default
        content-type: application/json
        user-agent: …

      Body
      {
        "model": "anthropic/claude-haiku-4.5",
        "max_tokens": 32000,
        "temperature": 0.2,
        "messages": [
          {
            "role": "system",
            "content": "Be brief."
          },
          {
            "role": "user",
            "content": "Say hello."
          }
        ]
      }
      "
    `);
  });

  it('sends nothing', async () => {
    const network = vi.spyOn(globalThis, 'fetch');
    for (const form of [[], ['--json'], ['--curl'], ['--stream']]) {
      const { code } = await runCLI(['explain', '--local', '-m', 'openai/gpt-4o', ...form]);
      expect(code).toBe(0);
    }
    expect(network).not.toHaveBeenCalled();
    network.mockRestore();
  });

  it('prints warnings', async () => {
    const { stdout } = await runCLI(['explain', '--local', '-m', 'openai/o3', '--temperature', '0.5']);
    expect(stdout).toContain('Warnings\n  - ');
  });

  it('a request that could not be made exits with 1', async () => {
    const { code, stderr } = await runCLI(['explain', '-m', 'openai/gpt-4o', ...account]);
    expect(code).toBe(1);
    expect(stderr).toContain('CLOUDFLARE_API_TOKEN');
  });
});

describe('--curl', () => {
  it('names the variables that hold the secrets', async () => {
    setEnvironment({ MY_KEY: 'sk-key-of-a-test', CF_AIG_TOKEN: 'gateway-token-of-a-test' });
    const { stdout, stderr } = await runCLI([
      ...['explain', '--curl', '-m', 'openai/gpt-4o', ...account, '--provider-key', 'openai=MY_KEY'],
      "What's up?",
    ]);
    expect(stdout).toContain('-H "cf-aig-authorization: Bearer $CF_AIG_TOKEN"');
    expect(stdout).toContain('-H "authorization: Bearer $MY_KEY"');
    expect(stderr).toBe('# reads MY_KEY\n# reads CF_AIG_TOKEN\n');
  });

  // Every machine that has a POSIX shell and curl; CI does.
  it.runIf(process.platform !== 'win32')('runs', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const prompt = `It's "quoted", $HOME and \`back\`, \\ too`;
      const given = ['explain', '--curl', '-m', 'openai/gpt-4o', ...connectTo(url), prompt];
      for (const form of [[], ['--stream']]) {
        const { stdout: command } = await runCLI([...given, ...form]);
        const env = { ...process.env, CLOUDFLARE_API_TOKEN: localGatewayDefaults.apiToken };
        const { stdout } = await promisify(execFile)('sh', ['-c', command.replace('curl', 'curl -s')], {
          env,
        });
        expect(stdout).toContain(form.length === 0 ? '"content":"Hello! You said: ' : 'data: [DONE]');
        expect(gateway.requests.at(-1)?.body).toMatchObject({ messages: [{ content: prompt }] });
      }
    });
  });
});
