import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV2 } from '@ai-sdk/provider';
import { callOf } from '../call.ts';
import { accountId } from '../clients/client.ts';
import { ofModel } from '../clients/of-model.ts';
import type { Measure, Row } from '../context.ts';
import { type Figures, figuresOf, interleaved, meanCPUTime } from '../interleave.ts';
import { builtEntry } from '../package-root.ts';

type OurModule = typeof import('../../src/index.ts');
type Fetch = typeof globalThis.fetch;

/** A wire that a vendor's package speaks, with its answers. */
interface VendorWire {
  readonly name: string;
  /** The model of the package alone, and the same one carried. */
  readonly models: (
    fetch: Fetch,
  ) => Promise<{ readonly alone: LanguageModelV2; readonly carried: LanguageModelV2 }>;
  readonly whole: object;
  readonly events: (chunks: number) => readonly object[];
}

const settings = { accountId, gatewayId: 'default', apiToken: 'token' } as const;
const text = 'Hello there. '.repeat(20);
const words = (chunks: number): string[] =>
  Array.from({ length: chunks }, (_, index) => ` word${index % 97}`);

async function carried(fetch: Fetch, id: string): Promise<LanguageModelV2> {
  const { createCloudflare } = (await import(builtEntry)) as OurModule;
  const vendors = { anthropic: createAnthropic, openai: createOpenAI };
  return createCloudflare({ ...settings, endpoint: 'native', fetch, vendors })(id);
}

const usage = { input_tokens: 11, output_tokens: 1000 };
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5' };

const messages: VendorWire = {
  name: 'Messages',
  models: async fetch => ({
    alone: createAnthropic({ apiKey: 'key', fetch })('claude-sonnet-4-5'),
    carried: await carried(fetch, 'anthropic/claude-sonnet-4.5'),
  }),
  whole: {
    ...message,
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
  },
  events: chunks => [
    {
      type: 'message_start',
      message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...words(chunks).map(word => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: word },
    })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage },
    { type: 'message_stop' },
  ],
};

const item = { id: 'msg_1', type: 'message', role: 'assistant' };
const part = { type: 'output_text', annotations: [], logprobs: [] };
const response = { id: 'resp_1', object: 'response', created_at: 1790000000, model: 'gpt-5', error: null };

const responses: VendorWire = {
  name: 'Responses',
  models: async fetch => ({
    alone: createOpenAI({ apiKey: 'key', fetch }).responses('gpt-5'),
    carried: await carried(fetch, 'openai/gpt-5'),
  }),
  whole: {
    ...response,
    status: 'completed',
    output: [{ ...item, status: 'completed', content: [{ ...part, text }] }],
    incomplete_details: null,
    usage,
  },
  events: chunks => [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    },
    ...words(chunks).map(delta => ({
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta,
      logprobs: [],
    })),
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { ...item, status: 'completed', content: [{ ...part, text }] },
    },
    {
      type: 'response.completed',
      response: { ...response, status: 'completed', incomplete_details: null, usage },
    },
  ],
};

const encoder = new TextEncoder();

/** Streams of one event a read, as they arrive from a model. */
function streaming(events: readonly object[]): Fetch {
  const reads = events.map(event =>
    encoder.encode(`event: ${Reflect.get(event, 'type')}\ndata: ${JSON.stringify(event)}\n\n`),
  );
  return async () => {
    let index = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = reads[index++];
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cf-aig-log-id': 'log-1' } });
  };
}

const chunks = 1000;
const call = callOf(1000);

async function perChunk(wire: VendorWire, rounds: number): Promise<Figures> {
  const { alone, carried: ours } = await wire.models(streaming(wire.events(chunks)));
  const least = words(chunks).join('').length;
  const reading = (model: LanguageModelV2) => async () => {
    const time = await meanCPUTime(async () => {
      const { characters } = await ofModel(model).stream(call);
      if (characters < least) throw new Error(`Expected ${least} characters, got ${characters}.`);
    });
    return time / chunks;
  };
  return figuresOf(
    [await interleaved({ package: reading(alone), ours: reading(ours) }, rounds, 5)],
    'package',
  );
}

async function perCall(wire: VendorWire, rounds: number): Promise<Figures> {
  const headers = { 'content-type': 'application/json', 'cf-aig-log-id': 'log-1' };
  const answer = JSON.stringify(wire.whole);
  const { alone, carried: ours } = await wire.models(async () => new Response(answer, { headers }));
  const calling = (model: LanguageModelV2) => () => meanCPUTime(() => ofModel(model).generate(call));
  const figures = figuresOf(
    [await interleaved({ package: calling(alone), ours: calling(ours) }, rounds, 15)],
    'package',
  );
  const more = (figures.ours?.value ?? 0) - (figures.package?.value ?? 0);
  return { ...figures, more: { value: more } };
}

/** What carrying a vendor's package costs: bounds are 1.15 × per chunk, and 12 µs per call. */
export const vendors: Measure = {
  name: 'vendors',
  async *tables({ rounds }) {
    const streams: Row[] = [];
    const calls: Row[] = [];
    for (const wire of [messages, responses]) {
      streams.push({ name: `${wire.name}, 1,000 chunks`, figures: await perChunk(wire, rounds) });
      calls.push({ name: wire.name, figures: await perCall(wire, rounds) });
    }
    yield { title: "A vendor's package alone and carried, µs CPU per chunk", rows: streams };
    yield { title: "A vendor's package alone and carried, µs CPU per call", rows: calls };
  },
};
