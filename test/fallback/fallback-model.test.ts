import { inspect } from 'node:util';
import { InvalidArgumentError, type LanguageModelV2 } from '@ai-sdk/provider';
import {
  type CloudflareFallbackLeg,
  type CloudflareFallbackOptions,
  createCloudflare,
  getCloudflareError,
  legCooldown,
} from 'ai-sdk-provider-cloudflare';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { HI } from '../support/prompts.ts';
import { ask, FIRST, foreign, modes, outcomes, SECOND, THIRD, world } from './support.ts';

describe('the legs', () => {
  it('are ids, models of ours, models of others, and either with options', async () => {
    const { cloudflare } = world();
    const other = foreign({ modelId: 'acme-1' });
    const legs: CloudflareFallbackLeg[] = [
      FIRST,
      cloudflare(SECOND),
      { model: THIRD },
      { model: other },
      other,
    ];
    const model = cloudflare.fallback(legs);
    expect(model).toMatchObject({
      specificationVersion: 'v2',
      provider: 'cloudflare.fallback',
      modelId: `${FIRST} → ${SECOND} → ${THIRD} → acme-1 → acme-1`,
    });
    expect(outcomes((await ask(model, 'generate')).trace)).toEqual(['0 answered']);
  });

  it('may be fallbacks', async () => {
    const { cloudflare } = world();
    const inner = cloudflare.fallback([foreign({ fails: 'x' }), foreign({ fails: 'x' })]);
    const { trace } = await ask(cloudflare.fallback([inner, FIRST]), 'generate');
    expect(outcomes(trace)).toEqual(['0 failed unknown', '1 answered']);
  });

  it('are read when the fallback is made', async () => {
    const { gateway, cloudflare } = world();
    const legs: CloudflareFallbackLeg[] = [FIRST];
    const model = cloudflare.fallback(legs);
    legs.unshift(SECOND);
    await model.doGenerate({ prompt: HI });
    expect(gateway.requests[0]?.body).toMatchObject({ model: FIRST });
  });

  it('take the name that a host gives the provider', () => {
    const { cloudflare } = world({ name: 'edge-ai' });
    expect(cloudflare.fallback([FIRST]).provider).toBe('edge-ai.fallback');
  });

  it.each<[string, unknown, RegExp]>([
    ['no list', FIRST, /^models: expected at least one leg\./],
    ['an empty list', [], /^models: expected at least one leg\./],
    ['a number', [FIRST, 5], /^models\[1\]: expected an object/],
    ['nothing', [undefined], /^models\[0\]/],
    [
      'a leg without a model',
      [{ headers: {} }],
      /^models\[0\]: expected a model id or a language model of specification v2\./,
    ],
    ['an unknown field', [{ model: FIRST, provideroptions: {} }], /Did you mean `providerOptions`\?/],
    [
      'a model of another specification',
      [foreign({ more: { specificationVersion: 'v3' as 'v2' } })],
      /^models\[0\]: .*specification v2, not v3: use ai-sdk-provider-cloudflare\/v3/,
    ],
    [
      'headers that are none',
      [{ model: FIRST, headers: 'x-team' }],
      /^models\[0\]\.headers: expected an object/,
    ],
    [
      'an unknown option',
      [FIRST, { model: SECOND, providerOptions: { cloudflare: { cacheTTL: 60 } } }],
      /^models\[1\]\.providerOptions\.cloudflare\.cacheTTL: .*`cacheTtl`/,
    ],
  ])('refuses %s at once', (_, models, message) => {
    const { cloudflare } = world();
    const make = (): LanguageModelV2 => cloudflare.fallback(models as CloudflareFallbackLeg[]);
    expect(make).toThrow(message);
    expect(make).toThrow(InvalidArgumentError);
  });

  it('marks what it refuses', () => {
    const { cloudflare } = world();
    let error: unknown;
    try {
      cloudflare.fallback([]);
    } catch (caught) {
      error = caught;
    }
    expect(getCloudflareError(error)).toMatchObject({ source: 'client', kind: 'invalid-request' });
  });
});

describe('options of the fallback', () => {
  it.each<[unknown, RegExp]>([
    [{ mode: 'both' }, /^options\.mode: expected 'client' or 'server'/],
    [{ legTimeoutMs: 0 }, /^options\.legTimeoutMs/],
    [{ legTimeoutMs: 2 ** 31 }, /^options\.legTimeoutMs/],
    [{ legTimeoutMs: '5' }, /^options\.legTimeoutMs/],
    [{ cooldown: {} }, /^options\.cooldown: expected the result of legCooldown\(\)/],
    [{ coolDown: legCooldown() }, /Did you mean `cooldown`\?/],
    [{ policy: { 'rate-limits': 'stop' } }, /^options\.policy\.rate-limits: .*`rate-limit`/],
    [{ policy: { capacity: 'retry' } }, /^options\.policy\.capacity: expected 'next' or 'stop'/],
    [null, /^options: expected an object/],
  ])('refuses %j', (options, message) => {
    const { cloudflare } = world();
    const make = () => cloudflare.fallback([FIRST], options as CloudflareFallbackOptions);
    expect(make).toThrow(message);
    expect(make).toThrow(InvalidArgumentError);
  });

  it('take undefined for what is left out', async () => {
    const { cloudflare } = world();
    const none = { mode: undefined, legTimeoutMs: undefined, cooldown: undefined, policy: undefined };
    expect(outcomes((await ask(cloudflare.fallback([FIRST], none), 'generate')).trace)).toEqual([
      '0 answered',
    ]);
  });
});

describe.each(modes)('options of a leg (%s)', mode => {
  it('win over those of the call, key by key, and reach no other leg', async () => {
    const first = foreign({ fails: 'x' });
    const second = foreign();
    const model = world().cloudflare.fallback([
      {
        model: first,
        providerOptions: { cloudflare: { metadata: { leg: 1 }, cacheTtl: 60 }, acme: { list: [2] } },
        headers: { 'X-Leg': '1', 'x-team': 'legs' },
      },
      second,
    ]);
    const call = {
      temperature: 0.5,
      headers: { 'X-Team': 'docs', 'x-call': '1' },
      providerOptions: {
        cloudflare: { metadata: { user: 4711 }, cacheTtl: 3600 },
        acme: { list: [1], a: 1 },
      },
    };
    const before = structuredClone(call);
    await ask(model, mode, call);
    expect(call).toEqual(before);
    expect(first.calls[0]).toEqual({
      prompt: HI,
      temperature: 0.5,
      headers: { 'x-call': '1', 'X-Leg': '1', 'x-team': 'legs' },
      providerOptions: {
        cloudflare: { metadata: { user: 4711, leg: 1 }, cacheTtl: 60 },
        acme: { list: [2], a: 1 },
      },
    });
    expect(second.calls[0]).toEqual({ prompt: HI, ...call });
  });

  it('reach the wire, each leg in its own dialect', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' }, { model: 'openai/gpt-5-mini' });
    const model = cloudflare.fallback([
      { model: 'openai/gpt-5-mini', providerOptions: { cloudflare: { reasoningEffort: 'low' } } },
      {
        model: THIRD,
        providerOptions: { cloudflare: { metadata: { leg: 'spare' } } },
        headers: { 'x-leg': '1' },
      },
    ]);
    await ask(model, mode, {
      maxOutputTokens: 50,
      providerOptions: { cloudflare: { metadata: { user: 4711 } } },
    });
    const [first, second] = gateway.requests;
    expect(first?.body).toMatchObject({ max_completion_tokens: 50, reasoning_effort: 'low' });
    expect(first?.headers['cf-aig-metadata']).toBe('{"user":4711}');
    expect(second?.body).toMatchObject({ model: THIRD, max_tokens: 50 });
    expect(second?.body).not.toHaveProperty('reasoning_effort');
    expect(second?.headers).toMatchObject({ 'cf-aig-metadata': '{"user":4711,"leg":"spare"}', 'x-leg': '1' });
  });

  it('leave a prototype alone', async () => {
    const first = foreign();
    const providerOptions = JSON.parse('{"acme":{"__proto__":{"polluted":true}}}');
    await ask(world().cloudflare.fallback([{ model: first, providerOptions }]), mode, {
      providerOptions: { acme: { a: 1 } },
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.hasOwn(first.calls[0]?.providerOptions?.acme ?? {}, 'a')).toBe(true);
  });
});

describe('the model', () => {
  it('shows no settings and no secrets, however it is printed', () => {
    const cloudflare = createCloudflare({
      ...localGatewayDefaults,
      apiToken: 'tok-SECRET',
      providerKeys: { groq: 'gsk-SECRET' },
    });
    const model = cloudflare.fallback(
      [
        FIRST,
        {
          model: SECOND,
          headers: { 'x-hush': 'hush-SECRET' },
          providerOptions: { acme: { k: 'opt-SECRET' } },
        },
      ],
      { legTimeoutMs: 4711, cooldown: legCooldown() },
    );
    const printed = [
      JSON.stringify(model),
      inspect(model, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
    ].join();
    expect(printed).not.toMatch(/SECRET|4711/);
    expect(JSON.parse(JSON.stringify(model))).toEqual({
      specificationVersion: 'v2',
      provider: 'cloudflare.fallback',
      modelId: `${FIRST} → ${SECOND}`,
    });
  });
});

describe('supportedUrls', () => {
  const image = { 'image/*': [/^https?:\/\/.*$/] };
  const of = (supportedUrls: LanguageModelV2['supportedUrls']) => foreign({ more: { supportedUrls } });
  const shared = (...legs: CloudflareFallbackLeg[]) => world().cloudflare.fallback(legs).supportedUrls;

  it('are those that all legs take', () => {
    const pdf = { ...image, 'application/pdf': [/^https:\/\/a\.example\/.*$/] };
    expect(shared(FIRST)).toEqual(image);
    expect(shared(FIRST, of(pdf))).toEqual(image);
    expect(shared(of(pdf), of(pdf))).toEqual(pdf);
    expect(shared(of(pdf), of({ '*/*': [/^https?:\/\/.*$/] }))).toEqual(image);
    expect(shared(of({ '*': [/x/] }), of({ 'image/png': [/x/, /y/] }), of({ 'image/*': [/x/] }))).toEqual({
      'image/png': [/x/],
    });
    expect(shared(FIRST, of({}))).toEqual({});
    expect(shared(of({ 'image/*': [/x/] }), of({ 'image/*': [/x/i] }))).toEqual({});
    expect(shared(of({ 'image/png': [/x/] }), of({ 'image/jpeg': [/x/] }))).toEqual({});
  });

  it('may be told later, and not at all', async () => {
    const told = shared(FIRST, of(Promise.resolve(image)));
    expect(told).toBeInstanceOf(Promise);
    expect(await told).toEqual(image);
    expect(await shared(FIRST, of(Promise.reject(new Error('x'))))).toEqual({});
  });

  it('hands out a copy', () => {
    const own = { ...image };
    const urls = shared(of(own)) as Record<string, RegExp[]>;
    urls['image/*']?.push(/more/);
    expect(own['image/*']).toHaveLength(1);
  });
});
