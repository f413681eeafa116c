import { getCloudflareError, getCloudflareMetadata, legCooldown } from 'ai-sdk-provider-cloudflare';
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
import { eventually } from '../support/eventually.ts';

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

describe.each(kinds)('a leg of %s', kind => {
  const [first, second] = pairs[kind];
  const forever = () => new Promise<never>(() => undefined);
  const legs = (wire: ReturnType<typeof wireOf>) =>
    [first, second].map(id => modelOf(wire.provider, kind, id));

  it('is skipped while it cools, and asked again after that', async () => {
    let [time, isDown] = [0, true];
    const cooldown = legCooldown({ failures: 1, durationMs: 1000, now: () => time });
    const wire = wireOf('rest', 'v4', ({ url }) =>
      isDown && url.includes(first) ? busy() : enveloped(answers[kind]),
    );
    const model = wire.provider.fallback(legs(wire), { cooldown });
    const outcomes: unknown[] = [];
    for (const at of [0, 999, 1000]) {
      time = at;
      outcomes.push(getCloudflareMetadata(await call(model, kind))?.trace?.map(({ outcome }) => outcome));
      isDown = false;
    }
    expect(outcomes).toEqual([['failed', 'answered'], ['skipped', 'answered'], ['answered']]);
  });

  it('that is the second is ended by its time, or by the caller', async () => {
    const wire = wireOf('rest', 'v4', ({ url }) => (url.includes(first) ? busy() : forever()));
    const late = await call(wire.provider.fallback(legs(wire), { legTimeoutMs: 5 }), kind).catch(
      error => error,
    );
    expect(getCloudflareError(late)?.trace).toMatchObject([{ kind: 'capacity' }, { kind: 'timeout' }]);
    const controller = new AbortController();
    const reason = new Error('the user left');
    const model = wire.provider.fallback([
      legs(wire)[0],
      {
        model: legs(wire)[1],
        providerOptions: { cloudflare: { timeouts: { firstByteMs: 60_000 } } },
      },
    ]);
    const given = call(model, kind, { abortSignal: controller.signal }).catch(error => error);
    await eventually(() => expect(wire.sent).toHaveLength(4));
    controller.abort(reason);
    expect(await given).toBe(reason);
  });

  it('has options of its own beside those of the call', async () => {
    const wire = wireOf('rest', 'v4', ({ url }) => (url.includes(first) ? busy() : enveloped(answers[kind])));
    const [one, model] = legs(wire);
    const own = { model, providerOptions: { cloudflare: { cacheTtl: 60, metadata: { leg: '2' } } } };
    await call(wire.provider.fallback([one, own]), kind, {
      providerOptions: { cloudflare: { collectLog: false, metadata: { team: 'docs' } } },
    });
    const [before, after] = wire.sent.map(({ headers }) => headers);
    expect(before).toMatchObject({ 'cf-aig-collect-log': 'false', 'cf-aig-metadata': '{"team":"docs"}' });
    expect(before).not.toHaveProperty('cf-aig-cache-ttl');
    expect(after).toMatchObject({ 'cf-aig-collect-log': 'false', 'cf-aig-cache-ttl': '60' });
    expect(JSON.parse(after?.['cf-aig-metadata'] ?? '')).toEqual({ team: 'docs', leg: '2' });
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
