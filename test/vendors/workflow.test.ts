import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { type AnyModel, packageOf, providerOf } from './entries.ts';

const provider = providerOf('v4', { accountId: localGatewayDefaults.accountId, gatewayId: 'default' });
const symbol = (name: string) => Symbol.for(`workflow-${name}`);
const statics = (model: object) =>
  model.constructor as unknown as Record<symbol, (value: unknown) => unknown>;
const serialized = (model: object): unknown => statics(model)[symbol('serialize')]?.(model);
const restored = (model: object, state: unknown): unknown => statics(model)[symbol('deserialize')]?.(state);

describe('models of packages in workflows', () => {
  const openai = provider.carry('openai', packageOf('v4', 'openai') as never) as unknown as {
    chat(id: string): AnyModel;
  };

  it.each([
    ['a language model', provider('anthropic/claude-sonnet-4.5')],
    ['an image model', provider.imageModel('openai/gpt-image-1')],
    ['a model of a carried provider', openai.chat('gpt-4o')],
  ])('%s is serialised without anything of the package, and asks for it in the next step', (_, model) => {
    const state = JSON.parse(JSON.stringify(serialized(model)));
    expect(state.modelId).toBe(model.modelId);
    expect(JSON.stringify(state)).not.toMatch(/placeholder|api\.(?:openai|anthropic)\.com/);
    expect(() => restored(model, state)).toThrow(/vendors: this setting cannot be serialised/);
  });

  it('a model on chat completions travels, whatever packages its provider has', () => {
    const model = provider.chat('openai/gpt-4o');
    expect(restored(model, JSON.parse(JSON.stringify(serialized(model))))).toMatchObject({
      modelId: 'openai/gpt-4o',
    });
  });
});
