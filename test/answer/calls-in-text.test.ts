import { describe, expect, it } from 'vitest';
import { answerOf, chunkOf } from '../support/answers.ts';
import { jsonFormat, P, WX } from '../support/prompts.ts';
import { thinned } from '../support/scale.ts';
import { type Reading, readBoth, type ShapeSetup } from '../support/shapes.ts';

const tools = [WX];
const auto = { tools };
const forced = { tools, toolChoice: { type: 'required' as const } };
const args = '{"city":"Paris"}';
const call = { call: 'weather', input: args };
const parsed = /written as text was parsed/;

/** What a text says, streamed in pieces and whole. */
function read(text: string, setup: ShapeSetup): Promise<Reading> {
  const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
  return readBoth(
    [...pieces.map(content => chunkOf({ content })), chunkOf({}, 'stop')],
    answerOf({ content: text }),
    setup,
  );
}

const warningsOf = ({ metadata }: Reading): string =>
  JSON.stringify((metadata as { warnings?: unknown }).warnings ?? '');

/** How each family marks a call. */
const marked: readonly (readonly [family: string, model: string, text: string])[] = [
  [
    'Kimi',
    '@cf/moonshotai/kimi-k2.6',
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.weather:0<|tool_call_argument_begin|>${args}<|tool_call_end|><|tool_calls_section_end|>`,
  ],
  [
    'harmony',
    '@cf/openai/gpt-oss-120b',
    `<|channel|>commentary to=functions.weather <|constrain|>json<|message|>${args}<|call|>`,
  ],
  [
    'Kimi K3',
    '@cf/moonshotai/kimi-k3',
    '<|close|>response<|sep|><|open|>tools<|sep|><|open|>call tool="weather" index="1"<|sep|><|open|>argument key="city" type="string"<|sep|>Paris<|close|>argument<|sep|><|close|>call<|sep|><|close|>tools<|sep|><|close|>message<|sep|><|end_of_msg|>',
  ],
  [
    'Kimi, with another section',
    '@cf/moonshotai/kimi-k2.6',
    `<|tool_call_section_begin|><|tool_call_begin|>functions.weather:0<|tool_call_argument_begin|>${args}<|tool_call_end|><|tool_call_section_end|>`,
  ],
  [
    'harmony, with its recipient first',
    '@cf/openai/gpt-oss-120b',
    `<|start|>assistant to=functions.weather<|channel|>commentary json<|message|>${args}<|call|>`,
  ],
  [
    "Qwen's coder, without the first token",
    'openrouter/qwen/qwen3-coder',
    '<function=weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>',
  ],
  [
    'Qwen, with the end of its turn',
    '@cf/qwen/qwen3-30b-a3b-fp8',
    `<tool_call>\n{"name":"weather","arguments":${args}}\n</tool_call><|im_end|>`,
  ],
  [
    'harmony, with its start',
    'groq/openai/gpt-oss-20b',
    `<|start|>assistant<|channel|>commentary to=weather<|message|>${args}`,
  ],
  [
    'Hermes and Qwen',
    '@cf/qwen/qwen3-30b-a3b-fp8',
    `<tool_call>\n{"name":"weather","arguments":${args}}\n</tool_call>`,
  ],
  [
    "Qwen's coder",
    'openrouter/qwen/qwen3-coder',
    '<tool_call>\n<function=weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>',
  ],
  [
    'GLM',
    '@cf/zai-org/glm-5.3',
    '<tool_call>weather\n<arg_key>city</arg_key>\n<arg_value>Paris</arg_value>\n</tool_call>',
  ],
  [
    'Llama',
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    `<|python_tag|>{"name":"weather","parameters":${args}}<|eom_id|>`,
  ],
  [
    'Mistral',
    '@cf/mistralai/mistral-small-3.1-24b-instruct',
    `[TOOL_CALLS][{"name":"weather","arguments":${args}}]`,
  ],
  ['Mistral, newer', 'mistral/mistral-large-latest', `[TOOL_CALLS]weather[ARGS]${args}`],
  [
    'DeepSeek',
    '@cf/deepseek-ai/deepseek-v4-flash',
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>weather<｜tool▁sep｜>${args}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  ],
  [
    'DeepSeek, older',
    'fireworks/deepseek-r1',
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n\`\`\`json\n${args}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  ],
  [
    'DeepSeek, from 3.2 on',
    'deepseek/deepseek-chat',
    '<｜DSML｜function_calls>\n<｜DSML｜invoke name="weather">\n<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
  ],
  [
    'DeepSeek V4, without a section',
    '@cf/deepseek-ai/deepseek-v4-pro-0813',
    '<｜DSML｜invoke name="weather">\n<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n</｜DSML｜invoke>',
  ],
  [
    'DeepSeek V4, with the end of its turn',
    '@cf/deepseek-ai/deepseek-v4-flash',
    '<｜DSML｜tool_calls>\n<｜DSML｜invoke name="weather">\n<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls><｜end▁of▁sentence｜>',
  ],
  [
    'MiniMax',
    'minimax/minimax-m2.7',
    '<minimax:tool_call>\n<invoke name="weather">\n<parameter name="city">Paris</parameter>\n</invoke>\n</minimax:tool_call>',
  ],
  ['Gemma', '@cf/google/gemma-4-26b-a4b-it', '<|tool_call>call:weather{city:<|"|>Paris<|"|>}<tool_call|>'],
  [
    'Nemotron',
    '@cf/nvidia/nemotron-3-120b-a12b',
    '<tool_call>\n<function=weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>',
  ],
  [
    'Llama 4',
    '@cf/meta/llama-4-scout-17b-16e-instruct',
    '<|python_start|>[weather(city="Paris")]<|python_end|>',
  ],
  ['Mistral, without its second token', 'mistral/mistral-small-latest', `[TOOL_CALLS]weather${args}`],
  [
    'harmony, on the channel of thoughts',
    '@cf/openai/gpt-oss-20b',
    `<|channel|>analysis to=functions.weather code<|message|>${args}<|call|>`,
  ],
];

describe('a call in the markup of its family', () => {
  it.each(marked)('%s is a call', async (_, model, text) => {
    const result = await read(text, { model, options: auto });
    expect(result).toMatchObject({ blocks: [call], finish: 'tool-calls' });
    expect(warningsOf(result)).toMatch(parsed);
  });

  it('is a call behind words, which are not held back', async () => {
    const [, model = '', text] = marked[0] ?? [];
    const result = await read(`I will look. ${text}`, { model, options: auto });
    expect(result).toMatchObject({ blocks: [{ text: 'I will look. ' }, call], finish: 'tool-calls' });
  });

  it('has its arguments in the types that it or the schema states', async () => {
    const time = { ...WX, name: 'time', inputSchema: { type: 'object', properties: {} } } as const;
    const texts = [
      '<|tool_call>call:time{zone:<|"|>a "b" {c}<|"|>,n:3,now:true,list:[<|"|>x<|"|>],o:{k:<|"|>v<|"|>}}<tool_call|>',
      `<|tool_call>call:time({zone: 'a "b" {c}', n: 3, now: True, list: ['x'], o: {'k': 'v'}})<tool_call|>`,
    ];
    for (const text of texts) {
      const result = await read(text, { model: '@cf/google/gemma-4-26b-a4b-it', options: { tools: [time] } });
      const input = JSON.stringify({ zone: 'a "b" {c}', n: 3, now: true, list: ['x'], o: { k: 'v' } });
      expect(result).toMatchObject({ blocks: [{ call: 'time', input }], finish: 'tool-calls' });
    }
  });

  it.each([
    [
      '<tool_call>weather<arg_key>city</arg_key><arg_value>Paris</arg_value></tool_call>',
      '@cf/zai-org/glm-5.3',
    ],
    [
      '<tool_call><function=weather><parameter=city>Paris</parameter></function></tool_call>',
      '@cf/qwen/qwq-32b',
    ],
  ])('is text where words follow: %s', async (markup, model) => {
    const text = `${markup} Done.`;
    const result = await read(text, { model, options: auto });
    expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop' });
    expect(warningsOf(result)).toMatch(/looks like a tool call/);
  });

  it('may hold several calls', async () => {
    const one = `<tool_call>{"name":"weather","arguments":${args}}</tool_call>`;
    const result = await read(`${one}\n${one.replace('Paris', 'Rome')}`, {
      model: '@cf/qwen/qwen3-30b-a3b-fp8',
      options: auto,
    });
    expect(result.blocks).toEqual([call, { call: 'weather', input: '{"city":"Rome"}' }]);
  });

  it('of another family is text, with a warning', async () => {
    const [, , text = ''] = marked[0] ?? [];
    const result = await read(text, { model: 'openai/gpt-5', options: auto });
    expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop' });
    expect(warningsOf(result)).toMatch(/looks like a tool call/);
  });

  it('is text where a call turns it off', async () => {
    for (const [, model, text] of marked.slice(0, 2)) {
      const options = { ...auto, providerOptions: { cloudflare: { repairToolCalls: false } } };
      const result = await read(text, { model, options });
      expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop', metadata: {} });
    }
  });
});

describe('a call among thoughts', () => {
  const thought = `I call it. <tool_call>{"name":"weather","arguments":${args}}</tool_call>`;
  const setup = { model: '@cf/qwen/qwen3-30b-a3b-fp8', options: auto };
  const answered = (content: string) =>
    readBoth(
      [chunkOf({ reasoning_content: thought }), chunkOf({ content }), chunkOf({}, 'stop')],
      answerOf({ content, reasoning_content: thought }),
      setup,
    );

  it('is no call, and has a warning where nothing else came', async () => {
    const result = await answered('');
    expect(result).toMatchObject({ blocks: [{ reasoning: thought }], finish: 'stop' });
    expect(warningsOf(result)).toMatch(/looks like a tool call/);
    expect(await answered('Hi')).toMatchObject({ metadata: {} });
  });
});

describe('a forced call as text', () => {
  it.each([
    ['name and arguments', `{"name":"weather","arguments":${args}}`],
    ['name and parameters', `{"name":"weather","parameters":${args}}`],
    ['a list of one', `[{"name":"weather","arguments":${args}}]`],
    ['a function', `{"type":"function","function":{"name":"weather","arguments":${JSON.stringify(args)}}}`],
    ['calls', `{"tool_calls":[{"function":{"name":"functions.weather","arguments":${args}}}]}`],
    ['arguments beside the name', '{"name":"weather","city":"Paris"}'],
    ['arguments beside another name', '{"name":"get","city":"Paris"}'],
    ['arguments alone', args],
    [
      'behind a sentence, in a fence',
      `I call it:\n\`\`\`json\n{"name":"weather","arguments":${args}}\n\`\`\``,
    ],
    ['between sentences', `Now: {"name":"weather","arguments":${args}}. Done.`],
    ['action and its input', `{"action":"weather","action_input":${args}}`],
    ['in a fence', `\`\`\`json\n{"name":"weather","arguments":${args}}\n\`\`\``],
    ['behind a byte order mark', `\ufeff{"name":"weather","arguments":${args}}`],
    ['under its name', `{"weather":${args}}`],
    ['a name before its arguments', `weather: ${args}`],
    ['without the tokens of its markup', `commentary to=functions.weather json${args}`],
    ['a call in Python', 'weather(city="Paris")'],
    ['a call in Python, with a last comma', 'weather(city="Paris",)'],
    ['a call in Python, in single quotes', "functions.weather(city='Paris')"],
    ['a list of calls in Python', "[weather(city='Paris')]"],
    ['a call in Python, in a fence', '```python\nweather(city="Paris")\n```'],
    ['a dictionary of Python', "{'name': 'weather', 'arguments': {'city': 'Paris'}}"],
    ['a call in JavaScript', 'weather({ city: "Paris" })'],
    ['a function in tags', `<function=weather>${args}</function>`],
    ...marked.map(([family, , text]): [string, string] => [family, text]),
  ] as readonly (readonly [string, string])[])('%s is a call', async (_, text) => {
    const result = await read(text, { model: '@cf/openai/gpt-oss-120b', options: forced });
    expect(result).toMatchObject({ blocks: [call], finish: 'tool-calls' });
    expect(warningsOf(result)).toMatch(parsed);
  });

  it('may be several, one behind the other', async () => {
    const options = { tools: [WX, { ...WX, name: 'now', inputSchema: { type: 'object' } }] as const };
    for (const text of [
      `{"name":"weather","arguments":${args}}\n{"name":"now","arguments":{}}`,
      `{"name":"weather","parameters":${args}}; {"name":"now","parameters":{}}`,
      '[weather(city="Paris"), now()]',
    ])
      expect(await read(text, { options: { ...forced, tools: [...options.tools] } }), text).toMatchObject({
        blocks: [call, { call: 'now', input: '{}' }],
        finish: 'tool-calls',
      });
  });

  it('in Python has the values of Python', async () => {
    const time = { ...WX, name: 'time', inputSchema: { type: 'object', properties: {} } } as const;
    const text = `time(zone="L'Aquila (I), 1", n=-3, on=True, at=None, list=["a", 'b'], o={"k": 1}, q='it\\'s "x"')`;
    const result = await read(text, { options: { ...forced, tools: [time] } });
    const [{ input = '' } = {}] = result.blocks as readonly { readonly input?: string }[];
    expect(JSON.parse(input)).toEqual({
      zone: "L'Aquila (I), 1",
      n: -3,
      on: true,
      at: null,
      list: ['a', 'b'],
      o: { k: 1 },
      q: `it's "x"`,
    });
  });

  it('behind a thought is a call, and the thought is reasoning', async () => {
    const text = `<think>Paris.</think>{"name":"weather","arguments":${args}}`;
    const result = await read(text, { model: 'openai/gpt-4o', options: forced });
    expect(result.blocks).toEqual([{ reasoning: 'Paris.' }, call]);
  });

  it.each([
    ['prose', 'I cannot look that up.'],
    ['prose about arguments', 'It needs {"city":"Paris"} or so.'],
    ['JSON of something else', '{"answer":42}'],
    ['the name of another tool', `{"name":"other","arguments":${args}}`],
    ['prose about a call', 'Use weather(city="Paris") for this.'],
    ['prose that begins with a name', 'weather is nice, and {"city":"Paris"} is too.'],
    ['a call of another function', 'print("Paris")'],
    ['a name and values in prose', 'The weather needs {"city":"Paris"}'],
    ['values of something else', 'Paris: {"temp": 3}'],
  ])('%s is text', async (_, text) => {
    const result = await read(text, { model: '@cf/openai/gpt-oss-120b', options: forced });
    expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop' });
  });
});

describe('what no family marks as a call in auto mode', () => {
  it.each([`<function=weather>${args}</function>`, `[{"name":"weather","parameters":${args}}]`])(
    'is text, with a warning: %s',
    async text => {
      const result = await read(text, { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', options: auto });
      expect(result).toMatchObject({ blocks: [{ text }], finish: 'stop' });
      expect(warningsOf(result)).toMatch(/looks like a tool call/);
    },
  );
});

describe('bare JSON in auto mode', () => {
  const text = `{"name":"weather","parameters":${args}}`;
  const llama = { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', options: auto };

  it('is a call of a Llama that fits the schema, and otherwise text with a warning', async () => {
    expect(await read(text, llama)).toMatchObject({ blocks: [call], finish: 'tool-calls' });
    for (const other of [
      '{"name":"weather","parameters":{"town":"Paris"}}',
      '{"name":"weather","parameters":{"city":1}}',
    ]) {
      const result = await read(other, llama);
      expect(result).toMatchObject({ blocks: [{ text: other }], finish: 'stop' });
      expect(warningsOf(result)).toMatch(/looks like/);
    }
    const gpt = await read(text, { model: 'openai/gpt-5', options: auto });
    expect(gpt).toMatchObject({ blocks: [{ text }], finish: 'stop' });
    expect(warningsOf(gpt)).toMatch(/looks like/);
  });
});

/** Prose that talks about JSON and tools. */
const prose = [
  'Call the tool with {"name":"weather","arguments":{"city":"Paris"}} and wait.',
  '{"name":"weather","parameters":{"city":"Paris"}} is what I would send.',
  'Kimi writes `<|tool_call_begin|>functions.weather:0` before its arguments.',
  'In a fence:\n```json\n{"name":"weather","arguments":{"city":"Paris"}}\n```\nThat is all.',
  'Use <tool_call> tags, as in <tool_call>{"name":"weather"}</tool_call>, to call it.',
  'Mistral begins with [TOOL_CALLS] and a list [1, 2].',
  'a < b, [x] and <|',
  '<',
  '[',
  '{',
  '{}',
  '[{"city":"Paris"}]',
  '`{"city":"Paris"}`',
  'weather(city="Paris")',
  '{"weather":{"city":"Paris"}}',
  '{"name":"Paris weather","parameters":{"city":"Paris"}}',
  'DeepSeek writes `<｜DSML｜invoke name="weather">` before its arguments.',
  'Qwen writes `<function=weather>` and its parameters, and then `</function>`.',
  'Kimi writes <|open|>tools<|sep|>, and then <|open|>call tool="weather".',
  'Gemma writes <|tool_call>call:weather{} and ends with <tool_call|>.',
];

describe('prose about calls', () => {
  it('is never a call', async () => {
    const models = [
      '@cf/moonshotai/kimi-k2.6',
      '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
      '@cf/qwen/qwen3-30b-a3b-fp8',
      'mistral/mistral-large-latest',
    ];
    for (const [model, texts] of thinned(models, prose, 4))
      for (const text of texts) {
        const result = await read(text, { model, options: auto });
        expect(result, text).toMatchObject({ blocks: [{ text }], finish: 'stop' });
      }
  });
});

describe('requested JSON', () => {
  const json = '{"name":"Ann"}';
  const options = { responseFormat: jsonFormat(P) };
  const setup = { model: '@cf/google/gemma-4-26b-a4b-it', options };

  it.each([
    ['as it is', json, json],
    ['in a fence', `\`\`\`json\n${json}\n\`\`\``, json],
    ['in a fence without a name', `\`\`\`\n${json}\n\`\`\``, json],
    ['behind a sentence', `Here is the JSON:\n\n${json}`, json],
    ['before a sentence', `${json}\n\nLet me know if you need more.`, json],
    ['between sentences, in a fence', `Sure!\n\`\`\`json\n${json}\n\`\`\`\nDone.`, json],
    ['in a list of one', `[${json}]`, json],
    ['behind a byte order mark', `\ufeff${json}`, json],
    ['as a text of JSON', JSON.stringify(json), json],
    ['twice', `${json}\n${json}`, json],
    ['twice, in fences', `\`\`\`json\n${json}\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``, json],
  ])('%s is found', async (_, text, expected) => {
    expect((await read(text, setup)).blocks).toEqual([{ text: expected }]);
  });

  it('is found in a call, where the schema does not ask for its members', async () => {
    const schema = { type: 'object', properties: { age: { type: 'integer' } } } as const;
    const aged = { ...setup, options: { responseFormat: jsonFormat(schema) } };
    expect((await read('{"name":"response","arguments":{"age":3}}', aged)).blocks).toEqual([
      { text: '{"age":3}' },
    ]);
    for (const text of [
      '{"type":"function","name":"response","parameters":{"age":3}}',
      '{"name":"response","arguments":"{\\"age\\":3}"}',
    ])
      expect((await read(text, aged)).blocks).toEqual([{ text: '{"age":3}' }]);
    expect((await read('{"name":"Ann","arguments":["a"]}', setup)).blocks).toEqual([
      { text: '{"name":"Ann","arguments":["a"]}' },
    ]);
  });

  it('is found behind a think block, which is reasoning', async () => {
    const result = await read(`<think>\nA name.\n</think>\n\n\`\`\`json\n${json}\n\`\`\``, setup);
    expect(result.blocks).toEqual([{ reasoning: 'A name.\n' }, { text: json }]);
  });

  it('that needed it has a warning, and other JSON has none', async () => {
    expect(warningsOf(await read(`Sure: ${json}`, setup))).toMatch(/requested JSON was removed/);
    expect((await read(json, setup)).metadata).toEqual({});
  });

  it('in a call that nobody offered is text, and a call that repeats it goes', async () => {
    const called = { id: 'a', index: 0, type: 'function', function: { name: 'response', arguments: json } };
    const alone = await readBoth(
      [chunkOf({ tool_calls: [called] }), chunkOf({}, 'tool_calls')],
      answerOf({ content: null, tool_calls: [called] }, 'tool_calls'),
      setup,
    );
    expect(alone).toMatchObject({ blocks: [{ text: json }], finish: 'stop' });
    const beside = await readBoth(
      [chunkOf({ content: json }), chunkOf({ tool_calls: [called] }), chunkOf({}, 'tool_calls')],
      answerOf({ content: json, tool_calls: [called] }, 'tool_calls'),
      setup,
    );
    expect(beside).toMatchObject({ blocks: [{ text: json }], finish: 'stop' });
  });

  it.each([
    ['two objects', `${json}\n{"name":"Bob"}`],
    ['two fences', `\`\`\`json\n${json}\n\`\`\`\nor\n\`\`\`json\n{"name":"Bob"}\n\`\`\``],
    ['half an object', '{"name":"An'],
    ['prose', 'I cannot do that.'],
    ['prose with brackets', 'The set {a, b} is [small].'],
    ['a list of two', `[${json},${json}]`],
  ])('that is not there, or not alone, is left as it is: %s', async (_, text) => {
    expect((await read(text, setup)).blocks).toEqual([{ text }]);
  });

  it('is not searched for where none was requested', async () => {
    const text = `Sure: ${json}`;
    expect((await read(text, { model: setup.model })).blocks).toEqual([{ text }]);
  });
});

it('a call in the text is left as text beside a call of its own', async () => {
  const content = `{"name":"weather","arguments":${args}}`;
  const own = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } };
  const reading = await readBoth(
    [chunkOf({ content }), chunkOf({ tool_calls: [{ index: 0, ...own }] }), chunkOf({}, 'tool_calls')],
    answerOf({ content, tool_calls: [own] }, 'tool_calls'),
    { options: forced },
  );
  expect(reading.blocks).toEqual([{ text: content }, { call: 'weather', input: '{"city":"Rome"}' }]);
  expect(warningsOf(reading)).toMatch(/left as text/);
});
