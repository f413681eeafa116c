import { OpenAICompatibleChatLanguageModel as CoreV2 } from '@ai-sdk/openai-compatible';
import fc from 'fast-check';
import { OpenAICompatibleChatLanguageModel as CoreV3 } from 'openai-compatible-v3';
import { OpenAICompatibleChatLanguageModel as CoreV4 } from 'openai-compatible-v4';
import { describe, expect, it } from 'vitest';
import { z } from 'zod/v4';
import { isMissingFinish } from '../../src/answer/answer-failure.ts';
import { AnswerRecord, recordAnswer } from '../../src/answer/answer-record.ts';
import { repairChunk } from '../../src/answer/repair.ts';
import { AroundCore, type StartCore } from '../../src/answer/stream/around-core.ts';
import type { StreamPart } from '../../src/answer/stream/part-stream.ts';
import { SSEReader } from '../../src/answer/stream/sse-reader.ts';
import { checkAsync } from '../properties/check.ts';

interface Config {
  readonly provider: string;
  readonly url: () => string;
  readonly headers: () => Record<string, string>;
  readonly fetch: typeof globalThis.fetch;
  readonly errorStructure: {
    readonly errorSchema: z.ZodType<unknown>;
    readonly errorToMessage: () => string;
  };
  readonly metadataExtractor: {
    readonly extractMetadata: () => Promise<undefined>;
    readonly createStreamExtractor: () => {
      readonly processChunk: (chunk: unknown) => void;
      readonly buildMetadata: () => undefined;
    };
  };
}

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];

interface Core {
  doStream(options: {
    readonly prompt: typeof prompt;
    readonly includeRawChunks: boolean;
  }): PromiseLike<{ readonly stream: ReadableStream<{ readonly type: string }> }>;
}

const cores: readonly (readonly [name: string, make: (config: Config) => Core])[] = [
  ['1.x', config => new CoreV2('m', config)],
  ['2.x', config => new CoreV3('m', config)],
  ['3.x', config => new CoreV4('m', config)],
];

const configOf = (fetch: Config['fetch'], processChunk: (chunk: unknown) => void): Config => ({
  provider: 'test.chat',
  url: () => 'https://core.example/',
  headers: () => ({}),
  fetch,
  // As the provider's own cores read what their schema refuses.
  errorStructure: { errorSchema: z.unknown().transform(repairChunk), errorToMessage: String },
  metadataExtractor: {
    extractMetadata: async () => undefined,
    createStreamExtractor: () => ({ processChunk, buildMetadata: () => undefined }),
  },
});

/** A body that gives its pieces one read after the other. */
function bodyOf(
  pieces: readonly Uint8Array[],
  end: 'close' | 'open' | Error = 'close',
  onRead: (count: number) => void = () => undefined,
): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[next++];
        onRead(next);
        if (piece !== undefined) controller.enqueue(piece);
        else if (end === 'close') controller.close();
        else if (end !== 'open') controller.error(end);
        else return new Promise<void>(() => undefined);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
}

/** A reader that sometimes lets the event loop turn before it reads on. */
async function collect(
  read: () => Promise<{ readonly parts: readonly StreamPart[]; readonly ended: boolean }>,
  pauses: readonly boolean[],
): Promise<StreamPart[]> {
  const all: StreamPart[] = [];
  for (let turn = 0; ; turn++) {
    if (pauses[turn % pauses.length]) await new Promise(resolve => setImmediate(resolve));
    const { parts, ended } = await read();
    all.push(...parts);
    if (ended) return all;
  }
}

async function readCore(
  make: (config: Config) => Core,
  pieces: readonly Uint8Array[],
  includeRawChunks = false,
): Promise<StreamPart[]> {
  const record = new AnswerRecord();
  const core = make(
    configOf(
      async () => new Response(bodyOf(pieces)),
      chunk => recordAnswer(record, chunk),
    ),
  );
  const { stream } = await core.doStream({ prompt, includeRawChunks });
  const parts: StreamPart[] = [];
  for await (const part of stream) parts.push(part as StreamPart);
  return withReason(parts, record);
}

/** The end with the reason that was recorded: a stream of plain deltas ends without the core. */
function withReason(parts: readonly StreamPart[], { finishReason }: AnswerRecord): StreamPart[] {
  return parts.map(part => (part.type === 'finish' ? { ...part, finishReason } : part));
}

const repairs = {
  map: (part: StreamPart) => part,
  needsPieces: () => false,
  broken: (error: unknown): never => {
    throw error;
  },
};

interface Reading {
  readonly joins?: boolean;
  readonly direct?: boolean;
  readonly pauses?: readonly boolean[];
  readonly end?: 'close' | 'open' | Error;
}

async function readAround(
  make: (config: Config) => Core,
  pieces: readonly Uint8Array[],
  { joins = true, direct = true, pauses = [false], end = 'close' }: Reading = {},
): Promise<{ parts: StreamPart[]; chunks: number }> {
  const record = new AnswerRecord();
  const around = new AroundCore({ direct, joins, record: chunk => recordAnswer(record, chunk) });
  let chunks = 0;
  const facts = { cut: undefined, done: false };
  const response = new Response(
    around.body(new SSEReader(bodyOf(pieces, end).getReader(), [], undefined, facts)),
  );
  const core = make(
    configOf(
      async () => response,
      chunk => {
        chunks++;
        recordAnswer(record, chunk);
        around.parsed(chunk);
      },
    ),
  );
  const parts = await collect(() => around.next(startOf(core, !direct), repairs), pauses);
  return { parts: withReason(parts, record), chunks };
}

const startOf = (core: Core, includeRawChunks: boolean): StartCore => {
  const start = async () => (await core.doStream({ prompt, includeRawChunks })).stream;
  return start as StartCore;
};

/** Parts that are made of what the stream gives, not passed on: the core misses what went around it before it began. */
const own = /^(?:stream-start|response-metadata|(?:text|reasoning)-(?:start|end))$/;

/** A part without what is recorded: the core knows neither counts nor arguments that went around it. */
function recorded({ input: _, usage: __, providerMetadata: ___, ...part }: StreamPart): StreamPart {
  return part;
}

/** What no reader gets: whether a finish reason was due is decided at the end. */
const isOwn = ({ type, error }: StreamPart): boolean => own.test(type) || isMissingFinish(error);

/** Neighbouring deltas of one block as one part: reads decide how many there are. */
function joined(parts: readonly StreamPart[]): unknown[] {
  const all: StreamPart[] = [];
  for (const part of parts.filter(part => !isOwn(part))) {
    const last = all.at(-1);
    const same = last !== undefined && 'delta' in part && last.type === part.type && last.id === part.id;
    if (same) all[all.length - 1] = { ...last, delta: `${last.delta}${part.delta}` };
    else all.push(part);
  }
  return all.map(recorded).map(part => ('error' in part ? { ...part, error: String(part.error) } : part));
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '',
    'a',
    'a',
    '"',
    '\\',
    '\\"',
    '\\\\',
    '\n\n',
    'data: {',
    'ü',
    '😀',
    '\ud83d',
    '\ude00',
    '\u0000',
    '"content":"',
    '","x":"',
    '{"a":1}',
    '[DONE]',
    '\u2028',
  ),
);
const chunkOf = (delta: object, choice: object = {}, rest: object = {}) => ({
  id: 'c1',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: null, ...choice }],
  ...rest,
});
const args = (index: number, piece: string) =>
  chunkOf({ tool_calls: [{ index, function: { arguments: piece } }] });
const opening = (index: number) =>
  chunkOf({
    tool_calls: [
      { index, id: `call_${index}`, type: 'function', function: { name: 'weather', arguments: '' } },
    ],
  });
const part = (piece: string) => ({ type: 'text', text: piece });

/** A run of chunks of one kind, as models send them, or one that stands alone. */
const chunks: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(text, { maxLength: 6 }).map(all => all.map(content => chunkOf({ content }))),
  },
  {
    weight: 4,
    arbitrary: fc.array(text, { maxLength: 6 }).map(all => all.map(reasoning => chunkOf({ reasoning }))),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(text, { maxLength: 4 })
      .map(all => all.map(reasoning_content => chunkOf({ reasoning_content }))),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 1 }), fc.array(text, { maxLength: 5 }))
      .map(([index, all]) => all.map(piece => args(index, piece))),
  },
  fc
    .array(text, { maxLength: 3 })
    .map(all => all.map((content, at) => ({ ...chunkOf({ content }), obfuscation: 'x'.repeat(at) }))),
  fc
    .array(text, { maxLength: 3 })
    .map(all => all.map((content, at) => ({ p: 'x'.repeat(at), ...chunkOf({ content }) }))),
  fc
    .array(text, { maxLength: 3 })
    .map(all => all.map((content, at) => ({ ...chunkOf({ content }), id: `c${at}`, model: `m${at}` }))),
  fc.array(text, { maxLength: 3 }).map(all => all.map(response => ({ response, p: 'abc' }))),
  fc.array(text, { maxLength: 3 }).map(all => all.map(piece => chunkOf({ content: [part(piece)] }))),
  fc
    .array(text, { maxLength: 3 })
    .map(all => all.map(piece => chunkOf({ content: [{ type: 'thinking', thinking: [part(piece)] }] }))),
  fc.array(text, { maxLength: 3 }).map(all => all.map(content => ({ choices: [{ delta: { content } }] }))),
  text.map(content => [chunkOf({ content }, { index: 1 })]),
  text.map(content => [
    { ...chunkOf({}), choices: [{ delta: { content } }, { delta: { content: 'second' } }] },
  ]),
  text.map(content => [chunkOf({ content }, { logprobs: { content: [{ token: 'a' }] } })]),
  text.map(content => [chunkOf({ content, reasoning_content: content })]),
  text.map(reasoning => [chunkOf({ reasoning_content: '', reasoning })]),
  text.map(content => [chunkOf({ content }, {}, { usage: { prompt_tokens: 1, completion_tokens: 2 } })]),
  fc.array(text, { maxLength: 4 }).map(all =>
    all.map((content, at) =>
      chunkOf(
        { content },
        {},
        {
          usage: {
            prompt_tokens: 1,
            completion_tokens: at,
            completion_tokens_details: { accepted_prediction_tokens: at },
          },
        },
      ),
    ),
  ),
  text.map(content => [chunkOf({ content }, {}, { novel: 1 })]),
  text.map(content => [chunkOf({ content }, { finish_reason: 'length' })]),
  fc
    .constantFrom<unknown>(
      chunkOf({ role: 'assistant' }),
      chunkOf({ role: 'assistant', content: '' }),
      chunkOf({ content: null }),
      chunkOf({}),
      { choices: [] },
      { choices: null },
      { error: { message: 'no' } },
      opening(0),
      opening(1),
      ': keep-alive\n\n',
      ': a\n: b\n\n',
      ':\ndata: {"choices":[{"delta":{"content":"hidden"}}]}\n\n',
      'event: ping\n\n',
      'event: ping\ndata: {}\n\n',
      'data: {"choices":[{"delta":\ndata: {"content":"two lines"}}]}\n\n',
      'data: {"x\n\n',
      'data:{"choices":[{"delta":{"content":"close"}}]}\n\n',
      'data: { "choices": [ { "delta": { "content": "wide" } } ] }\n\n',
      'data: {"choices":[{"delta":{"content":"a\tb"}}]}\n\n',
      'data: {"choices":[{"delta":{"content":"a\\x"}}]}\n\n',
      'data: {"choices":[{"delta":{"content":"twice","content":"over"}}]}\n\n',
      'data: {"choices":[{"delta":{"content":"p","__proto__":null}}]}\n\n',
      '\n',
      '\n\n\n',
      'data: 1\n\n',
    )
    .map(chunk => [chunk]),
);

const frame = (chunk: unknown): string =>
  typeof chunk === 'string' ? chunk : `data: ${JSON.stringify(chunk)}\n\n`;

const stream = fc
  .record({
    runs: fc.array(chunks, { maxLength: 12 }),
    done: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
    bom: fc.boolean(),
  })
  .map(({ runs, done, lineEnd, bom }) => {
    // The core gives up a stream with a piece of a call that has not begun.
    const calls = JSON.stringify(runs).includes('arguments');
    const all = [
      ...(calls ? [opening(0), opening(1)] : []),
      ...runs.flat(),
      chunkOf({}, { finish_reason: 'stop' }),
    ];
    const events = `${all.map(frame).join('')}${done ? 'data: [DONE]\n\n' : ''}`;
    const bytes = (lines: string): Uint8Array =>
      new TextEncoder().encode(`${bom ? '\ufeff' : ''}${events.replaceAll('\n', lines)}`);
    // The core's parser waits for what follows a line that ends with a carriage return alone.
    return { sent: bytes(lineEnd), read: bytes(lineEnd === '\r' ? '\n' : lineEnd) };
  });

/** Where the network cuts a stream: anywhere, or behind every event. */
const cuts = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
  fc.array(fc.integer({ min: 100, max: 4000 }), { minLength: 1, maxLength: 3 }),
  fc.constant('events' as const),
);

function cut(bytes: Uint8Array, sizes: readonly number[] | 'events'): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const event = bytes.findIndex((byte, index) => index > at && byte === 10 && bytes[index - 1] === 10) + 1;
    const size = sizes === 'events' ? event - at : (sizes[turn % sizes.length] ?? 1);
    const end = size > 0 ? at + size : bytes.length;
    pieces.push(bytes.slice(at, end));
    at = end;
  }
  return pieces;
}

const pauses = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });

describe.each(cores)('around core %s', (_, make) => {
  it('a stream has the parts of the core, in their order', async () => {
    await checkAsync(
      fc.asyncProperty(stream, cuts, pauses, fc.boolean(), async ({ sent, read }, sizes, waits, joins) => {
        const { parts } = await readAround(make, cut(sent, sizes), { joins, pauses: waits });
        expect(joined(parts)).toEqual(joined(await readCore(make, [read])));
      }),
    );
  });

  it('so has one that ends anywhere', async () => {
    await checkAsync(
      fc.asyncProperty(stream, fc.nat(), cuts, async ({ read }, place, sizes) => {
        const whole = read.slice(0, place % (read.length + 1));
        // The core's parser waits for what follows a carriage return.
        const some = whole.at(-1) === 13 ? whole.slice(0, -1) : whole;
        const { parts } = await readAround(make, cut(some, sizes));
        expect(joined(parts)).toEqual(joined(await readCore(make, [some])));
        const broken = await readAround(make, cut(some, sizes), { end: new Error('cut') });
        expect(joined(broken.parts)).toEqual(joined(parts));
      }),
    );
  });

  it('raw chunks come as the core sends them', async () => {
    await checkAsync(
      fc.asyncProperty(stream, cuts, async ({ sent, read }, sizes) => {
        const { parts } = await readAround(make, cut(sent, sizes), { direct: false });
        expect(parts.map(one => ({ ...one, error: String(one.error) }))).toEqual(
          (await readCore(make, [read], true)).map(one => ({ ...one, error: String(one.error) })),
        );
      }),
    );
  });
});

const encode = (chunks: readonly unknown[]): Uint8Array[] =>
  [...chunks, chunkOf({}, { finish_reason: 'stop' }), 'data: [DONE]\n\n'].map(chunk =>
    new TextEncoder().encode(frame(chunk)),
  );
const many = (chunk: (at: number) => unknown): unknown[] => Array.from({ length: 40 }, (_, at) => chunk(at));

const plain: readonly (readonly [string, readonly unknown[]])[] = [
  ['text', many(at => chunkOf({ content: `${at} ` }))],
  ['text full of quotes and escapes', many(at => chunkOf({ content: `"${at}" \\ \n\t\u0000 é` }))],
  [
    'text with noise of different lengths',
    many(at => ({ ...chunkOf({ content: 'a' }), obfuscation: 'x'.repeat(at) })),
  ],
  ['text with noise before it', many(at => ({ p: 'x'.repeat(at), ...chunkOf({ content: 'a' }) }))],
  ['text in chunks of different ids', many(at => ({ ...chunkOf({ content: 'a' }), id: `c${at}` }))],
  [
    'text with log probabilities',
    many(at => chunkOf({ content: 'a' }, { logprobs: { content: [{ logprob: at }] } })),
  ],
  [
    'text with usage in every chunk',
    many(at => chunkOf({ content: 'a' }, {}, { usage: { completion_tokens: at } })),
  ],
  ['text between comments', many(at => (at % 2 === 0 ? chunkOf({ content: 'a' }) : ': still here\n\n'))],
  ['text in lists of one part', many(at => chunkOf({ content: [part(`${at}`)] }))],
  ["text in Workers AI's own frames", many(at => ({ response: `${at}`, p: 'x'.repeat(at) }))],
  [
    'text in lines that end with CRLF',
    many(at => frame(chunkOf({ content: `${at}` })).replaceAll('\n', '\r\n')),
  ],
  ['reasoning', many(at => chunkOf({ reasoning: `${at}` }))],
  ['reasoning_content', many(at => chunkOf({ content: '', reasoning_content: `${at}` }))],
  ['arguments of a call', [opening(0), ...many(at => args(0, `${at}`))]],
];

describe.each(cores)('around core %s', (_, make) => {
  it.each(plain)('%s goes', async (__, all) => {
    const bytes = encode(all);
    const whole = joined(await readCore(make, bytes));
    const sizes = [[7], [50_000], [1000]] as const;
    for (const pieces of [bytes, ...sizes.map(size => cut(Buffer.concat(bytes), size))]) {
      const { parts, chunks: seen } = await readAround(make, pieces);
      expect(joined(parts)).toEqual(whole);
      // The beginning of a call, one delta, what went around as one where the core needs it, and the end.
      expect(seen).toBeLessThanOrEqual(4);
    }
  });

  it('the first part comes after as few reads as from the core', async () => {
    const bytes = Buffer.concat(encode(many(at => chunkOf({ content: `${at} ` }))));
    for (const size of [20, 77, 200, 1000]) {
      const pieces = cut(bytes, [size]);
      const needed =
        pieces.findIndex((__, at) => Buffer.concat(pieces.slice(0, at + 1)).includes('\n\n')) + 1;
      let reads = 0;
      const around = new AroundCore({ direct: true, joins: true, record: () => undefined });
      const facts = { cut: undefined, done: false };
      const body = bodyOf(pieces, 'close', count => {
        reads = count;
      });
      const source = new SSEReader(body.getReader(), [], undefined, facts);
      const response = new Response(around.body(source));
      const core = make(
        configOf(
          async () => response,
          chunk => around.parsed(chunk),
        ),
      );
      for (let type = ''; type !== 'text-delta'; )
        for (const one of (await around.next(startOf(core, false), repairs)).parts) type = one.type;
      expect(reads).toBe(needed);
    }
  });
});

describe('a core that does not deliver what it was given', () => {
  it('reads everything itself from then on', async () => {
    const around = new AroundCore({ direct: true, joins: true, record: () => undefined });
    const facts = { cut: undefined, done: false };
    const deltas = many(at => chunkOf({ content: `${at}` }));
    const source = new SSEReader(bodyOf(encode([opening(0), ...deltas])).getReader(), [], undefined, facts);
    // It makes one part of two chunks.
    let before: string | undefined;
    const core = around.body(source).pipeThrough(
      new TransformStream<Uint8Array, StreamPart>({
        transform(bytes, controller) {
          for (const [, json = ''] of new TextDecoder().decode(bytes).matchAll(/^data: (\{.*)$/gm))
            around.parsed(JSON.parse(json));
          for (const [, content] of new TextDecoder().decode(bytes).matchAll(/"content":"([^"]*)"/g)) {
            if (before === undefined) before = content;
            else {
              controller.enqueue({ type: 'text-delta', id: '0', delta: `${before},${content} ` });
              before = undefined;
            }
          }
        },
      }),
    );
    const parts = await collect(() => around.next(async () => core, repairs), [false]);
    expect(parts.map(({ delta }) => delta).join('')).toBe(
      Array.from({ length: 20 }, (_, at) => `${2 * at},${2 * at + 1} `).join(''),
    );
  });
});
