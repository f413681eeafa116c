import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { getCloudflareError } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  chunkOf,
  errorOf,
  events,
  finishOf,
  frame,
  partsOf,
  rejection,
  streamed,
  textOf,
} from '../support/answers.ts';
import { WX } from '../support/prompts.ts';

const tools = [WX];
const piece = (...calls: readonly object[]): object => chunkOf({ tool_calls: calls });
const written = (text: string, rest: object = {}): object => ({ function: { arguments: text }, ...rest });
const named = (name: string, text = '', rest: object = {}): object => ({
  function: { name, arguments: text },
  ...rest,
});
const finish = chunkOf({}, 'tool_calls');
const finaliser = { index: 0, id: null, type: null, function: { name: null, arguments: '' } };

const read = (chunks: readonly unknown[], size?: number) =>
  streamed(events(chunks, size === undefined ? {} : { size }), { options: { tools } });

const callsOf = (parts: readonly LanguageModelV2StreamPart[]) =>
  partsOf(parts, 'tool-call').map(({ toolCallId, toolName, input }) => [toolCallId, toolName, input]);

/** Orders in which a call may be written, and what they say. */
const orders: readonly (readonly [name: string, chunks: readonly object[], calls: unknown])[] = [
  [
    'arguments before the name',
    [
      piece(written('{"ci', { index: 0, id: 'a' })),
      piece(written('ty":', { index: 0 })),
      piece(named('weather', '"A"', { index: 0 })),
      piece(written('}', { index: 0 })),
    ],
    [['a', 'weather', '{"city":"A"}']],
  ],
  [
    'an id, then a name, then arguments',
    [
      piece({ index: 0, id: 'a', type: 'function', function: {} }),
      piece({ index: 0, function: { name: 'weather' } }),
      piece(written('{}', { index: 0 })),
    ],
    [['a', 'weather', '{}']],
  ],
  [
    'an empty name first',
    [
      piece({ index: 0, id: 'a', function: { name: '', arguments: '{"x"' } }),
      piece(named('weather', ':1}', { index: 0 })),
    ],
    [['a', 'weather', '{"x":1}']],
  ],
  [
    'the name with another id',
    [piece(written('{}', { index: 0, id: 'a' })), piece(named('weather', '', { index: 0, id: 'b' }))],
    [['b', 'weather', '{}']],
  ],
  [
    'two calls, the second without its name',
    [
      piece(named('weather', '{"city":"A"}', { index: 0, id: 'a' })),
      piece(written('{"city":', { index: 1, id: 'b' })),
      piece(named('weather', '"B"}', { index: 1 })),
    ],
    [
      ['a', 'weather', '{"city":"A"}'],
      ['b', 'weather', '{"city":"B"}'],
    ],
  ],
  [
    'two calls in one piece',
    [
      piece(written('{"x":', { index: 0, id: 'a' }), written('{"y":', { index: 1, id: 'b' })),
      piece(named('weather', '1}', { index: 0 }), named('weather', '2}', { index: 1 })),
    ],
    [
      ['a', 'weather', '{"x":1}'],
      ['b', 'weather', '{"y":2}'],
    ],
  ],
  [
    'an object as arguments',
    [
      piece({ index: 0, id: 'a', function: { arguments: { x: 1 } } }),
      piece({ index: 0, function: { name: 'weather' } }),
    ],
    [['a', 'weather', '{"x":1}']],
  ],
];

describe('a call whose name comes late', () => {
  it.each(orders)('%s: is whole', async (_, chunks, calls) => {
    for (const size of [undefined, 1, 7, 100_000]) {
      const parts = await read([chunkOf({ content: 'Olá ' }), ...chunks, finish], size);
      expect(partsOf(parts, 'error')).toEqual([]);
      expect(callsOf(parts)).toEqual(calls);
      expect(textOf(parts)).toBe('Olá ');
      expect(finishOf(parts).finishReason).toBe('tool-calls');
      const started = partsOf(parts, 'tool-input-start').map(part => part.id);
      expect(partsOf(parts, 'tool-input-end').map(part => part.id)).toEqual(started);
    }
  });

  it('does not keep the text beside it', async () => {
    const held = chunkOf({ content: 'Hello', tool_calls: [written('{}', { index: 0, id: 'a' })] });
    const parts = await read([held, piece(named('weather', '', { index: 0 })), finish]);
    expect(textOf(parts)).toBe('Hello');
    expect(callsOf(parts)).toEqual([['a', 'weather', '{}']]);
  });

  it('keeps a signature that came before the name', async () => {
    const extra_content = { google: { thought_signature: 'S' } };
    const parts = await read([
      piece({ index: 0, id: 'a', extra_content, function: { arguments: '{}' } }),
      piece(named('weather', '', { index: 0 })),
      finish,
    ]);
    expect(partsOf(parts, 'tool-call')).toMatchObject([
      { toolCallId: 'a', providerMetadata: { google: { thoughtSignature: 'S' } } },
    ]);
  });
});

describe('a piece that continues a call', () => {
  const start = piece(named('weather', '{"x":', { index: 0, id: 'a' }));

  it.each([
    ['by its index', { index: 0 }],
    ['by its id', { id: 'a' }],
    ['by both', { index: 0, id: 'a' }],
    ['by neither', {}],
    ['with another index', { index: 1 }],
    ['with an empty name', { index: 0, function: { name: '', arguments: '1}' } }],
  ])('%s, is left alone', async (_, rest) => {
    const parts = await read([start, piece({ ...written('1}'), ...rest }), finish]);
    expect(callsOf(parts)).toEqual([['a', 'weather', '{"x":1}']]);
  });
});

describe('a finaliser', () => {
  it('of no call changes nothing', async () => {
    for (const chunk of [piece(finaliser), chunkOf({ content: '!', tool_calls: [finaliser] })]) {
      const parts = await read([chunkOf({ content: 'Hi' }), chunk, chunkOf({}, 'stop')]);
      expect(textOf(parts)).toMatch(/^Hi!?$/);
      expect(partsOf(parts, 'error')).toEqual([]);
      expect(finishOf(parts).finishReason).toBe('stop');
    }
  });

  it('of a call ends it', async () => {
    const parts = await read([
      piece(named('weather', '{}', { index: 0, id: 'a' })),
      piece(finaliser),
      finish,
    ]);
    expect(callsOf(parts)).toEqual([['a', 'weather', '{}']]);
  });
});

describe('a call whose name never comes', () => {
  const nameless = piece(written('{"sum":1}', { index: 0, id: 'a' }));

  it.each(['done', 'none'] as const)('is an error, and no silent end (%s)', async ending => {
    for (const chunks of [[nameless], [piece(named('weather', '{}', { index: 1, id: 'b' })), nameless]]) {
      const all = [chunkOf({ content: 'Hello' }), ...chunks, finish];
      const parts = await streamed(events(all, { ending }), { options: { tools } });
      expect(textOf(parts)).toBe('Hello');
      expect(callsOf(parts)).toEqual([]);
      expect(getCloudflareError(errorOf(parts))).toMatchObject({ kind: 'unknown', source: 'upstream' });
      expect((errorOf(parts) as Error).message).toContain('without a name');
      expect(finishOf(parts).finishReason).toBe('error');
    }
  });

  it('rejects where nothing but text that was held back is known, so that a fallback can go on', async () => {
    const all = [chunkOf({ content: 'Hello' }), nameless, finish];
    const options = { tools, toolChoice: { type: 'required' as const } };
    expect(await rejection(streamed(events(all), { options }))).toMatchObject({
      message: expect.stringContaining('without a name'),
    });
  });

  it('is an error without arguments too, whatever the finish reason', async () => {
    const empty = piece(named('', '', { index: 0, id: 'a', type: 'function' }));
    for (const reason of ['stop', 'tool_calls'])
      expect(await rejection(read([empty, chunkOf({}, reason)]))).toMatchObject({
        message: expect.stringContaining('without a name'),
      });
  });

  it('is a broken connection where that was why', async () => {
    const error = await rejection(streamed(events([nameless], { ending: 'cut' }), { options: { tools } }));
    expect(getCloudflareError(error)?.kind).toBe('stream-truncated');
  });
});

describe('a stream of a call with tools', () => {
  it.each(['\r\n', '\r', '\n'])('reads lines that end with %j', async newline => {
    const chunks = [
      chunkOf({ content: 'Hi' }),
      piece(written('{}', { index: 0, id: 'a' })),
      piece(named('weather', '', { index: 0 })),
      finish,
    ].map(chunk => frame(chunk).replaceAll('\n', newline));
    for (const size of [undefined, 1, 3]) {
      const parts = await read(chunks, size);
      expect(callsOf(parts)).toEqual([['a', 'weather', '{}']]);
    }
  });

  it('reads a call whose arguments hold a character that ends a line elsewhere', async () => {
    const call = { index: 0, id: 'a', function: { name: 'weather', arguments: { city: 'A\u2028B\u2029' } } };
    expect(callsOf(await read([piece(call), finish]))).toEqual([
      ['a', 'weather', '{"city":"A\u2028B\u2029"}'],
    ]);
  });

  it('passes one large event on that comes in many reads', async () => {
    const content = 'x'.repeat(2_000_000);
    const parts = await read([chunkOf({ content }), chunkOf({}, 'stop')], 1000);
    expect(textOf(parts)).toBe(content);
  });

  it('leaves alone what only mentions calls', async () => {
    const content = 'data: {"tool_calls":[{"id":"x"}]} \u2028data: {"tool_calls":[]}';
    const parts = await read([chunkOf({ content }), chunkOf({}, 'stop')]);
    expect(textOf(parts)).toBe(content);
    const broken = await read([chunkOf({ content: 'Hi' }), 'data: {"tool_calls":\n\n', chunkOf({}, 'stop')]);
    expect(textOf(broken)).toBe('Hi');
    expect(getCloudflareError(errorOf(broken))?.kind).toBe('unknown');
  });
});
