import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { blanks } from '../support/blank-reads.ts';
import {
  type AnyModel,
  type AnyProvider,
  packageOf,
  partsOf,
  prompt,
  providerOf,
  versions,
} from './entries.ts';

const abortSignal = new AbortController().signal;
const gateway = createLocalGateway();
const keys = { openai: 'sk-a', anthropic: 'sk-b', google: 'sk-c' };
const settings = { ...localGatewayDefaults, fetch: gateway.fetch, providerKeys: keys };

const calls: Readonly<Record<string, (provider: AnyProvider, openai: AnyModel) => Promise<unknown>>> = {
  Messages: provider => provider('anthropic/claude-sonnet-4.5').doGenerate({ prompt, abortSignal }),
  Responses: provider => provider('openai/gpt-5').doGenerate({ prompt, abortSignal }),
  Gemini: provider => provider('google/gemini-2.5-flash').doGenerate({ prompt, abortSignal }),
  images: provider =>
    provider.imageModel('openai/gpt-image-1').doGenerate({ prompt: 'A cat', n: 1, abortSignal }),
  speech: provider => provider.speechModel('openai/tts-1').doGenerate({ text: 'Hello', abortSignal }),
  transcripts: provider =>
    provider
      .transcriptionModel('openai/whisper-1')
      .doGenerate({ audio: Uint8Array.of(1), mediaType: 'audio/wav', abortSignal }),
  'a carried model': (_, openai) => openai.doGenerate({ prompt, abortSignal }),
};

describe.each(versions)('a call with a signal, specification %s', version => {
  it.each(Object.entries(calls))('%s is answered', async (_, call) => {
    const provider = providerOf(version, settings);
    const openai = provider.carry('openai', packageOf(version, 'openai')) as unknown as {
      chat(id: string): AnyModel;
    };
    expect(await call(provider, openai.chat('gpt-4o'))).toMatchObject({
      providerMetadata: { cloudflare: expect.any(Object) },
    });
  });

  it('blank reads before an answer are not kept', async () => {
    const READS = 600;
    let held = (): number => READS;
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const body = blanks(READS, [new Uint8Array(await (await gateway.fetch(url, init)).arrayBuffer())]);
      held = body.held;
      return new Response(body.body, { headers: { 'content-type': 'application/json' } });
    };
    const provider = providerOf(version, { ...settings, fetch });
    const { content } = await provider('openai/gpt-5').doGenerate({ prompt, abortSignal });
    expect(content.at(-1)).toMatchObject({ type: 'text' });
    expect(held()).toBeLessThan(READS / 2);
  });

  it.each(['doGenerate', 'doStream'] as const)('%s of a function that reads a copy first', async method => {
    const copies: string[] = [];
    const create = (given: { apiKey: string; fetch: typeof globalThis.fetch }) =>
      packageOf(
        version,
        'openai',
      )({
        ...given,
        fetch: async (...request) => {
          const response = await given.fetch(...request);
          copies.push(await response.clone().text());
          return response;
        },
      }) as { chat(id: string): AnyModel };
    const model = providerOf(version, settings).carry('openai', create).chat('gpt-4o');
    if (method === 'doStream') {
      const parts = await partsOf((await model.doStream({ prompt, abortSignal })).stream);
      expect(parts.map(({ type }) => type)).toContain('text-delta');
      expect(parts.map(({ type }) => type)).not.toContain('error');
    } else {
      const { content } = await model.doGenerate({ prompt, abortSignal });
      expect(content).toMatchObject([{ type: 'text' }]);
    }
    expect(copies).toEqual([expect.stringContaining('"choices"')]);
  });

  it('a request of a carried package is answered without a body too', async () => {
    let own: typeof globalThis.fetch = gateway.fetch;
    const fetch = async () =>
      new Response(null, { status: 204, headers: { 'content-type': 'application/json' } });
    providerOf(version, { ...settings, fetch }).carry('openai', (given: { fetch: typeof own }) => {
      own = given.fetch;
      return {};
    });
    for (const method of ['DELETE', 'POST']) {
      const init = { method, body: '{}', signal: abortSignal };
      const response = await own('https://api.openai.com/v1/files/file-1', init);
      expect([response.status, response.body, await response.text()]).toEqual([204, null, '']);
    }
  });
});
