import {
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';
import { describe, expect, it } from 'vitest';
import { checkProxy } from '../../src/cli/doctor/check-proxy.ts';
import { doctor } from './run-doctor.ts';
import { connectTo, ownEnvironment, setEnvironment } from './support.ts';

ownEnvironment();
const { accountId } = localGatewayDefaults;

describe('environment', () => {
  it.each([
    [['--api-token', 'passed-token'], 'CF_AIG_TOKEN is not used: a token that is passed wins'],
    [['--base-url', 'https://ai.example.invalid'], 'CF_AIG_TOKEN is not sent to the host of --base-url'],
  ])('reports a token that is not used with %j', async (words, detail) => {
    setEnvironment({ CF_AIG_TOKEN: 'ambient-token' });
    const rows = (await doctor(...words)).rows.filter(({ id }) => id === 'environment');
    expect(rows).toMatchObject([{ status: 'warn', detail: expect.stringContaining(detail) }]);
  });

  const warnings = async (variables: Readonly<Record<string, string>>) => {
    setEnvironment(variables);
    return (await doctor()).rows.filter(row => row.id === 'environment' && row.status === 'warn');
  };

  it('accepts variables with equal values', async () => {
    expect(await warnings({ CLOUDFLARE_API_TOKEN: 'same-token', CF_API_TOKEN: 'same-token' })).toEqual([]);
  });

  it.each([
    [
      { CLOUDFLARE_API_TOKEN: 'one-token', CF_API_TOKEN: 'two-token' },
      'CLOUDFLARE_API_TOKEN is used; CF_API_TOKEN',
    ],
    [
      { CLOUDFLARE_API_TOKEN: 'one-token', CLOUDFLARE_API_KEY: 'two-token' },
      'CLOUDFLARE_API_KEY has a different value',
    ],
    [{ CLOUDFLARE_ACCOUNT_ID: accountId, CF_ACCOUNT_ID: accountId.replace('0', '9') }, 'CF_ACCOUNT_ID'],
    [{ CLOUDFLARE_GATEWAY_ID: 'a', CF_GATEWAY_ID: 'b' }, 'CF_GATEWAY_ID has a different value'],
    [{ CF_AIG_TOKEN: 'one-token', CLOUDFLARE_AI_GATEWAY_TOKEN: 'two-token' }, 'CLOUDFLARE_AI_GATEWAY_TOKEN'],
    [{ CLOUDFLARE_API_KEY: 'global-key', CLOUDFLARE_EMAIL: 'me@example.com' }, 'global key'],
    [{ CLOUDFLARE_AI_GATEWAY_API_KEY: 'any-key' }, 'CLOUDFLARE_AI_GATEWAY_API_KEY is not read'],
    [{ CLOUDFLARE_BASE_URL: 'https://example.com' }, 'CLOUDFLARE_BASE_URL is not read'],
  ])('%j', async (variables, detail) => {
    const found = await warnings(variables);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      detail: expect.stringContaining(detail),
      fix: expect.stringMatching(/\w/),
    });
  });

  it('a global key does not conflict with a token', async () => {
    const found = await warnings({
      CLOUDFLARE_API_TOKEN: 'one-token',
      CLOUDFLARE_API_KEY: 'global-key',
      CLOUDFLARE_EMAIL: 'me@example.com',
    });
    expect(found.map(({ detail }) => detail)).toEqual([expect.stringContaining('global key')]);
  });
});

describe('network', () => {
  it('names a proxy that fetch does not use, without its password', async () => {
    setEnvironment({ HTTPS_PROXY: 'http://user:secret-word@proxy.example:8080' });
    const { row } = await doctor('--local');
    expect(row('proxy')).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('NODE_USE_ENV_PROXY=1'),
    });
    expect(JSON.stringify(row('proxy'))).not.toContain('secret-word');
  });

  it.each([
    [{ NODE_USE_ENV_PROXY: '1' }, { node: '24.1.0' }, 'pass'],
    [{ NODE_OPTIONS: '--use-env-proxy' }, { node: '22.21.0' }, 'pass'],
    [{ NODE_USE_ENV_PROXY: '1' }, { node: '20.20.2' }, 'warn'],
    [{ NODE_USE_ENV_PROXY: '1' }, { node: '22.20.0' }, 'warn'],
    [{}, { node: '24.1.0' }, 'warn'],
    [{}, { node: '24.1.0', bun: '1.3.0' }, 'pass'],
  ])('a proxy with %j on %j: %s', (variables, versions, status) => {
    setEnvironment({ HTTPS_PROXY: 'http://proxy.example:8080', ...variables });
    expect(checkProxy(versions).status).toBe(status);
  });

  it('names a variable that fetch never reads', () => {
    setEnvironment({ ALL_PROXY: 'socks5://proxy.example:1080' });
    expect(checkProxy({ node: '24.1.0' })).toMatchObject({ status: 'warn', fix: 'Set HTTPS_PROXY as well.' });
  });

  it('warns if certificate checks are off', async () => {
    setEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect((await doctor('--local')).row('proxy').status).toBe('warn');
  });

  it('reports the reason for a failed connection', async () => {
    const server = await serveLocalGateway(createLocalGateway());
    await server.close();
    const { row, code } = await doctor(...connectTo(server.url));
    expect(code).toBe(1);
    expect(row('connection')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('ECONNREFUSED'),
      fix: expect.stringContaining('--base-url'),
    });
  });

  it.each([
    [3_600_000, 'behind'],
    [-3_600_000, 'ahead of'],
  ])('a clock that is off by %d ms', async (offset, direction) => {
    const dated = (gateway: LocalGateway): LocalGateway => ({
      ...gateway,
      handle: async request => {
        const response = await gateway.handle(request);
        response.headers.set('date', new Date(Date.now() + offset).toUTCString());
        return response;
      },
    });
    const server = await serveLocalGateway(dated(createLocalGateway()));
    try {
      const { row, ok } = await doctor(...connectTo(server.url));
      expect(ok).toBe(true);
      expect(row('clock')).toMatchObject({ status: 'warn', detail: expect.stringContaining(direction) });
    } finally {
      await server.close();
    }
  });
});

describe('provider keys', () => {
  it('that are passed, and those that are not', async () => {
    setEnvironment({ OPENAI_API_KEY: 'sk-a-key-of-a-test', GROQ_API_KEY: 'gsk_a-key-of-a-test' });
    const none = (await doctor('--local')).row('provider keys');
    expect(none.detail).toContain('OPENAI_API_KEY, GROQ_API_KEY: set, but only sent');
    const passed = (await doctor('--local', '--provider-key', 'openai=OPENAI_API_KEY')).row('provider keys');
    expect(passed.detail).toMatch(/^passed for openai:/);
  });

  it('that are the Cloudflare token', async () => {
    setEnvironment({ MY_KEY: 'token-of-a-test', CLOUDFLARE_API_TOKEN: 'token-of-a-test' });
    const { row } = await doctor('--provider-key', 'openai=MY_KEY');
    expect(row('provider keys')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('Cloudflare token'),
    });
  });
});
