import { createCloudflare as createV2 } from 'ai-sdk-provider-cloudflare/v2';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import type { AnyProvider } from '../ai/pair.ts';
import { compare } from '../differential/compare.ts';
import { type CallOptions, collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { thinned } from '../support/scale.ts';
import { translateCall, type Version } from './translate-call.ts';
import { wireCalls } from './wire-calls.ts';

type Mode = 'generate' | 'stream';

const create: Readonly<Record<Version, typeof createV2 | typeof createV3 | typeof createV4>> = {
  v2: createV2,
  v3: createV3,
  v4: createV4,
};

/** One model of each way in which a request is built. */
const models = [
  'openai/gpt-4o',
  'openai/gpt-5-mini',
  'anthropic/claude-sonnet-4.5',
  'google/gemini-3-pro',
  'google/gemini-2.5-flash',
  'groq/openai/gpt-oss-20b',
  'xai/grok-4.5',
  'mistral/mistral-large-latest',
  'deepseek/deepseek-v4-pro',
  'openrouter/moonshotai/kimi-k2',
  'perplexity/sonar',
  'moonshotai/kimi-k3',
  '@cf/zai-org/glm-4.7-flash',
  '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  'dynamic/support',
] as const;

/** What a model of a specification sends, or why it refuses. Building a model costs more than a call of it. */
function sender(version: Version, model: string, mode: Mode) {
  const fake = fakeFetch();
  const chat: AnyProvider = create[version]({ ...connected, fetch: fake.fetch })(model);
  return async (options: CallOptions) => {
    const call = translateCall({ prompt: HI, ...options }, version);
    const before = fake.requests.length;
    try {
      if (mode === 'generate') await chat.doGenerate(call);
      else await collect((await chat.doStream(call)).stream);
    } catch (error) {
      if (fake.requests.length > before) throw error;
      return { refused: `${(error as Error).name}: ${(error as Error).message}` };
    }
    expect(fake.requests).toHaveLength(before + 1);
    const { url, headers, body } = fake.requests[before] ?? {};
    return { url, headers, body };
  };
}

/** Every difference of two requests. */
async function differences(
  version: Version,
  model: string,
  mode: Mode,
  calls: typeof wireCalls,
): Promise<string[]> {
  const [sendV2, send] = [sender('v2', model, mode), sender(version, model, mode)];
  const found: string[] = [];
  for (const { label, options } of calls) {
    const [ours, theirs] = [await sendV2(options), await send(options)];
    for (const { where, ...values } of compare(ours, theirs))
      found.push(`${label}: ${where} ${JSON.stringify(values)}`);
  }
  return found;
}

describe.each(['v3', 'v4'] as const)('%s sends what v2 sends', version => {
  it.each(thinned(models, wireCalls, 3))('generate, %s', async (model, calls) => {
    expect(await differences(version, model, 'generate', calls)).toEqual([]);
  });

  it.each(
    thinned(['openai/gpt-5-mini', '@cf/zai-org/glm-4.7-flash', 'anthropic/claude-sonnet-4.5'], wireCalls, 3),
  )('stream, %s', async (model, calls) => {
    expect(await differences(version, model, 'stream', calls)).toEqual([]);
  });
});

describe.each(['v3', 'v4'] as const)('%s embeds as v2 does', version => {
  it.each(['@cf/baai/bge-m3', 'openai/text-embedding-3-small', 'google/gemini-embedding-001'])(
    '%s',
    async model => {
      const calls = [
        { values: ['a', 'b'] },
        { values: ['a'], headers: { 'x-call': '1' } },
        { values: ['a'], providerOptions: { cloudflare: { dimensions: 512, user: 'u1', cacheTtl: 60 } } },
        { values: ['a'], providerOptions: { openai: { dimensions: 256 }, openaiCompatible: { user: 'no' } } },
      ];
      for (const call of calls) {
        const [ours, theirs] = [await embedded('v2', model, call), await embedded(version, model, call)];
        const found = compare(ours, theirs);
        expect({ call, found }).toEqual({ call, found: [] });
      }
    },
  );
});

async function embedded(version: Version, model: string, call: object) {
  const fake = fakeFetch();
  const provider: AnyProvider = create[version]({ ...connected, fetch: fake.fetch });
  await provider.embeddingModel(model).doEmbed(call);
  const { url, headers, body } = fake.request();
  return { url, headers, body };
}
