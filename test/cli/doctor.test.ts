import { stripVTControlCharacters } from 'node:util';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { doctor, doctorOf } from './run-doctor.ts';
import { ownEnvironment, runCLI, setEnvironment, widest } from './support.ts';

ownEnvironment();
const { accountId } = localGatewayDefaults;

describe('doctor', () => {
  it('finds nothing to fix with --local, in 80 columns', async () => {
    const { code, stdout, stderr } = await runCLI(['doctor', '--local', '-m', 'openai/gpt-4o']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(
      stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:0').replace(/\d+ ms/g, '0 ms'),
    ).toMatchInlineSnapshot(`
      "✔ settings        gateway, base URL and endpoint are consistent
      ✔ account id      0123…cdef, from the local gateway
      ✔ api token       from the local gateway
      ✔ gateway token   from the local gateway
      – environment     not used: the local gateway has its own account
      ✔ proxy           none configured
      ✔ provider keys   none passed: uses the stored key "default", or Unified Billing
      ✔ connection      127.0.0.1:0 responded in 0 ms
      ✔ clock           in sync with the server
      ✔ token           active
      ✔ workers ai      the token has access (Workers AI > Read)
      ✔ gateway         "default" exists
      ✔ gateway access  authentication is on, and the token is accepted (AI Gateway >
                        Run)
      ✔ logs            the token has access (AI Gateway > Read)
      ✔ route           openai through rest: there is an API token for the REST API
      ✔ model           openai/gpt-4o responded in 0 ms, log
                        01a00000-0008-7ada-89a9-49363f6cda89

      15 passed, 0 warnings, 0 failed, 1 skipped
      "
    `);
  });

  it('prints the fix below each finding', async () => {
    const { code, stdout } = await runCLI(['doctor'], { tty: 'terminal', columns: 80 });
    expect(code).toBe(1);
    const plain = stripVTControlCharacters(stdout);
    expect(plain).toMatchInlineSnapshot(`
      "✔ settings       gateway, base URL and endpoint are consistent
      ✖ account id     not set.
                       → Copy it from the dashboard (Account Home > Account ID) into
                       CLOUDFLARE_ACCOUNT_ID.
      ✖ api token      not set.
                       → Create one in the dashboard (My Profile > API Tokens) with
                       Account > Workers AI > Read, and set CLOUDFLARE_API_TOKEN.
      – gateway token  not set
      ✔ environment    no conflicting variables
      ✔ proxy          none configured
      ✔ provider keys  none passed: uses the stored key "default", or Unified Billing
      – connection     requires an account id
      – gateway        requires an account id
      – logs           could not be checked: see above
      – model          name one with -m to call it

      4 passed, 0 warnings, 2 failed, 5 skipped
      "
    `);
    expect(stdout).toContain('\u001b[31m✖');
  });

  it('has no colours with NO_COLOR', async () => {
    setEnvironment({ NO_COLOR: '1' });
    const { stdout } = await runCLI(['doctor'], { tty: 'terminal', columns: 80 });
    expect(stdout).not.toContain('\u001b');
  });

  it('has everything as JSON', async () => {
    const { stdout } = await runCLI(['doctor', '--json', '--local']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, version: '0.0.0-test', local: true });
    expect(report.counts.pass + report.counts.skip).toBe(report.rows.length);
  });
});

describe('account id', () => {
  const row = async (...argv: readonly string[]) => (await doctor(...argv)).row('account id');

  it('from a variable, masked', async () => {
    setEnvironment({ CF_ACCOUNT_ID: accountId });
    expect(await row()).toEqual({
      id: 'account id',
      status: 'pass',
      detail: '0123…cdef, from CF_ACCOUNT_ID',
    });
  });

  it('a token in its place is named and not repeated', async () => {
    const token = 'abcdefghijABCDEFGHIJabcdefghijABCDEFGHIJ';
    const found = await row('--account-id', token);
    expect(found).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('looks like an API token'),
    });
    expect(JSON.stringify(found)).not.toContain(token);
  });

  it('from a gateway URL, but not from a custom domain', async () => {
    const url = `https://gateway.ai.cloudflare.com/v1/${accountId}/my-gateway`;
    expect((await row('--base-url', url)).detail).toBe('0123…cdef, from the base URL');
    expect((await row('--base-url', 'https://ai.example.invalid')).status).toBe('skip');
  });
});

describe('tokens', () => {
  it('report their source', async () => {
    setEnvironment({ CF_API_TOKEN: 'token-of-a-test', CLOUDFLARE_AI_GATEWAY_TOKEN: 'other-token-of-a-test' });
    const { row } = await doctor();
    expect(row('api token').detail).toBe('from CF_API_TOKEN');
    expect(row('gateway token').detail).toBe('from CLOUDFLARE_AI_GATEWAY_TOKEN');
  });

  it.each(['two words here', 'undefined', ['$', '{TOKEN}'].join('')])('"%s" is not valid', async token => {
    setEnvironment({ CLOUDFLARE_API_TOKEN: token });
    expect((await doctor()).row('api token')).toMatchObject({
      status: 'fail',
      fix: expect.stringContaining('CLOUDFLARE_API_TOKEN'),
    });
  });

  it('one that Cloudflare does not know', async () => {
    const { row, code } = await doctorOf({}, 'unknown-token');
    expect(code).toBe(1);
    expect(row('token')).toMatchObject({ status: 'fail', unauthorized: 'token-invalid' });
  });

  it('one that has expired', async () => {
    const tokens = { 'old-token': { permissions: ['workers-ai-read' as const], status: 'expired' as const } };
    expect((await doctorOf({ tokens }, 'old-token')).row('token')).toMatchObject({ status: 'fail' });
  });

  it('one of the account, with a date', async () => {
    const permissions = ['workers-ai-read', 'ai-gateway-run', 'ai-gateway-read'] as const;
    const settings = { permissions, owner: 'account', expiresOn: '2099-01-01T00:00:00Z' } as const;
    const { row, ok } = await doctorOf({ tokens: { 'account-token': settings } }, 'account-token');
    expect({ ok, token: row('token') }).toEqual({
      ok: true,
      token: { id: 'token', status: 'pass', detail: 'active, expires 2099-01-01' },
    });
  });
});
