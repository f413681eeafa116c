import { describe, expect, it } from 'vitest';
import { connected, refused, send } from '../../support/call.ts';

async function header(metadata: object | string): Promise<string> {
  const providerOptions = { cloudflare: { metadata: metadata as Record<string, string> } };
  return (await send('openai/gpt-4o', { providerOptions })).headers['cf-aig-metadata'] ?? '';
}

describe('metadata in one header, as ASCII', () => {
  it.each([
    [{ city: 'Zürich 東京' }],
    [{ schlüssel: 'wert' }],
    [{ emoji: '😀', quote: '"\\', line: 'a\nb\r\tc', del: '\u007f', nul: '\u0000' }],
    [{ lone: '\ud83d' }],
    [{ long: 'x'.repeat(600) }],
    [{ zero: 0, no: false, empty: '', small: 1e-9 }],
  ])('%j comes back as it was', async metadata => {
    const value = await header(metadata);
    expect(value).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(value)).toEqual(metadata);
  });

  it('writes `Zürich 東京` in escapes', async () => {
    expect(await header({ city: 'Zürich 東京' })).toBe('{"city":"Z\\u00fcrich \\u6771\\u4eac"}');
  });

  it('writes a bigint as a string', async () => {
    expect(await header({ id: 9007199254740993n })).toBe('{"id":"9007199254740993"}');
  });
});

describe('metadata as the JSON text of an object', () => {
  it('is the object', async () => {
    expect(JSON.parse(await header('{"team":"docs","paid":true}'))).toEqual({ team: 'docs', paid: true });
  });

  it('merges with the options of the provider', async () => {
    const providerOptions = { cloudflare: { metadata: '{"team":"docs"}' } };
    const settings = { ...connected, options: { metadata: { app: 'shop' } } };
    const { headers } = await send('openai/gpt-4o', { providerOptions }, settings);
    expect(JSON.parse(headers['cf-aig-metadata'] ?? '')).toEqual({ app: 'shop', team: 'docs' });
  });

  it.each(['team=docs', '["docs"]', '{"team":{"name":"docs"}}'])('%s is refused', async metadata => {
    const error = await refused(
      'openai/gpt-4o',
      { providerOptions: { cloudflare: { metadata } } },
      connected,
    );
    expect(error).toMatchObject({ argument: 'providerOptions.cloudflare.metadata' });
  });
});
