import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { expect, it } from 'vitest';
import { finishOf } from '../support/answers.ts';
import { collect, send } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

const notice = 'this model ends a response after 256 tokens unless it is set.';

it.each(['@cf/openai/gpt-oss-120b', '@cf/meta/llama-3.1-8b-instruct'])(
  '%s: said once per provider',
  async id => {
    const gateway = createLocalGateway();
    const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
    const warningsOf = async (options: object = {}) =>
      (await cloudflare(id).doGenerate({ prompt: HI, ...options })).warnings;
    expect(await warningsOf({ maxOutputTokens: 9 })).toEqual([]);
    expect((await cloudflare.explain(id)).warnings).toHaveLength(1);
    expect(await warningsOf()).toEqual([
      expect.objectContaining({ message: expect.stringContaining(notice) }),
    ]);
    expect(await warningsOf()).toEqual([]);
    expect((await cloudflare.explain(id)).warnings).toEqual([]);
  },
);

it.each(['@cf/zai-org/glm-5.3', 'openai/gpt-4o'])(
  '%s states no default length: nothing is said',
  async id => {
    expect((await send(id)).warnings).toEqual([]);
  },
);

it('is said again on a response that it ended', async () => {
  const gateway = createLocalGateway();
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const model = cloudflare('@cf/openai/gpt-oss-120b');
  const ended = [expect.stringMatching(/ended after 256 tokens.*Set maxOutputTokens/)];
  for (let call = 0; call < 3; call++) gateway.reply({ text: 'cut', finishReason: 'length' });
  const whole = await model.doGenerate({ prompt: HI });
  expect(whole.finishReason).toBe('length');
  expect(whole.providerMetadata?.cloudflare?.warnings).toEqual(ended);
  expect(whole.warnings).toContainEqual({ type: 'other', message: ended[0] });
  const parts = await collect((await model.doStream({ prompt: HI })).stream);
  expect(finishOf(parts).providerMetadata?.cloudflare?.warnings).toEqual(ended);
  const limited = await model.doGenerate({ prompt: HI, maxOutputTokens: 20 });
  expect(limited.finishReason).toBe('length');
  expect(limited.providerMetadata?.cloudflare).not.toHaveProperty('warnings');
});
