import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { audit } from './answer-fields.ts';
import { DONE, frame } from './answers.ts';
import { type CallOptions, connected } from './call.ts';
import { HI } from './prompts.ts';
import { isFull } from './scale.ts';

/** What an answer says, in the terms of no specification: one entry for each block, and how it ended. */
export interface Reading {
  readonly blocks: readonly object[];
  readonly finish: string;
  readonly usage: readonly (number | undefined)[];
  /** What a result's metadata holds besides the facts of the call. */
  readonly metadata: object;
  readonly identity: object;
  readonly errors: readonly string[];
}

export interface ShapeSetup {
  readonly model?: string;
  readonly options?: CallOptions;
  /** Whether the stream ends with `[DONE]`. @default true */
  readonly done?: boolean;
}

type Part = Readonly<Record<string, unknown>> & { readonly type: string };
type Model = {
  doGenerate(options: object): PromiseLike<Readonly<Record<string, unknown>>>;
  doStream(options: object): PromiseLike<{ readonly stream: ReadableStream<{ readonly type: string }> }>;
};

/** The same model in each specification. */
export const entries: readonly (readonly [
  name: string,
  create: (fetch: typeof globalThis.fetch, id: string) => Model,
])[] = [
  ['v2', (fetch, id) => createCloudflare({ ...connected, fetch })(id) as Model],
  ['v3', (fetch, id) => createV3({ ...connected, fetch })(id) as Model],
  ['v4', (fetch, id) => createV4({ ...connected, fetch })(id) as Model],
];

/** Ways to cut a stream into network reads. */
function cutsOf(text: string): readonly (readonly [name: string, reads: readonly Uint8Array[]])[] {
  const bytes = new TextEncoder().encode(text);
  const sized = (size: (at: number) => number): Uint8Array[] => {
    const reads: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      const end = at + size(at);
      reads.push(bytes.slice(at, end));
      at = end;
    }
    return reads;
  };
  const events = text.match(/[\s\S]*?\n\n/g) ?? [];
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + (seed % 97);
  };
  return [
    ['in one read', [bytes]],
    ['one event a read', events.map(event => new TextEncoder().encode(event))],
    ['one byte a read', sized(() => 1)],
    ['with CRLF', [new TextEncoder().encode(text.replaceAll('\n', '\r\n'))]],
    ['with CRLF, two bytes a read', cutEvery(text.replaceAll('\n', '\r\n'), 2)],
    ['in random cuts', sized(random)],
  ];
}

function cutEvery(text: string, size: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, at) => bytes.slice(at * size, (at + 1) * size));
}

function bodyOf(reads: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const rest = [...reads];
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = rest.shift();
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What a stream of these chunks says. Fails where that depends on the specification, or on how it was cut. */
export async function readStream(chunks: readonly unknown[], setup: ShapeSetup = {}): Promise<Reading> {
  for (const chunk of chunks) audit(chunk);
  const text = `${chunks.map(frame).join('')}${setup.done === false ? '' : DONE}`;
  // Every cut and every specification; all pairs of them in the full run.
  const pairs = cutsOf(text).flatMap((cut, at) =>
    entries.flatMap((entry, place) =>
      isFull || at === 0 || at % 3 === place ? [[cut, entry] as const] : [],
    ),
  );
  return same(
    pairs.map(([[cut, reads], [version, create]]) => async () => {
      const response = new Response(bodyOf(reads), { headers: { 'content-type': 'text/event-stream' } });
      return [`${version} ${cut}`, await streamedReading(create, response, setup)] as const;
    }),
  );
}

/** What a whole answer says, generated or as the answer to a stream. Fails where that depends on the specification. */
export async function readWhole(answer: object, setup: ShapeSetup = {}): Promise<Reading> {
  audit(answer);
  return same(
    entries.flatMap(([version, create]) => [
      async () => [`${version} generate`, await generatedReading(create, answer, setup)] as const,
      async () => [`${version} stream`, await streamedReading(create, Response.json(answer), setup)] as const,
    ]),
  );
}

/** What both say. Fails where they differ. */
export async function readBoth(
  chunks: readonly unknown[],
  answer: object,
  setup: ShapeSetup = {},
): Promise<Reading> {
  const streamed = await readStream(chunks, setup);
  const whole = await readWhole(answer, setup);
  return same([async () => ['stream', streamed] as const, async () => ['whole', whole] as const]);
}

async function same(
  readings: readonly (() => Promise<readonly [name: string, reading: Reading]>)[],
): Promise<Reading> {
  let first: readonly [string, Reading] | undefined;
  for (const read of readings) {
    const next = await read();
    first ??= next;
    const [expected, found] = [first[1], next[1]].map(reading => JSON.stringify(reading, undefined, 1));
    if (expected !== found) throw new Error(`${first[0]} says ${expected}, but ${next[0]} ${found}`);
  }
  if (first === undefined) throw new Error('nothing was read');
  return first[1];
}

type Create = (typeof entries)[number][1];

async function streamedReading(
  create: Create,
  response: Response,
  { model = 'openai/gpt-4o', options = {} }: ShapeSetup,
): Promise<Reading> {
  const { stream } = await create(async () => response, model).doStream({ prompt: HI, ...options });
  const parts: Part[] = [];
  for await (const part of stream) parts.push(part as Part);
  const finish = parts.at(-1);
  if (finish?.type !== 'finish') throw new Error(`the stream ends with ${finish?.type}`);
  wellFormed(parts);
  return {
    blocks: blocksOf(parts),
    ...ending(finish),
    identity: identityOf(parts.find(part => part.type === 'response-metadata') ?? {}),
    errors: parts.filter(part => part.type === 'error').map(part => String(part.error)),
  };
}

async function generatedReading(
  create: Create,
  answer: object,
  { model = 'openai/gpt-4o', options = {} }: ShapeSetup,
): Promise<Reading> {
  const result = await create(async () => Response.json(answer), model).doGenerate({
    prompt: HI,
    ...options,
  });
  const content = result.content as readonly Part[];
  return {
    blocks: content.map(blockOf),
    ...ending(result as Part),
    identity: identityOf(result.response as object),
    errors: [],
  };
}

/** The blocks of a stream in the order in which they began; calls at the end, where they are handed on. */
function blocksOf(parts: readonly Part[]): object[] {
  const texts = new Map<unknown, { type: string; text: string; metadata: unknown }>();
  const blocks: object[] = [];
  for (const part of parts) {
    const [, kind = '', step] = /^(text|reasoning)-(start|delta|end)$/.exec(part.type) ?? [];
    const open = texts.get(`${kind} ${part.id}`);
    if (step === 'start') {
      const block = { type: kind, text: '', metadata: undefined };
      texts.set(`${kind} ${part.id}`, block);
      blocks.push(block);
    } else if (open !== undefined) {
      if (step === 'delta') open.text += part.delta;
      open.metadata ??= part.providerMetadata;
    } else if (['file', 'source', 'tool-call'].includes(part.type)) blocks.push(part);
  }
  return blocks.map(block => ('metadata' in block ? blockOf(rawBlock(block)) : blockOf(block as Part)));
}

function rawBlock(block: object): Part {
  const { type, text, metadata } = block as { type: string; text: string; metadata: unknown };
  return { type, text, providerMetadata: metadata };
}

/** A part without what differs between specifications and runs: ids, and how a file is tagged. */
function blockOf({
  type,
  text,
  toolName,
  input,
  mediaType,
  data,
  url,
  title,
  providerMetadata,
}: Part): object {
  const metadata = providerMetadata === undefined ? {} : { providerMetadata };
  if (type === 'text' || type === 'reasoning') return { [type]: text, ...metadata };
  if (type === 'tool-call') return { call: toolName, input, ...metadata };
  if (type === 'file') return { file: mediaType, data: (data as { data?: unknown }).data ?? data };
  return { source: url, title };
}

function ending({
  finishReason,
  usage,
  providerMetadata,
}: Part): Pick<Reading, 'finish' | 'usage' | 'metadata'> {
  const { cloudflare, ...vendor } = providerMetadata as Readonly<Record<string, Record<string, unknown>>>;
  const { endpoint, gatewayId, usage: raw, ...own } = cloudflare ?? {};
  const { inputTokens, outputTokens } = usage as Record<string, unknown>;
  const detailed = outputTokens as { total?: number; reasoning?: number } | number | undefined;
  const counts =
    typeof detailed === 'object'
      ? [(inputTokens as { total?: number }).total, detailed.total, detailed.reasoning]
      : [inputTokens, outputTokens, (usage as { reasoningTokens?: number }).reasoningTokens];
  return {
    finish:
      typeof finishReason === 'object' ? (finishReason as { unified: string }).unified : String(finishReason),
    usage: counts as number[],
    metadata: { ...vendor, ...own },
  };
}

function identityOf(part: object): object {
  const { id, modelId, timestamp } = part as Part;
  return { id, modelId, timestamp };
}

/** Every block begins once, ends once, and grows only in between; a call comes after the end of its input. */
function wellFormed(parts: readonly Part[]): void {
  const open = new Set<string>();
  for (const { type, id, toolCallId } of parts) {
    const [, kind, step] = /^(text|reasoning|tool-input)-(start|delta|end)$/.exec(type) ?? [];
    const key = `${kind} ${id}`;
    if (step === 'start' && open.has(key)) throw new Error(`${key} begins twice`);
    if (step === 'start') open.add(key);
    else if (step !== undefined && !open.has(key)) throw new Error(`${type} of ${key}, which is not open`);
    if (step === 'end') open.delete(key);
    if (type === 'tool-call' && open.has(`tool-input ${toolCallId}`))
      throw new Error(`${toolCallId} is open`);
  }
  if (open.size > 0) throw new Error(`left open: ${[...open].join(', ')}`);
}
