import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { type Outcome, ownEnvironment, runCLI, setEnvironment, spawnCLI, withGateway } from './support.ts';

ownEnvironment();
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Every place that a secret can stand in, each with a word of its own. */
const variables = {
  CLOUDFLARE_API_TOKEN: 'SECRET-api-token',
  CF_API_TOKEN: 'SECRET-second-token',
  CLOUDFLARE_API_KEY: 'SECRET-global-key',
  CF_AIG_TOKEN: 'SECRET-gateway-token',
  CLOUDFLARE_AI_GATEWAY_TOKEN: 'SECRET-second-gateway-token',
  CLOUDFLARE_AI_GATEWAY_API_KEY: 'SECRET-ambiguous-key',
  OPENAI_API_KEY: 'sk-SECRET-openai-key',
  MY_KEY: 'sk-SECRET-own-key',
  ACCESS_ID: 'SECRET-access-id',
  ACCESS_SECRET: 'SECRET-access-secret',
  HTTPS_PROXY: 'http://user:SECRET-proxy-word@127.0.0.1:9',
};
const account = ['--account-id', localGatewayDefaults.accountId];
const model = ['-m', 'openai/gpt-4o'];
const key = ['--provider-key', 'openai=MY_KEY'];

function expectNoSecret({ stdout, stderr }: Outcome): void {
  const all = stdout + stderr;
  expect(all.length).toBeGreaterThan(0);
  expect(all.match(/SECRET[\w-]*/g)).toBeNull();
}

/** Command lines that succeed, and that fail in every way. */
const lines = (): readonly (readonly string[])[] => {
  // The environment names the host, so its tokens are sent there.
  const there = account;
  return [
    ['doctor', ...there, ...model],
    ['doctor', ...there, ...model, ...key],
    [
      'doctor',
      ...there,
      ...model,
      '--api-token',
      'SECRET-option-token',
      '--gateway-token',
      'SECRET-option-gate',
    ],
    ['doctor', '--account-id', 'SECRET-in-the-wrong-place-abcdefghijklmno'],
    ['doctor', '--gateway-id', 'cfut_SECRET-in-the-wrong-place'],
    ['doctor', '--base-url', 'https://user:SECRET-in-url@ai.example.invalid'],
    ['doctor', '--base-url', 'https://ai.example.invalid', '--access-variables', 'ACCESS_ID,ACCESS_SECRET'],
    ['models', ...there],
    ['models', ...there, '--api-token', 'SECRET-option-token'],
    ['ask', ...there, ...model, 'Hi'],
    ['ask', ...there, ...model, ...key, 'Hi'],
    ['ask', ...there, ...model, '--api-token', 'SECRET-option-token', 'Repeat: SECRET-option-token'],
    ['ask', ...there, '-m', 'gpt-4o', 'Hi'],
    ['explain', ...there, ...model, 'Hi'],
    ['explain', ...there, ...model, ...key, '--curl', 'Hi'],
    ['explain', ...there, ...model, '--api-token', 'SECRET-option-token', '--curl'],
    ['explain', ...there, ...model, '--account-id', 'SECRET-in-the-wrong-place-abcdefghijklmno'],
    ['explain', ...there, ...model, '--provider-key', 'openai=sk-SECRET-pasted'],
    ['bug-report', ...there, ...model, '--file', '/SECRET/is/no/folder', 'Hi'],
    ['gateway', '--port', 'SECRET-port'],
    ['SECRET-command'],
    ['doctor', 'SECRET-word'],
    ['doctor', '--SECRET-option'],
    ['doctor', '--local=SECRET-value'],
    ['-SECRET-short'],
  ];
};

describe('no secret is printed', () => {
  it('by any command line, as text or as JSON', { timeout: 60_000 }, async () => {
    const tokens = { 'SECRET-api-token': ['workers-ai-read' as const] };
    await withGateway({ tokens }, async ({ url }) => {
      setEnvironment({ ...variables, CLOUDFLARE_AI_GATEWAY_BASE_URL: url });
      for (const argv of lines()) {
        for (const form of [[], ['--json']]) expectNoSecret(await runCLI([...argv, ...form]));
      }
      const tried = new Set(lines().map(([name]) => name));
      expect(commands.filter(({ name }) => !tried.has(name))).toEqual([]);
    });
  });

  it('in the place of another value', async () => {
    setEnvironment({});
    const token = 'SECRETtoken0123456789abcdefghijklmnopqrst';
    expect(token).toHaveLength(41);
    for (const secret of ['sk-ant-SECRET-0123456789', token.slice(1), 'gsk_SECRET0123456789abc'])
      for (const argv of [
        ['ask', '-m', secret, 'Hi'],
        ['ask', '-m', `openai/${secret}`, '--endpoint', secret, 'Hi'],
        ['ask', ...account, ...model, '--api-token', 'a-token', '-o', `${secret}=1`, 'Hi'],
        ['ask', ...account, ...model, '--gateway-id', `${secret}!`, 'Hi'],
        ['explain', ...account, '-m', `${secret}/gpt-4o`, 'Hi'],
      ])
        for (const form of [[], ['--json']]) {
          const { stdout, stderr } = await runCLI([...argv, ...form]);
          expect(stdout + stderr, argv.join(' ')).not.toContain(secret);
        }
  });

  it('when a server repeats what it was sent', async () => {
    setEnvironment(variables);
    await withGateway({ tokens: { 'SECRET-api-token': ['workers-ai-read'] } }, async ({ gateway, url }) => {
      setEnvironment({ ...variables, CLOUDFLARE_AI_GATEWAY_BASE_URL: url });
      const body = { error: { message: 'You sent Bearer SECRET-api-token', code: 'SECRET-api-token' } };
      gateway.reply({ status: 400, body }, { times: 4 });
      for (const form of [[], ['--json']]) {
        expectNoSecret(await runCLI(['ask', ...account, ...model, ...form, 'Hi']));
      }
    });
  });

  it('longer than a line, on several lines', async () => {
    const key = `sk-proj-${'Ab1_'.repeat(39)}`;
    await withGateway({}, async ({ gateway, url }) => {
      setEnvironment({
        CLOUDFLARE_API_TOKEN: localGatewayDefaults.apiToken,
        CLOUDFLARE_AI_GATEWAY_BASE_URL: url,
        OPENAI_API_KEY: key,
      });
      const body = { error: { message: `Incorrect API key provided: ${key}`, code: 'bad' } };
      gateway.reply({ status: 400, body }, { times: Number.POSITIVE_INFINITY });
      const there = [...account, ...model];
      for (const argv of [
        ['ask', ...there, 'Hi'],
        ['doctor', ...there],
        ['explain', ...there, key],
      ]) {
        const { stdout, stderr } = await runCLI(argv);
        expect(stdout + stderr).toContain('[redacted]');
        expect(stdout + stderr).not.toContain('Ab1_Ab1_');
      }
    });
  });

  it('that is cut, in the list of models and in its warnings', async () => {
    const key = `sk-proj-${'Ab1_'.repeat(39)}`;
    setEnvironment({ CLOUDFLARE_API_TOKEN: 'token-of-a-test', OPENAI_API_KEY: key });
    vi.stubGlobal('fetch', async (input: string | URL | Request) =>
      String(input instanceof Request ? input.url : input).includes('/ai/models/search')
        ? Response.json({
            success: true,
            result: [{ name: `@cf/${key}`, task: { name: 'Text Generation' } }],
          })
        : Response.json({ success: false, errors: [{ code: 1, message: `No: ${key}` }] }, { status: 400 }),
    );
    const { stdout, stderr } = await runCLI(['models', ...account], { tty: 'terminal', columns: 80 });
    expect(stdout + stderr).toContain('[redacted]');
    expect(stdout + stderr).not.toContain('Ab1_Ab1_');
  });

  it('when the answer repeats a prompt that holds one', async () => {
    setEnvironment(variables);
    await withGateway({ tokens: { 'SECRET-api-token': ['workers-ai-read'] } }, async ({ url }) => {
      setEnvironment({ ...variables, CLOUDFLARE_AI_GATEWAY_BASE_URL: url });
      const call = ['ask', ...account, ...model];
      for (const form of [[], ['--json'], ['--no-stream']]) {
        const outcome = await runCLI([...call, ...form, 'Repeat: SECRET-api-token']);
        expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('[redacted]') });
        expectNoSecret(outcome);
      }
    });
  });

  it('with the global key beside its e-mail address', async () => {
    setEnvironment({ ...variables, CLOUDFLARE_EMAIL: 'me@example.com' });
    expectNoSecret(await runCLI(['doctor', '--local']));
  });

  it('by a process of its own', { timeout: 30_000 }, async () => {
    const { HTTPS_PROXY: _, ...env } = variables;
    expectNoSecret(await spawnCLI(['doctor', '--local', ...model], env).ended);
    expectNoSecret(await spawnCLI(['explain', ...account, ...model, ...key], env).ended);
  });
});
