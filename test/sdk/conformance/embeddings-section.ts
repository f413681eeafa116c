import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { expect } from 'vitest';
import { played, type Section, world } from './section.ts';

const embedding = '@cf/baai/bge-m3';

/** Embedding models. */
export const embeddingsSection: Section = (pair, test) => {
  const { ai, specificationVersion } = pair;

  test('embeddings, many at once', async () => {
    const { cloudflare, gateway } = world(pair);
    const values = Array.from({ length: 101 }, (_, index) => `text ${index}`);
    const { embeddings, usage } = await ai.embedMany({ model: cloudflare.embeddingModel(embedding), values });
    expect(embeddings).toHaveLength(101);
    expect(usage.tokens).toBeGreaterThan(0);
    expect(gateway.requests).toHaveLength(2);
  });

  test('an embedding says what was left out', async () => {
    const { cloudflare } = played(pair);
    const result = await ai.embed({
      model: cloudflare.embeddingModel(embedding),
      value: 'a',
      providerOptions: { cloudflare: { reasoningEffort: 'low' } },
    });
    const told = specificationVersion === 'v2' ? getCloudflareMetadata(result)?.warnings : result.warnings;
    expect(JSON.stringify(told)).toContain('reasoningEffort');
    if (specificationVersion !== 'v2') expect(told).toMatchObject([{ type: 'unsupported' }]);
  });
};
