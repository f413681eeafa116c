import {
  createLocalGateway,
  type LocalBinding,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { fakeFetch, type RecordedRequest, refusal } from '../support/fake-fetch.ts';
import { connected, resultOf, sentOf, settled } from './calls.ts';
import { create, versions } from './entries.ts';
import { setTime } from './fixed-world.ts';
import type { Group, Recorder } from './recorder.ts';

const CHAT = 'openai/gpt-4o';

/** The same over both ways that lead to the account. */
const ways = ['rest', 'binding'] as const;
type Way = (typeof ways)[number];

const MINUTE = 60_000;
const minute = { timeoutMs: MINUTE };

/** A provider for whom a minute passes with each request to the account, so that none is repeated. */
function world(way: Way, settings: object = {}, options: Parameters<typeof createLocalGateway>[0] = {}) {
  const gateway = createLocalGateway({ gateways: { shop: {} }, ...options });
  let time = 0;
  const pass = (): void => {
    time += MINUTE;
    setTime(time);
  };
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (String(input).includes('/logs/')) pass();
    return gateway.fetch(input, init);
  };
  const connection =
    way === 'binding' ? { binding: passing(gateway.binding(), pass) } : { ...localGatewayDefaults, fetch };
  const asked = (): unknown => gateway.requests.map(({ path, body }) => [path, JSON.stringify(body)]);
  return { gateway, asked, provider: create('v2', { ...connection, ...settings }) };
}

/** The binding, with a gateway that lets time pass before it looks into its log. */
function passing(binding: LocalBinding, pass: () => void): LocalBinding {
  const gateway: LocalBinding['gateway'] = id =>
    new Proxy(binding.gateway(id), {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (/log/i.test(String(name))) pass();
          return Reflect.apply(member, target, given);
        };
      },
    });
  return new Proxy(binding, {
    get: (target, name) => {
      if (name === 'gateway') return gateway;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

export async function recordAccount(recorder: Recorder): Promise<void> {
  await recordLists(recorder.group('models'));
  await recordLogs(recorder.group('logs'));
}

async function recordLists(add: Group): Promise<void> {
  const options: readonly unknown[] = [
    undefined,
    { kind: 'embeddings' },
    { kind: ['reranking', 'transcription'] },
    { feature: 'vision' },
    { feature: ['tools', 'reasoning'], search: 'GLM flash' },
    { search: 'no such model' },
    { gatewayId: null },
    { gatewayId: 'shop' },
    { kind: 'chatt' },
    { features: 'tools' },
    { ttlMs: -1 },
    { gatewayId: 'not a gateway' },
    'chat',
  ];
  for (const way of ways) {
    for (const [index, given] of options.entries())
      await add(`${way}/options ${index}`, async () => {
        const { provider, asked } = world(way);
        return { ...(await settled(() => provider.listModels(given as object))), asked: asked() };
      });
  }
  const tokens = {
    'workers-only-token': ['workers-ai-read'],
    'gateway-only-token': ['ai-gateway-run'],
    'nothing-token': [],
  } as const;
  for (const apiToken of [...Object.keys(tokens), 'unknown-token', '']) {
    await add(`permissions of ${apiToken}`, () =>
      settled(() => world('rest', { apiToken }, { tokens }).provider.listModels()),
    );
    await add(`permissions of ${apiToken} for the gateway`, () =>
      settled(() =>
        world('rest', { apiToken: '', gatewayToken: apiToken }, { tokens }).provider.listModels(),
      ),
    );
  }
  await recordPages(add);
}

const record = (index: number): object => ({
  name: `@cf/test/model-${index}`,
  task: { name: 'Text Generation' },
  properties: [],
});
const records = (from: number, to: number): object[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => record(from + index));

/** What lists may look like, page by page. */
async function recordPages(add: Group): Promise<void> {
  const price = (unit: string) => [{ unit, price: 1, currency: 'USD' }];
  const properties = (id: string, value: unknown) => ({
    name: '@cf/a/b',
    properties: [{ property_id: id, value }],
  });
  const pages: Readonly<Record<string, (page: number) => object | Response>> = {
    announced: page => ({
      result: records((page - 1) * 100, Math.min(250, page * 100)),
      result_info: { total_count: 250 },
    }),
    'short pages': page => ({ result: records(0, 130).slice((page - 1) * 50, page * 50) }),
    'one that comes again': () => ({ result: records(0, 100), result_info: { total_count: 250 } }),
    'one that is empty': page => ({
      result: page === 1 ? records(0, 100) : [],
      result_info: { total_count: 250 },
    }),
    'a change': page => ({
      result: page === 1 ? records(0, 100) : records(99, 120),
      result_info: { total_count: page === 1 ? 121 : 120 },
    }),
    'no ids': () => ({
      result: [record(1), null, { task: 1 }, { name: ' ' }],
      result_info: { total_count: 4 },
    }),
    'no list': () => ({ result: {} }),
    'no JSON': () => new Response('<html>sign in</html>'),
    'a failure in a success': () =>
      Response.json({ success: false, errors: [{ code: 7000, message: 'No route' }] }),
    'an error': () => refusal(500, { success: false, errors: [{ code: 1, message: 'Oops' }] }),
    ...Object.fromEntries(
      ['2026-05-30', '2026-05-30 00:00:00', '2026-05-30T23:30:00-08:00', 'soon', '2026-13-45', '30'].map(
        day => [`the day ${day}`, () => ({ result: [properties('planned_deprecation_date', day)] })],
      ),
    ),
    ...Object.fromEntries(
      ['per M input tokens', 'constructor', 'per audio minute'].map(unit => [
        `the unit ${unit}`,
        () => ({ result: [properties('price', price(unit))] }),
      ]),
    ),
  };
  const listed = (answer: (request: RecordedRequest) => Response) => {
    const fake = fakeFetch(answer);
    return { fake, provider: create('v2', { ...connected, fetch: fake.fetch }) };
  };
  for (const [name, pageOf] of Object.entries(pages))
    await add(`pages: ${name}`, async () => {
      const { provider, fake } = listed(({ url }) => {
        if (url.includes('/compat/models')) return Response.json({ object: 'list', data: [] });
        if (!url.includes('/models/search')) return Response.json({ success: true, result: [] });
        const answer = pageOf(Number(new URL(url).searchParams.get('page')));
        return answer instanceof Response ? answer : Response.json({ success: true, ...answer });
      });
      const told = await settled(() => provider.listModels());
      return { ...told, sent: fake.requests.map(sentOf) };
    });
  await add('pages: ids of the gateway', () => {
    const ids =
      'openai/openai/gpt-4o openai/gpt-4o groq/openai/gpt-oss-120b gpt-image-1 openai/gpt-image-1 aws-bedrock/amazon.nova-2-lite-v1:0 deepgram/nova-3 workers-ai/@cf/deepgram/nova-3 openrouter/amazon/nova-2-lite-v1';
    const { provider } = listed(({ url }) =>
      Response.json(
        url.includes('/compat/')
          ? { data: ids.split(' ').map(id => ({ id, cost_in: 0.00000015, cost_out: 0 })) }
          : { success: true, result: [] },
      ),
    );
    return settled(() => provider.listModels());
  });
}

async function recordLogs(add: Group): Promise<void> {
  const feedbacks: readonly unknown[] = [
    { feedback: 1 },
    { feedback: -1, score: 90, metadata: { reviewer: 'ada', n: 1, ok: false } },
    { score: 0 },
    {},
    { feedback: undefined },
    'up',
    { feedback: 2 },
    { feedback: true },
    { score: 101 },
    { score: '90' },
    { score: Number.NaN },
    { metadata: [] },
    { metadata: { a: {} } },
    { metadata: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 } },
    { scores: 3 },
  ];
  const references: readonly unknown[] = [
    { providerMetadata: { cloudflare: { endpoint: 'rest' } } },
    { providerMetadata: { openai: {} } },
    { providerMetadata: undefined },
    new Error('no'),
    undefined,
    ' ',
    '../../gateways',
    '..',
    { logId: 7 },
    'some-log',
    { logId: 'some-log', gatewayId: 'shop' },
  ];
  for (const way of ways) {
    for (const mode of ['generate', 'stream'] as const)
      await add(`${way}/the entry of a call (${mode})`, async () => {
        const { provider, asked } = world(way);
        const result = await resultOf(provider(CHAT), mode, {
          providerOptions: { cloudflare: { metadata: { team: 'docs' } } },
        });
        const { parts } = result as { readonly parts?: readonly unknown[] };
        const reference = parts?.at(-1) ?? result;
        return { ...(await settled(() => provider.logs.get(reference, minute))), asked: asked() };
      });
    for (const [index, feedback] of feedbacks.entries())
      await add(`${way}/feedback ${index}`, async () => {
        const { provider, gateway, asked } = world(way);
        const result = await resultOf(provider(CHAT), 'generate');
        const told = await settled(() => provider.logs.feedback(result, feedback, minute));
        const [row] = gateway.logs;
        return { ...told, asked: asked(), kept: [row?.feedback, row?.score, row?.metadata] };
      });
    for (const [index, reference] of references.entries())
      await add(`${way}/reference ${index}`, async () => {
        const { provider, asked } = world(way);
        return { ...(await settled(() => provider.logs.get(reference, minute))), asked: asked() };
      });
  }
  for (const timeoutMs of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    await add(`a wait of ${timeoutMs}`, () =>
      settled(() => world('rest').provider.logs.get('some-log', { timeoutMs })),
    );
  const tokens = { 'run-token': ['ai-gateway-run'], 'read-token': ['ai-gateway-read'] } as const;
  for (const apiToken of ['run-token', 'read-token', 'unknown', '']) {
    await add(`permissions of ${apiToken}`, async () => {
      const { logs } = world('rest', { apiToken }, { tokens }).provider;
      return {
        get: await settled(() => logs.get('some-log', minute)),
        feedback: await settled(() => logs.feedback('some-log', { feedback: 1 }, minute)),
      };
    });
  }
  const rows: readonly unknown[] = [
    { success: true, result: { id: 'l1', cost: null, metadata: '{"a":1}', created_at: 'x', step: '0' } },
    { success: true, result: { id: 'l1', created_at: '2026-01-02T03:04:05Z', cached: 1, duration: 12.5 } },
    { success: true, result: null },
    { success: true, result: [] },
    { success: false, errors: [{ code: 7001, message: 'Invalid value' }] },
    '<html>Sign in</html>',
  ];
  for (const [index, row] of rows.entries())
    await add(`row ${index}`, () => {
      const { fetch } = fakeFetch(() => (typeof row === 'string' ? new Response(row) : Response.json(row)));
      return settled(() => create('v2', { ...connected, fetch }).logs.get('l1', minute));
    });
  for (const version of versions)
    await add(`kept in ${version}`, async () => {
      const gateway = createLocalGateway();
      const provider = create(version, { ...localGatewayDefaults, fetch: gateway.fetch });
      return { log: await provider.logs.get(await resultOf(provider(CHAT), 'generate', {}, version)) };
    });
}
