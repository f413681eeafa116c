import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createCloudflareV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createCloudflareV4 } from 'ai-sdk-provider-cloudflare/v4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventReads } from '../../src/answer/stream/sse-reader.ts';
import { readsResponse } from '../../src/answer/stream/streaming-response.ts';
import { chunkOf, DONE, frame } from '../support/answers.ts';
import { connected } from '../support/call.ts';

const chunks = ['Hel', 'lo'].map(content => frame(chunkOf({ content })));
const answer = `${chunks.join('')}${frame(chunkOf({}, 'stop'))}${DONE}`;

type Settings = Parameters<typeof createCloudflare>[0];
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];

/** The parts of a stream in every specification, as far as they are looked into. */
type Parts = AsyncIterable<{ readonly type: string; readonly delta?: string }>;

const streamIn: Readonly<Record<string, (settings: Settings) => Promise<Parts>>> = {
  v2: async settings => (await createCloudflare(settings)('openai/gpt-4o').doStream({ prompt })).stream,
  v3: async settings => (await createCloudflareV3(settings)('openai/gpt-4o').doStream({ prompt })).stream,
  v4: async settings => (await createCloudflareV4(settings)('openai/gpt-4o').doStream({ prompt })).stream,
};

afterEach(() => vi.unstubAllGlobals());

describe.each(Object.keys(streamIn))('a stream in %s', spec => {
  it('costs one stream of the core and one of ours', async () => {
    // The one that its network makes is not counted.
    const response = new Response(answer);
    let made = 0;
    const Stream = ReadableStream;
    const counted = new Proxy(Stream, {
      construct(target, args: ConstructorParameters<typeof Stream>) {
        made++;
        return new target(...args);
      },
    });
    vi.stubGlobal('ReadableStream', counted);
    let text = '';
    for await (const part of await streamIn[spec]!({ ...connected, fetch: async () => response }))
      if (part.type === 'text-delta') text += part.delta;
    expect(text).toBe('Hello');
    expect(made).toBe(2);
  });
});

/** The response that the core gets, here of reads of one event each, which are handed on as they are. */
function opened(): Response {
  const encoder = new TextEncoder();
  const queue = chunks.map(chunk => encoder.encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    pull: controller => {
      const next = queue.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
  const handlers = { tools: false, merges: true, cut: () => undefined, done: () => undefined };
  const reads = new EventReads(body.getReader(), [], undefined, handlers);
  return readsResponse(reads, new Response('', { status: 201, headers: { 'x-of': 'the response' } }));
}

/** What may be done with a response, and where it leads to. */
const uses: Readonly<Record<string, (response: Response) => Promise<string>>> = {
  text: response => response.text(),
  clone: response => response.clone().text(),
  arrayBuffer: async response => new TextDecoder().decode(await response.arrayBuffer()),
  blob: async response => (await response.blob()).text(),
  pipeThrough: async ({ body }) => joined(body!.pipeThrough(new TextDecoderStream())),
  tee: async ({ body }) => new Response(body!.tee()[1]).text(),
  iteration: async ({ body }) => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body!) text += decoder.decode(chunk);
    return text;
  },
  reader: async ({ body }) => readAll(body!.getReader()),
  'a reader after another': async ({ body }) => {
    const first = body!.getReader();
    const { value } = await first.read();
    first.releaseLock();
    return new TextDecoder().decode(value) + (await readAll(body!.getReader()));
  },
  'a reader after a look at the stream': async ({ body }) => {
    expect(body!.locked).toBe(false);
    return readAll(body!.getReader());
  },
};

async function joined(stream: ReadableStream<string>): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      await reader.closed;
      return text;
    }
    text += decoder.decode(value);
  }
}

describe('the rest of a burst, which is handed on later', () => {
  const burst = ['a', 'b', 'c', 'd'].map(content => frame(chunkOf({ content }))).join('');
  const begun = async (signal?: AbortSignal) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    writer.write(new TextEncoder().encode(burst)).catch(() => undefined);
    const handlers = { tools: false, merges: true, cut: () => undefined, done: () => undefined };
    const reads = new EventReads(readable.getReader(), [], signal, handlers);
    expect(new TextDecoder().decode((await reads.read()).value)).toContain('"ab"');
    return { reads, writer };
  };

  it('comes with the next read', async () => {
    const { reads } = await begun();
    expect(new TextDecoder().decode((await reads.read()).value)).toContain('"cd"');
  });

  it('goes when nobody wants it', async () => {
    const { reads, writer } = await begun();
    await reads.cancel('enough');
    expect(await reads.read()).toEqual({ done: true, value: undefined });
    await expect(writer.closed).rejects.toBe('enough');
  });

  it('goes with an abort, which the reader is told', async () => {
    const abort = new AbortController();
    const { reads } = await begun(abort.signal);
    abort.abort(new Error('I left'));
    await expect(reads.read()).rejects.toBe(abort.signal.reason);
  });
});

describe('the response that the core gets', () => {
  it('is one in every respect that a core may look at', () => {
    const response = opened();
    expect(response).toBeInstanceOf(Response);
    expect(response.body).toBeInstanceOf(ReadableStream);
    expect([response.ok, response.status, response.headers.get('x-of')]).toEqual([true, 201, 'the response']);
    expect(response.bodyUsed).toBe(false);
  });

  it.each(Object.keys(uses))('gives its bytes to %s', async use => {
    expect(await uses[use]!(opened())).toBe(chunks.join(''));
  });

  it('is locked to its reader', async () => {
    const { body } = opened();
    body!.getReader();
    expect(() => body!.getReader()).toThrow(TypeError);
    expect(() => body!.tee()).toThrow(TypeError);
  });

  it('is locked as long as its reader has it', async () => {
    const { body } = opened();
    const reader = body!.getReader();
    expect(body!.locked).toBe(true);
    reader.releaseLock();
    expect(body!.locked).toBe(false);
  });

  it('is no promise', async () => {
    const response = opened();
    expect(await Promise.resolve(response)).toBe(response);
  });
});
