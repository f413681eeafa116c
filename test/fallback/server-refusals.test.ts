import { InvalidArgumentError } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import {
  type CloudflareFallbackLeg,
  type CloudflareFallbackOptions,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
  legCooldown,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { ask, FIRST, foreign, modes, SECOND, THIRD, world } from './support.ts';

const server = { mode: 'server' } as const;

describe('legs that no gateway can ask are refused when the fallback is made', () => {
  const elsewhere = createCloudflare(connected);
  it.each<[string, CloudflareFallbackLeg, RegExp]>([
    [
      'a model of another package',
      foreign({ modelId: 'acme-1' }),
      /"acme-1" is not a plain model of this package/,
    ],
    ['a fallback', elsewhere.fallback([FIRST]), /is not a plain model of this package/],
    [
      'a wrapped model',
      wrapLanguageModel({ model: elsewhere(FIRST), middleware: {} }),
      /is not a plain model of this package/,
    ],
    ['a model of another provider', elsewhere(SECOND), /to a different provider instance/],
    ['an upstream of the REST API', 'alibaba/qwen3-max', /"alibaba\/qwen3-max" has no path for steps/],
    ['the auto router', 'cloudflare/auto', /"cloudflare\/auto" has no path for steps/],
  ])('%s', (_, leg, words) => {
    const { cloudflare } = world();
    for (const legs of [
      [FIRST, leg],
      [FIRST, { model: leg } as CloudflareFallbackLeg],
    ]) {
      const make = () => cloudflare.fallback(legs, server);
      expect(make).toThrow(InvalidArgumentError);
      expect(make).toThrow(/^models\[1\]: /);
      expect(make).toThrow(words);
      expect(make).toThrow(/mode 'client'.*, or remove this leg\. Example: /);
    }
  });

  it('takes models of one provider, its own or not', async () => {
    const { gateway, cloudflare } = world();
    const model = createCloudflare().fallback([cloudflare(FIRST), cloudflare(SECOND)], server);
    await ask(model, 'generate');
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('options that only the client can honour', () => {
  it.each<[string, CloudflareFallbackOptions]>([
    ['legTimeoutMs', { legTimeoutMs: 1000 }],
    ['cooldown', { cooldown: legCooldown() }],
    ['policy', { policy: { capacity: 'stop' } }],
  ])('%s', (name, options) => {
    const { cloudflare } = world();
    const make = () => cloudflare.fallback([FIRST, SECOND], { ...server, ...options });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(new RegExp(`^options\\.${name}: it has no effect in mode 'server'`));
    expect(make).toThrow(/moves on after any failure. Remove it, or the mode\. Example: /);
  });

  it('may be undefined', () => {
    const none = { legTimeoutMs: undefined, cooldown: undefined, policy: undefined };
    expect(world().cloudflare.fallback([FIRST], { ...server, ...none }).modelId).toBe(FIRST);
  });
});

describe.each(modes)('what leads to no list of steps is refused before any request (%s)', mode => {
  const host = 'https://gateway.ai.cloudflare.com/v1';
  const { accountId: _, gatewayId: __, ...token } = connected;
  const rest = `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/ai/v1`;
  it.each<[string, readonly CloudflareFallbackLeg[], CloudflareProviderSettings, string, RegExp]>([
    ['the REST API', [FIRST], { ...connected, endpoint: 'rest' }, 'endpoint', /does not serve mode 'server'/],
    ['a URL of the REST API', [FIRST], { ...token, baseURL: rest }, 'baseURL', /leads to the REST API/],
    [
      'a custom domain',
      [FIRST],
      { ...token, baseURL: 'https://ai.example.com' },
      'baseURL',
      /a custom domain/,
    ],
    ['no gateway', [THIRD], { ...connected, gatewayId: null }, 'gatewayId', /"@cf\/meta.*mode 'client'/],
    [
      'a URL of one upstream',
      [FIRST, SECOND],
      { ...token, baseURL: `${host}/${ACCOUNT}/mine/openai` },
      'baseURL',
      /does not lead to chat of "groq\/openai\/gpt-oss-20b"/,
    ],
    [
      'an endpoint that a leg has not',
      [FIRST, 'anthropic/claude-sonnet-4.5'],
      { ...connected, endpoint: 'native' },
      'endpoint',
      /"anthropic\/claude-sonnet-4\.5"/,
    ],
    [
      'two gateways',
      [FIRST, { model: SECOND, providerOptions: { cloudflare: { gatewayId: 'other' } } }],
      connected,
      'models[1]',
      /"groq\/openai\/gpt-oss-20b" uses a different gateway/,
    ],
    ['a token that is not there', [FIRST], { accountId: ACCOUNT }, 'apiToken', /^apiToken/],
  ])('%s', async (_name, legs, settings, setting, words) => {
    const fake = fakeFetch();
    const model = createCloudflare({ ...settings, fetch: fake.fetch }).fallback(legs, server);
    const error = await rejection(ask(model, mode));
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message.startsWith(`${setting}: `)).toBe(true);
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', retryable: false });
    expect(fake.requests).toEqual([]);
  });

  it('Workers AI through the binding, whose gateway asks for a token', async () => {
    const gateway = createLocalGateway();
    const cloudflare = createCloudflare({ binding: gateway.binding(), gatewayId: 'default' });
    const error = await rejection(ask(cloudflare.fallback([FIRST, THIRD], server), mode));
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError' });
    expect((error as Error).message).toMatch(/"@cf\/meta.*Cloudflare token.*mode 'client'/);
    expect(gateway.requests).toEqual([]);
  });

  it('a prompt that one of the legs cannot take', async () => {
    const { gateway, cloudflare } = world();
    const file = { type: 'file', mediaType: 'video/mp4', data: new Uint8Array([1]) } as const;
    const call = { prompt: [{ role: 'user' as const, content: [file] }] };
    const error = await rejection(ask(cloudflare.fallback([FIRST, SECOND], server), mode, call));
    expect(error).toMatchObject({ name: 'AI_UnsupportedFunctionalityError' });
    expect(gateway.requests).toEqual([]);
  });

  it('an option that one of the legs cannot honour', async () => {
    const { gateway, cloudflare } = world();
    const zdr = { providerOptions: { cloudflare: { zdr: true } } };
    const error = await rejection(ask(cloudflare.fallback([FIRST, SECOND], server), mode, zdr));
    expect(error).toMatchObject({
      name: 'AI_InvalidArgumentError',
      argument: 'providerOptions.cloudflare.zdr',
    });
    expect(gateway.requests).toEqual([]);
  });
});
