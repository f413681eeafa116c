import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { ownEnvironment, runCLI, setEnvironment, widest } from './support.ts';

ownEnvironment();

describe('help', () => {
  it.each([[['help']], [['--help']], [['-h']]])('%j lists the commands', async argv => {
    const { code, stdout, stderr } = await runCLI(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of commands) expect(stdout).toContain(`\n  ${name} `);
  });

  it.each(commands.map(({ name }) => name))('of %s has every option, in 80 columns', async name => {
    const { code, stdout } = await runCLI([name, '--help']);
    expect(code).toBe(0);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    const { options = [], examples = [] } = commands.find(command => command.name === name) ?? {};
    for (const option of [...options.map(each => `--${each.name}`), '--json', '--help']) {
      expect(stdout).toContain(option);
    }
    expect(examples.length).toBeGreaterThan(0);
    expect(await runCLI(['help', name])).toEqual({ code, stdout, stderr: '' });
  });

  it('the overview fits 80 columns', async () => {
    expect(widest((await runCLI(['help'])).stdout)).toBeLessThanOrEqual(80);
  });

  it('without a command it goes to standard error, as invalid usage', async () => {
    const { code, stdout, stderr } = await runCLI([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: npx ai-sdk-provider-cloudflare <command>');
  });

  it.each([[['version']], [['--version']], [['-v']]])('%j prints the version', async argv => {
    expect(await runCLI(argv)).toEqual({ code: 0, stdout: '0.0.0-test\n', stderr: '' });
  });
});

describe('wrong usage', () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [['doctr'], 'Did you mean doctor?'],
    [['--frobnicate', 'doctor'], 'Unknown option.'],
    [['doctor', '--acount-id', 'x'], 'Did you mean --account-id?'],
    [['doctor', '--stream'], 'Unknown option.'],
    [['doctor', 'now'], 'doctor accepts only options'],
    [['doctor', '--account-id'], '--account-id requires a value: --account-id <id>'],
    [['doctor', '--account-id', '--json'], '--account-id requires a value'],
    [['ask', '--system', '-m', 'openai/gpt-4o', 'Hi'], '--system=<text> for one that looks like an option'],
    [['ask', '--model', '--system=Be brief.', 'Hi'], '--model requires a value'],
    [['doctor', '--local=yes'], '--local does not accept a value'],
    [['doctor', '--endpoint', 'fast'], '--endpoint must be one of: auto, rest, compat, native.'],
    [['doctor', '--gateway-id', 'a', '--no-gateway'], 'cannot be combined'],
    [['doctor', '--local', '--account-id', 'a'], 'remove --account-id'],
    [['doctor', '--provider-key', 'openai'], 'openai=OPENAI_API_KEY'],
    [['doctor', '--provider-key', 'openai=sk-abcdefgh'], 'not the key itself'],
    [['doctor', '--provider-key', 'openai=NOT_SET_HERE'], 'is not set or is empty'],
    [['doctor', '--access-variables', 'ONE'], 'requires two variable names'],
    [['ask', 'hello'], 'No model given'],
    [['ask', '-m', 'openai/gpt-4o'], 'No prompt given'],
    [
      ['ask', '-m', 'openai/gpt-4o', '--temperature', 'hot', 'hello'],
      '--temperature must be a number from 0 to 2',
    ],
    [['ask', '-m', 'openai/gpt-4o', '--max-output-tokens', '1.5', 'x'], 'must be an integer'],
    [['ask', '-m', 'openai/gpt-4o', '-o', 'cacheTtl', 'hello'], '--option requires a name and a value'],
    [['explain', '-m', 'openai/gpt-4o', '--json', '--curl'], 'remove one'],
    [['gateway', '--port', '70000'], '--port must be an integer from 0 to 65535'],
  ];

  it.each(wrong)('%j', async (argv, message) => {
    const { code, stdout, stderr } = await runCLI(argv);
    expect(code).toBe(2);
    // With --json the refusal is JSON, on standard output.
    expect(argv.includes('--json') ? stdout : stderr).toContain(message);
    if (!argv.includes('--json')) expect(stdout).toBe('');
  });

  it('is JSON with --json', async () => {
    const { code, stdout, stderr } = await runCLI(['ask', '--json']);
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });

  it('an empty prompt on standard input', async () => {
    const { code, stderr } = await runCLI(['ask', '--local', '-m', 'openai/gpt-4o'], { stdin: ' \n' });
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toContain('The prompt is empty.');
  });
});

describe('settings', () => {
  const explained = async (argv: readonly string[]) =>
    JSON.parse((await runCLI(['explain', '--json', ...argv])).stdout);
  const account = ['--account-id', '0123456789abcdef0123456789abcdef'];

  it('on the command line win over the environment', async () => {
    setEnvironment({ CLOUDFLARE_GATEWAY_ID: 'from-env', CLOUDFLARE_API_TOKEN: 'token-from-env' });
    const model = ['-m', 'openai/gpt-4o', ...account];
    expect(await explained(model)).toMatchObject({
      gatewayId: 'from-env',
      headers: { authorization: 'Bearer <CLOUDFLARE_API_TOKEN>' },
    });
    expect(await explained([...model, '--gateway-id', 'mine', '--api-token', 'token-of-mine'])).toMatchObject(
      {
        gatewayId: 'mine',
        headers: { authorization: 'Bearer <apiToken>' },
      },
    );
  });

  it('--no-gateway, --endpoint, --base-url and --azure-resource', async () => {
    const token = ['--api-token', 'token-of-mine'];
    const workersAI = ['-m', '@cf/zai-org/glm-4.7-flash', ...account, ...token];
    expect(await explained([...workersAI, '--no-gateway'])).toMatchObject({ gatewayId: null });
    expect(await explained([...workersAI, '--endpoint', 'compat'])).toMatchObject({ endpoint: 'compat' });
    const url = 'https://ai.example.com';
    expect((await explained(['-m', 'openai/gpt-4o', '--base-url', url])).url).toMatch(
      /^https:\/\/ai\.example\.com\//,
    );
    const azure = ['-m', 'azure-openai/prod', '--azure-resource', 'res', ...account, ...token];
    expect((await explained(azure)).url).toContain('/azure-openai/res/prod/');
  });

  it.each([
    [['--system', '- be brief'], '- be brief'],
    [['--system', '-oh no'], '-oh no'],
    [['--system', '--- rules ---'], '--- rules ---'],
    [['--system=--json'], '--json'],
  ])('%j is a value, dashes and all', async (argv, system) => {
    const call = ['-m', 'openai/gpt-4o', ...account, '--api-token', 'token-of-mine'];
    const { body } = await explained([...call, ...argv, 'Hi']);
    expect(body.messages[0]).toEqual({ role: 'system', content: system });
  });

  it('keys and service tokens come from variables', async () => {
    setEnvironment({ MY_KEY: 'sk-my-own-key', ACCESS_ID: 'id.access', ACCESS_SECRET: 'access-secret' });
    const model = ['-m', 'openai/gpt-4o', '--provider-key', 'openai=MY_KEY'];
    expect(await explained([...model, ...account, '--api-token', 'token-of-mine'])).toMatchObject({
      endpoint: 'native',
      headers: { authorization: 'Bearer <providerKeys.openai>' },
    });
    const access = ['--base-url', 'https://ai.example.com', '--access-variables', 'ACCESS_ID,ACCESS_SECRET'];
    expect(await explained([...model, ...access])).toMatchObject({
      headers: {
        'cf-access-client-id': '<access.clientId>',
        'cf-access-client-secret': '<access.clientSecret>',
      },
    });
  });

  it('options of a call are JSON or text', async () => {
    const { headers } = await explained([
      ...['-m', 'openai/gpt-4o', ...account, '--api-token', 'token-of-mine'],
      ...['-o', 'cacheTtl=60', '-o', 'eventId=run-1', '-o', 'metadata={"team":"docs"}'],
    ]);
    expect(headers).toMatchObject({
      'cf-aig-cache-ttl': '60',
      'cf-aig-event-id': 'run-1',
      'cf-aig-metadata': '{"team":"docs"}',
    });
  });
});
