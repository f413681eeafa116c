import { InvalidArgumentError, LoadSettingError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, REST, template } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';

const withAccount = (accountId: string | undefined) => ({ ...connected, accountId });

describe('accepted', () => {
  it.each([
    ['upper case', ACCOUNT.toUpperCase()],
    ['mixed case', '0123456789ABCDEF0123456789abcdef'],
    ['surrounding white space', ` ${ACCOUNT}\n`],
  ])('%s', async (_, accountId) => {
    const { url } = await send('openai/gpt-4o', {}, withAccount(accountId));
    expect(url).toBe(`${REST}/chat/completions`);
  });
});

describe('missing: said by the first call, with the setting, the variable and an example', () => {
  it.each([
    ['undefined', undefined],
    ['empty', ''],
    ['blank', '   '],
  ])('%s', async (_, accountId) => {
    const error = await refused('openai/gpt-4o', {}, withAccount(accountId));
    expect(error).toBeInstanceOf(LoadSettingError);
    expect(error.message).toMatch(
      /accountId: it is missing.*CLOUDFLARE_ACCOUNT_ID.*Example: createCloudflare/,
    );
  });
});

describe('wrong: refused without printing the value', () => {
  it.each([
    ['a shell template', template('CLOUDFLARE_ACCOUNT_ID'), 'template'],
    ['an encoded template', '%7BCLOUDFLARE_ACCOUNT_ID%7D', 'template'],
    ['a mustache', '{{accountId}}', 'template'],
    ['a user token', `cfut_${'lEnKx'.repeat(10)}`, 'looks like an API token'],
    ['an account token', `cfat_${'lEnKx'.repeat(10)}`, 'looks like an API token'],
    ['an old token', `v1.0-${'a1'.repeat(20)}`, 'looks like an API token'],
    ['a bare 40 character token', 'Xy_-'.repeat(10), 'looks like an API token'],
    ['a global key of 37 hex characters', 'a1b2c'.repeat(8).slice(0, 37), 'looks like an API token'],
    ['a header value', 'Bearer abcdef', 'looks like an API token'],
    ['31 characters', 'f'.repeat(31), '32 hexadecimal characters'],
    ['a letter beyond f', ACCOUNT.replace('a', 'g'), '32 hexadecimal characters'],
    ['path traversal', '../../client/v4/user', '32 hexadecimal characters'],
    ['a slash', `${ACCOUNT}/x`, '32 hexadecimal characters'],
    ['a query', `${ACCOUNT}?x=1`, '32 hexadecimal characters'],
    ['a fragment', `${ACCOUNT}#x`, '32 hexadecimal characters'],
    ['a control character', `${ACCOUNT.slice(2)}\u0000\u0007`, '32 hexadecimal characters'],
  ])('%s', async (_, accountId, says) => {
    const error = await refused('openai/gpt-4o', {}, withAccount(accountId));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'accountId' });
    expect(error.message).toContain(says);
    expect(error.message).toMatch(/Example: createCloudflare\(\{ accountId: '[0-9a-f]{32}' \}\)/);
    expect(error.message).not.toContain(accountId);
  });

  it('a wrong type is refused when the provider is created', async () => {
    const error = await refused('openai/gpt-4o', {}, { ...connected, accountId: 42 as never });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.message).toMatch(/^accountId: expected a string\. Example: /);
  });
});
