import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  answers,
  call,
  enveloped,
  type Kind,
  kinds,
  modelOf,
  versions,
  wireOf,
} from '../kinds/run-support.ts';

const pairs: Readonly<Record<Kind, readonly [string, string]>> = {
  image: ['@cf/leonardo/phoenix-1.0', '@cf/leonardo/lucid-origin'],
  speech: ['@cf/deepgram/aura-1', '@cf/deepgram/aura-2-en'],
  transcription: ['@cf/openai/whisper', '@cf/deepgram/nova-3'],
  reranking: ['@cf/baai/bge-reranker-base', '@cf/baai/bge-reranker-v2-m3'],
};
const busy = () =>
  Response.json({ success: false, errors: [{ code: 3040, message: 'Capacity exceeded' }] }, { status: 429 });

describe.each(versions)('media of specification %s', version => {
  it.each(kinds)('%s: the next leg answers, and the trace says so', async kind => {
    if (kind === 'reranking' && version === 'v2') return;
    const [first, second] = pairs[kind];
    const wire = wireOf('rest', version, ({ url }) =>
      url.includes(first) ? busy() : enveloped(answers[kind]),
    );
    const { provider } = wire;
    // An id is of the kind of the first leg.
    const model = provider.fallback([
      modelOf(provider, kind, first),
      { model: second, headers: { 'x-leg': '2' } },
    ]);
    expect(model).toMatchObject({
      specificationVersion: version,
      provider: 'cloudflare.fallback',
      modelId: `${first} → ${second}`,
    });
    const result = await call(model, kind);
    const metadata = getCloudflareMetadata(result);
    expect(metadata).toMatchObject({
      endpoint: 'rest',
      logId: '01LOG',
      trace: [
        { leg: 0, modelId: first, outcome: 'failed', kind: 'capacity' },
        { leg: 1, modelId: second, outcome: 'answered', logId: '01LOG' },
      ],
    });
    if (kind === 'image') expect(result.providerMetadata.cloudflare.images).toHaveLength(1);
    expect(wire.sent[1]?.headers).toMatchObject({ 'x-leg': '2' });
  });

  it('no leg answers: one error for all', async () => {
    const { provider } = wireOf('rest', version, busy);
    const model = provider.fallback(pairs.image.map(id => provider.imageModel(id)));
    const error = await call(model, 'image').catch(error => error);
    expect(getCloudflareError(error)).toMatchObject({ retryable: true, trace: [{ leg: 0 }, { leg: 1 }] });
  });
});

describe('legs', () => {
  const { provider } = wireOf('rest', 'v4', busy);
  const image = provider.imageModel(pairs.image[0]);

  it('are of one kind', () => {
    expect(() => provider.fallback([image, provider.speechModel(pairs.speech[0])])).toThrow(
      /models\[1\]: expected a model id or an image model of specification v4/,
    );
    expect(() => provider.fallback([image, pairs.speech[0]])).toThrow(/cloudflare\.speechModel/);
    expect(() => provider.fallback(['openai/gpt-4o', image])).toThrow();
    const embedding = provider.embeddingModel('@cf/baai/bge-m3');
    for (const legs of [[embedding], [image, embedding]])
      expect(() => provider.fallback(legs)).toThrow(
        /expected a model id or an? \w+ model of specification v4/,
      );
  });

  it('are tried by this client', () => {
    expect(() => provider.fallback([image], { mode: 'server' })).toThrow(/options\.mode/);
  });
});
