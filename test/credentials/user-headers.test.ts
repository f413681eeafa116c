import { describe, expect, it } from 'vitest';
import { connected, refused, send } from '../support/call.ts';

describe('headers of the user', () => {
  it('reach every endpoint, those of the call over those of the settings', async () => {
    for (const endpoint of ['rest', 'compat', 'native'] as const) {
      const settings = {
        ...connected,
        endpoint,
        headers: { 'X-Team': 'docs', 'x-one': '1', 'x-gone': undefined },
      };
      const { headers } = await send(
        'openai/gpt-4o',
        { headers: { 'x-team': 'call', 'x-two': '2' } },
        settings,
      );
      expect(headers).toMatchObject({ 'x-team': 'call', 'x-one': '1', 'x-two': '2' });
      expect(headers).not.toHaveProperty('x-gone');
    }
  });

  it('keep their user-agent, with ours after it', async () => {
    const { headers } = await send('openai/gpt-4o', { headers: { 'user-agent': 'ai/5.0' } });
    expect(headers['user-agent']).toMatch(/^ai\/5\.0 ai-sdk-provider-cloudflare\/0\.0\.0-test/);
    expect((await send('openai/gpt-4o')).headers['user-agent']).toMatch(
      /^ai-sdk-provider-cloudflare\/0\.0\.0-test/,
    );
  });

  it('may say what the content type is anyway', async () => {
    const { headers } = await send('openai/gpt-4o', {
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
    expect(headers['content-type']).toBe('application/json');
  });

  const credentials = [
    ['Authorization', 'providerKeys'],
    ['CF-AIG-Authorization', 'gatewayToken'],
    ['cf-access-client-secret', 'access'],
    ['x-api-key', 'providerKeys'],
    ['api-key', 'providerKeys'],
    ['x-goog-api-key', 'providerKeys'],
    ['proxy-authorization', 'fetch'],
  ] as const;

  it.each(credentials)('%s is refused in the settings and in a call, naming `%s`', async (name, instead) => {
    const headers = { [name]: 'Bearer other-SECRET' };
    for (const error of [
      await refused('openai/gpt-4o', {}, { ...connected, headers }),
      await refused('openai/gpt-4o', { headers }),
      await refused('@cf/baai/bge-m3', { headers }, connected, 'embed'),
    ]) {
      expect(error).toMatchObject({
        name: 'AI_InvalidArgumentError',
        argument: `headers.${name.toLowerCase()}`,
      });
      expect(error.message).toContain(instead);
      expect(error.message).not.toContain('other-SECRET');
    }
  });

  it.each([
    ['cf-aig-metadata', { metadata: { a: 1 } }],
    ['CF-AIG-Cache-TTL', { cacheTtl: 60 }],
    ['cf-aig-gateway-id', {}],
    ['x-session-affinity', { sessionAffinity: 's' }],
  ])('%s would replace what an option writes', async (name, cloudflare) => {
    const options = { headers: { [name]: 'other' }, providerOptions: { cloudflare } };
    const error = await refused('@cf/zai-org/glm-5.2', options);
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      argument: `headers.${name.toLowerCase()}`,
    });
  });

  it.each([5, true, {}, ['docs']])('%j is not a value', async value => {
    const headers = { 'x-team': value as unknown as string };
    for (const error of [
      await refused('openai/gpt-4o', {}, { ...connected, headers }),
      await refused('openai/gpt-4o', { headers }),
    ])
      expect(error).toMatchObject({
        name: 'AI_InvalidArgumentError',
        argument: 'headers.x-team',
        message: expect.stringContaining('headers.x-team: expected a string.'),
      });
  });

  it.each(['content-type', 'Content-Length', 'host', 'transfer-encoding'])(
    '%s frames the request',
    async name => {
      const error = await refused('openai/gpt-4o', { headers: { [name]: 'text/plain' } });
      expect(error).toMatchObject({
        name: 'AI_InvalidArgumentError',
        argument: `headers.${name.toLowerCase()}`,
      });
    },
  );
});
