import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { afterEach, describe, expect, it } from 'vitest';
import { connected } from '../../support/call.ts';
import { fakeFetch } from '../../support/fake-fetch.ts';

/** A provider whose Workers AI search lists these records, and whose gateway lists these ids. */
async function listed(search: readonly object[], gateway: readonly string[] = []) {
  const { fetch } = fakeFetch(({ url }) => {
    if (url.includes('/compat/models')) return Response.json({ data: gateway.map(id => ({ id })) });
    const result = url.includes('/models/search') ? search : [];
    return Response.json({ success: true, result, result_info: { total_count: result.length } });
  });
  const { models } = await createCloudflare({ ...connected, fetch }).listModels();
  return models;
}

/** A provider whose catalogue has this record only. */
async function catalogued(record: object) {
  const { fetch } = fakeFetch(({ url }) => {
    if (url.includes('/compat/models')) return Response.json({ data: [] });
    const isOther = url.includes('/models/search');
    const result = isOther ? [] : [record];
    return Response.json({ success: true, result, result_info: { total_count: result.length } });
  });
  const { models } = await createCloudflare({ ...connected, fetch }).listModels();
  return models;
}

describe('the kind of a model without a task', () => {
  it.each([
    ['aws-bedrock/amazon.nova-2-lite-v1:0', 'chat'],
    ['aws-bedrock/us.amazon.nova-2-lite-v1:0', 'chat'],
    ['openrouter/amazon/nova-2-lite-v1', 'chat'],
    ['deepgram/nova-3', 'transcription'],
    ['workers-ai/@cf/deepgram/nova-3', 'transcription'],
  ])('%s: %s', async (id, kind) => {
    const [model] = await listed([], [id]);
    expect(model?.kind).toBe(kind);
  });
});

it('what is published about a model wins over its task', async () => {
  const task = { name: 'Text Generation' };
  const properties = [{ property_id: 'require_workers_paid', value: 'true' }];
  const names = ['@cf/cloudflare/clef', '@cf/moondream/moondream3.1-9B-A2B', '@cf/zai-org/glm-5.3'];
  const models = await listed(names.map(name => ({ name, task, properties })));
  expect(models.map(({ kind, endpoints }) => [kind, endpoints.length > 0])).toEqual([
    ['other', false],
    ['other', false],
    ['chat', true],
  ]);
  expect(models[2]).toMatchObject({ requiresPaidPlan: true });
});

describe('a model of the catalogue', () => {
  const pricing = {
    input_tokens: 1,
    under_200k_per_1m_output_tokens: 2,
    over_200k_per_1m_input_tokens: 3,
    over_200k_per_1m_output_tokens: '4',
    over_500k_per_1m_input_tokens: 5,
    unheard_of: 6,
  };
  const record = { model_id: 'acme/one', task: 'Text Generation', provider_details: [{ pricing }] };

  it.each([
    ['its own', 'One', 'One'],
    ['its id', 'acme/one', undefined],
    ['blank', ' ', undefined],
    ['absent', undefined, undefined],
  ])('with a name that is %s', async (_, name, expected) => {
    const [model] = await catalogued({ ...record, name });
    expect(model?.name).toBe(expected);
  });

  it('has a price for each length of the input', async () => {
    const [model] = await catalogued(record);
    expect(model?.price).toEqual({
      inputPerMillionTokens: 1,
      outputPerMillionTokens: 2,
      tiers: [
        { aboveInputTokens: 200_000, inputPerMillionTokens: 3, outputPerMillionTokens: 4 },
        { aboveInputTokens: 500_000, inputPerMillionTokens: 5 },
      ],
    });
  });

  it('has a price for long inputs only where their length is known', async () => {
    const long = { input_tokens: 1, long_context_input_tokens: 2 };
    const threshold = { long_context_threshold_tokens: '272000' };
    const priced = async (own: object) =>
      (await catalogued({ ...record, provider_details: [{ pricing: own }] }))[0]?.price;
    expect(await priced(long)).toEqual({ inputPerMillionTokens: 1 });
    expect(await priced({ ...long, ...threshold })).toEqual({
      inputPerMillionTokens: 1,
      tiers: [{ aboveInputTokens: 272_000, inputPerMillionTokens: 2 }],
    });
  });

  it('has no price where several sell it', async () => {
    const [model] = await catalogued({ ...record, provider_details: [{ pricing }, { pricing }] });
    expect(model?.price).toBeUndefined();
  });
});

describe('words that every object knows', () => {
  it.each(['constructor', '__proto__', 'toString'])('are no task and no unit: %s', async word => {
    const price = [{ unit: word, price: 1, currency: 'USD' }];
    const [model] = await listed([
      { name: '@cf/a/b', task: { name: word }, properties: [{ property_id: 'price', value: price }] },
    ]);
    expect(model).toMatchObject({ kind: 'other', task: word, price: { other: [{ usd: 1, unit: word }] } });
    expect(Object.keys(model?.price ?? {})).toEqual(['other']);
  });
});

describe('the day of a retirement', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  async function dayOf(written: string) {
    const properties = [{ property_id: 'planned_deprecation_date', value: written }];
    const [model] = await listed([{ name: '@cf/a/b', properties }]);
    return model?.deprecatedOn;
  }

  it.each([
    ['Asia/Tokyo', -540],
    ['America/Los_Angeles', 420],
    ['UTC', 0],
  ])('is the one that is written, in %s', async (zone, offset) => {
    process.env.TZ = zone;
    expect(new Date('2026-05-30T12:00:00Z').getTimezoneOffset()).toBe(offset);
    for (const written of [
      '2026-05-30',
      '2026-05-30 00:00:00',
      '2026-05-30T23:30:00',
      '2026-05-30T23:30:00-08:00',
    ]) {
      expect([written, await dayOf(written)]).toEqual([written, '2026-05-30']);
    }
  });

  it.each(['soon', '', '2026-13-45', '20260530', '30'])(
    'is absent where there is none: %s',
    async written => {
      expect(await dayOf(written)).toBeUndefined();
    },
  );
});
