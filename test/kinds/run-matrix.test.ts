import { getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { readModelFacts } from '../../scripts/models/model-facts.ts';
import { ACCOUNT, GATEWAY, TOKEN } from '../support/account.ts';
import {
  answers,
  bare,
  base64,
  binary,
  call,
  endpoints,
  enveloped,
  type Kind,
  kinds,
  MP3,
  modelOf,
  PNG,
  versions,
  wireOf,
} from './run-support.ts';

const facts = readModelFacts();
const isKind = (kind: string): kind is Kind => kinds.some(name => name === kind);
const models = facts.flatMap(({ id, kind, inputs }) =>
  isKind(kind) && !inputs.includes('socket') ? [{ id, kind }] : [],
);
const results: Readonly<Record<Kind, object>> = {
  image: { images: [base64(PNG)] },
  speech: { audio: base64(MP3) },
  transcription: {
    text: 'Hello',
    segments: [{ text: 'Hello', startSecond: 0, endSecond: 0.5 }],
  },
  reranking: {
    ranking: [
      { index: 1, relevanceScore: 0.9 },
      { index: 0, relevanceScore: 0.1 },
    ],
  },
};

describe.each(versions)('specification %s', version => {
  describe.each(endpoints)('on %s', endpoint => {
    const answer = (kind: Kind) => () =>
      endpoint === 'binding' ? bare(answers[kind]) : enveloped(answers[kind]);

    it.each(models)('$kind: $id', async ({ id, kind }) => {
      if (kind === 'reranking' && version === 'v2') return;
      const { provider, only } = wireOf(endpoint, version, answer(kind));
      const model = modelOf(provider, kind, id);
      if (endpoint === 'binding' && /flux-2/.test(id)) {
        await expect(call(model, kind)).rejects.toThrow('the binding sends no form through a gateway');
        return;
      }
      expect(model).toMatchObject({
        specificationVersion: version,
        provider: `cloudflare.${kind}`,
        modelId: id,
      });
      const result = await call(model, kind, {
        providerOptions: { cloudflare: { metadata: { team: 'docs' }, cacheTtl: 3600 } },
      });
      expect(result).toMatchObject({ ...results[kind], warnings: [] });
      const metadata = getCloudflareMetadata(result);
      expect(metadata).toMatchObject({ endpoint, gatewayId: GATEWAY, logId: '01LOG' });
      const request = only();
      const url = {
        rest: `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/ai/run/${id}`,
        native: `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/${GATEWAY}/workers-ai/${id}`,
        binding: id,
      };
      expect(request.url).toBe(url[endpoint]);
      if (endpoint === 'binding')
        expect(request.options).toMatchObject({
          returnRawResponse: true,
          gateway: { id: GATEWAY, metadata: { team: 'docs' }, cacheTtl: 3600 },
        });
      else
        expect(request.headers).toMatchObject({
          authorization: `Bearer ${TOKEN}`,
          'cf-aig-metadata': '{"team":"docs"}',
          'cf-aig-cache-ttl': '3600',
          ...(endpoint === 'rest' && { 'cf-aig-gateway-id': GATEWAY }),
        });
    });

    it.each(kinds)('%s: failures are typed, and hold no secret', async kind => {
      if (kind === 'reranking' && version === 'v2') return;
      const id = models.find(model => model.kind === kind)?.id ?? '';
      const { provider } = wireOf(endpoint, version, () =>
        Response.json(
          { success: false, errors: [{ code: 3040, message: `Capacity exceeded for ${TOKEN}` }], result: {} },
          { status: 429, headers: { 'cf-aig-log-id': '01BAD' } },
        ),
      );
      const error = await call(modelOf(provider, kind, id), kind).catch(error => error);
      expect(getCloudflareError(error)).toMatchObject({
        kind: 'capacity',
        code: 3040,
        retryable: true,
        modelId: id,
        endpoint,
        logId: '01BAD',
      });
      expect(JSON.stringify(error)).not.toContain(endpoint === 'binding' ? 'sk-' : TOKEN);
    });

    it.each(kinds)('%s: an abort is the reason of the caller', async kind => {
      if (kind === 'reranking' && version === 'v2') return;
      const id = models.find(model => model.kind === kind)?.id ?? '';
      const controller = new AbortController();
      const { provider } = wireOf(endpoint, version, () => {
        controller.abort('enough');
        return new Promise(() => undefined);
      });
      const aborted = call(modelOf(provider, kind, id), kind, { abortSignal: controller.signal });
      await expect(aborted).rejects.toBe('enough');
    });

    it.each(kinds)('%s: a limit for the first byte ends the wait', async kind => {
      if (kind === 'reranking' && version === 'v2') return;
      const id = models.find(model => model.kind === kind)?.id ?? '';
      const { provider } = wireOf(endpoint, version, () => new Promise(() => undefined));
      const options = { providerOptions: { cloudflare: { timeouts: { firstByteMs: 5 } } } };
      const error = await call(modelOf(provider, kind, id), kind, options).catch(error => error);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'timeout', source: 'client', retryable: true });
    });

    it.each(kinds)('%s: explain shows the request, and sends nothing', async kind => {
      if (kind === 'reranking' && version === 'v2') return;
      const id = models.find(model => model.kind === kind)?.id ?? '';
      const { provider, sent } = wireOf(endpoint, version, answer(kind));
      const explained = await provider.explain(modelOf(provider, kind, id));
      expect(explained).toMatchObject({ modelId: id, endpoint, upstream: 'workers-ai', warnings: [] });
      expect(explained.body).toBeDefined();
      expect(JSON.stringify(explained)).not.toContain(TOKEN);
      expect(sent).toEqual([]);
    });

    it.each(kinds)(
      '%s: what needs money, privacy or isolation is an error where it has no effect',
      async kind => {
        if (kind === 'reranking' && version === 'v2') return;
        const id = models.find(model => model.kind === kind)?.id ?? '';
        const { provider, sent } = wireOf(endpoint, version, answer(kind), { gatewayId: null });
        const options = { providerOptions: { cloudflare: { collectLog: true } } };
        await expect(call(modelOf(provider, kind, id), kind, options)).rejects.toThrow(
          /collectLog|gatewayId/,
        );
        expect(sent).toEqual([]);
      },
    );

    it.each(kinds)('%s: an answer without what was asked for is an error', async kind => {
      if (kind === 'reranking' && version === 'v2') return;
      const id = models.find(model => model.kind === kind)?.id ?? '';
      const page = (): Response =>
        new Response('<html><title>Sign in</title></html>', { headers: { 'content-type': 'text/html' } });
      for (const reply of [() => enveloped({}), () => binary(new Uint8Array()), page]) {
        const { provider } = wireOf(endpoint, version, reply);
        const error = await call(modelOf(provider, kind, id), kind).catch(error => error);
        expect(getCloudflareError(error)?.message).toMatch(/^The response (?:could not be read|is empty)/);
      }
    });
  });
});

describe('a model of another kind', () => {
  const uses: Readonly<Record<string, string>> = {
    chat: 'cloudflare(…)',
    embeddings: 'cloudflare.textEmbeddingModel(…)',
    image: 'cloudflare.imageModel(…)',
    speech: 'cloudflare.speechModel(…)',
    transcription: 'cloudflare.transcriptionModel(…)',
    reranking: 'cloudflare.rerankingModel(…)',
    other: 'env.AI.run(…)',
  };

  it('is refused when it is made, naming the method that serves it', () => {
    const { provider } = wireOf('rest', 'v4', () => bare({}));
    for (const { id, kind } of facts)
      for (const other of kinds) {
        const make = () => modelOf(provider, other, id);
        if (other === kind) expect(make).not.toThrow();
        else expect(make).toThrow(uses[kind]);
      }
  });
});
