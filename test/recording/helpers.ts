import * as root from 'ai-sdk-provider-cloudflare';
import * as testing from 'ai-sdk-provider-cloudflare/testing';
import * as testingNode from 'ai-sdk-provider-cloudflare/testing/node';
import { translateCall } from '../sdk/translate-call.ts';
import { wireCalls } from '../sdk/wire-calls.ts';
import { GATEWAY_TOKEN, vendorKey } from '../support/account.ts';
import { embeddings, fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { connected, embedding, settled } from './calls.ts';
import { create, entries, versions } from './entries.ts';
import type { Group, Recorder } from './recorder.ts';

export async function recordHelpers(recorder: Recorder): Promise<void> {
  await recordShapes(recorder.group('shapes'));
  await recordFunctions(recorder.group('helpers'));
  await recordEmbeddings(recorder.group('embeddings'));
  await recordExplanations(recorder.group('explanations'));
}

async function recordShapes(add: Group): Promise<void> {
  for (const [name, entry] of Object.entries({ ...entries, testing, testingNode }))
    await add(`exports of ${name}`, () => ({ names: shapeOf(entry) }));
  for (const version of versions)
    await add(`provider of ${version}`, () => {
      const provider = create(version, { ...connected, name: 'edge-ai' });
      const model = provider('openai/gpt-4o');
      return {
        provider: shapeOf(provider),
        logs: shapeOf(provider.logs),
        frozen: Object.isFrozen(provider),
        model: shapeOf(model),
        modelJSON: JSON.stringify(model),
        modelFields: ['specificationVersion', 'provider', 'modelId', 'supportedUrls'].map(name => [
          name,
          Reflect.get(model, name),
        ]),
        embedder: JSON.stringify(provider.embeddingModel('@cf/baai/bge-m3')),
        fallback: JSON.stringify(provider.fallback(['openai/gpt-4o'])),
      };
    });
  await add('defaults of the local gateway', () => testing.localGatewayDefaults);
  await add('a local gateway', () => ({
    gateway: shapeOf(testing.createLocalGateway()),
    binding: shapeOf(testing.createLocalGateway().binding()),
  }));
}

/** Own members by name and type. */
const shapeOf = (value: object): unknown =>
  Object.keys(value)
    .sort()
    .map(name => [name, typeof Reflect.get(value, name)]);

async function recordFunctions(add: Group): Promise<void> {
  const loop: { self?: unknown } = {};
  loop.self = [loop];
  const conversations: readonly unknown[] = [
    'chat-42',
    { conversationId: 'chat-42', tenant: 'acme', user: 'ada@example.com' },
    { conversationId: 'ab', secret: 'c' },
    { conversationId: 'ü😀' },
    '',
    { conversationId: '' },
    {},
    { conversationId: 7 },
    { conversationId: 'a', user: '' },
    { conversationId: 'a', tenant: null },
    undefined,
  ];
  const inputs: readonly unknown[] = [
    { tenant: 'acme', prompt: 'Hi', options: { a: 1, b: [true, null] } },
    { tenant: 'a', prompt: '\ud800' },
    { tenant: 'a', prompt: [['x']], none: undefined },
    { prompt: 'x' },
    { tenant: ' ', prompt: 'x' },
    { tenant: 'a', prompt: undefined },
    { tenant: 'a', tool: { run: () => 1 } },
    { tenant: 'a', at: new Date(0) },
    { tenant: 'a', at: new Map() },
    { tenant: 'a', at: [1, Number.NaN] },
    { tenant: 'a', at: [undefined] },
    { tenant: 'a', at: 1n },
    { tenant: 'a', loop },
    null,
  ];
  const cooldowns: readonly unknown[] = [
    undefined,
    { failures: 2, durationMs: 100 },
    { failures: 0 },
    { failures: 1.5 },
    { durationMs: 0 },
    { durationMs: Number.POSITIVE_INFINITY },
    { now: 5 },
    { failure: 3 },
    null,
  ];
  const carried = { logId: 'l', gatewayId: 'g', cacheStatus: 'HIT', model: 'm', provider: 'openai' };
  const parts: readonly object[] = [
    { type: 'text-delta' },
    { type: 'finish-step' },
    { type: 'finish-step', providerMetadata: { openai: {} }, response: { modelId: 'm' } },
    { type: 'finish-step', providerMetadata: { cloudflare: carried }, response: { modelId: 'm' } },
    { type: 'finish-step', providerMetadata: { cloudflare: {} }, response: { modelId: 'm' } },
    { type: 'finish', providerMetadata: { cloudflare: carried } },
  ];
  const results: readonly unknown[] = [
    undefined,
    null,
    {},
    { providerMetadata: undefined },
    { providerMetadata: { openai: {} } },
    { providerMetadata: { cloudflare: 'x' } },
    { providerMetadata: { cloudflare: [] } },
    { providerMetadata: { cloudflare: carried } },
  ];
  const errors: readonly unknown[] = [
    undefined,
    'text',
    {},
    new Error('x'),
    { data: { source: 'gateway', kind: 'rate-limit', message: 'm', retryable: true } },
    { error: { data: { source: 'gateway', kind: 'rate-limit', message: 'm', retryable: true } } },
    { data: { source: 'gateway' } },
  ];
  const tried: Readonly<Record<string, readonly [readonly unknown[], (value: never) => unknown]>> = {
    conversationSessionId: [conversations, root.conversationSessionId],
    tenantCacheKey: [inputs, root.tenantCacheKey],
    legCooldown: [cooldowns, cooled],
    cloudflareMessageMetadata: [parts.map(part => ({ part })), root.cloudflareMessageMetadata],
    getCloudflareMetadata: [results, root.getCloudflareMetadata],
    getCloudflareError: [errors, root.getCloudflareError],
  };
  for (const [name, [values, run]] of Object.entries(tried)) {
    for (const [index, value] of values.entries())
      await add(`${name} ${index}`, () => settled(() => run(value as never)));
  }
  await add('VERSION', () => ({ version: root.VERSION }));
}

/** How often a leg must fail until it is left out. */
function cooled(options: never): unknown {
  const cooldown = root.legCooldown(options);
  const leg = { modelId: 'a', provider: 'cloudflare.chat' };
  const seen = [1, 2, 3, 4].map(() => {
    cooldown.failed(leg);
    return cooldown.isCooling(leg);
  });
  cooldown.succeeded(leg);
  return [...seen, cooldown.isCooling(leg), shapeOf(cooldown)];
}

async function recordEmbeddings(add: Group): Promise<void> {
  const ids = [
    '@cf/baai/bge-m3',
    'openai/text-embedding-3-small',
    'mistral/mistral-embed',
    'azure-openai/embedder',
    'google/gemini-embedding-001',
    'cohere/embed-v4',
    'custom-acme/embed',
    'openai/gpt-4o',
  ];
  const calls: readonly object[] = [
    {},
    { values: ['a'], headers: { 'x-call': '1' } },
    { values: [] },
    { values: Array.from({ length: 101 }, () => 'x') },
    { providerOptions: { cloudflare: { dimensions: 512, user: 'u1', cacheTtl: 60 } } },
    { providerOptions: { openai: { dimensions: 256 }, openaiCompatible: { user: 'no' } } },
    { providerOptions: { cloudflare: { reasoningEffort: 'low', textVerbosity: 'low' } } },
    { providerOptions: { cloudflare: { extraBody: { truncate: 'end', dimensions: 128 } } } },
  ];
  for (const id of ids) {
    for (const [index, call] of calls.entries()) {
      for (const endpoint of ['auto', 'rest', 'compat', 'native'])
        await add(`${id}/call ${index}/${endpoint}`, async () => {
          const settings = { ...connected, azure: { resource: 'res' }, endpoint };
          const told: Record<string, unknown> = {};
          for (const version of versions) told[version] = await embedding(id, call, settings, version);
          return told;
        });
    }
    await add(`${id}/limit`, async () => ({
      limit: await create('v2', connected).embeddingModel(id).maxEmbeddingsPerCall,
    }));
  }
  const answers: Readonly<Record<string, () => Response>> = {
    ...Object.fromEntries([0, 1, 3].map(count => [`${count} for two`, () => embeddings(count)])),
    'no usage': () => Response.json({ data: [{ embedding: [1] }, { embedding: [2] }] }),
    'out of order': () =>
      Response.json({
        data: [
          { index: 1, embedding: [1] },
          { index: 0, embedding: [2] },
        ],
      }),
    native: () => Response.json({ result: { shape: [2, 1], data: [[1], [2]] }, success: true }),
    'an error in 200': () => Response.json({ success: false, errors: [{ code: 3040, message: 'busy' }] }),
    ...Object.fromEntries(
      ['', 'no json', '{}', '{"data":null}', '{"data":[{"embedding":"AAAA"}]}', '{"result":null}'].map(
        body => [`text ${body}`, () => new Response(body, { headers: { 'cf-aig-log-id': 'L1' } })],
      ),
    ),
  };
  for (const [name, respond] of Object.entries(answers))
    await add(`answer: ${name}`, async () => {
      const told: Record<string, unknown> = {};
      for (const version of versions)
        told[version] = await embedding('@cf/baai/bge-m3', {}, connected, version, fakeFetch(respond));
      return told;
    });
}

/** Explanations of calls, on every way to each model. */
async function recordExplanations(add: Group): Promise<void> {
  const ids = [
    'openai/gpt-5-mini',
    'groq/openai/gpt-oss-20b',
    'anthropic/claude-haiku-4.5',
    '@cf/zai-org/glm-4.7-flash',
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    'dynamic/support',
  ];
  const ways: Readonly<Record<string, object>> = {
    auto: connected,
    'a token function': { ...connected, apiToken: async () => 'tok-SECRET' },
    compat: { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint: 'compat' },
    keys: { ...connected, providerKeys: { openai: vendorKey('openai'), groq: vendorKey('groq') } },
    'no gateway': { ...connected, gatewayId: null },
    domain: { baseURL: 'https://ai.example.com', access: { clientId: 'a', clientSecret: 'b-SECRET' } },
    binding: { binding: testing.createLocalGateway().binding() },
  };
  const calls = wireCalls.filter((_, index) => index % 9 === 0);
  for (const id of ids) {
    for (const [way, settings] of Object.entries(ways)) {
      for (const { label, options } of calls)
        await add(`${id}/${way}/${label}`, async () => {
          const told: Record<string, unknown> = {};
          for (const version of versions) {
            const call = { ...translateCall({ prompt: HI, ...options }, version), stream: version === 'v3' };
            told[version] = await settled(() => create(version, settings).explain(id, call));
          }
          return told;
        });
    }
  }
  await add('a prompt as text', () =>
    settled(() => create('v2', connected).explain('openai/gpt-4o', { prompt: 'Hi' })),
  );
}
