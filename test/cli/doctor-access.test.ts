import { type LocalGatewayOptions, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { doctor, doctorOf } from './run-doctor.ts';
import { connectTo, ownEnvironment, withGateway } from './support.ts';

ownEnvironment();
const { accountId } = localGatewayDefaults;

describe('permissions', () => {
  const all = ['workers-ai-read', 'ai-gateway-run', 'ai-gateway-read'] as const;
  const without = (missing: (typeof all)[number]): LocalGatewayOptions => ({
    tokens: { 'some-token': all.filter(permission => permission !== missing) },
  });

  it('Workers AI > Read', async () => {
    const { row } = await doctorOf(without('workers-ai-read'), 'some-token');
    expect(row('workers ai')).toMatchObject({
      status: 'fail',
      unauthorized: 'permission-missing',
      fix: expect.stringContaining('Workers AI > Read'),
    });
  });

  it('Workers AI > Read, where nothing needs it', async () => {
    const { row, ok } = await withGateway(without('workers-ai-read'), ({ url }) =>
      doctor(...connectTo(url, ''), '--gateway-token', 'some-token'),
    );
    expect(ok).toBe(true);
    expect(row('workers ai')).toMatchObject({ status: 'warn', unauthorized: 'permission-missing' });
    expect(row('gateway access').status).toBe('pass');
  });

  it('AI Gateway > Run, where models on REST do not need it', async () => {
    const { row, ok } = await doctorOf(without('ai-gateway-run'), 'some-token');
    expect(ok).toBe(true);
    expect(row('gateway access')).toMatchObject({
      status: 'warn',
      unauthorized: 'gateway-token',
      fix: expect.stringContaining('AI Gateway > Run'),
    });
  });

  it('AI Gateway > Run, where every call needs it', async () => {
    const { row, ok } = await doctorOf(without('ai-gateway-run'), 'some-token', '--endpoint', 'compat');
    expect(ok).toBe(false);
    expect(row('gateway access')).toMatchObject({ status: 'fail', unauthorized: 'gateway-token' });
  });

  it('AI Gateway > Read, which no call needs', async () => {
    const { row, ok } = await doctorOf(without('ai-gateway-read'), 'some-token');
    expect(ok).toBe(true);
    expect(row('gateway')).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('AI Gateway > Read'),
    });
    expect(row('gateway access').status).toBe('pass');
    expect(row('logs')).toMatchObject({ status: 'warn', fix: expect.stringContaining('AI Gateway > Edit') });
  });

  it("a token of somebody else's account", async () => {
    const { row, ok } = await doctorOf({ accountId: accountId.replace('0', '9') }, 'local-token');
    expect(ok).toBe(false);
    expect(row('workers ai').detail).toContain('does not belong to account 0123…cdef');
  });
});

describe('gateway', () => {
  it('that does not exist', async () => {
    const { row, rows } = await doctorOf({}, 'local-token', '--gateway-id', 'no-such-gateway');
    expect(row('gateway')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('"no-such-gateway"'),
    });
    expect(rows.some(({ id }) => id === 'gateway access')).toBe(false);
  });

  it('that does not exist, seen without the permission to read gateways', async () => {
    const tokens = { 'run-token': ['workers-ai-read', 'ai-gateway-run'] as const };
    const { row } = await doctorOf({ tokens }, 'run-token', '--gateway-id', 'no-such-gateway');
    expect(row('gateway').status).toBe('fail');
  });

  it('that is open', async () => {
    const { row, ok } = await doctorOf({ gateways: { default: { authentication: false } } }, 'local-token');
    expect(ok).toBe(true);
    expect(row('gateway access')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('is off'),
    });
  });

  it('that is open, seen without the permission to read gateways', async () => {
    const tokens = { 'run-token': ['workers-ai-read', 'ai-gateway-run'] as const };
    const options = { tokens, gateways: { default: { authentication: false } } };
    const { row } = await doctorOf(options, 'run-token');
    expect(row('gateway access')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('is off'),
    });
  });

  it('disabled', async () => {
    const { row } = await doctorOf({}, 'local-token', '--no-gateway');
    expect(row('gateway').status).toBe('skip');
  });

  it('is probed without cost: no vendor is called, and nothing is logged', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      await doctor(...connectTo(url));
      expect(gateway.upstreamRequests).toEqual([]);
      expect(gateway.logs).toEqual([]);
      expect(gateway.requests.length).toBeGreaterThan(4);
    });
  });
});

describe('a model', () => {
  it('is called once, on the endpoint that routing chooses', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const { row } = await doctor(...connectTo(url), '-m', 'dynamic/support', '--gateway-id', 'default');
      expect(row('route').detail).toMatch(/^\w+ through compat: /);
      const model = await doctor(...connectTo(url), '-m', 'anthropic/claude-haiku-4-5');
      expect(model.row('route').detail).toMatch(/^anthropic through rest: /);
      expect(model.row('model').detail).toMatch(/^anthropic\/claude-haiku-4-5 responded in \d+ ms, log 01a0/);
      expect(gateway.upstreamRequests).toHaveLength(1);
    });
  });

  it('that no endpoint serves fails before anything is sent', async () => {
    await withGateway({}, async ({ gateway, url }) => {
      const { row, code } = await doctor(...connectTo(url), '-m', 'gpt-4o');
      expect(code).toBe(1);
      expect(row('route')).toMatchObject({ status: 'fail' });
      expect(gateway.upstreamRequests).toEqual([]);
    });
  });

  it('that fails for another reason has a fix', async () => {
    const gateways = { default: { unifiedBilling: 'no-credits' as const } };
    const { row } = await doctorOf({ gateways }, 'local-token', '-m', 'openai/gpt-4o');
    expect(row('model')).toMatchObject({ status: 'fail', fix: expect.stringContaining('credits') });
    expect(row('model')).not.toHaveProperty('unauthorized');
  });
});
