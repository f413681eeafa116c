import {
  type CloudflareProviderSettings,
  type CloudflareRequestFacts,
  type CloudflareResponseFacts,
  createCloudflare,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, REST, TOKEN } from '../support/account.ts';
import { rejection } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { completion, eventStream, fakeFetch, refusal } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { packageOf, providerOf } from '../vendors/entries.ts';

/** Callbacks that keep what they are told. */
function observer() {
  const requests: CloudflareRequestFacts[] = [];
  const responses: CloudflareResponseFacts[] = [];
  const onRequest = (request: CloudflareRequestFacts): void => void requests.push(request);
  const onResponse = (response: CloudflareResponseFacts): void => void responses.push(response);
  return { settings: { onRequest, onResponse }, requests, responses };
}

function observed(answer: Parameters<typeof fakeFetch>[0], settings: CloudflareProviderSettings = {}) {
  const fake = fakeFetch(answer);
  const told = observer();
  const cloudflare = createCloudflare({ ...connected, ...told.settings, ...settings, fetch: fake.fetch });
  return { ...told, cloudflare, fake };
}

const model = 'openai/gpt-4o';
const logged = { 'cf-aig-log-id': 'log-1' };

describe('onRequest and onResponse', () => {
  it('tell of a whole response, once it was read', async () => {
    const { cloudflare, requests, responses, fake } = observed(() => completion('Hello', logged));
    await cloudflare(model).doGenerate({
      prompt: HI,
      providerOptions: { cloudflare: { cacheKey: 'a-key' } },
    });

    const bodyBytes = new TextEncoder().encode(fake.request().text).length;
    expect(requests).toEqual([
      {
        method: 'POST',
        url: `${REST}/chat/completions`,
        headers: expect.objectContaining({
          authorization: 'Bearer <apiToken>',
          'cf-aig-cache-key': 'a-key',
          'content-type': 'application/json',
        }),
        bodyBytes,
        endpoint: 'rest',
        modelId: model,
        gatewayId: connected.gatewayId,
      },
    ]);
    expect(responses).toEqual([
      {
        request: requests[0],
        status: 200,
        headers: expect.objectContaining(logged),
        bodyBytes: (await completion('Hello').text()).length,
        headersMs: expect.any(Number),
        durationMs: expect.any(Number),
        logId: 'log-1',
      },
    ]);
    expect(responses[0]?.request).toBe(requests[0]);
  });

  it('tell of a stream at its end, and of one that is left at that moment', async () => {
    const { cloudflare, responses } = observed(() => eventStream('Hello', logged));
    const { stream } = await cloudflare(model).doStream({ prompt: HI });
    await collect(stream);
    expect(responses).toMatchObject([{ status: 200, logId: 'log-1' }]);
    expect(responses[0]?.bodyBytes).toBe((await eventStream('Hello').text()).length);
    expect(responses[0]).not.toHaveProperty('error');

    const endless = observed(
      () =>
        new Response(
          new ReadableStream({
            pull: controller =>
              controller.enqueue(
                new TextEncoder().encode(
                  'data: {"id":"c","choices":[{"index":0,"delta":{"content":"a"}}]}\n\n',
                ),
              ),
          }),
        ),
    );
    const left = (await endless.cloudflare(model).doStream({ prompt: HI })).stream.getReader();
    await left.read();
    expect(endless.responses).toEqual([]);
    await left.cancel();
    expect(endless.responses).toMatchObject([{ status: 200 }]);
  });

  it('tell once of a stream that is cancelled after its end', async () => {
    const open = observed(
      () =>
        new Response(
          new ReadableStream({
            // The connection stays open.
            start: controller =>
              controller.enqueue(
                new TextEncoder().encode(
                  'data: {"id":"c","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
                ),
              ),
          }),
        ),
    );
    for (const abort of [false, true]) {
      const controller = new AbortController();
      const { stream } = await open
        .cloudflare(model)
        .doStream({ prompt: HI, abortSignal: controller.signal });
      const reader = stream.getReader();
      for (let part = await reader.read(); !part.done; ) part = await reader.read();
      await reader.cancel();
      if (abort) controller.abort(new Error('late'));
      expect(open.responses.splice(0)).toEqual([expect.objectContaining({ status: 200 })]);
      expect(open.responses).toEqual([]);
    }
  });

  it('tell of failures: a status, a lost connection, an abort, a timeout', async () => {
    const refused = observed(() => refusal(429, { error: { message: 'Slow down.' } }, logged));
    await rejection(refused.cloudflare(model).doGenerate({ prompt: HI }));
    expect(refused.responses).toMatchObject([{ status: 429, logId: 'log-1' }]);

    const lost = observed(() => {
      throw new TypeError(`fetch failed with ${TOKEN}`);
    });
    await rejection(lost.cloudflare(model).doGenerate({ prompt: HI }));
    expect(lost.responses).toEqual([
      expect.objectContaining({ error: 'TypeError: fetch failed with [redacted]', bodyBytes: 0 }),
    ]);
    expect(lost.responses[0]).not.toHaveProperty('status');

    const controller = new AbortController();
    const stuck = observed(() => {
      controller.abort(new Error('enough'));
      return new Promise<Response>(() => undefined);
    });
    const call = stuck.cloudflare(model).doGenerate({ prompt: HI, abortSignal: controller.signal });
    await rejection(call);
    expect(stuck.responses).toMatchObject([{ error: 'Error: enough' }]);

    const slow = observed(() => new Promise<Response>(() => undefined), { timeouts: { firstByteMs: 1 } });
    await rejection(slow.cloudflare(model).doGenerate({ prompt: HI }));
    expect(slow.responses).toMatchObject([{ error: expect.stringContaining('firstByteMs') }]);
  });

  it('tell of embeddings, lists, logs, and nothing of an explanation', async () => {
    const { fetch } = createLocalGateway();
    const { settings, requests, responses } = observer();
    const cloudflare = createCloudflare({ ...localGatewayDefaults, ...settings, fetch });
    await cloudflare.explain(model);
    expect(requests).toEqual([]);
    await cloudflare.textEmbeddingModel('@cf/baai/bge-m3').doEmbed({ values: ['a'] });
    await cloudflare.listModels();
    expect(requests.map(({ url, modelId }) => [new URL(url).pathname.split('/').at(-1), modelId])).toEqual([
      ['embeddings', '@cf/baai/bge-m3'],
      ['search', undefined],
      ['models', undefined],
      ['models', undefined],
    ]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('tell of a fallback in server mode once, and of each leg in client mode', async () => {
    const legs = ['openai/gpt-4o', 'groq/llama-3.3-70b-versatile'];
    const providerKeys = { openai: 'sk-openai-SECRET', groq: 'gsk-groq-SECRET' };
    const joint = observed(() => completion('Hello', { 'cf-aig-step': '0' }), { providerKeys });
    await joint.cloudflare.fallback(legs, { mode: 'server' }).doGenerate({ prompt: HI });
    expect(joint.requests).toMatchObject([{ modelId: legs.join(' → '), method: 'POST' }]);
    expect(joint.responses).toMatchObject([{ status: 200 }]);

    const each = observed(
      ({ body }) =>
        body.model === 'gpt-4o' ? refusal(500, { error: { message: 'Down.' } }) : completion('Hello'),
      { providerKeys },
    );
    await each.cloudflare.fallback(legs).doGenerate({ prompt: HI });
    expect(each.responses.map(({ status, request }) => [status, request.modelId])).toEqual([
      [500, legs[0]],
      [200, legs[1]],
    ]);
    expect(
      JSON.stringify([joint, each].flatMap(({ requests, responses }) => [requests, responses])),
    ).not.toContain('SECRET');
  });

  it('tell of what a binding runs', async () => {
    const { settings, responses } = observer();
    const cloudflare = createCloudflare({ binding: createLocalGateway().binding(), ...settings });
    await cloudflare('@cf/zai-org/glm-4.7-flash').doGenerate({ prompt: HI });
    expect(responses).toMatchObject([{ status: 200, request: { endpoint: 'binding', method: 'POST' } }]);
  });

  it('tell of the requests of a carried package that are no model’s', async () => {
    const { settings, requests, responses } = observer();
    const fetch = async () =>
      Response.json({
        id: 'file-1',
        object: 'file',
        bytes: 3,
        created_at: 1,
        filename: 'a',
        purpose: 'user_data',
      });
    const provider = providerOf(
      'v4',
      { ...connected, ...settings, fetch, providerKeys: { openai: 'canary-key-123' } },
      [],
    );
    const openai = provider.carry('openai', packageOf('v4', 'openai') as never, {
      headers: { 'x-internal-token': 'canary-token' },
    }) as unknown as { files(): { uploadFile(options: object): Promise<unknown> } };
    const data = { type: 'data', data: Uint8Array.of(1, 2, 3) };
    await openai.files().uploadFile({ data, mediaType: 'text/plain', filename: 'a.txt' });
    expect(requests).toMatchObject([
      { method: 'POST', url: expect.stringMatching(/\/openai\/files$/), endpoint: 'native' },
    ]);
    expect(requests[0]).not.toHaveProperty('modelId');
    expect(requests[0]).not.toHaveProperty('bodyBytes');
    expect(responses).toMatchObject([{ status: 200, request: { url: requests[0]?.url } }]);
    expect(JSON.stringify([requests, responses])).not.toMatch(/canary|placeholder/);
  });

  it.each([
    [
      'throw',
      () => {
        throw new Error('mine');
      },
    ],
    ['reject', async () => Promise.reject(new Error('mine'))],
  ])('never break a call: they %s', async (_, callback) => {
    const settings = { onRequest: callback, onResponse: callback };
    const { cloudflare } = observed(undefined, settings);
    const { content } = await cloudflare(model).doGenerate({ prompt: HI });
    expect(content).toMatchObject([{ type: 'text', text: 'Hello' }]);
    const parts = await collect((await cloudflare(model).doStream({ prompt: HI })).stream);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });

  it('show no secret, whichever header holds it', async () => {
    const { cloudflare, requests, responses } = observed(
      () => completion('Hello', { 'set-cookie': 'session=SECRET', 'x-echo': 'Bearer sk-openai-SECRET' }),
      {
        gatewayToken: 'aig-tok-SECRET',
        providerKeys: { openai: 'sk-openai-SECRET' },
        headers: { 'x-my-token': 'mine-SECRET', 'x-team': 'docs' },
      },
    );
    await cloudflare(model).doGenerate({ prompt: HI, headers: { cookie: 'a=SECRET' } });
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer <providerKeys.openai>',
      'cf-aig-authorization': 'Bearer <gatewayToken>',
      'x-my-token': '<headers.x-my-token>',
      'x-team': 'docs',
    });
    expect(responses).toHaveLength(1);
    expect(JSON.stringify([requests, responses])).not.toContain('SECRET');
    expect(requests[0]?.url).toContain(ACCOUNT);
  });

  it('are functions', () => {
    const settings = { onResponse: 'log' } as unknown as CloudflareProviderSettings;
    expect(() => createCloudflare(settings)).toThrow(/onResponse: expected a function/);
  });
});
