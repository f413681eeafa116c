import { createAzure as createAzureV2 } from '@ai-sdk/azure';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createAzure as createAzureV3 } from 'azure-v3';
import { createAzure as createAzureV4 } from 'azure-v4';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { type AnyModel, partsOf, prompt, providerOf, textOf, versions } from './entries.ts';

interface Azure {
  chat(deployment: string): AnyModel;
  completion(deployment: string): AnyModel;
  responses(deployment: string): AnyModel;
  textEmbeddingModel(deployment: string): AnyModel;
  image(deployment: string): AnyModel;
  imageModel(deployment: string): AnyModel;
  transcription(deployment: string): AnyModel;
  speech(deployment: string): AnyModel;
}

const create = { v2: createAzureV2, v3: createAzureV3, v4: createAzureV4 };
const azure = { resource: 'my-resource' };
const providerKeys = { 'azure-openai': 'canary-key-123' };

/** A `fetch` that keeps what it is given, and refuses. */
function recorder() {
  const sent: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push({ url: String(input), headers: Object.fromEntries(new Headers(init?.headers)) });
    return Response.json({ error: { message: 'No.' } }, { status: 400 });
  };
  return { fetch, sent };
}

const base = `https://gateway.ai.cloudflare.com/v1/${connected.accountId}/my-gateway/azure-openai/my-resource`;

describe.each(versions)('the package of Azure, specification %s', version => {
  const carry = (fetch: typeof globalThis.fetch, settings: object = {}, more: object = {}): Azure =>
    providerOf(version, { ...connected, azure, providerKeys, fetch, ...more }, []).carry(
      'azure-openai',
      create[version] as never,
      settings,
    ) as unknown as Azure;

  it.each([
    ['chat', 'prod/chat/completions', (provider: Azure) => provider.chat('prod').doGenerate({ prompt })],
    [
      'completion',
      'prod/completions',
      (provider: Azure) => provider.completion('prod').doGenerate({ prompt }),
    ],
    [
      'embeddings',
      'prod/embeddings',
      (provider: Azure) => provider.textEmbeddingModel('prod').doEmbed({ values: ['a'] }),
    ],
    [
      'images',
      'prod/images/generations',
      (provider: Azure) =>
        provider.imageModel('prod').doGenerate({ prompt: 'A cat', n: 1, providerOptions: {} }),
    ],
    [
      'transcripts',
      'prod/audio/transcriptions',
      (provider: Azure) =>
        provider
          .transcription('prod')
          .doGenerate({ audio: Uint8Array.of(1), mediaType: 'audio/wav', providerOptions: {} }),
    ],
    [
      'speech',
      'prod/audio/speech',
      (provider: Azure) => provider.speech('prod').doGenerate({ text: 'Hi', providerOptions: {} }),
    ],
  ])('%s of a deployment go to its path behind the gateway', async (_, path, run) => {
    const { fetch, sent } = recorder();
    await Promise.resolve(run(carry(fetch))).catch(() => undefined);
    expect(sent.map(({ url }) => url)).toEqual([`${base}/${path}?api-version=2024-10-21`]);
    expect(sent[0]?.headers).toMatchObject({
      'api-key': 'canary-key-123',
      'cf-aig-authorization': expect.stringMatching(/^Bearer /),
    });
    expect(JSON.stringify(sent)).not.toMatch(/placeholder/);
  });

  it('answers, whole and streamed', async () => {
    const gateway = createLocalGateway();
    const provider = carry(gateway.fetch, {}, localGatewayDefaults);
    const whole = await provider.chat('gpt-4o').doGenerate({ prompt });
    expect(textOf(whole)).toContain('Hi');
    expect(getCloudflareMetadata(whole)).toMatchObject({ endpoint: 'native', logId: expect.any(String) });
    const parts = await partsOf((await provider.chat('gpt-4o').doStream({ prompt })).stream);
    expect(parts.at(-1)?.type).toBe('finish');
  });

  it('the version of the path is that of `azure.apiVersion`, or of the settings of the package', async () => {
    for (const [settings, more] of [
      [{}, { azure: { ...azure, apiVersion: '2025-01-01' } }],
      [{ apiVersion: '2025-01-01' }, {}],
    ] as const) {
      const { fetch, sent } = recorder();
      await carry(fetch, settings, more)
        .chat('prod')
        .doGenerate({ prompt })
        .catch(() => undefined);
      expect(sent[0]?.url).toMatch(/api-version=2025-01-01$/);
    }
  });

  it('Responses, and the paths without a deployment, are refused with the reason', async () => {
    const { fetch, sent } = recorder();
    const responses = carry(fetch).responses('prod');
    for (const model of [responses, carry(fetch, { useDeploymentBasedUrls: false }).chat('prod')]) {
      const error = await model.doGenerate({ prompt }).catch(reason => reason);
      expect(error.message).toMatch(/names a deployment.*Responses API and `\/v1`/);
      expect(error.message).toContain("carry('azure-openai', createAzure).chat(");
    }
    expect(sent).toEqual([]);
  });

  it('the setting `azure` is demanded', () => {
    const provider = providerOf(version, connected, []);
    expect(() => provider.carry('azure-openai', create[version] as never)).toThrow(/azure\.resource/);
  });
});
