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
