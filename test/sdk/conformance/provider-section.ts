import { inspect } from 'node:util';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { expect } from 'vitest';
import { ACCOUNT, GATEWAY, GATEWAY_TOKEN, TOKEN, vendorKey } from '../../support/account.ts';
import { rejection } from '../../support/answers.ts';
import { collect } from '../../support/call.ts';
import { HI } from '../../support/prompts.ts';
import { played, type Section, tell, world } from './section.ts';
import { memoryTracer } from './tracer.ts';

const chat = 'openai/gpt-4o';
const embedding = '@cf/baai/bge-m3';

/** The provider object, and what the SDK does with it. */
export const providerSection: Section = (pair, test) => {
  const { ai, specificationVersion, createCloudflare } = pair;

  test('models name their specification', () => {
    const { cloudflare } = world(pair);
    for (const model of [cloudflare(chat), cloudflare.embeddingModel(embedding), cloudflare.fallback([chat])])
      expect(model.specificationVersion).toBe(specificationVersion);
  });

  test('the provider names its specification, where the SDK asks for it', () => {
    expect(world(pair).cloudflare.specificationVersion).toBe(specificationVersion);
  });

  test('a registry finds every kind of model', async () => {
    const { cloudflare } = world(pair);
    const registry = ai.createProviderRegistry({ cloudflare });
    const told = await tell(
      pair,
      { model: registry.languageModel(`cloudflare:${chat}`), prompt: 'Hello Ada' },
      'generate',
    );
    expect(told.text).toContain('Ada');
    const kind = 'embeddingModel' in registry ? 'embeddingModel' : 'textEmbeddingModel';
    const model = registry[kind](`cloudflare:${embedding}`);
    expect((await ai.embed({ model, value: 'a' })).embedding).toHaveLength(1024);
  });

  test('a custom provider takes its models, and falls back to it', async () => {
    const { cloudflare } = world(pair);
    const custom = ai.customProvider({
      languageModels: { fast: cloudflare('groq/openai/gpt-oss-20b') },
      fallbackProvider: cloudflare,
    });
    for (const id of ['fast', chat]) {
      const told = await tell(pair, { model: custom.languageModel(id), prompt: 'Hello Ada' }, 'stream');
      expect(told.text).toContain('Ada');
    }
  });

  test('middleware sees and changes calls and answers', async () => {
    const { cloudflare, gateway } = world(pair);
    const seen: string[] = [];
    const model = ai.wrapLanguageModel({
      model: cloudflare(chat),
      middleware: {
        specificationVersion: pair.major === 5 ? 'v2' : `v${pair.major - 3}`,
        transformParams: async ({ params }: { params: object }) => ({ ...params, maxOutputTokens: 77 }),
        wrapGenerate: async ({ doGenerate, model: inner }: WrapOptions) => {
          seen.push(`generate ${inner.modelId}`);
          return doGenerate();
        },
        wrapStream: async ({ doStream, model: inner }: WrapOptions) => {
          seen.push(`stream ${inner.modelId}`);
          return doStream();
        },
      },
    });
    for (const mode of ['generate', 'stream'] as const) {
      const told = await tell(pair, { model, prompt: 'Hello Ada' }, mode);
      expect(told.text).toContain('Ada');
      expect(getCloudflareMetadata(told.metadata)?.logId).toBe(gateway.logs.at(-1)?.id);
    }
    expect(seen).toEqual([`generate ${chat}`, `stream ${chat}`]);
    expect(gateway.requests.map(({ body }) => Reflect.get(body as object, 'max_tokens'))).toEqual([77, 77]);
  });

  test('telemetry has the model, the counts and the metadata', async () => {
    const { cloudflare, gateway } = world(pair);
    const { tracer, spans } = memoryTracer();
    const experimental_telemetry = { isEnabled: true, tracer };
    for (const mode of ['generate', 'stream'] as const)
      await tell(pair, { model: cloudflare(chat), experimental_telemetry }, mode);
    const inner = spans.filter(({ name }) => /\.do(?:Generate|Stream)$/.test(name));
    expect(inner.map(({ name }) => name)).toEqual(['ai.generateText.doGenerate', 'ai.streamText.doStream']);
    for (const [index, { attributes, ended }] of inner.entries()) {
      expect(ended).toBe(true);
      expect(attributes).toMatchObject({
        'ai.model.id': chat,
        'ai.model.provider': 'cloudflare.chat',
        'gen_ai.usage.output_tokens': expect.any(Number),
      });
      expect(attributes['ai.response.providerMetadata']).toContain(gateway.logs[index]?.id);
    }
    expect(inspect(spans, { depth: 9 })).not.toContain(localGatewayDefaults.apiToken);
  });

  test('a binding carries chat and embeddings', async () => {
    const { gateway } = world(pair);
    const cloudflare = createCloudflare({ binding: gateway.binding() });
    for (const id of [chat, '@cf/zai-org/glm-4.7-flash', '@cf/meta/llama-3.3-70b-instruct-fp8-fast']) {
      for (const mode of ['generate', 'stream'] as const) {
        const told = await tell(pair, { model: cloudflare(id), prompt: 'Hello Ada' }, mode);
        expect(told.text).toContain('Ada');
        expect(getCloudflareMetadata(told.metadata)?.endpoint).toBe('binding');
      }
    }
    const { embedding: vector } = await ai.embed({ model: cloudflare.embeddingModel(embedding), value: 'a' });
    expect(vector).toHaveLength(1024);
  });

  test('lists, logs and explanations', async () => {
    const { cloudflare, gateway } = world(pair);
    const { models } = await cloudflare.listModels({ kind: 'chat' });
    expect(models.length).toBeGreaterThan(5);
    const result = await ai.generateText({ model: cloudflare(chat), prompt: 'Hi' });
    expect(await cloudflare.logs.get(result)).toMatchObject({ id: gateway.logs.at(-1)?.id, model: 'gpt-4o' });
    const before = gateway.requests.length;
    const told = await cloudflare.explain(chat, { prompt: 'Hi', topK: 3, temperature: 0 });
    expect(told).toMatchObject({
      endpoint: 'rest',
      body: { temperature: 0, messages: [{ role: 'user', content: 'Hi' }] },
      warnings: [expect.objectContaining({ type: expect.stringMatching(/^unsupported/) })],
    });
    expect(gateway.requests).toHaveLength(before);
  });

  test('kinds that only a vendor serves need its package', () => {
    const { cloudflare } = world(pair);
    for (const kind of ['imageModel', 'speechModel', 'transcriptionModel'])
      expect(() => cloudflare[kind]('groq/x')).toThrow(/vendors: no package of groq was passed/);
  });

  test('an aborted call rejects with the abort, and so does its stream', async () => {
    const { cloudflare, gateway } = world(pair, {}, { chunkDelayMs: 10 });
    const gone = AbortSignal.abort();
    const call = { model: cloudflare(chat), prompt: 'Hi', abortSignal: gone, maxRetries: 2 };
    expect(await rejection(ai.generateText(call))).toMatchObject({ name: 'AbortError' });
    expect(gateway.requests).toEqual([]);
    const controller = new AbortController();
    const prompt = [{ role: 'user', content: [{ type: 'text', text: 'one two three four five six seven' }] }];
    const { stream } = await cloudflare(chat).doStream({ prompt, abortSignal: controller.signal });
    controller.abort();
    expect(await rejection(collect(stream))).toMatchObject({ name: 'AbortError' });
  });

  test('nothing that is printed shows a secret', async () => {
    const settings = {
      accountId: ACCOUNT,
      gatewayId: GATEWAY,
      apiToken: TOKEN,
      gatewayToken: GATEWAY_TOKEN,
      providerKeys: { openai: vendorKey('openai') },
      headers: { 'x-team': 'team-SECRET' },
    };
    const { cloudflare } = played(pair, undefined, settings);
    const things = [
      cloudflare,
      cloudflare(chat),
      cloudflare.embeddingModel(embedding),
      cloudflare.fallback([chat]),
      await cloudflare(chat).doGenerate({ prompt: HI }),
    ];
    for (const thing of things) {
      expect(inspect(thing, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain('SECRET');
      expect(JSON.stringify(thing) ?? '').not.toContain('SECRET');
    }
    expect(JSON.stringify((await cloudflare.explain(chat)).headers)).not.toMatch(/tok-SECRET|sk-openai/);
  });
};

interface WrapOptions {
  readonly doGenerate: () => unknown;
  readonly doStream: () => unknown;
  readonly model: { readonly modelId: string };
}
