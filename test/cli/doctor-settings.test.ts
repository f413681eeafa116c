import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { doctor } from './run-doctor.ts';
import { connectTo, ownEnvironment, setEnvironment, withGateway } from './support.ts';

ownEnvironment();
afterEach(() => {
  vi.unstubAllGlobals();
});

const { accountId } = localGatewayDefaults;
const other = 'b'.repeat(32);
const configured = { CLOUDFLARE_ACCOUNT_ID: accountId, CLOUDFLARE_API_TOKEN: 'token-of-a-test' };

/** Cloudflare that knows every token; keeps what was sent where. */
function fakeCloudflare(): { readonly url: string; readonly headers: Headers }[] {
  const sent: { readonly url: string; readonly headers: Headers }[] = [];
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const { url, headers } = new Request(input, init);
    sent.push({ url, headers });
    const found = /tokens\/verify|models\/search|\/logs|gateways\/[\w-]+$/.test(url);
    return found
      ? Response.json({ success: true, result: { status: 'active' } })
      : Response.json(
          { success: false, errors: [{ code: 2008, message: 'Invalid provider' }] },
          { status: 400 },
        );
  });
  return sent;
}

describe('settings', () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [['--gateway-id', 'bad id!'], '--gateway-id: a gateway id has 1 to 64 letters'],
    [['--base-url', 'nonsense'], '--base-url: this is not a URL.'],
    [['--base-url', 'http://ai.example.com'], '--base-url: expected https'],
    [
      ['--endpoint', 'rest', '--base-url', 'https://ai.example.com'],
      'the base URL (--base-url) does not lead to "rest"',
    ],
    [
      ['--gateway-id', 'a', '--base-url', 'https://ai.example.com'],
      '--gateway-id: a custom domain already selects the gateway',
    ],
    [
      ['--gateway-id', 'a', '--base-url', `https://gateway.ai.cloudflare.com/v1/${accountId}/b`],
      '--gateway-id: the base URL names another gateway',
    ],
    [
      ['--account-id', other, '--base-url', `https://gateway.ai.cloudflare.com/v1/${accountId}/b`],
      '--account-id: the base URL (--base-url) names another account',
    ],
    [
      ['--access-variables', 'CF_ID,CF_SECRET'],
      '--access-variables: Cloudflare Access requires a custom domain',
    ],
  ];

  it.each(wrong)('%j fail, and nothing is sent', async (argv, detail) => {
    setEnvironment({ ...configured, CF_ID: 'id.access', CF_SECRET: 'access-secret' });
    const sent = fakeCloudflare();
    const { row, ok, code } = await doctor(...argv, '-m', 'openai/gpt-4o');
    expect({ ok, code }).toEqual({ ok: false, code: 1 });
    expect(row('settings')).toMatchObject({ status: 'fail', detail: expect.stringContaining(detail) });
    for (const id of ['connection', 'gateway', 'logs', 'model']) {
      expect(row(id)).toEqual({ id, status: 'skip', detail: 'the settings are invalid: see above' });
    }
    expect(sent).toEqual([]);
  });

  it('a variable keeps its name', async () => {
    setEnvironment({ ...configured, CLOUDFLARE_GATEWAY_ID: 'bad id!' });
    expect((await doctor()).row('settings').detail).toMatch(/^CLOUDFLARE_GATEWAY_ID: a gateway id has/);
  });

  it.each([[['--account-id', 'short']], [[]]])('a wrong account id is reported once %j', async argv => {
    setEnvironment({ ...configured, CLOUDFLARE_ACCOUNT_ID: 'short' });
    const { row, rows } = await doctor(...argv);
    expect(row('settings').status).toBe('skip');
    expect(row('account id').status).toBe('fail');
    expect(rows.filter(({ status }) => status === 'fail')).toHaveLength(1);
  });
});

describe('the account', () => {
  it.each([
    `https://gateway.ai.cloudflare.com/v1/${other}/default`,
    `https://api.cloudflare.com/client/v4/accounts/${other}/ai/v1`,
  ])('of calls is that of %s', async url => {
    setEnvironment(configured);
    const sent = fakeCloudflare();
    const { row } = await doctor('--base-url', url);
    expect(row('account id').detail).toBe(
      'bbbb…bbbb, from the base URL; CLOUDFLARE_ACCOUNT_ID names another account and is ignored',
    );
    expect(sent.map(request => request.url).filter(address => address.includes(accountId))).toEqual([]);
  });
});

describe('the token', () => {
  const hosts = ['https://api.cloudflare.com', 'https://gateway.ai.cloudflare.com'];

  it.each([
    `https://proxy.example.net/v1/${accountId}/default/compat`,
    `https://proxy.example.net/client/v4/accounts/${accountId}/ai/v1`,
    'https://proxy.example.net',
  ])('of the account stays with Cloudflare, not with %s', async url => {
    setEnvironment({ ...configured, CF_AIG_TOKEN: 'token-of-the-gateway' });
    const sent = fakeCloudflare();
    const { row } = await doctor('--base-url', url);
    expect(row('token').status).toBe('pass');
    expect(row('connection').detail).toMatch(/^api\.cloudflare\.com responded/);
    const abroad = sent.filter(request => !hosts.includes(new URL(request.url).origin));
    expect(JSON.stringify(abroad.map(({ headers }) => [...headers]))).not.toContain('token-of-a-test');
    const shown = sent.filter(({ headers }) => headers.get('authorization') === 'Bearer token-of-a-test');
    expect(shown.length).toBeGreaterThan(1);
  });

  it('goes to a loopback address, which serves every host', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const { row, ok } = await doctor(
        '--base-url',
        `${url}/v1/${accountId}/default/compat`,
        ...connectTo(url).slice(2),
      );
      expect(ok).toBe(true);
      expect(row('connection').detail).toMatch(/^127\.0\.0\.1:\d+ responded/);
      expect(gateway.requests.some(({ path }) => path.includes('/tokens/verify'))).toBe(true);
    });
  });
});

describe('a base URL', () => {
  it('of one upstream leads to its gateway', async () => {
    setEnvironment(configured);
    const sent = fakeCloudflare();
    const { row, ok } = await doctor(
      '--base-url',
      `https://gateway.ai.cloudflare.com/v1/${accountId}/mine/openai`,
    );
    expect(ok).toBe(true);
    expect(row('gateway')).toEqual({ id: 'gateway', status: 'pass', detail: '"mine" exists' });
    expect(row('gateway access').status).toBe('warn');
    const probes = sent.filter(({ url }) => url.includes('/compat/'));
    expect(probes.map(({ url }) => new URL(url).pathname)).toEqual(
      Array(2).fill(`/v1/${accountId}/mine/compat/chat/completions`),
    );
  });

  it('of the REST API has a gateway that is not probed', async () => {
    setEnvironment(configured);
    const sent = fakeCloudflare();
    const url = `https://api.cloudflare.com/client/v4/accounts/${accountId}/ai/v1`;
    const { row } = await doctor('--base-url', url, '--gateway-id', 'mine');
    expect(row('gateway').detail).toBe('"mine" exists');
    expect(row('gateway access').status).toBe('skip');
    expect(sent.some(request => request.url.includes('/compat/'))).toBe(false);
  });

  it('that is wrong leaves open whether an account id is missing', async () => {
    expect((await doctor('--base-url', 'nonsense')).row('account id').status).toBe('skip');
    expect((await doctor()).row('account id').status).toBe('fail');
  });
});
