import { generateText } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { TOKEN } from '../support/account.ts';
import { connected } from '../support/call.ts';
import { completion, fakeFetch } from '../support/fake-fetch.ts';

/**
 * The Cloudflare token was sent to the vendor as its `Authorization`: a leaked credential, and stored keys passed
 * by (https://github.com/anomalyco/opencode/issues).
 */
const thirdParty = [
  'openai/gpt-4o',
  'deepseek/deepseek-v4-flash',
  'google/gemini-2.5-pro',
  'azure-openai/dep',
  'custom-acme/m',
  'dynamic/x',
];

describe('on the gateway host the token is in cf-aig-authorization only', () => {
  const endpoints = { 'azure-openai/dep': 'native' } as Record<string, 'native' | 'compat'>;

  it.each(thirdParty)('%s', async id => {
    const fake = fakeFetch();
    const provider = createCloudflare({
      ...connected,
      endpoint: endpoints[id] ?? 'compat',
      azure: { resource: 'res' },
      fetch: fake.fetch,
    });
    await generateText({ model: provider(id), prompt: 'hello' });
    const { headers, text, url } = fake.request();
    expect(new URL(url).hostname).toBe('gateway.ai.cloudflare.com');
    const { 'cf-aig-authorization': gate, ...others } = headers;
    expect(gate).toBe(`Bearer ${TOKEN}`);
    expect(JSON.stringify(others)).not.toContain(TOKEN);
    expect(text).not.toContain(TOKEN);
  });

  it.each(['@cf/google/gemma-4-26b-a4b-it', 'workers-ai/@cf/google/gemma-4-26b-a4b-it'])(
    'except for Workers AI, whose upstream is Cloudflare: %s',
    async id => {
      const fake = fakeFetch();
      const provider = createCloudflare({ ...connected, endpoint: 'compat', fetch: fake.fetch });
      await generateText({ model: provider(id), prompt: 'hello' });
      expect(fake.request().headers).toMatchObject({
        'cf-aig-authorization': `Bearer ${TOKEN}`,
        authorization: `Bearer ${TOKEN}`,
      });
    },
  );
});

describe('a redirect takes it nowhere', () => {
  it.each(['rest', 'compat', 'native'] as const)('%s', async endpoint => {
    const elsewhere = 'https://elsewhere.example.com/v1/chat/completions';
    const fake = fakeFetch(({ url }) =>
      url.startsWith('https://elsewhere')
        ? completion('stolen')
        : new Response(null, { status: 307, headers: { location: elsewhere } }),
    );
    const model = createCloudflare({ ...connected, endpoint, fetch: fake.fetch })('openai/gpt-4o');
    await expect(generateText({ model, prompt: 'hello', maxRetries: 0 })).rejects.toThrow(
      'elsewhere.example.com',
    );
    expect(fake.request().redirect).toBe('manual');
  });
});
