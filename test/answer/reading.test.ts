import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  DONE,
  errorOf,
  events,
  finishOf,
  frame,
  partsOf,
  reasoningOf,
  streamed,
  textOf,
} from '../support/answers.ts';
import { collect, connected } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI, WX } from '../support/prompts.ts';

const stop = chunkOf({}, 'stop');
const words = 'Olá, 世界! 👩‍🚀 naïve — “quoted” \\ \u0000\u001f end';
const call = [
  chunkOf({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":' } }] }),
  chunkOf({ tool_calls: [{ index: 0, function: { arguments: '"São Paulo 🌧"}' } }] }),
  chunkOf({}, 'tool_calls'),
];

describe('bytes', () => {
  const reasoned = [
    chunkOf({ role: 'assistant', reasoning_content: 'Hm 🤔' }),
    chunkOf({ content: words }),
    ...call,
  ];

  it.each([1, 2, 3, 5, 16, 1_000])('may be split anywhere, %i at a time', async size => {
    const whole = await streamed(events(reasoned));
    const parts = await streamed(events(reasoned, { size }));
    expect(parts).toEqual(whole);
    expect(textOf(parts)).toBe(words);
    expect(reasoningOf(parts)).toBe('Hm 🤔');
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ input: '{"city":"São Paulo 🌧"}' }]);
    expect(finishOf(parts).finishReason).toBe('tool-calls');
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('may end lines with %s, split inside it too', async (_, newline) => {
    const text = [chunkOf({ content: 'Hel' }), chunkOf({ content: 'lo' }), stop]
      .map(chunk => frame(chunk).replaceAll('\n', newline))
      .concat(DONE.replaceAll('\n', newline));
    for (const size of [undefined, 1, 3]) {
      const parts = await streamed(events(text, { ending: 'none', ...(size && { size }) }));
      expect(textOf(parts)).toBe('Hello');
      expect(finishOf(parts).finishReason).toBe('stop');
    }
  });

  it('may begin with a byte order mark or white space', async () => {
    for (const start of ['\uFEFF', '\n\n', ' \r\n']) {
      const parts = await streamed(events([start, chunkOf({ content: 'Hi' }), stop], { size: 1 }));
      expect(textOf(parts)).toBe('Hi');
      expect(finishOf(parts).finishReason).toBe('stop');
    }
  });

  it('may carry comments, padding, other fields, unknown events and several ends', async () => {
    const padded = chunkOf({ content: 'Hel' }, null, { p: 'abcdefghijkl', obfuscation: 'x' });
    const parts = await streamed(
      events([
        ': OPENROUTER PROCESSING\n\n',
        'event: message\nid: 1\n',
        padded,
        `data:${JSON.stringify(chunkOf({ content: 'lo' }, null, { p: '' }))}\n\n`,
        'event: done\ndata: {"type":"message_stop"}\n\n',
        stop,
        DONE,
        DONE,
      ]),
    );
    expect(textOf(parts)).toBe('Hello');
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(partsOf(parts, 'finish')).toHaveLength(1);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('may spread one event over several data lines', async () => {
    const [head, tail] = JSON.stringify(chunkOf({ content: 'Hi' })).split(',"model"');
    const parts = await streamed(events([`data: ${head},\ndata: "model"${tail}\n\n`, stop]));
    expect(textOf(parts)).toBe('Hi');
  });
});

describe('a JSON answer to a streaming request', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const answer = answerOf(
    {
      role: 'assistant',
      content: 'Hi',
      reasoning_content: 'Hm',
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"A"}' } },
        { id: 'b', type: 'function', function: { name: 'weather', arguments: '{"city":"B"}' } },
      ],
    },
    'tool_calls',
    { usage },
  );

  it.each(['application/json', 'text/event-stream', 'text/plain; charset=utf-8', 'application/octet-stream'])(
    'becomes a stream, labelled %s',
    async type => {
      for (const text of [JSON.stringify(answer), `\n ${JSON.stringify(answer, null, 2)}\n`]) {
        const headers = { 'content-type': type, 'cf-aig-log-id': 'L1' };
        const parts = await streamed(new Response(text, { headers }));
        expect(textOf(parts)).toBe('Hi');
        expect(reasoningOf(parts)).toBe('Hm');
        expect(partsOf(parts, 'tool-call')).toMatchObject([
          { toolCallId: 'a', input: '{"city":"A"}' },
          { toolCallId: 'b', input: '{"city":"B"}' },
        ]);
        expect(finishOf(parts)).toMatchObject({
          finishReason: 'tool-calls',
          usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
          providerMetadata: { cloudflare: { logId: 'L1', usage } },
        });
        expect(partsOf(parts, 'response-metadata')).toMatchObject([{ id: 'c1', modelId: 'm' }]);
      }
    },
  );

  it.each([1, 3, 50])('is read whole, %i bytes at a time', async size => {
    const body = JSON.stringify(answerOf({ content: words }));
    const parts = await streamed(events([body], { ending: 'none', size }));
    expect(textOf(parts)).toBe(words);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('keeps its finish reason; none is stop', async () => {
    for (const [wire, reason] of [
      ['length', 'length'],
      ['content_filter', 'content-filter'],
      [null, 'stop'],
    ] as const) {
      const parts = await streamed(answerOf({ content: 'Hi' }, wire));
      expect(finishOf(parts).finishReason).toBe(reason);
    }
  });

  it('with nothing in it is an empty answer, not an error', async () => {
    const parts = await streamed(answerOf({ content: null }, 'length', { usage }));
    expect(textOf(parts)).toBe('');
    expect(finishOf(parts)).toMatchObject({ finishReason: 'length', usage: { totalTokens: 3 } });
    expect(partsOf(parts, 'error')).toEqual([]);
  });
});

describe('order and time', () => {
  /** A body whose chunks are produced one by one, on demand of the test. */
  function produced(): { response: Response; push: (chunk: unknown) => void; close: () => void } {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: it => {
        controller = it;
      },
    });
    return {
      response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
      push: chunk => controller?.enqueue(new TextEncoder().encode(frame(chunk))),
      close: () => controller?.close(),
    };
  }

  it.each([
    ['without tools', {}],
    ['with tools', { tools: [WX] }],
  ])('the first delta is there before the second chunk is produced, %s (P19)', async (_, options) => {
    const { response, push, close } = produced();
    const fake = fakeFetch(() => response);
    const model = createCloudflare({ ...connected, fetch: fake.fetch })('openai/gpt-4o');
    push(chunkOf({ role: 'assistant', content: 'one' }));
    const { stream } = await model.doStream({ prompt: HI, ...options });
    expect(fake.request().body.stream).toBe(true);
    const reader = stream.getReader();
    const seen: string[] = [];
    while (seen.at(-1) !== 'text-delta') seen.push((await reader.read()).value?.type ?? 'end');
    expect(seen).toEqual(['stream-start', 'response-metadata', 'text-start', 'text-delta']);
    push(chunkOf({ content: 'two' }));
    expect((await reader.read()).value).toMatchObject({ type: 'text-delta', delta: 'two' });
    push(stop);
    close();
    const rest: unknown[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest.push(part.value.type);
    expect(rest).toEqual(['text-end', 'finish']);
  });

  it('a slow reader keeps the source from running ahead', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent++;
          controller.enqueue(new TextEncoder().encode(frame(chunkOf({ content: `${sent} ` }))));
        },
      },
      { highWaterMark: 0 },
    );
    const fake = fakeFetch(() => new Response(body));
    const { stream } = await createCloudflare({ ...connected, fetch: fake.fetch })('openai/gpt-4o').doStream({
      prompt: HI,
    });
    const reader = stream.getReader();
    for (let read = 1; read <= 50; read++) {
      await reader.read();
      await new Promise(resolve => setTimeout(resolve, 0));
      // The stages between network and reader hold a few chunks each, and no more.
      expect(sent).toBeLessThanOrEqual(read + 12);
    }
    await reader.cancel();
    const cancelledAt = sent;
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(sent).toBe(cancelledAt);
  });

  it('reasoning ends before the answer begins (B24)', async () => {
    const thinking = [chunkOf({ reasoning: 'a' }), chunkOf({ reasoning: 'b' })];
    const spoken = await streamed(events([...thinking, chunkOf({ content: 'Hi' }), stop]));
    expect(spoken.map(part => part.type)).toEqual([
      'stream-start',
      'response-metadata',
      'reasoning-start',
      'reasoning-delta',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ]);
    const called = (await streamed(events([...thinking, ...call]))).map(part => part.type);
    expect(called.indexOf('reasoning-end')).toBeLessThan(called.indexOf('tool-input-start'));
    expect(called.filter(type => type.startsWith('reasoning-'))).toHaveLength(4);
    const only = (await streamed(events([...thinking, stop]))).map(part => part.type);
    expect(only.slice(-3)).toEqual(['reasoning-delta', 'reasoning-end', 'finish']);
  });

  it('what is thought after the answer began is a block of its own', async () => {
    const parts = await streamed(
      events([
        chunkOf({ reasoning: 'a' }),
        chunkOf({ content: 'x' }),
        chunkOf({ reasoning: 'b' }),
        chunkOf({ content: 'y' }),
        chunkOf({ reasoning: 'c' }),
        stop,
      ]),
    );
    const open = new Set<string>();
    const blocks = new Map<string, string>();
    for (const part of parts) {
      if (part.type === 'reasoning-start') {
        expect(blocks.has(part.id)).toBe(false);
        open.add(part.id);
        blocks.set(part.id, '');
      }
      if (part.type === 'reasoning-delta') {
        expect(open.has(part.id)).toBe(true);
        blocks.set(part.id, `${blocks.get(part.id)}${part.delta}`);
      }
      if (part.type === 'reasoning-end') expect(open.delete(part.id)).toBe(true);
    }
    // As the cores of 2.x and 3.x read it: words end the block.
    expect([...blocks.values()]).toEqual(['a', 'b', 'c']);
    expect(open.size).toBe(0);
    expect(textOf(parts)).toBe('xy');
  });

  it('every block that opens is closed once, with one id', async () => {
    const parts = await streamed(events([chunkOf({ reasoning: 'a' }), chunkOf({ content: 'x' }), ...call]));
    for (const kind of ['text', 'reasoning', 'tool-input'] as const) {
      const ids = (edge: string) =>
        parts.flatMap(part => (part.type === `${kind}-${edge}` && 'id' in part ? [part.id] : []));
      expect(ids('start')).toHaveLength(1);
      expect(ids('end')).toEqual(ids('start'));
      expect(new Set(ids('delta'))).toEqual(new Set(ids('start')));
    }
    const [toolCall] = partsOf(parts, 'tool-call');
    expect(partsOf(parts, 'tool-input-start')[0]?.id).toBe(toolCall?.toolCallId);
  });
});

describe('includeRawChunks', () => {
  const chunks = [chunkOf({ content: 'Hi' }), { response: 'odd', p: 'x' }, stop];
  const raw = async (includeRawChunks: boolean) =>
    partsOf(await streamed(events(chunks), { options: { includeRawChunks } }), 'raw');

  it('hands on every chunk as it was sent, and none unasked', async () => {
    expect(await raw(true)).toEqual(chunks.map(rawValue => ({ type: 'raw', rawValue })));
    expect(await raw(false)).toEqual([]);
  });

  it('hands on no chunk that was not sent: parts of a list, and calls that were held back', async () => {
    const content = ['One. ', 'Two.'].map(text => ({ type: 'text', text }));
    const wx = (city: string) => ({ id: 'c', function: { name: 'wx', arguments: JSON.stringify({ city }) } });
    const calls = ['A', 'B'].map((city, index) => chunkOf({ tool_calls: [{ index, ...wx(city) }] }));
    const sent = [chunkOf({ content: 'Hi. ' }), chunkOf({ content }), ...calls, chunkOf({}, 'tool_calls')];
    const parts = await streamed(events(sent), { options: { includeRawChunks: true } });
    expect(partsOf(parts, 'raw').map(part => part.rawValue)).toEqual(sent);
    expect(partsOf(parts, 'tool-call').map(({ input }) => input)).toEqual(['{"city":"A"}', '{"city":"B"}']);
    const types = parts.map(part => (part.type === 'text-delta' ? part.delta : part.type));
    expect(types.slice(types.indexOf('One. ') - 1).slice(0, 3)).toEqual(['raw', 'One. ', 'Two.']);
  });

  it('changes nothing else, not even when the connection breaks', async () => {
    const of = (includeRawChunks: boolean) =>
      streamed(events([chunkOf({ content: 'Hi' })], { ending: 'cut' }), { options: { includeRawChunks } });
    const [plain, withRaw] = [await of(false), await of(true)];
    const types = withRaw.filter(part => part.type !== 'raw').map(part => part.type);
    expect(types).toEqual(plain.map(part => part.type));
    expect(partsOf(withRaw, 'raw')).toHaveLength(1);
    expect(errorOf(withRaw)).toBeInstanceOf(Error);
  });
});

describe('a stream of a local gateway', () => {
  it('reads the same for every way to split its bytes', async () => {
    const { createLocalGateway, localGatewayDefaults } = await import('ai-sdk-provider-cloudflare/testing');
    const gateway = createLocalGateway();
    const model = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch })('openai/gpt-4o');
    for (const splitBytes of [1, 4, 11]) {
      gateway.reply({ chunks: [chunkOf({ content: words }), stop], splitBytes });
      const parts = await collect((await model.doStream({ prompt: HI })).stream);
      expect(textOf(parts)).toBe(words);
      expect(finishOf(parts).finishReason).toBe('stop');
    }
  });
});
