import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { template } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';

const { gatewayId: _, ...account } = connected;

describe('accepted, as the header of a REST call', () => {
  it.each([
    ['the default', {}, 'default'],
    ['gatewayId', { gatewayId: 'my-gateway' }, 'my-gateway'],
    ['its other name', { gateway: 'my-gateway' }, 'my-gateway'],
    ['both names with one value', { gateway: 'a', gatewayId: 'a' }, 'a'],
    ['surrounding white space', { gatewayId: ' my-gateway\n' }, 'my-gateway'],
    ['letters, digits, "-" and "_"', { gatewayId: 'My_Gateway-2' }, 'My_Gateway-2'],
    ['64 characters', { gatewayId: 'g'.repeat(64) }, 'g'.repeat(64)],
  ])('%s', async (_, settings, expected) => {
    const { headers } = await send('openai/gpt-4o', {}, { ...account, ...settings });
    expect(headers['cf-aig-gateway-id']).toBe(expected);
  });

  it('null sends no gateway at all', async () => {
    const { headers, url } = await send('@cf/meta/llama-4-scout', {}, { ...account, gatewayId: null });
    expect(url).toMatch(/^https:\/\/api\.cloudflare\.com\//);
    expect(Object.keys(headers).filter(name => name.startsWith('cf-aig-'))).toEqual([]);
  });
});

const wrongIds: readonly (readonly [string, string, string])[] = [
  ['empty', '', '1 to 64 letters'],
  ['a template', template('GATEWAY'), 'template'],
  ['65 characters', 'g'.repeat(65), '1 to 64 letters|API token'],
  ['a token', `cfut_${'lEnKx'.repeat(10)}`, 'looks like an API token'],
  ['traversal', '..', '1 to 64 letters'],
  ['a slash', 'a/b', '1 to 64 letters'],
  ['an encoded slash', 'a%2fb', '1 to 64 letters'],
  ['a query', 'a?b', '1 to 64 letters'],
  ['a fragment', 'a#b', '1 to 64 letters'],
  ['a line break inside', 'a\r\nx-evil: 1', '1 to 64 letters'],
  ['a control character', 'a\u0000b', '1 to 64 letters'],
];

describe('refused before any request', () => {
  it.each(wrongIds)('setting: %s', async (_, gatewayId, says) => {
    const error = await refused('openai/gpt-4o', {}, { ...account, gatewayId });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'gatewayId' });
    expect(error.message).toMatch(new RegExp(says));
    expect(error.message).toContain("Example: createCloudflare({ gatewayId: 'my-gateway' })");
    if (gatewayId.length > 20) expect(error.message).not.toContain(gatewayId);
  });

  it.each(wrongIds)('option of a call: %s', async (_, gatewayId) => {
    const options = { providerOptions: { cloudflare: { gatewayId } } };
    const error = await refused('openai/gpt-4o', options, connected);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.message).toMatch(/^providerOptions\.cloudflare\.gatewayId: expected 1 to 64/);
  });

  it('two names with two values', async () => {
    const error = await refused('openai/gpt-4o', {}, { ...account, gateway: 'a', gatewayId: 'b' });
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'gateway' });
  });

  it.each(['openai/gpt-4o', 'dynamic/support', 'cloudflare/auto', 'custom-acme/llama'])(
    'null with %s, which needs a gateway',
    async modelId => {
      const error = await refused(modelId, {}, { ...account, gatewayId: null });
      expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'gatewayId' });
      expect(error.message).toContain('Workers AI');
    },
  );
});
