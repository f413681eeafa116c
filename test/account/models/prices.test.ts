import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { expect, it } from 'vitest';
import { connected } from '../../support/call.ts';
import { fakeFetch } from '../../support/fake-fetch.ts';

/** The price of one model of Workers AI whose search lists these prices. */
async function priced(value: unknown) {
  const task = { name: 'Text Generation' };
  const record = { name: '@cf/zai-org/glm-5.3', task, properties: [{ property_id: 'price', value }] };
  const { fetch } = fakeFetch(({ url }) => {
    if (url.includes('/compat/models')) return Response.json({ data: [] });
    const result = url.includes('/models/search') ? [record] : [];
    return Response.json({ success: true, result, result_info: { total_count: result.length } });
  });
  const { models } = await createCloudflare({ ...connected, fetch }).listModels();
  return models[0]?.price;
}

it.each([
  [
    'in dollars, said or not',
    [
      { unit: 'per M input tokens', price: 0.5 },
      { unit: 'per M output tokens', price: '2', currency: 'USD' },
    ],
    { inputPerMillionTokens: 0.5, outputPerMillionTokens: 2 },
  ],
  ['in another currency are none', [{ unit: 'per M input tokens', price: 0.5, currency: 'EUR' }], undefined],
  [
    'in an unknown unit keep it',
    [{ unit: 'per 512 by 512 tile', price: 0.001, currency: 'USD' }],
    { other: [{ usd: 0.001, unit: 'per 512 by 512 tile' }] },
  ],
  [
    'without a number or a unit are none',
    [{ unit: 'per M input tokens', price: 'free' }, { price: 1 }, { unit: ' ', price: 1 }],
    undefined,
  ],
  ['that are no list are none', 'free', undefined],
])('prices %s', async (_, list, expected) => {
  expect(await priced(list)).toEqual(expected);
});
