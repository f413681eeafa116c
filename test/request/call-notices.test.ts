import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';

describe('a model that a list says is retired', () => {
  const retired = '@cf/meta/llama-3.1-8b-instruct';

  it('warns with its first call, and only once the list is known', async () => {
    const { fetch } = createLocalGateway();
    const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch });
    const messages = async (id = retired) => {
      const { warnings } = await cloudflare(id).doGenerate({ prompt: HI, maxOutputTokens: 10 });
      return warnings.map(warning => ('message' in warning ? warning.message : warning.type));
    };
    expect(await messages()).toEqual([]);
    await cloudflare.listModels();
    await cloudflare.explain(retired);
    const says = `The retirement date of "${retired}" in the list of models is 2026-05-30.`;
    expect(await messages()).toEqual([says]);
    expect(await messages()).toEqual([]);
    expect(await messages('openai/gpt-4o')).toEqual([]);
    // Another spelling is another id to whoever reads the warning.
    expect(await messages(`workers-ai/${retired}`)).toHaveLength(1);
  });

  it('warns in streams and embeddings', async () => {
    const record = (name: string, task: string) => ({
      name,
      task: { name: task },
      properties: [{ property_id: 'planned_deprecation_date', value: '2999-01-01' }],
    });
    const result = [record('@cf/a/chat', 'Text Generation'), record('@cf/a/vectors', 'Text Embeddings')];
    const { fetch } = fakeFetch(request => {
      if (request.url.includes('/models')) return Response.json({ success: true, result, data: [] });
      return fakeFetch().fetch(request.url, { body: request.text });
    });
    const cloudflare = createCloudflare({ ...connected, fetch });
    await cloudflare.listModels();
    const parts = await collect((await cloudflare('@cf/a/chat').doStream({ prompt: HI })).stream);
    expect(parts[0]).toMatchObject({
      warnings: [{ message: expect.stringContaining('is 2999-01-01') }],
    });
    const { providerMetadata } = await cloudflare
      .textEmbeddingModel('@cf/a/vectors')
      .doEmbed({ values: ['a'] });
    expect(providerMetadata?.cloudflare?.warnings).toEqual([expect.stringContaining('2999-01-01')]);
  });
});

describe('retries of the gateway beside those of the AI SDK', () => {
  const options = { retries: { maxAttempts: 3 } };
  const headers = { 'user-agent': 'ai/5.0.215' };

  async function warnings(calls: readonly { headers?: Record<string, string>; maxAttempts?: number }[]) {
    const { fetch } = fakeFetch();
    const cloudflare = createCloudflare({ ...connected, fetch });
    const counts: number[] = [];
    for (const { headers: own = {}, maxAttempts = 3 } of calls) {
      const result = await cloudflare('openai/gpt-4o').doGenerate({
        prompt: HI,
        headers: own,
        providerOptions: { cloudflare: { retries: { maxAttempts } } },
      });
      counts.push(
        result.warnings.filter(warning => JSON.stringify(warning).includes('maxRetries: 0')).length,
      );
    }
    return counts;
  }

  it('warn once', async () => {
    expect(await warnings([{ headers }, { headers }])).toEqual([1, 0]);
  });

  it('do not warn with a single attempt, nor without the SDK', async () => {
    expect(await warnings([{ headers, maxAttempts: 1 }, {}, { headers }])).toEqual([0, 0, 1]);
  });

  it('warn where they are settings of the provider', async () => {
    const { fetch } = fakeFetch();
    const model = createCloudflare({ ...connected, options, fetch })('openai/gpt-4o');
    const first = await model.doGenerate({ prompt: HI, headers });
    const second = await model.doGenerate({ prompt: HI, headers });
    expect([first, second].map(result => result.warnings.length)).toEqual([1, 0]);
  });
});
