import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { pages } from '../docs/lib/pages.ts';
import { connectTo, ownEnvironment, runCLI, setEnvironment, widest } from './support.ts';

ownEnvironment();

/** Runs the command until `use` is done. */
async function serving(argv: readonly string[], use: (url: string) => Promise<unknown>) {
  const stop = new AbortController();
  let text = '';
  let listening: (url: string) => void;
  const url = new Promise<string>(resolve => {
    listening = resolve;
  });
  const onOutput = (piece: string): void => {
    text += piece;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (found !== undefined) listening(found);
  };
  const ended = runCLI(['gateway', '--port', '0', ...argv], { signal: stop.signal, onOutput });
  try {
    await use(
      await Promise.race([url, ended.then(() => Promise.reject(new Error('ended before it listened')))]),
    );
  } finally {
    stop.abort();
  }
  return ended;
}

const ask = (url: string, ...more: readonly string[]) =>
  runCLI(['ask', '-m', 'openai/gpt-4o', ...connectTo(url), ...more, 'Hi']);

describe('gateway', () => {
  it('prints the environment for an app, and exits with 0 when it is stopped', async () => {
    const { code, stdout, stderr } = await serving([], async () => undefined);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { accountId, apiToken } = localGatewayDefaults;
    expect(stdout).toMatch(/^export CLOUDFLARE_AI_GATEWAY_BASE_URL=http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toContain(`export CLOUDFLARE_ACCOUNT_ID=${accountId}\n`);
    expect(stdout).toContain(`export CLOUDFLARE_API_TOKEN=${apiToken}\n`);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  it('has the gateways, routes and custom providers of the documentation, and those that are added', async () => {
    const idsIn = (pattern: RegExp): readonly string[] => [
      ...new Set(
        pages
          .filter(({ path }) => !path.includes('internals'))
          .flatMap(({ lines }) =>
            lines.flatMap(line => [...line.matchAll(pattern)].map(([, id = '']) => id)),
          ),
      ),
    ];
    const gateways = idsIn(/gatewayId: '([\w-]+)'/g).filter(id => id !== 'no-such-gateway');
    expect(gateways).toContain('my-gateway');
    const added = gateways.filter(id => id !== 'my-gateway').flatMap(id => ['--gateway-id', id]);
    const models = [
      // Of Responses, which need a vendor's package, there is none on the command line.
      ...idsIn(/cloudflare\('((?:dynamic|custom-[\w-]+|openai|@cf)\/[\w./-]+)'/g).filter(
        id => !id.includes('codex'),
      ),
      'dynamic/support',
      'custom-my-provider/my-model',
      'custom-acme/my-gpt',
    ];
    expect(models.length).toBeGreaterThan(8);
    const wrong: unknown[] = [];
    await serving(added, async url => {
      for (const [index, model] of models.entries()) {
        const gateway = ['default', 'my-gateway', ...gateways][index % (gateways.length + 2)] ?? 'default';
        const key = model.startsWith('custom-') ? ['--provider-key', `${model.split('/')[0]}=OWN_KEY`] : [];
        setEnvironment({ OWN_KEY: 'sk-own-key' });
        const argv = ['ask', '-m', model, ...connectTo(url), '--gateway-id', gateway, ...key, 'Hi'];
        const { code, stderr } = await runCLI(argv);
        if (code !== 0) wrong.push([model, gateway, stderr]);
      }
    });
    expect(wrong).toEqual([]);
  });

  it('refuses an id that is none', async () => {
    const { code, stderr } = await runCLI(['gateway', '--gateway-id', 'not a gateway']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--gateway-id accepts'),
    });
  });

  it('logs each request on one line of 80 columns', async () => {
    const { stdout } = await serving([], async url => {
      await ask(url);
      await ask(url, '--no-stream', '-o', 'cacheKey=a');
      await ask(url, '--no-stream', '-o', 'cacheKey=a');
      await ask(url, '--gateway-id', 'no-such-gateway');
    });
    const log = stdout.split('\n').filter(line => line.startsWith('POST'));
    expect(log.map(line => line.replace(/ +\d+ ms/, '  … ms'))).toMatchInlineSnapshot(`
      [
        "POST   200  … ms openai/gpt-4o                …/ai/v1/chat/completions",
        "POST   200 MISS  … ms openai/gpt-4o                …/ai/v1/chat/completions",
        "POST   200 HIT  … ms openai/gpt-4o                …/ai/v1/chat/completions",
        "POST   400  … ms openai/gpt-4o                …/ai/v1/chat/completions",
      ]
    `);
    expect(widest(log.join('\n'))).toBeLessThanOrEqual(80);
  });

  it('logs lines of JSON with --json', async () => {
    const { stdout } = await serving(['--json'], async url => {
      await ask(url);
    });
    const [first, second] = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(first).toMatchObject({
      type: 'listening',
      environment: { CLOUDFLARE_AI_GATEWAY_BASE_URL: first.url },
    });
    expect(second).toMatchObject({
      type: 'request',
      method: 'POST',
      model: 'openai/gpt-4o',
      status: 200,
      path: expect.stringMatching(/\/ai\/v1\/chat\/completions$/),
      ms: expect.any(Number),
    });
  });

  it('marks a client that disconnected', async () => {
    const { stdout } = await serving(['--chunk-delay', '200'], async url => {
      const leave = new AbortController();
      await runCLI(['ask', '-m', 'openai/gpt-4o', ...connectTo(url), 'one two three four five six'], {
        signal: leave.signal,
        onOutput: () => leave.abort(),
      });
      await new Promise(resolve => setTimeout(resolve, 300));
    });
    expect(stdout.match(/^POST .*$/gm)).toEqual([expect.stringMatching(/^POST +cut /)]);
  });

  it('a port in use is invalid usage', async () => {
    await serving([], async url => {
      const { code, stderr } = await runCLI(['gateway', '--port', new URL(url).port]);
      expect(code).toBe(2);
      expect(stderr).toContain('is in use. Choose another with --port');
    });
  });
});
