import * as ai5 from 'ai';
import { createCloudflare as createV2, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import * as ai6 from 'ai6';
import * as ai7 from 'ai7';
import { describe, expect, it } from 'vitest';
import type { AISDK, AnyProvider } from '../ai/pair.ts';

const gateway = createLocalGateway();
const settings = { ...localGatewayDefaults, fetch: gateway.fetch };
const sdks: readonly (readonly [string, AISDK, AnyProvider])[] = [
  ['ai 5 on V2', ai5, createV2(settings)],
  ['ai 6 on V3', ai6, createV3(settings)],
  ['ai 7 on V4', ai7, createV4(settings)],
];

describe.each(sdks)('%s', (_, ai, cloudflare) => {
  const generateImage = ai.generateImage ?? ai.experimental_generateImage;
  const transcribe = ai.transcribe ?? ai.experimental_transcribe;
  const generateSpeech = ai.generateSpeech ?? ai.experimental_generateSpeech;

  it('draws several images, whose type is that of their bytes', async () => {
    const result = await generateImage({
      model: cloudflare.image('@cf/black-forest-labs/flux-1-schnell'),
      prompt: 'A cat',
      n: 2,
    });
    expect(result.images).toHaveLength(2);
    expect(result.image.mediaType).toMatch(/^image\/(?:png|jpeg)$/);
    expect(result.providerMetadata.cloudflare.images).toHaveLength(2);
    expect(getCloudflareMetadata(result)?.logId).toEqual(expect.any(String));
    expect(result.warnings).toEqual([]);
  });

  it('speaks, and understands what it spoke', async () => {
    const speech = await generateSpeech({
      model: cloudflare.speech('@cf/deepgram/aura-2-en'),
      text: 'Hello from the gateway.',
    });
    expect(speech.audio.mediaType).toMatch(/^audio\//);
    expect(getCloudflareMetadata(speech)?.logId).toEqual(expect.any(String));
    for (const id of ['@cf/openai/whisper', '@cf/openai/whisper-large-v3-turbo', '@cf/deepgram/nova-3']) {
      const transcript = await transcribe({
        model: cloudflare.transcription(id),
        audio: speech.audio.uint8Array,
      });
      expect(transcript.text).toBe('Hello from the gateway.');
      expect(getCloudflareMetadata(transcript)?.logId).toEqual(expect.any(String));
    }
  });

  it('ranks documents', async () => {
    if (ai.rerank === undefined) return;
    const result = await ai.rerank({
      model: cloudflare.reranking('@cf/baai/bge-reranker-base'),
      documents: ['dogs', 'cats in the rain'],
      query: 'cats',
      topN: 1,
    });
    expect(result.ranking).toHaveLength(1);
    expect(getCloudflareMetadata(result)?.logId).toEqual(expect.any(String));
  });
});
