import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf } from '../support/answers.ts';
import { WX } from '../support/prompts.ts';
import { readBoth, readStream, readWhole } from '../support/shapes.ts';

const named = (name: string) => ({ ...WX, name });
const options = { tools: [named('w'), named('get_weather'), named('get_weather_now')] };
const native = { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', options };

const piece = (...calls: readonly object[]) => chunkOf({ tool_calls: calls });
const call = (id: string | undefined, name: string, args: unknown, index = 0) => ({
  ...(id !== undefined && { id }),
  index,
  type: 'function',
  function: { name, arguments: args },
});
const args = (text: string, index = 0) => ({ index, function: { arguments: text } });
const end = chunkOf({}, 'tool_calls');
const called = (...inputs: readonly string[]) => inputs.map(input => ({ call: 'w', input }));

describe("Workers AI's own frames", () => {
  const frames: readonly (readonly [name: string, frames: readonly object[]])[] = [
    [
      'a call without `response`, its arguments in later frames',
      [
        { tool_calls: [{ id: 't1', index: 0, function: { name: 'w' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '{"c":' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '"A"}' } }] },
      ],
    ],
    ['a whole call', [{ tool_calls: [{ name: 'w', arguments: { c: 'A' } }] }]],
    ['a whole call in other words', [{ tool_calls: [{ tool_name: 'w', input: { c: 'A' } }] }]],
    [
      'a whole call beside an empty text',
      [{ response: '', tool_calls: [{ name: 'w', arguments: { c: 'A' } }] }],
    ],
    [
      'a whole call beside null',
      [{ response: null, tool_calls: [{ id: 't1', name: 'w', arguments: '{"c":"A"}' }] }],
    ],
  ];

  it.each(frames)('%s: the call is made', async (_, sent) => {
    const usage = { prompt_tokens: 3, completion_tokens: 2 };
    const read = await readStream([...sent, { response: '', usage }], native);
    expect(read).toMatchObject({
      blocks: called('{"c":"A"}'),
      finish: 'tool-calls',
      usage: [3, 2, undefined],
    });
    const whole = await readStream([...sent, { finish_reason: 'tool_calls', usage }], native);
    expect(whole).toMatchObject({ blocks: called('{"c":"A"}'), finish: 'tool-calls', errors: [] });
  });

  it('are read as a whole answer', async () => {
    const calls = [{ name: 'w', arguments: { c: 'A' } }];
    for (const answer of [{ tool_calls: calls }, { result: { tool_calls: calls }, success: true }])
      expect(await readWhole(answer, native)).toMatchObject({
        blocks: called('{"c":"A"}'),
        finish: 'tool-calls',
      });
  });

  it('may hold reasoning and a reason, without `response`', async () => {
    const read = await readStream(
      [
        { reasoning_content: 'H' },
        { reasoning_content: 'm' },
        { response: 'Hi' },
        { finish_reason: 'length' },
      ],
      native,
    );
    expect(read).toMatchObject({ blocks: [{ reasoning: 'Hm' }, { text: 'Hi' }], finish: 'length' });
    expect(
      await readWhole({ reasoning_content: 'Hm', response: 'Hi', finish_reason: 'length' }, native),
    ).toMatchObject({ blocks: [{ reasoning: 'Hm' }, { text: 'Hi' }], finish: 'length' });
  });
});

/** What streams send for calls, and the calls that they mean. */
const streams: readonly (readonly [name: string, chunks: readonly object[], calls: readonly object[]])[] = [
  [
    'the same call twice',
    [piece(call('a', 'w', '{"x":1}')), piece(call('a', 'w', '{"x":1}'))],
    called('{"x":1}'),
  ],
  [
    'the same call twice, on another index',
    [piece(call('a', 'w', '{"x":1}')), piece(call('a', 'w', '{ "x": 1 }', 1))],
    called('{"x":1}'),
  ],
  [
    'the same call twice, its arguments in another order',
    [
      piece(call('a', 'w', '{"x":1,"y":{"a":1,"b":2}}')),
      piece(call('a', 'w', '{"y":{"b":2,"a":1},"x":1}', 1)),
    ],
    called('{"x":1,"y":{"a":1,"b":2}}'),
  ],
  [
    'the same call twice, in pieces',
    [
      piece(call('a', 'w', '')),
      piece(args('{"x"')),
      piece(args(':1}')),
      piece(call('a', 'w', '')),
      piece(args('{"x"')),
      piece(args(':1}')),
    ],
    called('{"x":1}'),
  ],
  [
    'one id with other arguments',
    [piece(call('a', 'w', '{"x":1}')), piece(call('a', 'w', '{"x":2}'))],
    called('{"x":1}', '{"x":2}'),
  ],
  [
    'two ids with the same arguments',
    [piece(call('a', 'w', '{"x":1}')), piece(call('b', 'w', '{"x":1}', 1))],
    called('{"x":1}', '{"x":1}'),
  ],
  [
    'a name in every piece',
    [piece(call('a', 'w', '{"x"')), piece(call('a', 'w', ':1')), piece(call('a', 'w', '}'))],
    called('{"x":1}'),
  ],
  [
    'a name again at the end',
    [piece(call('a', 'w', '{"x":1}')), piece(call('a', 'w', ''))],
    called('{"x":1}'),
  ],
  ['an empty object first', [piece(call('a', 'w', '{}')), piece(args('{"c":"A"}'))], called('{"c":"A"}')],
  [
    'an empty object first, then pieces',
    [piece(call('a', 'w', '{}')), piece(args('{"c":')), piece(args('"A"}'))],
    called('{"c":"A"}'),
  ],
  ['an empty object in the same piece', [piece(call('a', 'w', '{}{"c":"A"}'))], called('{"c":"A"}')],
  [
    'an object behind a new line in a string',
    [piece(call('a', 'w', '{"c":"a\n')), piece(args('{}')), piece(args('"}'))],
    called('{"c":"a\\n{}"}'),
  ],
  ['an empty object last', [piece(call('a', 'w', '{"c":"A"}')), piece(args('{}'))], called('{"c":"A"}')],
  ['an empty object alone', [piece(call('a', 'w', '{}'))], called('{}')],
  [
    'an object in place of what led nowhere',
    [piece(call('a', 'w', '{"c": A')), piece(args('{"c":"A"}'))],
    called('{"c":"A"}'),
  ],
  [
    'an object in place of a complete one',
    [piece(call('a', 'w', '{"c":"A"}')), piece(args('{"c":"B"}'))],
    called('{"c":"B"}'),
  ],
  [
    'everything so far with every piece',
    [piece(call('a', 'w', '{"c')), piece(args('{"c":"A"}'))],
    called('{"c":"A"}'),
  ],
  [
    'an object inside of what goes on',
    [piece(call('a', 'w', '{"c":')), piece(args('{"d":1}')), piece(args('}'))],
    called('{"c":{"d":1}}'),
  ],
  [
    'objects in a list',
    [
      piece(call('a', 'w', '{"c":[')),
      piece(args('{"d":1}')),
      piece(args(',')),
      piece(args('{"d":1}')),
      piece(args(']}')),
    ],
    called('{"c":[{"d":1},{"d":1}]}'),
  ],
  [
    'a new id on a used index',
    [piece(call('a', 'w', '')), piece(args('{"x":1}')), piece(call('b', 'w', '')), piece(args('{"x":2}'))],
    called('{"x":1}', '{"x":2}'),
  ],
  [
    'a new id on an index before a higher one',
    [
      piece(call('a', 'w', '{"x":')),
      piece(args('1}')),
      piece(call('b', 'w', '{"x":')),
      piece(args('2}')),
      piece(call('c', 'w', '{"x":', 1)),
      piece(args('3}', 1)),
    ],
    called('{"x":1}', '{"x":2}', '{"x":3}'),
  ],
  [
    'two calls by turns on one id',
    [...'ABA'].map(c => piece(call('a', 'w', JSON.stringify({ c })))),
    called('{"c":"A"}', '{"c":"B"}'),
  ],
  [
    'channel markup on the name',
    [piece(call('a', 'w<|channel|>commentary', '{"x":1}')), piece(call('b', 'functions.w', '{"x":2}', 1))],
    called('{"x":1}', '{"x":2}'),
  ],
  ['blanks around the name', [piece(call('a', ' w\n', '{"x":1}'))], called('{"x":1}')],
  ['the number of the call on the name', [piece(call('a', 'functions.w:0', '{"x":1}'))], called('{"x":1}')],
  [
    'a name in pieces',
    [piece(call('a', 'get_', '')), piece(call('a', 'weather', '')), piece(args('{}'))],
    [{ call: 'get_weather', input: '{}' }],
  ],
  [
    'a name that begins another',
    [
      piece(call('a', 'get_weather', '')),
      piece(args('{}')),
      piece(call('b', 'get_weather', '', 1)),
      piece({ index: 1, function: { name: '_now', arguments: '{}' } }),
    ],
    [
      { call: 'get_weather', input: '{}' },
      { call: 'get_weather_now', input: '{}' },
    ],
  ],
  ['quotes around the name', [piece(call('a', '"w"', '{"x":1}'))], called('{"x":1}')],
  [
    'a tag behind the name',
    [piece(call('a', 'w</tool_call>', '{"x":1}')), piece(call('b', 'w<｜tool▁sep｜>', '{"x":2}', 1))],
    called('{"x":1}', '{"x":2}'),
  ],
  [
    'names and arguments in other words',
    [piece({ id: 'a', index: 0, function_name: 'w', args: { x: 1 } })],
    called('{"x":1}'),
  ],
  ['an unknown name', [piece(call('a', 'lib.z', '{}'))], [{ call: 'lib.z', input: '{}' }]],
];

describe('a stream of calls with', () => {
  it.each(streams)('%s', async (_, chunks, calls) => {
    const read = await readStream([chunkOf({ role: 'assistant', content: '' }), ...chunks, end], { options });
    expect(read).toMatchObject({ blocks: calls, finish: 'tool-calls', errors: [] });
  });

  it('the same call twice, where no tool was offered', async () => {
    const again = [piece(call('a', 'w', '{"x":1}')), piece(call('a', 'w', '{"x":1}'))];
    expect((await readStream([...again, end])).blocks).toEqual(called('{"x":1}'));
  });
});

describe('a whole answer of calls', () => {
  const whole = (...calls: readonly object[]) => answerOf({ content: null, tool_calls: calls }, 'tool_calls');

  it.each([
    ['the same call twice', [call('a', 'w', '{"x":1}'), call('a', 'w', '{"x": 1}', 1)], called('{"x":1}')],
    [
      'one id with other arguments',
      [call('a', 'w', '{"x":1}'), call('a', 'w', '{"x":2}', 1)],
      called('{"x":1}', '{"x":2}'),
    ],
    [
      'one id with other arguments, by turns',
      [...'ABAB'].map((x, at) => call('a', 'w', JSON.stringify({ x }), at)),
      called('{"x":"A"}', '{"x":"B"}'),
    ],
    ['two ids', [call('a', 'w', '{"x":1}'), call('b', 'w', '{"x":1}', 1)], called('{"x":1}', '{"x":1}')],
    ['an empty object first', [call('a', 'w', '{}{"c":"A"}')], called('{"c":"A"}')],
    ['markup on the name', [call('a', 'w<|constrain|>json', '{}')], called('{}')],
    ['a namespace', [call('a', 'functions.w', '{}')], called('{}')],
    ['a path', [call('a', 'tools/w', '{}')], called('{}')],
    ['arguments in a fence', [call('a', 'w', '```json\n{"c":"A"}\n```')], called('{"c":"A"}')],
    ['arguments as a text of JSON', [call('a', 'w', '"{\\"c\\":\\"A\\"}"')], called('{"c":"A"}')],
    ['arguments behind a byte order mark', [call('a', 'w', '\ufeff{"c":"A"}')], called('{"c":"A"}')],
    ['arguments twice', [call('a', 'w', '{"c":"A"}{"c":"A"}')], called('{"c":"A"}')],
    ['a token behind the arguments', [call('a', 'w', '{"c":"A"}<|call|>')], called('{"c":"A"}')],
    [
      "arguments in Python's quotes",
      [call('a', 'w', "{'c': 'it\\'s', 'd': None}")],
      called('{"c": "it\'s", "d": null}'),
    ],
    [
      'commas behind the last values',
      [call('a', 'w', '{"c":["A",],"d":"x,}",\n}')],
      called('{"c":["A"],"d":"x,}"\n}'),
    ],
    [
      'a new line in a string',
      [call('a', 'w', '{"c":"a\n\tb",\n"d":1}')],
      called('{"c":"a\\n\\tb",\n"d":1}'),
    ],
    ['no arguments as null', [call('a', 'w', 'null')], called('{}')],
    ['no arguments as a list', [call('a', 'w', [])], called('{}')],
    ['two different arguments', [call('a', 'w', '{"c":"A"}{"c":"B"}')], called('{"c":"A"}{"c":"B"}')],
    ['half of its arguments', [call('a', 'w', '{"c":{"d":1}')], called('{"c":{"d":1}')],
    [
      'the same call twice, its arguments in another order',
      [call('a', 'w', '{"x":1,"y":2}'), call('a', 'w', '{"y":2,"x":1}', 1)],
      called('{"x":1,"y":2}'),
    ],
  ])('%s', async (_, calls, expected) => {
    expect(await readWhole(whole(...calls), { options })).toMatchObject({
      blocks: expected,
      finish: 'tool-calls',
    });
  });
});

describe('how an answer ends', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const calls = [piece(call('a', 'w', '{"x"')), piece(args(':1}'))];

  it('is `other` where calls were reported, and none came', async () => {
    for (const reason of ['tool_calls', 'function_call', 'tool_use']) {
      const read = await readBoth(
        [chunkOf({ content: 'Hi' }), chunkOf({}, reason)],
        answerOf({ content: 'Hi' }, reason),
      );
      expect(read).toMatchObject({ blocks: [{ text: 'Hi' }], finish: 'other' });
    }
  });

  it('is what the vendor behind a router says', async () => {
    const choices = [
      { index: 0, delta: { content: 'Hi' }, finish_reason: 'tool_calls', native_finish_reason: 'STOP' },
    ];
    expect(await readStream([{ choices }])).toMatchObject({ finish: 'stop' });
  });

  it.each([
    ['RECITATION', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['sensitive', 'content-filter'],
    ['model_context_window_exceeded', 'length'],
    ['MALFORMED_FUNCTION_CALL', 'error'],
    ['content_filter: PROHIBITED_CONTENT', 'content-filter'],
    ['function_call_filter: MALFORMED_FUNCTION_CALL', 'error'],
    ['network_error', 'error'],
    ['eos_token', 'stop'],
  ])('is what %s means', async (reason, finish) => {
    const read = await readBoth(
      [chunkOf({ content: 'Hi' }), chunkOf({}, reason)],
      answerOf({ content: 'Hi' }, reason),
    );
    expect(read).toMatchObject({ blocks: [{ text: 'Hi' }], finish });
  });

  it('is the same in every specification', async () => {
    for (const reason of ['stop', 'length', 'novel', 'SAFETY', 'content_filter', 'max_tokens', 'error'])
      await readBoth([chunkOf({ content: 'Hi' }), chunkOf({}, reason)], answerOf({ content: 'Hi' }, reason));
  });

  it('is `tool-calls` without a reason where all calls are complete, and usage and the closing event came', async () => {
    const counted = { choices: [], usage };
    expect(await readStream([...calls, counted], { options })).toMatchObject({
      blocks: called('{"x":1}'),
      finish: 'tool-calls',
      errors: [],
    });
    expect(await readStream([piece(call('a', 'w', '')), counted], { options })).toMatchObject({
      blocks: called(''),
      finish: 'tool-calls',
    });
    for (const [chunks, done] of [
      [[...calls, counted], false],
      [calls, true],
      [[...calls, piece(call('b', 'w', '{"x":', 1)), counted], true],
      [[chunkOf({ content: 'Hi' }), counted], true],
    ] as const) {
      const read = await readStream(chunks, { options, done });
      expect(read).toMatchObject({ finish: 'error' });
      expect(read.errors).toHaveLength(1);
    }
  });
});
