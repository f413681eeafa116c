import { inspect } from 'node:util';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import {
  type AnyModel,
  type AnyProvider,
  packageOf,
  partsOf,
  prompt,
  providerOf,
  versions,
} from './entries.ts';

const token = localGatewayDefaults.apiToken;
const canaries = {
  openai: 'sk-canary-openai-0001',
  anthropic: 'sk-ant-canary-0002',
  google: 'AIzacanary-google-0003',
};
const placeholder = 'placeholder-of';
const audio = { audio: Uint8Array.of(1), mediaType: 'audio/wav', providerOptions: {} };

const calls: readonly (readonly [
  name: string,
  key: keyof typeof canaries,
  run: (provider: AnyProvider) => Promise<unknown>,
])[] = [
  ['Messages', 'anthropic', provider => provider('anthropic/claude-sonnet-4.5').doGenerate({ prompt })],
  [
    'Messages, streamed',
    'anthropic',
    async provider => partsOf((await provider('anthropic/claude-sonnet-4.5').doStream({ prompt })).stream),
  ],
  ['Responses', 'openai', provider => provider('openai/gpt-5').doGenerate({ prompt })],
  [
    'images',
    'openai',
    provider =>
      provider.imageModel('openai/gpt-image-1').doGenerate({ prompt: 'A cat', n: 1, providerOptions: {} }),
  ],
  [
    'speech',
    'openai',
    provider => provider.speechModel('openai/tts-1').doGenerate({ text: 'Hello', providerOptions: {} }),
  ],
  ['transcripts', 'openai', provider => provider.transcriptionModel('openai/whisper-1').doGenerate(audio)],
  ['Gemini', 'google', provider => provider('google/gemini-2.5-flash').doGenerate({ prompt })],
];

describe.each(versions)('secrets, specification %s', version => {
  it.each(calls)(
    '%s: the key at its vendor only, and no secret in results and errors',
    async (_, key, run) => {
      for (const providerKeys of [undefined, canaries]) {
        const gateway = createLocalGateway();
        for (const failure of [
          undefined,
          { status: 401, body: { error: { message: `Bad key ${providerKeys?.[key]} ${token}` } } },
          'network',
        ] as const) {
          gateway.reset();
          const fetch: typeof globalThis.fetch = async (input, init) => {
            if (failure === 'network')
              throw Object.assign(new TypeError('fetch failed'), {
                cause: Object.assign(new Error(`no way ${token}`), { code: 'ECONNRESET' }),
              });
            return gateway.fetch(input, init);
          };
          if (typeof failure === 'object') gateway.reply(failure);
          const provider = providerOf(version, {
            ...localGatewayDefaults,
            fetch,
            ...(providerKeys && { providerKeys }),
          });
          const outcome = await run(provider).catch(error => error);
          const shown = inspect(outcome, { depth: 12, showHidden: true }) + JSON.stringify(outcome);
          for (const secret of [token, placeholder, ...Object.values(canaries)])
            expect(shown).not.toContain(secret);
          for (const { headers } of gateway.requests) {
            const text = JSON.stringify(headers);
            expect(text).not.toMatch(/placeholder-of|-call"/);
            for (const [owner, canary] of Object.entries(canaries))
              expect(text.includes(canary)).toBe(owner === key && providerKeys !== undefined);
            expect(headers['cf-aig-authorization']).toBe(`Bearer ${token}`);
          }
          for (const { headers } of gateway.upstreamRequests)
            expect(JSON.stringify(headers)).not.toContain(token);
        }
      }
    },
  );

  it('models and providers show none of them, however they are printed', () => {
    const provider = providerOf(version, { ...localGatewayDefaults, providerKeys: canaries });
    const openai = provider.carry('openai', packageOf(version, 'openai') as never) as unknown as {
      chat(id: string): AnyModel;
    };
    for (const value of [
      provider('openai/gpt-5'),
      provider.imageModel('openai/gpt-image-1'),
      openai,
      openai.chat('gpt-4o'),
    ]) {
      const shown = inspect(value, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(value);
      for (const secret of [token, placeholder, ...Object.values(canaries)])
        expect(shown).not.toContain(secret);
    }
  });
});
