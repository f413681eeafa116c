import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { createCloudflare } from 'ai-sdk-provider-cloudflare/v4';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bare, type Endpoint, enveloped, type Sent, versions, wireOf } from './run-support.ts';

const bge = '@cf/baai/bge-base-en-v1.5';
const qwen = '@cf/qwen/qwen3-embedding-0.6b';
const gemma = '@cf/google/embeddinggemma-300m';

interface Embedder {
  readonly maxEmbeddingsPerCall: number;
  doEmbed(options: object): Promise<Record<string, unknown> & { warnings?: object[] }>;
}
const embedder = (provider: unknown, id: string): Embedder =>
  (provider as { textEmbeddingModel(id: string): Embedder }).textEmbeddingModel(id);
const cloudflare = (options: object) => ({ providerOptions: { cloudflare: options } });
const vectors = ({ body }: Sent): number[][] => {
  const texts = (body.text ?? body.queries ?? body.documents) as string[];
  return texts.map((_, index) => [index, 1]);
};
const answer = (sent: Sent): Response =>
  enveloped({ shape: [1, 2], data: vectors(sent), usage: { prompt_tokens: 3 } });

describe('options that OpenAI has no place for', () => {
  const embed = async (id: string, options: object, version: (typeof versions)[number] = 'v4') => {
    const wire = wireOf('rest', version, answer);
    const result = await embedder(wire.provider, id).doEmbed({ values: ['a', 'b'], ...cloudflare(options) });
    return { request: wire.only(), result };
  };

  it.each(versions)('run the model with inputs of its own on %s', async version => {
    const { request, result } = await embed(bge, { pooling: 'cls' }, version);
    expect(request.url).toMatch(/\/ai\/run\/@cf\/baai\/bge-base-en-v1\.5$/);
    expect(request.body).toEqual({ text: ['a', 'b'], pooling: 'cls' });
    expect(result).toMatchObject({
      embeddings: [
        [0, 1],
        [1, 1],
      ],
      usage: { tokens: 3 },
      providerMetadata: { cloudflare: { logId: '01LOG', endpoint: 'rest' } },
    });
    expect(result.warnings).toEqual(version === 'v2' ? undefined : []);
  });

  it('queries and documents, with an instruction', async () => {
    const query = await embed(qwen, { inputType: 'query', instruction: 'Find it.' });
    expect(query.request.body).toEqual({ queries: ['a', 'b'], instruction: 'Find it.' });
    expect((await embed(qwen, { inputType: 'document' })).request.body).toEqual({ documents: ['a', 'b'] });
  });

  it('that a model does not publish are warnings', async () => {
    const { request, result } = await embed(gemma, { inputType: 'query', pooling: 'cls' });
    expect(request.body).toEqual({ text: ['a', 'b'] });
    expect(result.warnings).toMatchObject([
      { feature: 'providerOptions.cloudflare.pooling' },
      { feature: 'providerOptions.cloudflare.inputType' },
    ]);
    const old = await embed(gemma, { pooling: 'cls' }, 'v2');
    expect(old.result.providerMetadata).toMatchObject({
      cloudflare: { warnings: [expect.stringContaining('pooling')] },
    });
  });

  it('without them the format is that of OpenAI', async () => {
    const wire = wireOf('rest', 'v4', () => Response.json({ data: [{ embedding: [1], index: 0 }] }));
    await embedder(wire.provider, bge).doEmbed({ values: ['a'] });
    expect(wire.only().url).toMatch(/\/ai\/v1\/embeddings$/);
  });

  it('as many come back as were asked for, or it is an error', async () => {
    const wire = wireOf('rest', 'v4', () => enveloped({ data: [[1]] }));
    const asked = embedder(wire.provider, bge).doEmbed({
      values: ['a', 'b'],
      ...cloudflare({ pooling: 'cls' }),
    });
    await expect(asked).rejects.toThrow('Asked for 2 embeddings, received 1.');
  });

  it('a model takes as many texts as it publishes', () => {
    const { provider } = wireOf('rest', 'v4', answer);
    expect(embedder(provider, bge).maxEmbeddingsPerCall).toBe(100);
    expect(embedder(provider, qwen).maxEmbeddingsPerCall).toBe(32);
  });
});

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  interface Job {
    readonly requests: readonly { text: string[] }[];
    polls: number;
  }

  /** A queue that is done after so many polls, with its answers out of order. */
  const queueOf = (endpoint: Endpoint, polls: number, failing = false, settings: object = {}) => {
    let job: Job | undefined;
    const reply = endpoint === 'binding' ? bare : enveloped;
    return wireOf(
      endpoint,
      'v4',
      ({ body }) => {
        if (body.requests) {
          job = { requests: body.requests as Job['requests'], polls: 0 };
          return reply({ status: 'queued', request_id: 'job-1', model: bge });
        }
        if (job === undefined || job.polls++ < polls)
          return reply({ status: 'running', request_id: 'job-1' });
        const responses = job.requests.map(({ text }, id) => ({
          id,
          success: !failing,
          ...(failing
            ? { error: 'AiError: 3040: Capacity temporarily exceeded' }
            : { result: { data: text.map(value => [Number(value)]) } }),
        }));
        return reply({ responses: responses.reverse(), usage: { prompt_tokens: 9 } });
      },
      settings,
    );
  };
  const values = Array.from({ length: 250 }, (_, index) => String(index));

  it.each(['rest', 'binding'] as const)('takes all texts as one job on %s', async endpoint => {
    const wire = queueOf(endpoint, 2);
    const asked = embedder(wire.provider, bge).doEmbed({
      values,
      ...cloudflare({ queue: true, pooling: 'cls', extraBody: { truncate: true } }),
    });
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    const { embeddings, usage } = await asked;
    expect(embeddings).toEqual(values.map(value => [Number(value)]));
    expect(usage).toEqual({ tokens: 9 });
    const [first, ...polls] = wire.sent;
    const requests = first?.body.requests as { text: string[] }[];
    expect(requests.map(({ text }) => text.length)).toEqual([100, 100, 50]);
    expect(requests[0]).toMatchObject({ pooling: 'cls', truncate: true });
    expect(polls.map(({ body }) => body)).toEqual(Array(3).fill({ request_id: 'job-1' }));
    for (const sent of wire.sent)
      if (endpoint === 'binding') expect(sent.options).toMatchObject({ queueRequest: true });
      else expect(sent.url).toMatch(/\/ai\/run\/@cf\/baai\/bge-base-en-v1\.5\?queueRequest=true$/);
  });

  it('waits longer each time, up to half a minute, and no longer than it may', async () => {
    const wire = queueOf('rest', Number.POSITIVE_INFINITY);
    const asked = embedder(wire.provider, bge)
      .doEmbed({ values: ['1'], ...cloudflare({ queue: { pollIntervalMs: 10_000, timeoutMs: 100_000 } }) })
      .catch(error => error);
    await vi.advanceTimersByTimeAsync(100_000);
    const error = await asked;
    expect(getCloudflareError(error)).toMatchObject({ kind: 'timeout', retryable: true });
    expect(error.message).toContain('queue.timeoutMs');
    // After 10, 30, 60 and 90 seconds.
    expect(wire.sent).toHaveLength(1 + 4);
  });

  it('an abort ends the wait', async () => {
    const controller = new AbortController();
    const wire = queueOf('rest', 9);
    const asked = embedder(wire.provider, bge).doEmbed({
      values: ['1'],
      abortSignal: controller.signal,
      ...cloudflare({ queue: true }),
    });
    asked.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(500);
    controller.abort('enough');
    await expect(asked).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
    expect(wire.sent).toHaveLength(1);
  });

  it('a request that failed is the error of the call', async () => {
    const wire = queueOf('rest', 0, true);
    const asked = embedder(wire.provider, bge)
      .doEmbed({ values: ['1'], ...cloudflare({ queue: true }) })
      .catch(error => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(getCloudflareError(await asked)).toMatchObject({ message: expect.stringContaining('Capacity') });
  });

  it('refuses more than it accepts, and endpoints without it, before a request', async () => {
    const wire = queueOf('rest', 0);
    const large = 'x'.repeat(1_000_000);
    const tooMuch = embedder(wire.provider, bge).doEmbed({
      values: Array(11).fill(large),
      ...cloudflare({ queue: true }),
    });
    await expect(tooMuch).rejects.toThrow(/values: they are 11\d+ bytes/);
    const native = queueOf('native', 0);
    const elsewhere = embedder(native.provider, bge).doEmbed({
      values: ['1'],
      ...cloudflare({ queue: true }),
    });
    await expect(elsewhere).rejects.toThrow('only the REST API and the binding support the queue');
    expect([...wire.sent, ...native.sent]).toEqual([]);
  });

  it('as a setting of the provider lets the SDK pass many texts at once', () => {
    const { provider } = queueOf('rest', 0, false, { options: { queue: true } });
    expect(embedder(provider, bge).maxEmbeddingsPerCall).toBe(10_000);
  });
});

it('the queue of the local gateway, with embedMany', async () => {
  const gateway = createLocalGateway();
  const { embedMany } = await import('ai7');
  const options = { queue: { pollIntervalMs: 1 } };
  const provider = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch, options });
  const values = Array.from({ length: 250 }, (_, index) => `text ${index}`);
  const { embeddings } = await embedMany({ model: provider.textEmbeddingModel(bge), values });
  expect(embeddings).toHaveLength(250);
  // One job, and until it was done.
  expect(gateway.requests.map(({ path }) => path)).toEqual(Array(3).fill(expect.stringContaining(bge)));
});

it('explain shows either form', async () => {
  const { provider, sent } = wireOf('rest', 'v4', answer);
  const model = embedder(provider, bge);
  expect(await provider.explain(model, cloudflare({ pooling: 'cls' }))).toMatchObject({
    url: expect.stringMatching(/\/ai\/run\//),
    body: { text: ['Hello'], pooling: 'cls' },
  });
  expect(await provider.explain(model)).toMatchObject({
    url: expect.stringMatching(/\/ai\/v1\/embeddings$/),
    body: { input: ['Hello'], model: bge },
    headers: { authorization: expect.not.stringContaining('canary') },
  });
  expect(sent).toEqual([]);
});

describe('the queue of Workers AI', () => {
  it.each([[{}], [{ request_id: 7 }], [{ data: [[1]] }]])(
    'that names no job is an error: %j',
    async result => {
      const wire = wireOf('rest', 'v4', () => enveloped(result));
      const call = embedder(wire.provider, bge).doEmbed({ values: ['a'], ...cloudflare({ queue: true }) });
      const error = await call.then(String, thrown => thrown);
      expect(getCloudflareError(error)).toMatchObject({ kind: 'unknown', logId: '01LOG' });
      expect(wire.sent).toHaveLength(1);
    },
  );
});
