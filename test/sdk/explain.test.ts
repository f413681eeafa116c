import { createCloudflare, type ExplainOptions } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { GATEWAY_TOKEN, TOKEN, vendorKey } from '../support/account.ts';
import { everythingIn } from '../support/answers.ts';
import { type CallOptions, collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { H, HI, jsonFormat, P_IN, SYS, WX } from '../support/prompts.ts';

const models = [
  'openai/gpt-4o',
  'openai/gpt-5-mini',
  'groq/llama-3.3-70b-versatile',
  'groq/openai/gpt-oss-20b',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  '@cf/zai-org/glm-4.7-flash',
  'dynamic/support',
  'anthropic/claude-haiku-4.5',
] as const;

const keys = { openai: vendorKey('openai'), groq: vendorKey('groq'), anthropic: vendorKey('anthropic') };
const waysOf = (id: string) => [
  { name: 'auto', settings: connected },
  { name: 'a token function', settings: { ...connected, apiToken: async () => TOKEN } },
  { name: 'compat', settings: { ...connected, gatewayToken: GATEWAY_TOKEN, endpoint: 'compat' as const } },
  ...(/^(?:openai|groq)/.test(id)
    ? [
        {
          name: 'native with a key',
          settings: { ...connected, providerKeys: keys, endpoint: 'native' as const },
        },
      ]
    : []),
];

const calls: readonly (readonly [name: string, options: CallOptions])[] = [
  ['a plain prompt', {}],
  ['settings', { temperature: 0.5, maxOutputTokens: 50, topK: 3, topP: 0.9, seed: 1, stopSequences: ['x'] }],
  ['tools and history', { prompt: [SYS, ...H], tools: [WX], toolChoice: { type: 'required' } }],
  ['a schema', { responseFormat: jsonFormat(P_IN, 'person') }],
  ['a schema beside tools', { responseFormat: jsonFormat(P_IN), tools: [WX] }],
  [
    'options and headers',
    {
      headers: { 'x-mine': '1', 'user-agent': 'app/1' },
      providerOptions: {
        cloudflare: {
          cacheTtl: 60,
          metadata: { a: 1 },
          extraBody: { x: { y: 1 } },
          reasoningEffort: 'low',
          sessionAffinity: 's',
        },
        openai: { serviceTier: 'flex', nonsense: 1 },
      },
    },
  ],
];

const cases = models.flatMap(id =>
  waysOf(id).flatMap(way =>
    calls.flatMap(([name, options]) =>
      ([false, true] as const).map(stream => ({
        id,
        way: way.name,
        call: name,
        stream,
        settings: way.settings,
        options,
      })),
    ),
  ),
);

describe('explain()', () => {
  it.each(cases)(
    'is the request of $id, $way, $call, stream: $stream',
    async ({ id, settings, stream, options }) => {
      const fake = fakeFetch();
      const cloudflare = createCloudflare({ ...settings, fetch: fake.fetch });
      const prompt = options.prompt ?? HI;
      const explained = await cloudflare.explain(id, { ...(options as ExplainOptions), prompt, stream });
      expect(fake.requests).toEqual([]);

      const model = cloudflare(id);
      const warnings = stream
        ? (await collect((await model.doStream({ ...options, prompt })).stream)).flatMap(part =>
            part.type === 'stream-start' ? part.warnings : [],
          )
        : (await model.doGenerate({ ...options, prompt })).warnings;
      const sent = fake.request();

      expect(explained.url).toBe(sent.url);
      expect(explained.method).toBe(sent.method);
      expect(explained.body).toEqual(sent.body);
      expect(explained.warnings).toEqual(warnings);
      expect(explained.modelId).toBe(id);
      expect(Object.keys(explained.headers).sort()).toEqual(Object.keys(sent.headers).sort());
      for (const [name, value] of Object.entries(explained.headers)) {
        if (/<.*>/.test(value)) expect(sent.headers[name]).toMatch(/SECRET/);
        else expect(sent.headers[name]).toBe(value);
      }
      expect(everythingIn(explained)).not.toContain('SECRET');
    },
  );

  it('names the setting in place of each secret', async () => {
    const settings = {
      ...connected,
      gatewayToken: GATEWAY_TOKEN,
      providerKeys: keys,
      endpoint: 'native' as const,
    };
    const { headers } = await createCloudflare(settings).explain('openai/gpt-4o');
    expect(headers).toMatchObject({
      'cf-aig-authorization': 'Bearer <gatewayToken>',
      authorization: 'Bearer <providerKeys.openai>',
    });
  });

  it('takes a text, or nothing, for a prompt, and says why it goes where it goes', async () => {
    const cloudflare = createCloudflare(connected);
    const explained = await cloudflare.explain('openai/gpt-4o', { prompt: 'Good morning' });
    expect(explained).toMatchObject({
      upstream: 'openai',
      endpoint: 'rest',
      gatewayId: 'my-gateway',
      body: { messages: [{ role: 'user', content: 'Good morning' }] },
    });
    expect(explained.reason).not.toBe('');
    expect((await cloudflare.explain('openai/gpt-4o')).body).toMatchObject({ messages: [{ role: 'user' }] });
  });

  it('takes a text for models of other kinds, too', async () => {
    const cloudflare = createCloudflare(connected);
    const bodyOf = async (model: object, prompt?: string) =>
      (await cloudflare.explain(model as never, { ...(prompt && { prompt }) })).body;
    const embedding = cloudflare.textEmbeddingModel('openai/text-embedding-3-small');
    expect(await bodyOf(embedding, 'Good morning')).toMatchObject({ input: ['Good morning'] });
    expect(await bodyOf(embedding)).toMatchObject({ input: ['Hello'] });
    const speech = cloudflare.speechModel('@cf/deepgram/aura-1');
    expect(await bodyOf(speech, 'Good morning')).toMatchObject({ text: 'Good morning' });
    const ranking = createV4(connected).rerankingModel('@cf/baai/bge-reranker-base');
    expect(await createV4(connected).explain(ranking as never, { prompt: 'Which?' })).toMatchObject({
      body: { query: 'Which?' },
    });
  });

  it('throws what the call would throw', async () => {
    const cloudflare = createCloudflare(connected);
    await expect(
      cloudflare.explain('openai/gpt-4o', { providerOptions: { cloudflare: { cacheTtl: 1 } } }),
    ).rejects.toMatchObject({ name: 'AI_InvalidArgumentError' });
    await expect(cloudflare.explain('gpt-4o')).rejects.toMatchObject({ name: 'AI_NoSuchModelError' });
    for (const missing of [undefined, null])
      await expect(cloudflare.explain(missing as unknown as string)).rejects.toMatchObject({
        name: 'AI_InvalidArgumentError',
        argument: 'explain',
      });
    await expect(
      createCloudflare({ accountId: connected.accountId }).explain('openai/gpt-4o'),
    ).rejects.toMatchObject({
      name: 'AI_LoadAPIKeyError',
    });
  });
});
