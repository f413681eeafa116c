import type { LanguageModelV2Content } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  chunkOf,
  events,
  finishOf,
  generated,
  partsOf,
  reasoningOf,
  streamed,
  textOf,
} from '../support/answers.ts';

const text = (value: string): LanguageModelV2Content => ({ type: 'text', text: value });
const thought = (value: string): LanguageModelV2Content => ({ type: 'reasoning', text: value });

const detail = { type: 'reasoning.text', text: 'Hm' };
const withDetail: LanguageModelV2Content = {
  ...(thought('Hm') as { type: 'reasoning'; text: string }),
  providerMetadata: { cloudflare: { reasoningDetails: [detail] } },
};

/** What a message may look like, and what it says. */
const messages: readonly (readonly [name: string, message: object, content: LanguageModelV2Content[]])[] = [
  ['plain text', { role: 'assistant', content: 'Hi' }, [text('Hi')]],
  ['content null', { role: 'assistant', content: null }, []],
  ['no content', { role: 'assistant' }, []],
  ['an empty role', { role: '', content: 'Hi' }, [text('Hi')]],
  ['another role', { role: 'model', content: 'Hi' }, [text('Hi')]],
  ['role null', { role: null, content: 'Hi' }, [text('Hi')]],
  ['a number', { content: 7 }, [text('7')]],
  ['zero', { content: 0 }, [text('0')]],
  ['a boolean', { content: false }, [text('false')]],
  ['an object', { content: { name: 'Ann', age: 3 } }, [text('{"name":"Ann","age":3}')]],
  ['an empty text', { content: '' }, []],
  [
    'a list of text parts',
    {
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    [text('ab')],
  ],
  ['an empty list', { content: [] }, []],
  [
    'thinking parts (mistral)',
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
        { type: 'text', text: 'Hi' },
      ],
    },
    [thought('Hm'), text('Hi')],
  ],
  ['a thinking part as text', { content: [{ type: 'thinking', thinking: 'Hm' }] }, [thought('Hm')]],
  [
    'unknown parts beside text',
    { content: [{ type: 'reference', ids: [1] }, { type: 'text', text: 'Hi' }, null, 7] },
    [text('Hi')],
  ],
  ['a list of texts', { content: ['H', { type: 'text', text: 'i' }, ' you'] }, [text('Hi you')]],
  ['reasoning_content', { content: 'Hi', reasoning_content: 'Hm' }, [thought('Hm'), text('Hi')]],
  ['reasoning', { content: 'Hi', reasoning: 'Hm' }, [thought('Hm'), text('Hi')]],
  ['both, equal', { content: 'Hi', reasoning: 'Hm', reasoning_content: 'Hm' }, [thought('Hm'), text('Hi')]],
  ['reasoning_details', { content: 'Hi', reasoning_details: [detail] }, [withDetail, text('Hi')]],
  [
    'reasoning and reasoning_details',
    { content: 'Hi', reasoning: 'Hm', reasoning_details: [detail] },
    [withDetail, text('Hi')],
  ],
  ['reasoning_text', { content: 'Hi', reasoning_text: 'Hm' }, [thought('Hm'), text('Hi')]],
  [
    'an empty first field',
    { content: 'Hi', reasoning_content: '', reasoning: 'Hm' },
    [thought('Hm'), text('Hi')],
  ],
  ['empty reasoning', { content: 'Hi', reasoning_content: '', reasoning: null }, [text('Hi')]],
  ['reasoning alone', { content: null, reasoning_content: 'Hm' }, [thought('Hm')]],
  ['reasoning that is no text', { content: 'Hi', reasoning: { effort: 'low' } }, [text('Hi')]],
  ['tool_calls null', { content: 'Hi', tool_calls: null }, [text('Hi')]],
  ['tool_calls empty', { content: 'Hi', tool_calls: [] }, [text('Hi')]],
  ['unknown keys', { content: 'Hi', refusal: null, annotations: [], audio: { id: 1 } }, [text('Hi')]],
];

const spoken = (content: readonly LanguageModelV2Content[], type: 'text' | 'reasoning'): string =>
  content.map(part => (part.type === type && 'text' in part ? part.text : '')).join('');

describe('a message with', () => {
  it.each(messages)('%s is read in generate', async (_, message, content) => {
    const result = await generated(answerOf(message));
    expect(result.content).toEqual(content);
    expect(result.finishReason).toBe('stop');
  });

  it.each(messages)('%s is read in a stream', async (_, message, content) => {
    const parts = await streamed(events([chunkOf(message), chunkOf({}, 'stop')]));
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(textOf(parts)).toBe(spoken(content, 'text'));
    expect(reasoningOf(parts)).toBe(spoken(content, 'reasoning'));
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it.each(messages)('%s is read in a JSON answer to a stream', async (_, message, content) => {
    const parts = await streamed(answerOf(message));
    expect(textOf(parts)).toBe(spoken(content, 'text'));
    expect(reasoningOf(parts)).toBe(spoken(content, 'reasoning'));
    expect(finishOf(parts).finishReason).toBe('stop');
  });
});

describe('an answer around the message', () => {
  const message = { content: 'Hi' };

  it.each([
    ['no index', { choices: [{ message, finish_reason: 'stop' }] }],
    ['model empty', { ...answerOf(message), model: '' }],
    ['id and created null', { ...answerOf(message), id: null, created: null }],
    ['a number as id', { ...answerOf(message), id: 17 }],
    ['created as text', { ...answerOf(message), created: '2026-01-01' }],
    ['unknown keys', { ...answerOf(message), object: 1, system_fingerprint: {}, service_tier: null }],
    ['usage null', { ...answerOf(message), usage: null }],
    ['usage with texts', { ...answerOf(message), usage: { prompt_tokens: 'x', total_tokens: '3' } }],
    ['logprobs', { choices: [{ message, finish_reason: 'stop', logprobs: { content: [] } }] }],
    ['a second choice', { choices: [{ message, finish_reason: 'stop' }, { message: { content: 'B' } }] }],
  ])('may have %s', async (_, answer) => {
    const result = await generated(answer);
    expect(result.content).toEqual([text('Hi')]);
    expect(textOf(await streamed(answer))).toBe('Hi');
  });

  it('ends with "stop" where it names no finish reason', async () => {
    const answer = { choices: [{ message, finish_reason: null }] };
    expect((await generated(answer)).finishReason).toBe('stop');
    expect(finishOf(await streamed(answer)).finishReason).toBe('stop');
  });

  const delta = { content: 'Hi' };
  it.each([
    ['no index', { choices: [{ delta }] }],
    ['no id and no model', { choices: [{ index: 0, delta, finish_reason: null }] }],
    ['a number as id', { id: 17, choices: [{ delta }] }],
    ['created as text', { created: 'now', choices: [{ delta }] }],
    ['a finish reason that is no text', { choices: [{ delta, finish_reason: 0 }] }],
    ['usage with texts', { choices: [{ delta }], usage: { prompt_tokens: 'x' } }],
    ['usage with texts in the choice', { choices: [{ delta, usage: { prompt_tokens: 'x' } }] }],
    ['unknown keys', { choices: [{ delta, logprobs: 1, extra: {} }], p: 'x', nonce: 1 }],
  ])('may have %s in a chunk', async (_, chunk) => {
    const parts = await streamed(events([chunk, chunkOf({}, 'stop')]));
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(textOf(parts)).toBe('Hi');
  });

  it.each([
    ['choices null', { choices: null }],
    ['choices empty', { choices: [] }],
    ['no choices', { id: 'c1' }],
    ['a choice null', { choices: [null] }],
    ['no delta', { choices: [{ index: 0 }] }],
    ['delta null', { choices: [{ index: 0, delta: null }] }],
    ['an empty delta', { choices: [{ index: 0, delta: {} }] }],
    ['tool_calls null', { choices: [{ delta: { tool_calls: null } }] }],
  ])('may have a chunk that says nothing: %s (P108)', async (_, chunk) => {
    const parts = await streamed(
      events([chunk, chunkOf({ content: 'Hi' }), chunk, chunkOf({}, 'stop'), chunk]),
    );
    expect(partsOf(parts, 'error')).toEqual([]);
    expect(textOf(parts)).toBe('Hi');
    expect(finishOf(parts).finishReason).toBe('stop');
  });

  it('is read as numbers and text mixed, chunk by chunk', async () => {
    const chunks = [chunkOf({ content: 1 }), chunkOf({ content: '.' }), chunkOf({ content: 5 })];
    expect(textOf(await streamed(events([...chunks, chunkOf({}, 'stop')])))).toBe('1.5');
  });

  it('keeps reasoning and length where all tokens went into thinking (P35)', async () => {
    const result = await generated(answerOf({ content: null, reasoning_content: 'Hm' }, 'length'));
    expect(result).toMatchObject({ content: [thought('Hm')], finishReason: 'length' });
  });
});

describe('native answers of Workers AI (P109)', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const openaiCalls = [{ id: 'a', type: 'function', function: { name: 'w', arguments: '{"x":1}' } }];
  const flatCalls = [{ name: 'w', arguments: { x: 1 } }];
  const choices = (content: unknown, tool_calls?: unknown) => [
    { index: 0, message: { content, tool_calls }, finish_reason: 'stop' },
  ];
  const wrap = (inner: object) => ({ result: inner, success: true, errors: [], messages: [] });

  it.each([
    ['a text', 'Hi', 'Hi'],
    ['an object', { name: 'Ann', age: 3 }, '{"name":"Ann","age":3}'],
    ['a list', [{ type: 'text', text: 'Hi' }], 'Hi'],
    ['a number', 42, '42'],
    ['null', null, ''],
  ])('say %s, in each of four shapes', async (_, value, expected) => {
    const shapes = [
      { response: value, usage },
      wrap({ response: value, usage }),
      { choices: choices(value), usage },
      wrap({ choices: choices(value), usage }),
    ];
    for (const shape of shapes) {
      const result = await generated(shape, { model: '@cf/zai-org/glm-4.7-flash' });
      expect(result.content).toEqual(expected === '' ? [] : [text(expected)]);
      expect(result).toMatchObject({ finishReason: 'stop', usage: { totalTokens: 3 } });
      const parts = await streamed(shape, { model: '@cf/zai-org/glm-4.7-flash' });
      expect(textOf(parts)).toBe(expected);
      expect(finishOf(parts)).toMatchObject({ finishReason: 'stop', usage: { totalTokens: 3 } });
    }
  });

  it.each([
    ['OpenAI', openaiCalls],
    ['flat', flatCalls],
  ])('call tools in the dialect %s, in each of four shapes', async (_, calls) => {
    const shapes = [
      { response: null, tool_calls: calls, usage },
      wrap({ response: '', tool_calls: calls, usage }),
      { choices: choices(null, calls), usage },
      wrap({ choices: choices(null, calls), usage }),
    ];
    for (const shape of shapes) {
      const result = await generated(shape);
      expect(result.content).toMatchObject([{ type: 'tool-call', toolName: 'w', input: '{"x":1}' }]);
      expect(result.finishReason).toBe('tool-calls');
      const parts = await streamed(shape);
      expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolName: 'w', input: '{"x":1}' }]);
      expect(finishOf(parts).finishReason).toBe('tool-calls');
    }
  });

  it('say text and call tools in one stream of native frames', async () => {
    const frames = [{ response: 'Let me ' }, { response: 'see' }, { response: '', tool_calls: flatCalls }];
    const parts = await streamed(events([...frames, { response: '', usage }]));
    expect(textOf(parts)).toBe('Let me see');
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolName: 'w', input: '{"x":1}' }]);
    expect(finishOf(parts)).toMatchObject({ finishReason: 'tool-calls', usage: { totalTokens: 3 } });
  });

  it('say the same once where a chunk is mirrored (llama-4-scout)', async () => {
    const mirrored = (content: string) => ({ ...chunkOf({ content }), response: content });
    const parts = await streamed(events([mirrored('Hel'), mirrored('lo'), chunkOf({}, 'stop')]));
    expect(textOf(parts)).toBe('Hello');
  });

  it('may hold numbers where text is expected', async () => {
    const parts = await streamed(events([{ response: 1 }, { response: 0 }, { response: '' }]));
    expect(textOf(parts)).toBe('10');
  });
});

describe('tool calls', () => {
  const called = (calls: readonly object[]) => answerOf({ content: null, tool_calls: calls }, 'tool_calls');
  const fn = (name: string, args: unknown = '{}') => ({ function: { name, arguments: args } });

  it.each([
    ['as text', '{"a":1}', '{"a":1}'],
    ['as an object', { a: 1 }, '{"a":1}'],
    ['as a list', [1], '[1]'],
    ['empty', '', ''],
    ['null', null, ''],
    ['missing', undefined, ''],
    ['malformed, as text', '{"a":', '{"a":'],
  ])('may have arguments %s', async (_, args, input) => {
    const result = await generated(called([{ id: 'a', function: { name: 'w', arguments: args } }]));
    expect(result.content).toEqual([{ type: 'tool-call', toolCallId: 'a', toolName: 'w', input }]);
  });

  it.each([
    ['as an object', { a: 1 }, '{"a":1}'],
    ['malformed, as text', '{"a":', '{"a":'],
    ['with trailing text', '{"a":1}}', '{"a":1}'],
  ])('may have arguments %s in a stream', async (_, args, input) => {
    const delta = { tool_calls: [{ index: 0, id: 'a', ...fn('w', args) }] };
    const parts = await streamed(events([chunkOf(delta), chunkOf({}, 'tool_calls')]));
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolCallId: 'a', toolName: 'w', input }]);
  });

  it('may miss id, index and type', async () => {
    const result = await generated(called([fn('w'), fn('v')]));
    const ids = result.content.map(part => (part.type === 'tool-call' ? part.toolCallId : ''));
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('');
    const parts = await streamed(
      events([chunkOf({ tool_calls: [fn('w', '{"x":1}')] }), chunkOf({}, 'stop')]),
    );
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolName: 'w', input: '{"x":1}' }]);
    expect(partsOf(parts, 'tool-call')[0]?.toolCallId).not.toBe('');
  });

  it('with empty or repeated ids get ids of their own', async () => {
    for (const id of ['', 'same', null]) {
      const calls = [
        { id, ...fn('w', '{"x":1}') },
        { id, ...fn('v', '{"y":2}') },
      ];
      const result = await generated(called(calls));
      const ids = result.content.map(part => (part.type === 'tool-call' ? part.toolCallId : ''));
      expect(new Set(ids).size).toBe(2);
      expect(ids.every(item => item !== '')).toBe(true);

      const deltas = calls.map((call, index) => chunkOf({ tool_calls: [{ index, ...call }] }));
      const parts = await streamed(events([...deltas, chunkOf({}, 'tool_calls')]));
      const streamedCalls = partsOf(parts, 'tool-call');
      expect(streamedCalls).toMatchObject([
        { toolName: 'w', input: '{"x":1}' },
        { toolName: 'v', input: '{"y":2}' },
      ]);
      expect(new Set(streamedCalls.map(part => part.toolCallId)).size).toBe(2);
      expect(streamedCalls.map(part => part.toolCallId)).not.toContain('');
      const starts = partsOf(parts, 'tool-input-start').map(part => part.id);
      expect(new Set(starts)).toEqual(new Set(streamedCalls.map(part => part.toolCallId)));
    }
  });

  it('end with a finaliser that opens no call', async () => {
    const finaliser = { index: 0, id: null, type: null, function: { name: null, arguments: '' } };
    const parts = await streamed(
      events([
        chunkOf({ tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'w' } }] }),
        chunkOf({ tool_calls: [{ index: 0, function: { arguments: '{"x":' } }] }),
        chunkOf({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] }),
        chunkOf({ tool_calls: [finaliser] }, 'tool_calls'),
      ]),
    );
    expect(partsOf(parts, 'tool-call')).toMatchObject([{ toolCallId: 'a', toolName: 'w', input: '{"x":1}' }]);
    expect(finishOf(parts).finishReason).toBe('tool-calls');
  });

  it('may interleave by index', async () => {
    const piece = (index: number, rest: object) => chunkOf({ tool_calls: [{ index, ...rest }] });
    const parts = await streamed(
      events([
        piece(0, { id: 'a', function: { name: 'w', arguments: '' } }),
        piece(1, { id: 'b', function: { name: 'v', arguments: '' } }),
        piece(0, { function: { arguments: '{"x":1}' } }),
        piece(1, { function: { arguments: '{"y":2}' } }),
        chunkOf({}, 'tool_calls'),
      ]),
    );
    expect(partsOf(parts, 'tool-call')).toMatchObject([
      { toolCallId: 'a', input: '{"x":1}' },
      { toolCallId: 'b', input: '{"y":2}' },
    ]);
  });

  it('keep the reasoning that came with them, before them (B24)', async () => {
    const message = { content: null, reasoning_content: 'think', tool_calls: [{ id: 'c1', ...fn('w') }] };
    const result = await generated(answerOf(message, 'tool_calls'));
    expect(result.content).toEqual([
      thought('think'),
      { type: 'tool-call', toolCallId: 'c1', toolName: 'w', input: '{}' },
    ]);
  });

  it('without a name are an unreadable answer, as an error of ours', async () => {
    const broken = called([{ id: 'a', function: { arguments: '{}' } }]);
    await expect(generated(broken)).rejects.toMatchObject({
      name: 'AI_APICallError',
      isRetryable: false,
      data: { kind: 'unknown', source: 'upstream', endpoint: 'rest' },
    });
  });
});
