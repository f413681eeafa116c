import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV2 } from '@ai-sdk/provider';
import { type Call, callOf } from '../call.ts';
import { accountId, type Client, type ClientSource } from '../clients/client.ts';
import { ofModel } from '../clients/of-model.ts';
import { type Comparison, compare, type Measure, over, type Row } from '../context.ts';
import { cpuTime, meanCPUTime } from '../interleave.ts';
import { builtEntry, otherEntry } from '../package-root.ts';

type OurModule = typeof import('../../src/index.ts');
type Fetch = typeof globalThis.fetch;

/** A wire that a vendor's package speaks, with its answers. */
interface VendorWire {
  readonly name: string;
  /** The model of the package alone, and the id of the same one carried. */
  readonly alone: (fetch: Fetch) => LanguageModelV2;
  readonly carried: string;
  readonly whole: object;
  readonly events: (chunks: number) => readonly object[];
}

const settings = { accountId, gatewayId: 'default', apiToken: 'token' } as const;
const text = 'Hello there. '.repeat(20);
const words = (chunks: number): string[] =>
  Array.from({ length: chunks }, (_, index) => ` word${index % 97}`);

/** This package with the vendors' ones, from one of its builds. */
const ours =
  (entry: string, id: string): ClientSource['create'] =>
  async ({ fetch }) => {
    const { createCloudflare } = (await import(entry)) as OurModule;
    const vendors = { anthropic: createAnthropic, openai: createOpenAI };
    const cloudflare = createCloudflare({ ...settings, endpoint: 'native', fetch, vendors });
    return ofModel(() => cloudflare(id));
  };

/** The package of a wire alone, the same one carried, and carried by another build. */
function clientsOf({ alone, carried }: VendorWire): readonly ClientSource[] {
  const source = (name: string, create: ClientSource['create']): ClientSource => ({
    name,
    create,
    note: '',
    modules: [],
    home: 'root',
    streamsWithTools: true,
  });
  return [
    source('package', async ({ fetch }) => ofModel(() => alone(fetch))),
    source('ours', ours(builtEntry, carried)),
    source('against', ours(otherEntry, carried)),
  ];
}

const usage = { input_tokens: 11, output_tokens: 1000 };
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5' };

const messages: VendorWire = {
  name: 'Messages',
  alone: fetch => createAnthropic({ apiKey: 'key', fetch })('claude-sonnet-4-5'),
  carried: 'anthropic/claude-sonnet-4.5',
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
  alone: fetch => createOpenAI({ apiKey: 'key', fetch }).responses('gpt-5'),
  carried: 'openai/gpt-5',
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

/** Whole answers. */
function answering(answer: object): Fetch {
  const headers = { 'content-type': 'application/json', 'cf-aig-log-id': 'log-1' };
  const text = JSON.stringify(answer);
  return async () => new Response(text, { headers });
}

const chunks = 1000;
const least = words(chunks).join('').length;
const origin = 'https://api.example';

async function perChunk(client: Client, call: Call): Promise<number> {
  const time = await meanCPUTime(async () => {
    const { characters } = await client.stream(call);
    if (characters < least) throw new Error(`Expected ${least} characters, got ${characters}.`);
  });
  return time / chunks;
}

/** Calls of one sample. */
const CALLS = 2000;

/**
 * The same number of calls for both, before the first round too: the engine needs some 15,000 to compile all of the code.
 * After equal times instead, ours has made fewer of them, as its first calls take longer, and is still being compiled
 * while it is measured, in other threads of the process.
 */
async function perCall(client: Client, call: Call): Promise<number> {
  const time = await cpuTime(async () => {
    for (let made = 0; made < CALLS; made++) await client.generate(call);
  });
  return time / CALLS;
}

const wires = [messages, responses];
const streams = wires.map(
  (wire): Comparison => ({
    name: `${wire.name}, 1,000 chunks`,
    wire: over(() => ({ fetch: streaming(wire.events(chunks)), origin })),
    call: callOf(1000),
    clients: clientsOf(wire),
    sample: perChunk,
  }),
);
const calls = wires.map(
  (wire): Comparison => ({
    name: wire.name,
    wire: over(() => ({ fetch: answering(wire.whole), origin })),
    call: callOf(1000),
    clients: clientsOf(wire),
    sample: perCall,
    warmUp: async (client, call) => {
      for (let taken = 0; taken < 10; taken++) await perCall(client, call);
    },
  }),
);

/** The µs that this package adds, within a round. */
function withMore({ name, figures }: Row): Row {
  return { name, figures: { ...figures, more: { value: figures.ours?.more ?? 0 } } };
}

/** What carrying a vendor's package costs: bounds are 1.15 × per chunk, and 12 µs per call. */
export const vendors: Measure = {
  name: 'vendors',
  comparisons: [...streams, ...calls],
  async *tables(context) {
    yield {
      title: "A vendor's package alone and carried, µs CPU per chunk",
      rows: await compare(context, vendors, streams),
    };
    yield {
      title: "A vendor's package alone and carried, µs CPU per call",
      rows: (await compare(context, vendors, calls)).map(withMore),
    };
  },
};
