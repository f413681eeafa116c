import { type CacheKeyInputs, tenantCacheKey } from 'ai-sdk-provider-cloudflare';
import { expectTypeOf, test } from 'vitest';

interface Inputs {
  tenant: string;
  prompt: string;
}

test('inputs of every form', () => {
  const inputs: Inputs = { tenant: 'acme', prompt: 'Hi' };
  expectTypeOf(tenantCacheKey(inputs)).toEqualTypeOf<string>();
  const readonly: Readonly<Inputs> = inputs;
  tenantCacheKey(readonly);
  tenantCacheKey({ tenant: 'acme', prompt: 'Hi', locale: undefined });
  const open: CacheKeyInputs = { tenant: 'acme', prompt: 'Hi' };
  tenantCacheKey(open);
});

test('a tenant is a text, and has to be there', () => {
  // @ts-expect-error no tenant
  tenantCacheKey({ prompt: 'Hi' });
  // @ts-expect-error a number is no tenant
  tenantCacheKey({ tenant: 1, prompt: 'Hi' });
});
