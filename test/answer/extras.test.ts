import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  errorOf,
  events,
  finishOf,
  generated,
  partsOf,
  streamed,
  textOf,
} from '../support/answers.ts';
import { H } from '../support/prompts.ts';
import { readStream, readWhole } from '../support/shapes.ts';

const source = (url: string, title?: string) => ({
  type: 'source',
  sourceType: 'url',
  id: expect.any(String),
  url,
  ...(title !== undefined && { title }),
});
const a = 'https://a.example/';
const b = 'https://b.example/';

describe('sources', () => {
  const cases: readonly (readonly [name: string, message: object, rest: object, expected: object[]])[] = [
    ['citations (perplexity, xai)', {}, { citations: [a, b] }, [source(a), source(b)]],
    [
      'search results beside the same citations',
      {},
      { citations: [a, b], search_results: [{ url: a, title: 'A', date: '2026-01-01' }] },
      [source(a, 'A'), source(b)],
    ],
    [
      'annotations (openai, openrouter)',
      { annotations: [{ type: 'url_citation', url_citation: { url: a, title: 'A', start_index: 0 } }] },
      {},
      [source(a, 'A')],
    ],
    ['citations as objects', {}, { citations: [{ url: a, title: 'A' }] }, [source(a, 'A')]],
    [
      'nothing that can be read',
      { annotations: [{}] },
      { citations: [1, null, ''], search_results: 'x' },
      [],
    ],
  ];

  it.each(cases)('%s', async (_, message, rest, expected) => {
    const result = await generated(answerOf({ content: 'Hi', ...message }, 'stop', rest));
    expect(result.content).toEqual([{ type: 'text', text: 'Hi' }, ...expected]);
    const first = chunkOf({ content: 'H', ...message }, null, rest);
    const parts = await streamed(
      events([first, chunkOf({ content: 'i' }, null, rest), chunkOf({}, 'stop', rest)]),
    );
    expect(partsOf(parts, 'source')).toEqual(expected);
    expect(textOf(parts)).toBe('Hi');
  });

  it('stand before the finish where they come with the last chunk', async () => {
    const parts = await streamed(
      events([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { citations: [a] })]),
    );
    expect(partsOf(parts, 'source')).toEqual([source(a)]);
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('stand before the finish where they come behind the last choice (xai)', async () => {
    const last = { id: 'c1', choices: [], citations: [a, b], usage: { prompt_tokens: 1 } };
    const parts = await streamed(events([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop'), last]));
    expect(partsOf(parts, 'source')).toEqual([source(a), source(b)]);
    expect(finishOf(parts).finishReason).toBe('stop');
  });
});

describe('a refusal', () => {
  it('is text, and the answer ends as filtered', async () => {
    const result = await generated(answerOf({ content: null, refusal: 'I will not.' }));
    expect(result.content).toEqual([{ type: 'text', text: 'I will not.' }]);
    expect(result.finishReason).toBe('content-filter');
  });

  it('is streamed as one block of text', async () => {
    const parts = await streamed(
      events([chunkOf({ refusal: 'I will ' }), chunkOf({ refusal: 'not.' }), chunkOf({}, 'stop')]),
    );
    expect(textOf(parts)).toBe('I will not.');
    expect(partsOf(parts, 'text-start')).toHaveLength(1);
    expect(partsOf(parts, 'text-end')).toHaveLength(1);
    expect(finishOf(parts).finishReason).toBe('content-filter');
  });

  it('goes on with the text before it, as it comes', async () => {
    const chunks = [
      chunkOf({ content: 'First, ' }),
      chunkOf({ refusal: 'no' }),
      chunkOf({ refusal: '.' }),
      chunkOf({ content: ' Sorry.' }),
      chunkOf({}, 'stop'),
    ];
    expect(await readStream(chunks)).toMatchObject({
      blocks: [{ text: 'First, no. Sorry.' }],
      finish: 'content-filter',
    });
    expect(await readWhole(answerOf({ content: 'First, ', refusal: 'no.' }))).toMatchObject({
      blocks: [{ text: 'First, no.' }],
      finish: 'content-filter',
    });
    const parts = await streamed(events(chunks.slice(1)));
    expect(
      partsOf(parts, 'text-delta')
        .map(({ delta }) => delta)
        .join('|'),
    ).toMatch(/^no/);
  });
});

describe('a second choice', () => {
  const of = (index: number, delta: object, finish: string | null = null) => ({
    id: 'c1',
    model: 'm',
    choices: [{ index, delta, finish_reason: finish }],
  });
  const usage = { prompt_tokens: 1, completion_tokens: 2 };

  it('is not read, in chunks of its own or beside the first one', async () => {
    const ends = [of(1, {}, 'length'), of(0, {}, 'stop'), { id: 'c1', choices: [], usage }];
    const [first] = of(0, { content: 'Lo' }).choices;
    const [second] = of(1, { content: 'X' }).choices;
    const streams = [
      [
        of(0, { content: 'Hel' }),
        of(1, { content: 'Bye' }),
        of(0, { content: 'lo' }),
        of(1, { content: '!' }),
      ],
      [
        of(0, { content: 'Hel' }),
        of(1, { tool_calls: [{ index: 0, id: 'a', function: { name: 'w' } }] }),
        of(0, { content: 'lo' }),
      ],
      [of(0, { content: 'Hel' }), { id: 'c1', choices: [second, { ...first, delta: { content: 'lo' } }] }],
    ];
    const options = { providerOptions: { cloudflare: { extraBody: { n: 2 } } } };
    for (const chunks of streams)
      expect(await readStream([...chunks, ...ends], { options })).toMatchObject({
        blocks: [{ text: 'Hello' }],
        finish: 'stop',
        usage: [1, 2, undefined],
      });
  });

  it('is not read where it comes first', async () => {
    const options = { providerOptions: { cloudflare: { extraBody: { n: 2 } } } };
    const [first] = of(0, { content: 'Hello' }).choices;
    const [second] = of(1, { content: 'Bye' }).choices;
    const ends = [of(1, {}, 'length'), of(0, {}, 'stop')];
    for (const chunks of [
      [of(1, { content: 'Bye' }), of(0, { content: 'Hello' })],
      [of(1, { role: 'assistant', content: '' }), of(0, { role: 'assistant', content: 'Hello' })],
      [{ id: 'c1', choices: [second, first] }],
    ])
      expect(await readStream([...chunks, ...ends], { options })).toMatchObject({
        blocks: [{ text: 'Hello' }],
        finish: 'stop',
      });
  });

  it('is read where it is the only one, whatever its number', async () => {
    const chunks = [of(1, { content: 'Hel' }), of(1, { content: 'lo' }), of(1, {}, 'stop')];
    expect(await readStream(chunks)).toMatchObject({ blocks: [{ text: 'Hello' }], finish: 'stop' });
  });

  it('was not requested where a host numbers the chunks of the only one', async () => {
    const chunks = [
      of(0, { content: 'He' }),
      of(1, { content: 'l' }),
      of(2, { content: 'lo' }),
      of(3, {}, 'stop'),
    ];
    expect(await readStream(chunks)).toMatchObject({ blocks: [{ text: 'Hello' }], finish: 'stop' });
  });
});

const call = (id: string, extra: object = {}) => ({
  id,
  type: 'function',
  function: { name: 'weather', arguments: '{}' },
  ...extra,
});
const signed = { extra_content: { google: { thought_signature: 'c2ln' } } };
const google = { google: { thoughtSignature: 'c2ln' } };

describe('a thought signature', () => {
  // https://github.com/mozilla-ai/any-llm/pull/1320
  it('of a text stands on the text', async () => {
    const setup = { model: 'google/gemini-3-flash-preview' };
    const block = { text: 'Hello', providerMetadata: google };
    const streams = [
      [chunkOf({ content: 'Hel' }), chunkOf({ content: 'lo' }), chunkOf(signed, 'stop')],
      [chunkOf({ content: 'Hel', ...signed }), chunkOf({ content: 'lo' }), chunkOf({}, 'stop')],
    ];
    for (const chunks of streams) expect((await readStream(chunks, setup)).blocks).toEqual([block]);
    expect((await readWhole(answerOf({ content: 'Hello', ...signed }), setup)).blocks).toEqual([block]);
  });

  it('stands on its call, under `google`', async () => {
    const message = { content: null, tool_calls: [call('1', signed), call('2')] };
    const { content } = await generated(answerOf(message, 'tool_calls'), {
      model: 'google/gemini-3.7-flash',
    });
    expect(content).toMatchObject([{ toolCallId: '1', providerMetadata: google }, { toolCallId: '2' }]);
    expect(content[1]).not.toHaveProperty('providerMetadata');
  });

  it('is read under the name of Vertex AI too', async () => {
    const extra_content = { vertex: { thought_signature: 'c2ln' } };
    const { content } = await generated(
      answerOf({ tool_calls: [call('1', { extra_content })] }, 'tool_calls'),
    );
    expect(content).toMatchObject([{ toolCallId: '1', providerMetadata: google }]);
  });

  it('is found wherever in the stream of a call it comes', async () => {
    const piece = (index: number, rest: object) => chunkOf({ tool_calls: [{ index, ...rest }] });
    for (const late of [false, true]) {
      const parts = await streamed(
        events([
          piece(0, { ...call('1'), ...(late ? {} : signed) }),
          piece(1, call('2')),
          piece(0, { function: { arguments: '' }, ...(late ? signed : {}) }),
          chunkOf({}, 'tool_calls'),
        ]),
      );
      const [first, second] = partsOf(parts, 'tool-call');
      expect(first).toMatchObject({ toolCallId: '1', providerMetadata: google });
      expect(second).not.toHaveProperty('providerMetadata');
    }
  });
});

describe('reasoning details', () => {
  const detail = (rest: object) => ({ type: 'reasoning.text', index: 0, ...rest });

  it('are kept as they came, on the reasoning', async () => {
    const details = [detail({ text: 'Hm', signature: 's' }), { type: 'reasoning.encrypted', data: 'x' }];
    const { content } = await generated(
      answerOf({ content: 'Hi', reasoning: 'Hm', reasoning_details: details }),
    );
    expect(content).toEqual([
      { type: 'reasoning', text: 'Hm', providerMetadata: { cloudflare: { reasoningDetails: details } } },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it('are joined over the pieces of a stream, and stand on the end of the reasoning', async () => {
    const piece = (text: string) => chunkOf({ reasoning: text, reasoning_details: [detail({ text })] });
    const parts = await streamed(
      events([
        piece('H'),
        piece('m'),
        chunkOf({ reasoning_details: [detail({ signature: 's' })] }),
        chunkOf({ content: 'Hi' }),
        chunkOf({}, 'stop'),
      ]),
    );
    expect(partsOf(parts, 'reasoning-end')).toEqual([
      {
        type: 'reasoning-end',
        id: 'reasoning-0',
        providerMetadata: { cloudflare: { reasoningDetails: [detail({ text: 'Hm', signature: 's' })] } },
      },
    ]);
  });

  it('without any text get an empty block, so that they come back', async () => {
    const details = [{ type: 'reasoning.encrypted', data: 'x' }];
    const providerMetadata = { cloudflare: { reasoningDetails: details } };
    const { content } = await generated(answerOf({ content: 'Hi', reasoning_details: details }));
    expect(content[0]).toEqual({ type: 'reasoning', text: '', providerMetadata });
    const parts = await streamed(
      events([chunkOf({ reasoning_details: details }), chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')]),
    );
    const types = parts.map(part => part.type).filter(type => /^(?:reasoning|text)/.test(type));
    expect(types).toEqual(['reasoning-start', 'reasoning-end', 'text-start', 'text-delta', 'text-end']);
    expect(partsOf(parts, 'reasoning-end')).toMatchObject([{ providerMetadata }]);
  });
});

describe('reasoning in tags', () => {
  const model = 'perplexity/sonar-reasoning-pro';
  const cases: readonly (readonly [text: string, reasoning: string, answer: string])[] = [
    ['<think>Hm, 1 < 2</think>\n\nHi', 'Hm, 1 < 2', 'Hi'],
    ['\n<think>\nHm</think>Hi <think>not this</think>', 'Hm', 'Hi <think>not this</think>'],
    ['<think></think>Hi', '', 'Hi'],
    ['<think>never closed', 'never closed', ''],
    ['<thin air', '', '<thin air'],
    ['Hi', '', 'Hi'],
    ['<', '', '<'],
  ];

  it.each(cases)('%j', async (text, reasoning, answer) => {
    const { content } = await generated(answerOf({ content: text }), { model });
    const said = (type: string) =>
      content.map(part => (part.type === type && 'text' in part ? part.text : '')).join('');
    expect([said('reasoning'), said('text')]).toEqual([reasoning, answer]);
    for (const size of [1, 3, text.length]) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      const parts = await streamed(
        events([...pieces.map(piece => chunkOf({ content: piece })), chunkOf({}, 'stop')]),
        { model },
      );
      const streamedText = partsOf(parts, 'reasoning-delta')
        .map(part => part.delta)
        .join('');
      expect([streamedText, textOf(parts)]).toEqual([reasoning, answer]);
      const open = parts.filter(part => part.type.endsWith('-start') && part.type !== 'stream-start').length;
      expect(parts.filter(part => part.type.endsWith('-end'))).toHaveLength(open);
    }
  });

  it('stays text where the upstream is not known for it', async () => {
    const { content } = await generated(answerOf({ content: '<think>x</think>Hi' }));
    expect(content).toEqual([{ type: 'text', text: '<think>x</think>Hi' }]);
  });

  it('ends properly where the stream breaks off', async () => {
    const parts = await streamed(events([chunkOf({ content: '<think>Hm' })], { ending: 'cut' }), { model });
    expect(errorOf(parts)).toBeInstanceOf(Error);
    expect(partsOf(parts, 'reasoning-start')).toHaveLength(partsOf(parts, 'reasoning-end').length);
  });
});

describe('what is said twice', () => {
  const options = {
    prompt: [
      ...H.slice(0, 1),
      { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'The sky' }] },
    ],
  };

  it.each([
    ['mistral/mistral-large-latest', 'The sky is blue', ' is blue'],
    ['mistral/mistral-large-latest', ' is blue', ' is blue'],
    ['mistral/mistral-large-latest', 'The', 'The'],
    ['xai/grok-4.5', 'The sky is blue', ' is blue'],
    ['openai/gpt-4o', 'The sky is blue', 'The sky is blue'],
  ])('%s: the beginning of %j that the prompt gave', async (model, said, text) => {
    const { content } = await generated(answerOf({ content: said }), { model, options });
    expect(content).toEqual([{ type: 'text', text }]);
    const chunks = [...said].map(content => chunkOf({ content }));
    expect(textOf(await streamed(events([...chunks, chunkOf({}, 'stop')]), { model, options }))).toBe(text);
  });

  it.each([
    ['xai/grok-4.5', ['Hm', 'Hm', ' yes'], 'Hm yes'],
    ['minimax/m3', ['Hm', 'Hm yes', 'Hm yes no'], 'Hm yes no'],
    ['openai/gpt-4o', ['ha', 'ha'], 'haha'],
  ])('%s: reasoning', async (model, pieces, expected) => {
    const chunks = pieces.map(text => chunkOf({ reasoning_content: text }));
    const parts = await streamed(events([...chunks, chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')]), {
      model,
    });
    expect(
      partsOf(parts, 'reasoning-delta')
        .map(part => part.delta)
        .join(''),
    ).toBe(expected);
  });

  it('JSON text and a call that repeats it (cerebras)', async () => {
    const setup = {
      model: 'cerebras/zai-glm-4.7',
      options: { responseFormat: { type: 'json' as const, schema: { type: 'object' as const } } },
    };
    const result = await generated(
      answerOf({ content: '{"a":1}', tool_calls: [call('1')] }, 'tool_calls'),
      setup,
    );
    expect(result.content).toEqual([{ type: 'text', text: '{"a":1}' }]);
    expect(result.finishReason).toBe('stop');
    const chunks = [chunkOf({ content: '{"a":1}' }), chunkOf({ tool_calls: [{ index: 0, ...call('1') }] })];
    const parts = await streamed(events([...chunks, chunkOf({}, 'tool_calls')]), setup);
    expect(textOf(parts)).toBe('{"a":1}');
    expect(parts.filter(part => part.type.startsWith('tool'))).toEqual([]);
    expect(finishOf(parts).finishReason).toBe('stop');
    const words = answerOf({ content: 'Let me look', tool_calls: [call('1')] }, 'tool_calls');
    expect((await generated(words, setup)).finishReason).toBe('tool-calls');
  });
});

describe('an answer of a model that the gateway picked', () => {
  const text = '<think>Hm</think>Hi';
  const named = (headers: Record<string, string>) =>
    events([chunkOf({ content: text }), chunkOf({}, 'stop')], { headers });

  it.each([
    ['dynamic/support', { 'cf-aig-provider': 'perplexity-ai', 'cf-aig-model': 'sonar-reasoning' }, 'Hi'],
    ['cloudflare/auto', { 'cf-aig-routed-model': 'perplexity/sonar-reasoning' }, 'Hi'],
    ['dynamic/support', { 'cf-aig-provider': 'openai', 'cf-aig-model': 'gpt-4o' }, text],
    ['dynamic/support', {}, text],
    ['openai/gpt-4o', { 'cf-aig-provider': 'perplexity-ai', 'cf-aig-model': 'sonar-reasoning' }, text],
  ])('%s with %j is read as that model writes', async (model, headers, expected) => {
    expect(textOf(await streamed(named(headers as Record<string, string>), { model }))).toBe(expected);
    const whole = Response.json(answerOf({ content: text }), { headers: headers as Record<string, string> });
    const { content } = await generated(whole, { model });
    expect(content.map(part => (part.type === 'text' ? part.text : '')).join('')).toBe(expected);
  });
});

describe('the finish reasons of other formats', () => {
  it.each([
    ['end_turn', 'stop'],
    ['COMPLETE', 'stop'],
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['model_length', 'length'],
    ['insufficient_system_resource', 'error'],
    ['SAFETY', 'content-filter'],
    ['novel', 'other'],
  ])('%s is %s', async (reason, expected) => {
    expect((await generated(answerOf({ content: 'Hi' }, reason))).finishReason).toBe(expected);
  });

  it('a call is a call, whatever the reason says', async () => {
    for (const reason of ['stop', 'STOP', 'end_turn', 'tool_use', 'TOOL_CALL', ''])
      expect((await generated(answerOf({ tool_calls: [call('1')] }, reason))).finishReason).toBe(
        'tool-calls',
      );
  });
});

describe('an answer in the format of the vendor', () => {
  it('of Anthropic', async () => {
    const result = await generated({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'Hi' },
        { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Paris' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 5, output_tokens: 2, cache_read_input_tokens: 3 },
    });
    expect(result).toMatchObject({
      content: [
        { type: 'reasoning', text: 'Hm' },
        { type: 'text', text: 'Hi' },
        { type: 'tool-call', toolCallId: 't1', toolName: 'weather', input: '{"city":"Paris"}' },
      ],
      finishReason: 'tool-calls',
      usage: { inputTokens: 8, outputTokens: 2, cachedInputTokens: 3 },
    });
  });

  it('of Cohere', async () => {
    const result = await generated({
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      usage: { billed_units: { input_tokens: 1 }, tokens: { input_tokens: 5, output_tokens: 2 } },
    });
    expect(result).toMatchObject({
      content: [{ type: 'text', text: 'Hi' }],
      finishReason: 'stop',
      usage: { inputTokens: 5, outputTokens: 2 },
    });
  });
});
