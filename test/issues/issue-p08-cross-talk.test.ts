import { generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { completion, eventStream, fakeFetch, type RecordedRequest, refusal } from '../support/fake-fetch.ts';

/**
 * Two calls at once on one model got each other's answers, since the wrapper swapped `config.fetch` on a shared
 * object. @see https://github.com/cloudflare/ai/issues/620
 */
const count = 50;
const aborted = [7, 31];
const limited = [11, 42];

/** A gateway that answers each prompt with itself after a while; some it refuses once. */
function echoingGateway() {
  const refusedOnce = new Set<string>();
  return fakeFetch(async request => {
    const prompt = promptOf(request);
    await pause(Math.random() * 20, request.signal);
    if (
      limited.some(index => prompt === `generate ${index}` || prompt === `stream ${index}`) &&
      !refusedOnce.has(prompt)
    ) {
      refusedOnce.add(prompt);
      return refusal(429, { error: { message: 'slow down' } }, { 'retry-after-ms': '1' });
    }
    const headers = {
      'cf-aig-log-id': `log of ${prompt}`,
      'cf-aig-event-id': request.headers['cf-aig-event-id'] ?? '',
    };
    return request.body.stream === true ? eventStream(prompt, headers) : completion(prompt, headers);
  });
}

function promptOf({ body }: RecordedRequest): string {
  const [message] = body.messages as { content: string }[];
  return message?.content ?? '';
}

function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

const callOf = (kind: string, index: number) => {
  const controller = new AbortController();
  if (aborted.includes(index)) setTimeout(() => controller.abort(), 2);
  return {
    prompt: `${kind} ${index}`,
    abortSignal: controller.signal,
    headers: { 'x-caller': `${kind}-${index}` },
    providerOptions: {
      cloudflare: { eventId: `event ${kind} ${index}`, metadata: { index, kind }, cacheTtl: 60 + index },
    },
  };
};

describe.each(['rest', 'compat', 'native'] as const)('%s', endpoint => {
  it('50 generate and 50 stream at once: every caller gets its own answer, options and metadata', async () => {
    const fake = echoingGateway();
    const model = createCloudflare({ ...connected, endpoint, fetch: fake.fetch })('openai/gpt-4o');

    const generate = async (index: number) => {
      const result = await generateText({ model, ...callOf('generate', index) });
      return { text: result.text, metadata: getCloudflareMetadata(result) };
    };
    const stream = async (index: number) => {
      let failure: unknown;
      const result = streamText({
        model,
        ...callOf('stream', index),
        onError: ({ error }) => {
          failure = error;
        },
      });
      const chunks: string[] = [];
      for await (const chunk of result.textStream) chunks.push(chunk);
      if (failure !== undefined || aborted.includes(index)) throw failure ?? new Error('aborted');
      return {
        text: chunks.join(''),
        metadata: getCloudflareMetadata({ providerMetadata: await result.providerMetadata }),
      };
    };
    const indexes = Array.from({ length: count }, (_, index) => index);
    const kinds = { generate, stream };
    const settled = await Promise.all(
      (['generate', 'stream'] as const).flatMap(kind =>
        indexes.map(async index => {
          const [outcome] = await Promise.allSettled([kinds[kind](index)]);
          return { kind, index, outcome };
        }),
      ),
    );

    for (const { kind, index, outcome } of settled) {
      if (aborted.includes(index)) {
        expect(outcome.status).toBe('rejected');
        continue;
      }
      expect(outcome).toMatchObject({
        status: 'fulfilled',
        value: {
          text: `${kind} ${index}`,
          metadata: { logId: `log of ${kind} ${index}`, eventId: `event ${kind} ${index}`, endpoint },
        },
      });
    }
    // One request each, and one more for each of those that were refused once.
    expect(fake.requests).toHaveLength(2 * count + 2 * limited.length);
    for (const request of fake.requests) {
      const [kind = '', index = ''] = promptOf(request).split(' ');
      expect(request.headers).toMatchObject({
        'x-caller': `${kind}-${index}`,
        'cf-aig-event-id': `event ${kind} ${index}`,
        'cf-aig-metadata': JSON.stringify({ index: Number(index), kind }),
        'cf-aig-cache-ttl': String(60 + Number(index)),
      });
    }
  });
});
