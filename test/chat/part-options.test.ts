import { generateText } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';

const gateway = createLocalGateway();
const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
const cacheControl = { anthropic: { cacheControl: { type: 'ephemeral' } } };
const messages = [
  {
    role: 'user' as const,
    content: [{ type: 'text' as const, text: 'Hi', providerOptions: cacheControl }],
    providerOptions: cacheControl,
  },
];

describe('options of a vendor on messages and parts', () => {
  it('are warned about once where the vendor is called', async () => {
    const { warnings } = await generateText({ model: cloudflare('anthropic/claude-sonnet-4.5'), messages });
    expect(warnings).toEqual([
      { type: 'other', message: expect.stringContaining('providerOptions.anthropic.cacheControl') },
    ]);
  });

  it('are left alone where another vendor is called', async () => {
    const { warnings } = await generateText({ model: cloudflare('openai/gpt-4o'), messages });
    expect(warnings).toEqual([]);
  });
});
