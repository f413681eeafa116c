import { describe, expect, it } from 'vitest';
import { GATEWAY_HOST, REST, TOKEN, vendorKey } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';
import { routes } from '../support/routes.ts';

const endpoints = ['rest', 'compat', 'native'] as const;

describe.each(routes)('$id', ({ id, upstream, rest, compat, native, auto, cloudflare, unknown }) => {
  const served = { rest, compat, native };

  it('every endpoint: URL, model spelling, credentials; or an error that names those that do', async () => {
    for (const endpoint of endpoints) {
      const settings = { ...connected, endpoint, azure: { resource: 'res' } };
      if (served[endpoint] === undefined) {
        const error = await refused(id, {}, settings);
        expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'endpoint' });
        expect(error.message).toContain(`"${endpoint}" does not serve chat of "${id}"`);
        const others = endpoints.filter(name => served[name] !== undefined).join(' and ');
        expect(error.message).toContain(`served by ${others}`);
        continue;
      }
      const { url, method, headers, body } = await send(id, {}, settings);
      const model = endpoint === 'native' ? native?.model : served[endpoint];
      const urls = {
        rest: `${REST}/chat/completions`,
        compat: `${GATEWAY_HOST}/compat/chat/completions`,
        native: `${GATEWAY_HOST}/${native?.path}`,
      };
      expect({ method, url, model: body.model }).toEqual({ method: 'POST', url: urls[endpoint], model });
      expect(headers.authorization).toBe(endpoint === 'rest' || cloudflare ? `Bearer ${TOKEN}` : undefined);
      expect(headers['cf-aig-authorization']).toBe(endpoint === 'rest' ? undefined : `Bearer ${TOKEN}`);
      expect(headers['cf-aig-gateway-id']).toBe(endpoint === 'rest' ? 'my-gateway' : undefined);
      expect(headers['content-type']).toBe('application/json');
    }
  });

  it(`auto takes ${auto}`, async () => {
    const { url } = await send(id, {}, { ...connected, azure: { resource: 'res' } });
    const expected = {
      rest: `${REST}/chat/completions`,
      compat: `${GATEWAY_HOST}/compat/chat/completions`,
      native: `${GATEWAY_HOST}/${native?.path}`,
    };
    expect(url).toBe(expected[auto]);
  });

  it('a key of its own: native where there is a path, compat otherwise, an error where neither is', async () => {
    const providerKeys = { [upstream]: vendorKey(upstream) };
    const settings = { ...connected, providerKeys, azure: { resource: 'res' } };
    if (cloudflare || unknown || (compat === undefined && native === undefined)) {
      const error = await refused(id, {}, settings);
      expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: `providerKeys.${upstream}` });
      return;
    }
    const { url, headers, body } = await send(id, {}, settings);
    const { name, value } = native?.key ?? { name: 'authorization', value: (key: string) => `Bearer ${key}` };
    expect(url).toBe(`${GATEWAY_HOST}/${native?.path ?? 'compat/chat/completions'}`);
    expect(body.model).toBe(native?.model ?? compat);
    expect(headers[name]).toBe(value(vendorKey(upstream)));
    expect(headers['cf-aig-authorization']).toBe(`Bearer ${TOKEN}`);
  });
});
