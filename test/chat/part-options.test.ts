import { generateText } from 'ai';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { fakeFetch } from '../support/fake-fetch.ts';

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

  it('are not warned about where they only mean something to the vendor', async () => {
    const ids = { openai: { itemId: 'msg_1' } };
    const { warnings } = await generateText({
      model: cloudflare('openai/gpt-4o'),
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello.', providerOptions: ids }] },
        { role: 'user', content: 'Again' },
      ],
    });
    expect(warnings).toEqual([]);
  });

  it('are left alone where another vendor is called', async () => {
    const { warnings } = await generateText({ model: cloudflare('openai/gpt-4o'), messages });
    expect(warnings).toEqual([]);
  });
});

it('parts of AI SDK 7: a text file keeps its name, and what only its vendor reads is warned about', async () => {
  const fake = fakeFetch();
  const model = createV4({ ...localGatewayDefaults, fetch: fake.fetch })('openai/gpt-4o');
  const data = { type: 'data' as const, data: 'iVBORw0KGgo=' };
  const { warnings } = await model.doGenerate({
    prompt: [
      {
        role: 'user',
        content: [
          { type: 'file', mediaType: 'text/plain', data: { type: 'text', text: 'a,b' }, filename: 'a.csv' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning-file', mediaType: 'image/png', data },
          { type: 'custom', kind: 'openai.compaction' },
          { type: 'text', text: 'Seen.' },
        ],
      },
    ],
  });
  expect(fake.request().body).toMatchObject({
    messages: [
      { role: 'user', content: 'a.csv:\na,b' },
      { role: 'assistant', content: 'Seen.' },
    ],
  });
  expect(warnings).toMatchObject([
    { feature: 'prompt part of kind "reasoning-file"' },
    { feature: 'prompt part of kind "openai.compaction"' },
  ]);
});
