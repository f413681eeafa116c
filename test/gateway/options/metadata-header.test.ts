import { describe, expect, it } from 'vitest';
import { send } from '../../support/call.ts';

async function header(metadata: object): Promise<string> {
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
