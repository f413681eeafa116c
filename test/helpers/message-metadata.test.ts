import * as ai5 from 'ai';
import {
  type CloudflareMessageMetadata,
  cloudflareMessageMetadata,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GATEWAY } from '../support/account.ts';
import { connected } from '../support/call.ts';
import { eventStream, fakeFetch } from '../support/fake-fetch.ts';

/** What a browser gets: the metadata of each event, merged as the chat hooks merge it. */
async function metadataOf(response: Response): Promise<CloudflareMessageMetadata> {
  const events = (await response.text())
    .split('\n\n')
    .filter(event => event.startsWith('data: {'))
    .map((event): { messageMetadata?: object } => JSON.parse(event.slice('data: '.length)));
  return Object.assign({}, ...events.map(({ messageMetadata }) => messageMetadata));
}

function world() {
  const gateway = createLocalGateway({
    gateways: {
      default: { routes: { support: { provider: 'openai', model: 'gpt-4o-mini' } } },
    },
  });
  return { gateway, cloudflare: createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch }) };
}

const majors = [
  [
    5,
    (model: ai5.LanguageModel) =>
      ai5
        .streamText({ model, prompt: 'Hi' })
        .toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata }),
  ],
  [
    6,
    (model: ai6.LanguageModel) =>
      ai6
        .streamText({ model, prompt: 'Hi' })
        .toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata }),
  ],
  [
    7,
    (model: ai7.LanguageModel) =>
      ai7
        .streamText({ model, prompt: 'Hi' })
        .toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata }),
  ],
] as const;

describe.each(majors)('cloudflareMessageMetadata with ai %d', (_, respond) => {
  it('hands log id and model to the chat, and what it handed leads to the log', async () => {
    const { gateway, cloudflare } = world();
    const first = await metadataOf(respond(cloudflare('openai/gpt-4o')));
    await metadataOf(respond(cloudflare('openai/gpt-4o')));
    expect(first).toEqual({ logId: gateway.logs[0]?.id, gatewayId: 'default', model: 'gpt-4o' });
    await cloudflare.logs.feedback(first, { feedback: 1 });
    expect(gateway.logs.map(({ feedback }) => feedback)).toEqual([1, undefined]);
  });

  it('hands on whether the cache answered', async () => {
    const headers = { 'cf-aig-cache-status': 'HIT', 'cf-aig-log-id': 'log-1' };
    const { fetch } = fakeFetch(() => eventStream('Hello', headers));
    const model = createCloudflare({ ...connected, fetch })('openai/gpt-4o');
    const expected = { cacheStatus: 'HIT', logId: 'log-1', gatewayId: GATEWAY, model: 'upstream-model' };
    expect(await metadataOf(respond(model))).toEqual(expected);
  });

  it('names what a dynamic route chose', async () => {
    const { cloudflare } = world();
    const metadata = await metadataOf(respond(cloudflare('dynamic/support')));
    expect(metadata).toMatchObject({ model: 'gpt-4o-mini', provider: 'openai' });
  });
});

describe('cloudflareMessageMetadata', () => {
  it('tells of several steps the last one', async () => {
    const { gateway, cloudflare } = world();
    const result = ai5.streamText({
      model: cloudflare('openai/gpt-4o'),
      prompt: 'What is the weather in Lisbon?',
      stopWhen: ai5.stepCountIs(2),
      tools: { weather: ai5.tool({ inputSchema: z.object({ city: z.string() }), execute: () => 'sunny' }) },
    });
    const metadata = await metadataOf(
      result.toUIMessageStreamResponse({ messageMetadata: cloudflareMessageMetadata }),
    );
    expect(gateway.logs).toHaveLength(2);
    expect(metadata.logId).toBe(gateway.logs[1]?.id);
  });

  it('goes beside metadata of one’s own', async () => {
    const { cloudflare } = world();
    const response = ai5
      .streamText({ model: cloudflare('openai/gpt-4o'), prompt: 'Hi' })
      .toUIMessageStreamResponse({
        messageMetadata: ({ part }) => ({ ...cloudflareMessageMetadata({ part }), from: 'us' }),
      });
    expect(await metadataOf(response)).toMatchObject({ from: 'us', model: 'gpt-4o' });
  });

  it.each([
    ['parts that say nothing', { type: 'text-delta' }],
    [
      'a step of another provider',
      { type: 'finish-step', providerMetadata: { openai: {} }, response: { modelId: 'm' } },
    ],
    ['a step without metadata', { type: 'finish-step' }],
  ])('says nothing of %s', (_, part) => {
    expect(cloudflareMessageMetadata({ part })).toBeUndefined();
  });
});
