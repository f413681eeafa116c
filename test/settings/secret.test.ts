import { InvalidArgumentError, LoadAPIKeyError } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it, vi } from 'vitest';
import { GATEWAY_TOKEN, TOKEN, template } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { connected, refused, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

const written = [
  'tok',
  'Bearer tok',
  'Bearer: tok',
  'bearer tok',
  'BEARER:tok',
  ' tok\n',
  '\tBearer  tok \r\n',
];

describe('every way to write a token gives exactly `Bearer tok`', () => {
  it.each(written)('apiToken %j', async apiToken => {
    const rest = await send('openai/gpt-4o', {}, { ...connected, apiToken });
    expect(rest.headers.authorization).toBe('Bearer tok');
    const compat = await send('openai/gpt-4o', {}, { ...connected, apiToken, endpoint: 'compat' });
    expect(compat.headers['cf-aig-authorization']).toBe('Bearer tok');
  });

  it.each(written)('apiToken as a function returning %j', async token => {
    for (const apiToken of [() => token, async () => token]) {
      const { headers } = await send('openai/gpt-4o', {}, { ...connected, apiToken });
      expect(headers.authorization).toBe('Bearer tok');
    }
  });

  it.each(written)('gatewayToken %j', async gatewayToken => {
    const { headers } = await send('openai/gpt-4o', {}, { ...connected, gatewayToken, endpoint: 'native' });
    expect(headers['cf-aig-authorization']).toBe('Bearer tok');
  });

  it.each(written)('a provider key %j', async openai => {
    const { headers } = await send('openai/gpt-4o', {}, { ...connected, providerKeys: { openai } });
    expect(headers.authorization).toBe('Bearer tok');
  });

  it('apiKey is another name for apiToken', async () => {
    const { apiToken: _, ...account } = connected;
    const { headers } = await send('openai/gpt-4o', {}, { ...account, apiKey: 'tok' });
    expect(headers.authorization).toBe('Bearer tok');
  });
});

describe('no placeholder is ever sent', () => {
  const placeholders = ['undefined', 'null', 'Bearer undefined', 'Bearer: null', '[object Object]'];
  const templates = [
    template('CLOUDFLARE_API_TOKEN'),
    '$CLOUDFLARE_API_TOKEN',
    '{{token}}',
    '<token>',
    'YOUR_API_TOKEN',
  ];

  it.each([...placeholders, ...templates, 'tok\r\nx-evil: 1', 'tökén', 'tok\u0000'])('%j', async value => {
    for (const settings of [
      { ...connected, apiToken: value },
      { ...connected, apiToken: async () => value },
      { ...connected, gatewayToken: value, endpoint: 'compat' as const },
      { ...connected, providerKeys: { openai: value } },
      { ...connected, providerKeys: { openai: () => value } },
      { ...connected, providerKeys: { openai: { headers: { authorization: value } } } },
    ]) {
      expect(await refused('openai/gpt-4o', {}, settings)).toBeInstanceOf(InvalidArgumentError);
    }
  });

  it.each(['', '  ', 'Bearer', 'Bearer ', undefined])('a function that returns %j', async value => {
    const token = async () => value;
    const rest = await refused('openai/gpt-4o', {}, { ...connected, apiToken: token });
    expect(rest).toBeInstanceOf(LoadAPIKeyError);
    expect(rest.message).toMatch(/^apiToken: it is empty\. Example: createCloudflare/);
    const key = await refused('openai/gpt-4o', {}, { ...connected, providerKeys: { openai: token } });
    expect(key).toBeInstanceOf(LoadAPIKeyError);
    expect(key.message).toContain('providerKeys.openai');
  });

  it.each([{}, new Response('tok'), null])('a function that returns no string, %o', async value => {
    const token = (async () => value) as unknown as () => Promise<string>;
    for (const settings of [{ apiToken: token }, { providerKeys: { openai: token } }]) {
      const error = await refused('openai/gpt-4o', {}, { ...connected, ...settings });
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(error.message).toContain(`the text "${String(value)}" is not a token.`);
    }
  });

  it.each(['', ' ', 'Bearer '])('a provider key %j', async key => {
    for (const openai of [key, { headers: { authorization: key } }]) {
      const error = await refused('openai/gpt-4o', {}, { ...connected, providerKeys: { openai } });
      expect(error).toBeInstanceOf(LoadAPIKeyError);
    }
  });

  it('a token of two words', async () => {
    const error = await refused('openai/gpt-4o', {}, { ...connected, apiToken: 'two words' });
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.message).toContain('white space');
    expect(error.message).not.toContain('two words');
  });

  it.each(['', ' \n', 'Bearer '])('a blank apiToken %j is no token: the header is absent', async apiToken => {
    const rest = await refused('openai/gpt-4o', {}, { ...connected, apiToken });
    expect(rest).toBeInstanceOf(LoadAPIKeyError);
    const open = { ...connected, apiToken, endpoint: 'native' as const, providerKeys: { openai: 'sk-1' } };
    const { headers } = await send('openai/gpt-4o', {}, open);
    expect(headers).not.toHaveProperty('cf-aig-authorization');
    expect(headers.authorization).toBe('Bearer sk-1');
  });
});

describe('functions that return tokens', () => {
  it.each([
    ['REST', 'openai/gpt-4o', {}],
    ['compat', 'openai/gpt-4o', { endpoint: 'compat' }],
    [
      'Workers AI behind the gateway, which takes the token twice',
      '@cf/zai-org/glm-5.2',
      { endpoint: 'compat' },
    ],
    ['Workers AI embeddings on its native path', '@cf/baai/bge-m3', { endpoint: 'native' }],
  ] as const)('are called once per call: %s', async (_, modelId, settings) => {
    let count = 0;
    const apiToken = vi.fn(async () => `tok-${++count}`);
    const fake = fakeFetch();
    const provider = createCloudflare({ ...connected, ...settings, apiToken, fetch: fake.fetch });
    if (modelId.includes('bge')) {
      const model = provider.textEmbeddingModel(modelId);
      await model.doEmbed({ values: ['a'] });
      await model.doEmbed({ values: ['a'] });
    } else {
      const model = provider(modelId);
      await model.doGenerate({ prompt: HI });
      await model.doGenerate({ prompt: HI });
    }
    expect(apiToken).toHaveBeenCalledTimes(2);
    const sent = fake.requests.map(({ headers }) => headers['cf-aig-authorization'] ?? headers.authorization);
    expect(sent).toEqual(['Bearer tok-1', 'Bearer tok-2']);
  });

  it('are not called for an endpoint that does not need them', async () => {
    const apiToken = vi.fn(() => TOKEN);
    const settings = { ...connected, apiToken, gatewayToken: GATEWAY_TOKEN, endpoint: 'compat' as const };
    const { headers } = await send('openai/gpt-4o', {}, settings);
    expect(headers['cf-aig-authorization']).toBe(`Bearer ${GATEWAY_TOKEN}`);
    expect(apiToken).not.toHaveBeenCalled();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('no cf-tok-SECRET for you'))],
    [
      'throws',
      (): string => {
        throw new Error('no cf-tok-SECRET for you');
      },
    ],
  ])('a function that %s is a missing credential with its failure as the cause', async (_, apiToken) => {
    const error = await refused('openai/gpt-4o', {}, { ...connected, apiToken });
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toMatch(
      /^apiToken: the function .* failed.*Example: createCloudflare\(\{ apiToken: /,
    );
    expect(error.message).not.toContain('SECRET');
    expect(error.cause).toMatchObject({ message: 'no cf-tok-SECRET for you' });
  });

  it('a failing function of a provider key names its setting', async () => {
    const providerKeys = { openai: () => Promise.reject(new Error('vault')) };
    const error = await refused('openai/gpt-4o', {}, { ...connected, providerKeys });
    expect(error).toBeInstanceOf(LoadAPIKeyError);
    expect(error.message).toMatch(/^providerKeys\.openai: /);
  });

  describe('while one is pending', () => {
    const pending = () => new Promise<string>(() => undefined);

    it.each(['generate', 'stream', 'embed'] as const)('an abort ends the call at once (%s)', async mode => {
      const fake = fakeFetch();
      const cloudflare = createCloudflare({ ...connected, apiToken: pending, fetch: fake.fetch });
      const controller = new AbortController();
      const abortSignal = controller.signal;
      const run = {
        generate: () => cloudflare('openai/gpt-4o').doGenerate({ prompt: HI, abortSignal }),
        stream: () => cloudflare('openai/gpt-4o').doStream({ prompt: HI, abortSignal }),
        embed: () => cloudflare.embedding('@cf/baai/bge-m3').doEmbed({ values: ['a'], abortSignal }),
      };
      const reason = new Error('the user left');
      const call = rejection(run[mode]());
      setTimeout(() => controller.abort(reason), 5);
      expect(await call).toBe(reason);
      expect(fake.requests).toEqual([]);
    });

    it('its late answer sends nothing', async () => {
      let answer = (_: string): void => undefined;
      const apiToken = () =>
        new Promise<string>(resolve => {
          answer = resolve;
        });
      const fake = fakeFetch();
      const controller = new AbortController();
      const call = rejection(
        createCloudflare({ ...connected, apiToken, fetch: fake.fetch })('openai/gpt-4o').doGenerate({
          prompt: HI,
          abortSignal: controller.signal,
        }),
      );
      await new Promise(resolve => setTimeout(resolve, 1));
      controller.abort();
      expect(await call).toBe(controller.signal.reason);
      answer('tok');
      await new Promise(resolve => setTimeout(resolve, 5));
      expect(fake.requests).toEqual([]);
    });
  });
});
