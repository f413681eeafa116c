import { describe, expect, it, vi } from 'vitest';
import { TOKEN } from '../support/account.ts';
import { connected, refused, send } from '../support/call.ts';

describe('which header carries a key', () => {
  it.each([
    ['openai/gpt-4o', 'openai', { authorization: 'Bearer sk-1' }],
    ['google/gemini-2.5-pro', 'google', { 'x-goog-api-key': 'sk-1' }],
    ['google/gemini-2.5-pro', 'google-ai-studio', { 'x-goog-api-key': 'sk-1' }],
    ['grok/grok-4.5', 'xai', { authorization: 'Bearer sk-1' }],
    ['xai/grok-4.5', 'grok', { authorization: 'Bearer sk-1' }],
    ['perplexity/sonar', 'perplexity-ai', { authorization: 'Bearer sk-1' }],
    ['azure-openai/dep', 'azure', { 'api-key': 'sk-1' }],
    ['custom-acme/llama', 'custom-acme', { authorization: 'Bearer sk-1' }],
    ['anthropic/claude-haiku-4.5', 'anthropic', { authorization: 'Bearer sk-1' }],
  ])('%s with providerKeys.%s', async (modelId, name, expected) => {
    const settings = { ...connected, providerKeys: { [name]: 'sk-1' }, azure: { resource: 'res' } };
    const { headers } = await send(modelId, {}, settings);
    const carriers = ['authorization', 'x-goog-api-key', 'api-key', 'x-api-key'];
    const sent = Object.fromEntries(Object.entries(headers).filter(([header]) => carriers.includes(header)));
    expect(sent).toEqual(expected);
  });

  it('compat always reads a Bearer, whatever the vendor does', async () => {
    const settings = { ...connected, providerKeys: { google: 'sk-1' }, endpoint: 'compat' as const };
    const { headers } = await send('google/gemini-2.5-pro', {}, settings);
    expect(headers.authorization).toBe('Bearer sk-1');
    expect(headers).not.toHaveProperty('x-goog-api-key');
  });

  it('{ headers } are sent as they are', async () => {
    const providerKeys = {
      'aws-bedrock': { headers: { 'X-Vendor-Key': 'k1', Authorization: 'Key k2' } },
    };
    const { headers } = await send('aws-bedrock/amazon.nova', {}, { ...connected, providerKeys });
    expect(headers).toMatchObject({
      'x-vendor-key': 'k1',
      authorization: 'Key k2',
      'cf-aig-authorization': `Bearer ${TOKEN}`,
    });
  });

  it('functions are called once for each call that needs the key, and not for others', async () => {
    const openai = vi.fn(async () => 'sk-1');
    const settings = { ...connected, providerKeys: { openai } };
    await send('groq/llama-4-scout', {}, settings);
    expect(openai).not.toHaveBeenCalled();
    await send('openai/gpt-4o', {}, settings);
    expect(openai).toHaveBeenCalledTimes(1);
  });

  it('an absent key is no key: Unified Billing on REST', async () => {
    const { url } = await send('openai/gpt-4o', {}, { ...connected, providerKeys: { openai: undefined } });
    expect(url).toContain('api.cloudflare.com');
  });
});

describe('refused', () => {
  const anyKey = (providerKeys: Record<string, unknown>) =>
    ({ ...connected, providerKeys }) as typeof connected;

  it.each([
    [
      { google: 'a', 'google-ai-studio': 'b' },
      'providerKeys.google-ai-studio',
      /same upstream as providerKeys\.google/,
    ],
    [{ grok: 'a', xai: 'b' }, 'providerKeys.xai', /same upstream as providerKeys\.grok/],
    [{ azure: 'a', 'azure-openai': 'b' }, 'providerKeys.azure-openai', /same upstream/],
    [{ opnai: 'a' }, 'providerKeys.opnai', /Did you mean `openai`\?/],
    [{ Anthropc: 'a' }, 'providerKeys.Anthropc', /Did you mean `anthropic`\?/],
    [{ gemini: 'a' }, 'providerKeys.gemini', /unknown upstream/],
    [{ 'workers-ai': 'a' }, 'providerKeys.workers-ai', /Cloudflare token/],
    [{ openai: 1 }, 'providerKeys.openai', /expected a key/],
    [{ openai: null }, 'providerKeys.openai', /expected a key/],
    [{ openai: {} }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: {} } }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: { authorization: 1 } } }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: { 'cf-aig-authorization': 'x' } } }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: { 'cf-access-client-secret': 'x' } } }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: { host: 'evil.example.com' } } }, 'providerKeys.openai', /expected a key/],
    [{ openai: { headers: { 'bad name': 'x' } } }, 'providerKeys.openai', /expected a key/],
  ])('%j', async (providerKeys, argument, says) => {
    // Every call is refused, not only one of the upstream: the settings are wrong.
    const error = await refused('@cf/zai-org/glm-5.2', {}, anyKey(providerKeys));
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument });
    expect(error.message).toMatch(says);
    expect(error.message).toMatch(/Example: createCloudflare\(\{ /);
  });
});
