import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { chunkOf, errorOf, finishOf, frame, partsOf, rejection, textOf } from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { eventually } from '../support/eventually.ts';
import { fakeFetch, refusal } from '../support/fake-fetch.ts';
import { HI } from '../support/prompts.ts';
import { FIRST, finish, foreign, outcomes, rejected, SECOND, spoken, traceOf, world } from './support.ts';

const start: LanguageModelV2StreamPart = { type: 'stream-start', warnings: [] };
const identity: LanguageModelV2StreamPart = { type: 'response-metadata', id: 'r1' };
const raw: LanguageModelV2StreamPart = { type: 'raw', rawValue: 1 };
const error = (reason: unknown): LanguageModelV2StreamPart => ({ type: 'error', error: reason });
const busy = Object.assign(new Error('busy'), { statusCode: 503 });

async function parts(models: Parameters<ReturnType<typeof createCloudflare>['fallback']>[0]) {
  const { cloudflare } = world();
  return collect((await cloudflare.fallback(models).doStream({ prompt: HI })).stream);
}

describe('before the first content', () => {
  it.each<[string, readonly (LanguageModelV2StreamPart | Promise<never>)[], string]>([
    ['an error part', [start, identity, raw, error(busy), finish], 'upstream-unavailable'],
    ['an error part alone', [error('a text'), finish], 'unknown'],
    ['a read that fails', [start, rejected(busy)], 'upstream-unavailable'],
    ['an end without anything', [start, identity], 'stream-truncated'],
    ['nothing at all', [], 'stream-truncated'],
  ])('moves on after %s', async (_, broken, kind) => {
    const first = foreign({ parts: broken });
    const seen = await parts([first, foreign({ says: 'second' })]);
    expect(textOf(seen)).toBe('second');
    expect(partsOf(seen, 'error')).toEqual([]);
    expect(partsOf(seen, 'stream-start')).toHaveLength(1);
    expect(partsOf(seen, 'raw')).toEqual([]);
    expect(outcomes(traceOf(finishOf(seen)))).toEqual([`0 failed ${kind}`, '1 answered']);
  });

  it('cancels a stream that said an error', async () => {
    const first = foreign({ parts: [start, error(busy), ...spoken('late')] });
    await parts([first, foreign()]);
    expect(first.cancelled).toEqual([busy]);
    expect(first.reads()).toBe(2);
  });

  it('stops at an error that no other leg may get around', async () => {
    const refused = Object.assign(new Error('no'), { statusCode: 400 });
    const second = foreign();
    expect(await rejection(parts([foreign({ parts: [start, error(refused)] }), second]))).toBe(refused);
    expect(second.calls).toHaveLength(0);
  });

  it.each([
    [
      'an error event',
      { chunks: [{ error: { message: 'Overloaded', type: 'overloaded_error' } }] },
      'capacity',
    ],
    ['a cut', { chunks: [chunkOf({ role: 'assistant' })], ending: 'cut' as const }, 'stream-truncated'],
    ['an end without a reason', { chunks: [chunkOf({ role: 'assistant' })] }, 'stream-truncated'],
    [
      'an error as JSON',
      { status: 200, body: { error: { message: 'no', code: 'rate_limit_exceeded' } } },
      'rate-limit',
    ],
    ['an empty body', { error: 'empty-json-200' as const }, 'unknown'],
  ])('moves on after %s on the wire', async (_, reply, kind) => {
    const { gateway, cloudflare } = world();
    gateway.reply(reply, { model: FIRST });
    const { stream } = await cloudflare.fallback([FIRST, SECOND]).doStream({ prompt: HI });
    const seen = await collect(stream);
    expect(textOf(seen)).toContain('Hi');
    expect(outcomes(traceOf(finishOf(seen)))).toEqual([`0 failed ${kind}`, '1 answered']);
  });
});

describe('after the first content', () => {
  it.each<[string, readonly LanguageModelV2StreamPart[]]>([
    ['text', [{ type: 'text-start', id: '1' }]],
    ['reasoning', [{ type: 'reasoning-start', id: '1' }]],
    ['a tool call', [{ type: 'tool-input-start', id: '1', toolName: 't' }]],
    ['a source', [{ type: 'source', sourceType: 'url', id: '1', url: 'https://a.example' }]],
    ['a file', [{ type: 'file', mediaType: 'image/png', data: '' }]],
  ])('hands the stream on as it is: %s', async (_, content) => {
    const second = foreign();
    const seen = await parts([foreign({ parts: [start, ...content, error(busy), finish] }), second]);
    expect(seen.map(({ type }) => type)).toEqual([
      'stream-start',
      'response-metadata',
      ...content.map(({ type }) => type),
      'error',
      'finish',
    ]);
    expect(errorOf(seen)).toBe(busy);
    expect(outcomes(traceOf(finishOf(seen)))).toEqual(['0 answered']);
    expect(second.calls).toHaveLength(0);
  });

  it('hands on a read that fails', async () => {
    const second = foreign();
    const first = foreign({ parts: [start, { type: 'text-start', id: '1' }, rejected(busy)] });
    expect(await rejection(parts([first, second]))).toBe(busy);
    expect(second.calls).toHaveLength(0);
  });

  it('ends a cut answer with its error, on the wire', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ chunks: [chunkOf({ content: 'Good mor' })], ending: 'cut' });
    const { stream } = await cloudflare.fallback([FIRST, SECOND]).doStream({ prompt: HI });
    const seen = await collect(stream);
    expect(textOf(seen)).toBe('Good mor');
    expect(getCloudflareError(errorOf(seen))?.kind).toBe('stream-truncated');
    expect(finishOf(seen).finishReason).toBe('error');
    expect(outcomes(traceOf(finishOf(seen)))).toEqual(['0 answered']);
    expect(gateway.requests).toHaveLength(1);
  });

  it('takes a finish for an answer', async () => {
    const seen = await parts([foreign({ parts: [start, finish] }), foreign()]);
    expect(outcomes(traceOf(finishOf(seen)))).toEqual(['0 answered']);
  });
});

describe('the stream that is handed on', () => {
  it('keeps the warnings of the leg that answers, and those of no other', async () => {
    const warned = (message: string): LanguageModelV2StreamPart => ({
      type: 'stream-start',
      warnings: [{ type: 'other', message }],
    });
    const seen = await parts([
      foreign({ parts: [warned('first'), error(busy)] }),
      foreign({ parts: [warned('second'), ...spoken('x')] }),
    ]);
    expect(partsOf(seen, 'stream-start')).toEqual([warned('second')]);
  });

  it('names the model that answers, also where its stream does not', async () => {
    const named: LanguageModelV2StreamPart = { type: 'response-metadata', modelId: 'acme-2024' };
    const modelIds = async (before: readonly LanguageModelV2StreamPart[]) => {
      const seen = await parts([foreign({ modelId: 'acme', parts: [...before, ...spoken('x')] })]);
      expect(seen[0]).toEqual(before[0] ?? { type: 'response-metadata', modelId: 'acme' });
      return partsOf(seen, 'response-metadata').map(({ modelId }) => modelId);
    };
    expect(await modelIds([start, named])).toEqual(['acme-2024']);
    expect(await modelIds([start])).toEqual(['acme']);
    expect(await modelIds([start, identity])).toEqual(['acme']);
    expect(await modelIds([])).toEqual(['acme']);
  });

  it('keeps what the leg says in its metadata', async () => {
    const metadata = { acme: { a: 1 }, cloudflare: { logId: 'L1' } };
    const seen = await parts([
      foreign({ parts: [...spoken('x').slice(0, -1), { ...finish, providerMetadata: metadata }] }),
    ]);
    const { providerMetadata } = finishOf(seen);
    expect(providerMetadata).toMatchObject({ ...metadata, cloudflare: { logId: 'L1', trace: [{ leg: 0 }] } });
    expect(metadata.cloudflare).toEqual({ logId: 'L1' });
  });

  it('keeps request and response of the leg that answers, and finds its log entry', async () => {
    const { gateway, cloudflare } = world();
    gateway.reply({ error: 'rate-limited' });
    const result = await cloudflare.fallback([FIRST, SECOND]).doStream({ prompt: HI });
    const { trace } = { trace: traceOf(finishOf(await collect(result.stream))) };
    expect(result.request?.body).toMatchObject({ model: SECOND });
    expect(trace.map(({ logId }) => logId)).toEqual(gateway.logs.map(({ id }) => id));
    expect(result.response?.headers?.['cf-aig-log-id']).toBe(trace[1]?.logId);
  });

  it('reads no part before it is asked, and cancels the leg', async () => {
    const first = foreign({ parts: [start, ...spoken('x')] });
    const { cloudflare } = world();
    const { stream } = await cloudflare.fallback([first]).doStream({ prompt: HI });
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(first.reads()).toBe(2);
    const reader = stream.getReader();
    for (const type of ['stream-start', 'response-metadata', 'text-start', 'text-delta']) {
      expect((await reader.read()).value?.type).toBe(type);
    }
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(first.reads()).toBe(3);
    await reader.cancel('enough');
    expect(first.cancelled).toEqual(['enough']);
  });

  it('cancels the body of the answer on the wire', async () => {
    let cancelled: unknown;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull: controller =>
          controller.enqueue(new TextEncoder().encode(frame(chunkOf({ content: 'and so on ' })))),
        cancel: reason => {
          cancelled = reason;
        },
      },
      { highWaterMark: 0 },
    );
    const fake = fakeFetch(({ body: { model } }) =>
      model === FIRST ? refusal(503, { error: { message: 'no' } }) : new Response(endless),
    );
    const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
    const { stream } = await cloudflare.fallback([FIRST, SECOND]).doStream({ prompt: HI });
    await stream.cancel('enough');
    await eventually(() => expect(cancelled).toBe('enough'));
  });
});
