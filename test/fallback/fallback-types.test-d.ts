import type { LanguageModelV2 } from '@ai-sdk/provider';
import { generateText } from 'ai';
import {
  type CloudflareErrorInfo,
  type CloudflareFallbackError,
  type CloudflareFallbackLeg,
  type CloudflareFallbackOptions,
  type CloudflareLegTrace,
  type CloudflareOptions,
  type CloudflareProviderMetadata,
  createCloudflare,
  type LegCooldown,
  legCooldown,
} from 'ai-sdk-provider-cloudflare';
import { generateText as generateText6 } from 'ai6';
import { generateText as generateText7 } from 'ai7';
import { describe, expectTypeOf, test } from 'vitest';

const cf = createCloudflare();

describe('a fallback', () => {
  test('is a model of ai 5, 6 and 7', () => {
    const model = cf.fallback(['openai/gpt-4o']);
    expectTypeOf(model).toEqualTypeOf<LanguageModelV2>();
    expectTypeOf(generateText).toBeCallableWith({ model, prompt: 'Hi' });
    expectTypeOf(generateText6).toBeCallableWith({ model, prompt: 'Hi' });
    expectTypeOf(generateText7).toBeCallableWith({ model, prompt: 'Hi' });
  });

  test('takes ids, models, and either with options', () => {
    const cloudflare: CloudflareOptions = { cacheTtl: 60 };
    const legs: readonly CloudflareFallbackLeg[] = [
      'openai/gpt-4o',
      cf('@cf/openai/gpt-oss-120b'),
      { model: 'openai/gpt-4o', providerOptions: { cloudflare, openai: { user: 'u' } } },
      { model: cf('openai/gpt-4o'), headers: { 'x-team': 'docs', 'x-none': undefined } },
    ];
    const options: CloudflareFallbackOptions = {
      mode: 'client',
      legTimeoutMs: 1000,
      cooldown: legCooldown({ failures: 3, durationMs: 60_000, now: Date.now }),
      policy: { 'spend-limit': 'stop' },
    };
    expectTypeOf(cf.fallback(legs, options)).toExtend<LanguageModelV2>();
    expectTypeOf(cf.fallback(legs, { mode: 'server' })).toExtend<LanguageModelV2>();
    expectTypeOf(legCooldown()).toEqualTypeOf<LegCooldown>();
  });

  test('illegal', () => {
    // @ts-expect-error no list
    cf.fallback('openai/gpt-4o');
    // @ts-expect-error a leg needs a model
    cf.fallback([{ headers: {} }]);
    // @ts-expect-error no such mode
    cf.fallback([], { mode: 'both' });
    // @ts-expect-error no such kind
    cf.fallback([], { policy: { busy: 'next' } });
    // @ts-expect-error no such decision
    cf.fallback([], { policy: { capacity: 'retry' } });
    // @ts-expect-error a misspelt option
    cf.fallback([], { legTimeout: 5 });
  });

  test('what comes back is typed', () => {
    expectTypeOf<CloudflareProviderMetadata['trace']>().toEqualTypeOf<CloudflareLegTrace[] | undefined>();
    expectTypeOf<CloudflareErrorInfo['trace']>().toEqualTypeOf<readonly CloudflareLegTrace[] | undefined>();
    expectTypeOf<CloudflareFallbackError['errors']>().toEqualTypeOf<readonly unknown[]>();
  });
});
