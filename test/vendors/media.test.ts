import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { prompt, providerOf, versions } from './entries.ts';

const gateway = createLocalGateway();
beforeEach(() => gateway.reset());
const keys = {
  openai: 'sk-openai-canary',
  elevenlabs: 'el-canary-key',
  deepgram: 'dg-canary-key',
  cohere: 'co-canary-key',
};
const local = { ...localGatewayDefaults, fetch: gateway.fetch, providerKeys: keys };
const packages = ['openai', 'elevenlabs', 'deepgram', 'cohere'] as const;
const sent = () => gateway.requests.at(-1);
const audio = Uint8Array.from([0x52, 0x49, 0x46, 0x46, ...new Array(60).fill(0)]);

describe.each(versions)('media of specification %s', version => {
  const provider = providerOf(version, local, packages);

  it('images, with metadata for each', async () => {
    const model = provider.imageModel('openai/gpt-image-1');
    expect(model).toMatchObject({
      specificationVersion: version,
      provider: 'cloudflare.image',
      modelId: 'openai/gpt-image-1',
    });
    const result: object = await model.doGenerate({
      prompt: 'A cat',
      n: 2,
      providerOptions: { cloudflare: { metadata: { team: 'docs' } } },
    });
    const { images, providerMetadata } = result as {
      images: unknown[];
      providerMetadata: { cloudflare: { images: unknown[] } };
    };
    expect(images).toHaveLength(2);
    expect(providerMetadata.cloudflare.images).toHaveLength(2);
    expect(getCloudflareMetadata({ providerMetadata })).toMatchObject({
      endpoint: 'native',
      logId: expect.any(String),
    });
    expect(sent()?.path).toMatch(/\/default\/openai\/images\/generations$/);
    expect(sent()?.headers).toMatchObject({
      authorization: 'Bearer sk-openai-canary',
      'cf-aig-metadata': '{"team":"docs"}',
    });
  });

  it.each([
    ['openai/tts-1', /openai\/audio\/speech$/, ['authorization', 'Bearer sk-openai-canary']],
    [
      'elevenlabs/eleven_multilingual_v2',
      /elevenlabs\/v1\/text-to-speech\//,
      ['xi-api-key', 'el-canary-key'],
    ],
  ])('speech: %s', async (id, path, [header = '', value]) => {
    const result = await provider
      .speechModel(id)
      .doGenerate({ text: 'Hello', voice: id.startsWith('openai') ? 'alloy' : '21m00Tcm4TlvDq8ikWAM' });
    expect((result as unknown as { audio: unknown }).audio).toBeTruthy();
    expect(getCloudflareMetadata(result)).toMatchObject({ endpoint: 'native', logId: expect.any(String) });
    expect(sent()?.path).toMatch(path);
    expect(sent()?.headers[header]).toBe(value);
  });

  it.each([
    ['openai/whisper-1', /openai\/audio\/transcriptions$/, ['authorization', 'Bearer sk-openai-canary']],
    ['deepgram/nova-3', /deepgram\/v1\/listen/, ['authorization', 'Token dg-canary-key']],
    ['elevenlabs/scribe_v1', /elevenlabs\/v1\/speech-to-text/, ['xi-api-key', 'el-canary-key']],
  ])('transcripts: %s', async (id, path, [header = '', value]) => {
    const result = await provider.transcriptionModel(id).doGenerate({ audio, mediaType: 'audio/wav' });
    expect((result as unknown as { text: unknown }).text).toEqual(expect.any(String));
    expect(getCloudflareMetadata(result)).toMatchObject({ endpoint: 'native', logId: expect.any(String) });
    expect(sent()?.path).toMatch(path);
    expect(sent()?.headers[header]).toBe(value);
  });

  it('typed errors and warnings about chat options', async () => {
    const model = provider.imageModel('openai/gpt-image-1');
    gateway.reply({ error: 'spend-limit' });
    const call = { prompt: 'A cat', n: 1, providerOptions: { cloudflare: { reasoningEffort: 'low' } } };
    expect(getCloudflareError(await model.doGenerate(call).catch(error => error))).toMatchObject({
      kind: 'spend-limit',
      modelId: 'openai/gpt-image-1',
    });
    const { warnings } = await model.doGenerate(call);
    expect(JSON.stringify(warnings)).toContain('providerOptions.cloudflare.reasoningEffort');
    const spoken = { audio, mediaType: 'audio/wav', providerOptions: { cloudflare: { language: 'en' } } };
    const transcript = await provider.transcriptionModel('openai/whisper-1').doGenerate(spoken);
    expect(JSON.stringify(transcript.warnings)).toMatch(/language.*the vendor names it in its own options/);
  });

  it('explains a call of any kind', async () => {
    const image = await provider.explain(provider.imageModel('openai/gpt-image-1'), { prompt: 'A cat' });
    expect(image).toMatchObject({
      endpoint: 'native',
      url: expect.stringMatching(/openai\/images\/generations$/),
      body: { prompt: 'A cat' },
    });
    expect(image.headers.authorization).toBe('Bearer <providerKeys.openai>');
    const transcript = await provider.explain(provider.transcriptionModel('openai/whisper-1'));
    expect(transcript.body).toMatchObject({
      model: 'whisper-1',
      file: expect.stringMatching(/^\[audio\/wav, 1 bytes\]$/),
    });
    // Nothing but a language model streams.
    const embedding = provider.textEmbeddingModel('cohere/embed-v4.0');
    expect(await provider.explain(embedding, { stream: true })).toMatchObject({ body: { texts: ['Hello'] } });
    expect(gateway.requests).toEqual([]);
  });

  it('refuses what no package makes, before any request', async () => {
    expect(() => provider.imageModel('dynamic/route')).toThrow(/no path for image/);
    expect(() => provider.speechModel('deepgram/nova-3').modelId).not.toThrow(/WebSocket/);
    expect(() => provider.imageModel('cohere/command-a')).toThrow();
    expect(() => provider.imageModel('mistral/pixtral')).toThrow(
      'createCloudflare({ vendors: { mistral: createMistral } })',
    );
    expect(() => provider.responses('anthropic/claude-sonnet-4.5')).toThrow(
      "cloudflare.messages('anthropic/claude-sonnet-4.5')",
    );
    expect(() => provider.messages('anthropic/claude-sonnet-4.5')).toThrow(
      'createCloudflare({ vendors: { anthropic: createAnthropic } })',
    );
  });

  it.each([[], ['openai']] as const)('refuses a chat model as what it is, with packages %j', (...names) => {
    const provider = providerOf(version, local, names);
    const { imageModel, speechModel, transcriptionModel, textEmbeddingModel, rerankingModel } = provider;
    const makers = [imageModel, speechModel, transcriptionModel, textEmbeddingModel, rerankingModel];
    for (const make of makers)
      for (const id of ['openai/gpt-4o', 'openai/o3', 'openai/gpt-5-codex'])
        expect(() => make(id), id).toThrow('it is a chat model. Use `cloudflare(…)`.');
    for (const [index, id] of ['gpt-image-1', 'gpt-4o-mini-tts', 'gpt-4o-transcribe'].entries())
      expect(makers[index]?.(`openai/${id}`).modelId).toBe(`openai/${id}`);
  });

  it.each(['openai/gpt-image-1', 'openai/tts-1', 'openai/whisper-1', 'openai/gpt-4o-mini-tts'])(
    'chats with no media model: %s',
    id => {
      for (const chat of [provider, provider.chat, provider.responses])
        expect(() => chat(id)).toThrow(/it is not a chat or embedding model/);
    },
  );

  it('changes no language model whose upstream speaks chat completions', async () => {
    expect(provider('cohere/command-a-03-2025').provider).toBe('cloudflare.chat');
    expect(provider('openai/gpt-4o').provider).toBe('cloudflare.chat');
    await provider('openai/gpt-4o').doGenerate({ prompt });
    expect(sent()?.path).toMatch(/openai\/chat\/completions$/);
  });
});
