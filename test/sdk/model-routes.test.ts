import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

describe('models that are named in each call', () => {
  it('prepare their request once for each id', async () => {
    const { fetch } = fakeFetch();
    let read = 0;
    const settings = { ...connected, fetch, headers: {} };
    Object.defineProperty(settings.headers, 'x-a', { enumerable: true, get: () => String(++read) });
    const cloudflare = createCloudflare(settings);
    for (let call = 0; call < 3; call++) await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    const once = read;
    await cloudflare('openai/gpt-4o').doGenerate({ prompt: HI });
    expect(read).toBe(once);
    await cloudflare('openai/gpt-4o-mini').doGenerate({ prompt: HI });
    expect(read).toBeGreaterThan(once);
  });

  it('keep what they prepared while there are no more than 200 ids', async () => {
    const { fetch } = fakeFetch();
    let read = 0;
    const settings = { ...connected, fetch, headers: {} };
    Object.defineProperty(settings.headers, 'x-a', { enumerable: true, get: () => String(++read) });
    const cloudflare = createCloudflare(settings);
    const all = async () => {
      for (let id = 0; id < 200; id++) await cloudflare(`openai/m-${id}`).doGenerate({ prompt: HI });
    };
    await all();
    const once = read;
    await all();
    expect(read).toBe(once);
  });

  it('are objects of their own, so that changing one changes no other', () => {
    const cloudflare = createCloudflare(connected);
    const [first, second] = [
      cloudflare('mistral/mistral-large-2512'),
      cloudflare('mistral/mistral-large-2512'),
    ];
    expect(first).not.toBe(second);
    Object.assign(first.supportedUrls, { 'image/*': [] });
    expect(cloudflare('mistral/mistral-large-2512').supportedUrls).toEqual(second.supportedUrls);
    expect(second.supportedUrls).not.toEqual(first.supportedUrls);
  });

  it('keep the settings of their provider, however many ids there are', async () => {
    const { fetch, requests } = fakeFetch();
    const [one, other] = ['one', 'other'].map(apiToken =>
      createCloudflare({ ...connected, apiToken, fetch }),
    );
    const called = async (cloudflare = one, id = 'openai/gpt-4o') => {
      await cloudflare?.(id).doGenerate({ prompt: HI });
      const { headers, body } = requests.at(-1)!;
      return [headers.authorization, body.model];
    };
    for (let id = 0; id < 450; id++) {
      expect(await called(one, `openai/m-${id % 300}`)).toEqual(['Bearer one', `openai/m-${id % 300}`]);
      expect(await called(other)).toEqual(['Bearer other', 'openai/gpt-4o']);
    }
  });

  it('tell what is wrong with an id each time', () => {
    const cloudflare = createCloudflare(connected);
    for (const id of ['gpt-4o', 'gpt-4o', '', undefined, Symbol('id')])
      expect(() => cloudflare(id as string)).toThrow(/cannot be used/);
  });
});
