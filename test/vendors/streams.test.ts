import {
  getCloudflareError,
  getCloudflareMetadata,
  type WithProviderMetadata,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { isFull, placesInTurn } from '../support/scale.ts';
import { type AnyModel, type Part, partsOf, prompt, providerOf, type Version, versions } from './entries.ts';

const dialects = ['anthropic/claude-sonnet-4.5', 'openai/gpt-5'] as const;
const encoder = new TextEncoder();
const tools = [
  {
    type: 'function',
    name: 'weather',
    description: 'The weather',
    inputSchema: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
];

/** The bytes of a streamed answer of the local gateway. */
async function recorded(version: Version, id: string, options: object): Promise<string> {
  const gateway = createLocalGateway();
  let text = '';
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await gateway.fetch(input, init);
    text = await response.text();
    return new Response(text, { status: response.status, headers: response.headers });
  };
  const model = providerOf(version, { ...localGatewayDefaults, fetch })(id);
  const { stream } = await model.doStream(options);
  await partsOf(stream);
  return text;
}

function modelOn(version: Version, id: string, body: () => BodyInit): AnyModel {
  const fetch: typeof globalThis.fetch = async () =>
    new Response(body(), { headers: { 'content-type': 'text/event-stream', 'cf-aig-log-id': 'log-1' } });
  return providerOf(version, { ...localGatewayDefaults, fetch })(id);
}

/** A body that breaks off. */
function broken(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'));
      else controller.enqueue(bytes);
      sent = true;
    },
  });
}

const finishOf = (part: Part | undefined): unknown => {
  const reason = part?.finishReason as string | { unified: string } | undefined;
  return typeof reason === 'object' ? reason.unified : reason;
};
const deltas = (parts: readonly Part[]): string =>
  parts.flatMap(({ type, delta }) => (type === 'text-delta' ? [delta] : [])).join('');

const metadataOf = (parts: readonly Part[]) => getCloudflareMetadata(parts.at(-1) as WithProviderMetadata);

/** Parts of a stream, or the error that it was rejected with as a part. */
async function read(model: AnyModel, options: object): Promise<Part[]> {
  try {
    return await partsOf((await model.doStream(options)).stream);
  } catch (error) {
    return [{ type: 'rejected', error }];
  }
}

describe.each(versions)('streams of specification %s', version => {
  describe.each(dialects)('%s', id => {
    it.each([
      ['text', { prompt }],
      [
        'calls',
        {
          prompt: [{ role: 'user', content: [{ type: 'text', text: 'What is the weather in Lisbon?' }] }],
          tools,
        },
      ],
    ])('cut at every byte: %s', async (_, options) => {
      const text = await recorded(version, id, options);
      const bytes = encoder.encode(text);
      const whole = await read(
        modelOn(version, id, () => bytes),
        options,
      );
      expect(whole.filter(({ type }) => type === 'error' || type === 'rejected')).toEqual([]);
      const last = text.lastIndexOf('data:');
      for (const cut of placesInTurn([0, last + 1], { member: version, family: versions, step: 263 })) {
        const breaks = cut % 2 === 0;
        const piece = bytes.slice(0, cut);
        const parts = await read(
          modelOn(version, id, () => (breaks ? broken(piece) : piece)),
          options,
        );
        const errors = parts.filter(({ type }) => type === 'error' || type === 'rejected');
        expect(errors, `cut at ${cut}`).toHaveLength(1);
        expect(getCloudflareError(errors[0]?.error), `cut at ${cut}`).toMatchObject({
          kind: 'stream-truncated',
          retryable: true,
          logId: 'log-1',
        });
        if (errors[0]?.type === 'rejected') continue;
        expect(parts.at(-1)?.type).toBe('finish');
        expect(finishOf(parts.at(-1))).toBe('error');
        expect(deltas(whole).startsWith(deltas(parts))).toBe(true);
        const open = (edge: string) =>
          parts.filter(({ type }) => type.endsWith(edge)).map(({ id: block }) => block);
        expect(open('-end').sort()).toEqual(
          open('-start')
            .filter(block => block !== undefined)
            .sort(),
        );
      }
    });

    it('an error in the stream is one typed part, or rejects before the content', async () => {
      const text = await recorded(version, id, { prompt });
      const overloaded = id.startsWith('anthropic')
        ? 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'
        : 'event: error\ndata: {"type":"error","error":{"type":"server_error","code":"server_error","message":"Overloaded"},"sequence_number":3}\n\n';
      const gateway =
        'data: {"success":false,"result":[],"messages":[],"error":[{"code":2016,"message":"Response blocked"}]}\n\n';
      const events = text.split('\n\n').map(event => `${event}\n\n`);
      const delta = events.findIndex(event => /text.delta/.test(event));
      for (const frame of [overloaded, gateway]) {
        const late = await read(
          modelOn(version, id, () => [...events.slice(0, delta + 1), frame].join('')),
          { prompt },
        );
        const errors = late.filter(({ type }) => type === 'error');
        expect(errors).toHaveLength(1);
        expect(getCloudflareError(errors[0]?.error)?.kind).not.toBe('stream-truncated');
        expect(getCloudflareError(errors[0]?.error)).toMatchObject({
          logId: 'log-1',
          message: expect.stringMatching(/Overloaded|blocked/),
        });
        expect(finishOf(late.at(-1))).toBe('error');
        const early = await read(
          modelOn(version, id, () => [...events.slice(0, 1), frame].join('')),
          { prompt },
        );
        expect(early.map(({ type }) => type)).toEqual(['rejected']);
        expect(getCloudflareError(early[0]?.error)).toMatchObject({
          message: expect.stringMatching(/Overloaded|blocked/),
        });
      }
    });

    it('an abort passes unchanged, before and within the stream', async () => {
      const reason = new Error('enough');
      const controller = new AbortController();
      const text = await recorded(version, id, { prompt });
      const hang = () =>
        new ReadableStream<Uint8Array>({
          start: source => source.enqueue(encoder.encode(text.slice(0, text.lastIndexOf('data:')))),
        });
      const model = modelOn(version, id, hang);
      const { stream } = await model.doStream({ prompt, abortSignal: controller.signal });
      const parts = partsOf(stream);
      setTimeout(() => controller.abort(reason), 5);
      await expect(parts).rejects.toBe(reason);
      await expect(model.doStream({ prompt, abortSignal: controller.signal })).rejects.toBe(reason);
    });

    it('keeps interleaved calls apart', async () => {
      const gateway = createLocalGateway();
      const model = providerOf(version, { ...localGatewayDefaults, fetch: gateway.fetch })(id);
      const calls = Array.from({ length: isFull ? 100 : 25 }, (_, index) => index);
      const texts = await Promise.all(
        calls.map(async index => {
          const options = {
            prompt: [{ role: 'user', content: [{ type: 'text', text: `Number ${index}` }] }],
            providerOptions: { cloudflare: { eventId: `event-${index}` } },
          };
          const parts = await read(model, options);
          const cloudflare = metadataOf(parts);
          return [deltas(parts), cloudflare?.eventId];
        }),
      );
      expect(texts).toEqual(calls.map(index => [`Hello! You said: "Number ${index}"`, `event-${index}`]));
    });

    it('falls back from and to it', async () => {
      const gateway = createLocalGateway();
      const provider = providerOf(version, { ...localGatewayDefaults, fetch: gateway.fetch });
      gateway.reply({
        status: 529,
        body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      });
      const parts = await read(provider.fallback([id, 'openai/gpt-4o', id]), { prompt });
      expect(deltas(parts)).toBe('Hello! You said: "Hi"');
      const cloudflare = metadataOf(parts);
      expect(cloudflare?.trace).toMatchObject([
        { modelId: id, outcome: 'failed' },
        { modelId: 'openai/gpt-4o', outcome: 'answered' },
      ]);
      gateway.reply({ error: 'rate-limited' });
      const back = await provider.fallback(['openai/gpt-4o', id]).doGenerate({ prompt });
      expect(back.providerMetadata?.cloudflare?.trace).toMatchObject([
        { outcome: 'failed' },
        { modelId: id, outcome: 'answered' },
      ]);
    });
  });
});
