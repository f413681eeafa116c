import { answerOf, chunkOf, frame } from '../support/answers.ts';
import type { CallOptions } from '../support/call.ts';
import { H, jsonFormat, P_IN, WX } from '../support/prompts.ts';

/** The call whose answer is read; what is left out is a plain question to OpenAI. */
export interface Asking {
  readonly model?: string;
  readonly options?: CallOptions;
}

/** An answer, in one piece or as the chunks of a stream. */
export interface Answer extends Asking {
  readonly label: string;
  readonly whole?: unknown;
  readonly chunks?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

const stop = chunkOf({}, 'stop');
const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
const detail = { type: 'reasoning.text', text: 'Hm' };
const fn = (name: string, args: unknown = '{}') => ({ function: { name, arguments: args } });
const call = (id: unknown, extra: object = {}) => ({ id, type: 'function', ...fn('weather'), ...extra });
const words = 'Olá, 世界! 👩‍🚀 naïve — “quoted” \\ \u0000\u001f end';
const withTools: Asking = { options: { tools: [WX] } };

/** One message, in each of the three forms in which it may come. */
const saying = (label: string, message: object, rest: object = {}, asking: Asking = {}): Answer => ({
  label,
  whole: answerOf(message, 'stop', rest),
  chunks: [chunkOf(message, null, rest), stop],
  ...asking,
});

const messages: readonly Answer[] = (
  [
    { role: 'assistant', content: 'Hi' },
    { content: words },
    { role: 'assistant', content: null },
    { role: 'assistant' },
    { role: '', content: 'Hi' },
    { role: 'model', content: 'Hi' },
    { role: null, content: 'Hi' },
    { content: 7 },
    { content: 0 },
    { content: false },
    { content: { name: 'Ann', age: 3 } },
    { content: '' },
    {
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    { content: [] },
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
        { type: 'text', text: 'Hi' },
      ],
    },
    { content: [{ type: 'thinking', thinking: 'Hm' }] },
    { content: [{ type: 'reference', ids: [1] }, { type: 'text', text: 'Hi' }, null, 'x'] },
    { content: 'Hi', reasoning_content: 'Hm' },
    { content: 'Hi', reasoning: 'Hm' },
    { content: 'Hi', reasoning: 'Hm', reasoning_content: 'Hm' },
    { content: 'Hi', reasoning_details: [detail] },
    { content: 'Hi', reasoning: 'Hm', reasoning_details: [detail] },
    { content: 'Hi', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] },
    { content: 'Hi', reasoning_text: 'Hm' },
    { content: 'Hi', reasoning_content: '', reasoning: 'Hm' },
    { content: 'Hi', reasoning_content: '', reasoning: null },
    { content: null, reasoning_content: 'Hm' },
    { content: 'Hi', reasoning: { effort: 'low' } },
    { content: 'Hi', tool_calls: null },
    { content: 'Hi', tool_calls: [] },
    { content: 'Hi', refusal: null, annotations: [], audio: { id: 1 } },
    { content: null, refusal: 'I will not.' },
    { annotations: [{ type: 'url_citation', url_citation: { url: 'https://a.example/', title: 'A' } }] },
    { content: null, tool_calls: [call('1')] },
    { content: 'Let me see', reasoning_content: 'Hm', tool_calls: [call('1'), call('2')] },
    { content: null, tool_calls: [call('1', { extra_content: { google: { thought_signature: 'c2ln' } } })] },
    ...['{"a":1}', { a: 1 }, [1], '', null, undefined, '{"a":', '{"a":1}}'].map(args => ({
      tool_calls: [{ id: 'a', ...fn('weather', args) }],
    })),
    { tool_calls: [fn('weather'), fn('time')] },
    { tool_calls: [call(''), call('')] },
    { tool_calls: [call('same'), call('same')] },
    { tool_calls: [call(null), call(null)] },
    { tool_calls: [{ id: 'a', function: { arguments: '{}' } }] },
  ] as readonly object[]
).map((message, index) => saying(`message ${index}`, message));

const inModels: readonly Answer[] = [
  ...['@cf/zai-org/glm-4.7-flash', '@cf/meta/llama-3.3-70b-instruct-fp8-fast', 'google/gemini-3.7-flash'].map(
    model =>
      saying(`a call of ${model}`, { tool_calls: [call('chatcmpl-tool-0')] }, {}, { model, ...withTools }),
  ),
  ...[
    '<think>Hm, 1 < 2</think>\n\nHi',
    '\n<think>\nHm</think>Hi <think>not this</think>',
    '<think></think>Hi',
    '<think>never closed',
    '<thin air',
    '<',
  ].flatMap(content =>
    ['perplexity/sonar-reasoning-pro', 'openai/gpt-4o', 'dynamic/support'].map(model =>
      saying(`${content} of ${model}`, { content }, {}, { model }),
    ),
  ),
  ...['mistral/mistral-large-latest', 'xai/grok-4.5', 'openai/gpt-4o'].flatMap(model =>
    ['The sky is blue', ' is blue', 'The'].map(content => ({
      label: `prefill: ${content} of ${model}`,
      model,
      options: {
        prompt: [
          ...H.slice(0, 1),
          { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'The sky' }] },
        ],
      },
      whole: answerOf({ content }),
      chunks: [...[...content].map(letter => chunkOf({ content: letter })), stop],
    })),
  ),
  ...['xai/grok-4.5', 'minimax/m3', 'openai/gpt-4o'].map(model => ({
    label: `repeated reasoning of ${model}`,
    model,
    chunks: [
      ...['Hm', 'Hm', 'Hm yes', ' no'].map(text => chunkOf({ reasoning_content: text })),
      chunkOf({ content: 'Hi' }),
      stop,
    ],
  })),
  ...['groq/llama-3.3-70b-versatile', 'cerebras/zai-glm-4.7', 'openai/gpt-4o'].flatMap(model =>
    (
      [
        ['json', { content: null }],
        ['json_2', { content: null }],
        ['weather', { content: '{"a":1}' }],
        ['weather', { content: 'Let me look' }],
      ] as const
    ).map(([name, message], index) => ({
      label: `a schema beside tools of ${model} ${index}`,
      model,
      options: {
        tools: index === 1 ? [WX, { ...WX, name: 'json' }] : [WX],
        responseFormat: jsonFormat(P_IN),
      },
      whole: answerOf(
        { ...message, tool_calls: [{ id: 'c1', ...fn(name, '{"name":"Ann"}') }] },
        'tool_calls',
      ),
      chunks: [
        chunkOf(message),
        chunkOf({ tool_calls: [{ index: 0, id: 'c1', ...fn(name, '{"name":') }] }),
        chunkOf({ tool_calls: [{ index: 0, function: { arguments: '"Ann"}' } }] }),
        chunkOf({}, 'tool_calls'),
      ],
    })),
  ),
  {
    label: 'a schema of an older Workers AI model',
    model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    options: { responseFormat: jsonFormat(P_IN) },
    whole: { result: { response: { name: 'Ann' }, usage }, success: true },
  },
];

const around: readonly Answer[] = (
  [
    { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] },
    { ...answerOf({ content: 'Hi' }), model: '' },
    { ...answerOf({ content: 'Hi' }), id: null, created: null },
    { ...answerOf({ content: 'Hi' }), id: 17, created: 1_700_000_000 },
    { ...answerOf({ content: 'Hi' }), created: '2026-01-01' },
    { ...answerOf({ content: 'Hi' }), object: 1, system_fingerprint: {}, service_tier: null },
    { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop', logprobs: { content: [] } }] },
    {
      choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }, { message: { content: 'B' } }],
    },
    { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop', usage: { ...usage, cost: 0.1 } }] },
    answerOf({ content: 'Hi' }, 'stop', { gatewayMetadata: { keySource: 'Unified' } }),
    answerOf({ content: 'Hi' }, 'stop', { citations: ['https://a.example/', 'https://b.example/'] }),
    answerOf({ content: 'Hi' }, 'stop', {
      citations: ['https://a.example/'],
      search_results: [{ url: 'https://a.example/', title: 'A', date: '2026-01-01' }],
    }),
    answerOf({ content: 'Hi' }, 'stop', { citations: [1, null, ''], search_results: 'x' }),
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'Hi' },
        { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Paris' } },
      ],
      stop_reason: 'tool_use',
      usage: {
        input_tokens: 5,
        output_tokens: 2,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 4,
      },
    },
    {
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      usage: { billed_units: { input_tokens: 1 }, tokens: { input_tokens: 5, output_tokens: 2 } },
    },
    ...['Hi', { name: 'Ann' }, [{ type: 'text', text: 'Hi' }], 42, null].flatMap(value => [
      { response: value, usage },
      { result: { response: value, usage }, success: true, errors: [], messages: [] },
      { result: { choices: [{ message: { content: value }, finish_reason: 'stop' }], usage }, success: true },
    ]),
    ...[[call('a')], [{ name: 'weather', arguments: { x: 1 } }]].flatMap(tool_calls => [
      { response: null, tool_calls, usage },
      { result: { response: '', tool_calls, usage }, success: true },
      { choices: [{ message: { content: null, tool_calls }, finish_reason: 'stop' }], usage },
    ]),
  ] as readonly unknown[]
).map((whole, index) => ({ label: `whole ${index}`, whole }));

const silent: readonly unknown[] = [
  { choices: null },
  { choices: [] },
  { id: 'c1' },
  { choices: [null] },
  { choices: [{ index: 0 }] },
  { choices: [{ index: 0, delta: null }] },
  { choices: [{ index: 0, delta: {} }] },
  { choices: [{ delta: { tool_calls: null } }] },
  { type: 'ping' },
  { id: 'c1', object: 'chat.completion.keepalive' },
  { choices: [{ delta: { content: 'x' }, finish_reason: 0 }], usage: { prompt_tokens: 'x' } },
  { choices: [{ delta: { content: 'x' }, logprobs: 1, extra: {} }], p: 'x', nonce: 1 },
  ': keep-alive\n\n',
  'event: ping\ndata: {"type":"ping"}\n\n',
  'retry: 3000\n\n',
  'id: 7\n\n',
  '\uFEFF',
  ' \r\n',
  'data: [DONE]\n\n',
  'event: done\ndata: {"type":"message_stop"}\n\n',
  'data: {"oops\n\n',
  'data: <html><title>502</title></html>\n\n',
  'data: upstream went away\n\n',
  'data: 42\n\n',
  'data: null\n\n',
  'data: "oops"\n\n',
];

const piece = (...calls: readonly object[]): object => chunkOf({ tool_calls: calls });
const written = (text: string, rest: object = {}): object => ({ function: { arguments: text }, ...rest });
const named = (text: string, rest: object): object => ({ ...fn('weather', text), ...rest });
const finaliser = { index: 0, id: null, type: null, function: { name: null, arguments: '' } };
const start = piece(named('{"x":', { index: 0, id: 'a' }));

/** Orders in which the pieces of calls may come. */
const pieces: readonly (readonly unknown[])[] = [
  [
    piece(written('{"ci', { index: 0, id: 'a' })),
    piece(written('ty":', { index: 0 })),
    piece(named('"A"}', { index: 0 })),
  ],
  [
    piece({ index: 0, id: 'a', type: 'function', function: {} }),
    piece({ index: 0, function: { name: 'weather' } }),
    piece(written('{}', { index: 0 })),
  ],
  [piece({ index: 0, id: 'a', ...fn('', '{"x"') }), piece(named(':1}', { index: 0 }))],
  [piece(written('{}', { index: 0, id: 'a' })), piece(named('', { index: 0, id: 'b' }))],
  [
    piece(written('{"x":', { index: 0, id: 'a' }), written('{"y":', { index: 1, id: 'b' })),
    piece(named('1}', { index: 0 }), named('2}', { index: 1 })),
  ],
  [
    piece({ index: 0, id: 'a', function: { arguments: { x: 1 } } }),
    piece({ index: 0, function: { name: 'weather' } }),
  ],
  [
    piece({
      index: 0,
      id: 'a',
      extra_content: { google: { thought_signature: 'S' } },
      ...written('{}'),
    }),
    piece(named('', { index: 0 })),
  ],
  ...[{ index: 0 }, { id: 'a' }, { index: 0, id: 'a' }, {}, { index: 1 }].map(rest => [
    start,
    piece(written('1}', rest)),
  ]),
  [start, piece({ index: 0, ...fn('', '1}') }), piece(finaliser)],
  [
    piece(named('', { index: 0, id: 'a' })),
    piece(named('', { index: 1, id: 'b' })),
    piece(written('{"x":1}', { index: 0 })),
    piece(written('{"y":2}', { index: 1 })),
  ],
  [chunkOf({ content: 'Hi' }), piece(finaliser)],
  [chunkOf({ content: 'Hi', tool_calls: [finaliser] })],
  [piece(written('{"sum":1}', { index: 0, id: 'a' }))],
  [chunkOf({ content: 'data: {"tool_calls":[{"id":"x"}]} \u2028data: {"tool_calls":[]}' })],
];

const streams: readonly Answer[] = [
  ...silent.flatMap((chunk, index) => [
    { label: `silent ${index}`, chunks: [chunk, chunkOf({ content: 'Hi' }), chunk, stop, chunk] },
  ]),
  ...pieces.flatMap((chunks, index) => [
    {
      label: `pieces ${index}`,
      ...withTools,
      chunks: [chunkOf({ content: 'Olá ' }), ...chunks, chunkOf({}, 'tool_calls')],
    },
    { label: `pieces ${index}, no tools`, chunks: [...chunks, chunkOf({}, 'tool_calls')] },
  ]),
  {
    label: 'everything',
    ...withTools,
    chunks: [
      chunkOf({ role: 'assistant', reasoning_content: 'Hm 🤔' }),
      chunkOf({ content: words }),
      chunkOf({ reasoning: 'again' }),
      chunkOf({ content: ' and ' }, null, { citations: ['https://a.example/'] }),
      piece(named('{"city":', { index: 0, id: 'c1' })),
      piece(written('"São Paulo 🌧"}', { index: 0 })),
      chunkOf({}, 'tool_calls'),
      { choices: [], usage },
    ],
  },
  {
    label: 'details of reasoning',
    chunks: [
      ...['H', 'm'].map(text =>
        chunkOf({ reasoning: text, reasoning_details: [{ ...detail, index: 0, text }] }),
      ),
      chunkOf({ reasoning_details: [{ type: 'reasoning.text', index: 0, signature: 's' }] }),
      chunkOf({ content: 'Hi' }),
      stop,
    ],
  },
  {
    label: 'a refusal in pieces',
    chunks: [chunkOf({ refusal: 'I will ' }), chunkOf({ refusal: 'not.' }), stop],
  },
  {
    label: 'native frames',
    chunks: [
      { response: 'Let me ' },
      { response: 1 },
      { response: '', tool_calls: [{ name: 'weather', arguments: { x: 1 } }] },
      { response: '', usage },
    ],
  },
  {
    label: 'mirrored frames',
    chunks: [...['Hel', 'lo'].map(content => ({ ...chunkOf({ content }), response: content })), stop],
  },
  {
    label: 'padding and several lines',
    chunks: [
      ': OPENROUTER PROCESSING\n\n',
      'event: message\nid: 1\n',
      chunkOf({ content: 'Hel' }, null, { p: 'abcdef', obfuscation: 'x' }),
      `data:${JSON.stringify(chunkOf({ content: 'lo' }))}\n\n`,
      stop,
    ],
  },
  ...['\r\n', '\r'].map(newline => ({
    label: `lines that end with ${JSON.stringify(newline)}`,
    ...withTools,
    chunks: [chunkOf({ content: 'Hel' }), ...(pieces[0] ?? []), chunkOf({}, 'tool_calls')].map(chunk =>
      frame(chunk).replaceAll('\n', newline),
    ),
  })),
  {
    label: 'usage of each chunk',
    chunks: [
      chunkOf({ content: 'a' }, null, { usage: { completion_tokens: 1 } }),
      chunkOf({ content: 'b' }, 'stop', { usage: { completion_tokens: 1 } }),
      { response: '', usage: { ...usage, neurons: 1.5 } },
    ],
  },
  {
    label: 'usage in the choice',
    chunks: [chunkOf({ content: 'Hi' }), { choices: [{ delta: {}, finish_reason: 'stop', usage }] }],
  },
  {
    label: 'usage of groq',
    chunks: [chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { x_groq: { id: 'r', usage } })],
  },
  {
    label: 'numbers and text',
    chunks: [chunkOf({ content: 1 }), chunkOf({ content: '.' }), chunkOf({ content: 5 }), stop],
  },
];

const reasons: readonly Answer[] = [
  ...'stop length max_tokens model_length tool_calls function_call content_filter error insufficient_system_resource novel end_turn COMPLETE STOP MAX_TOKENS SAFETY tool_use TOOL_CALL'.split(
    ' ',
  ),
  '',
  null,
].flatMap(reason =>
  [{ content: 'Hi' }, { tool_calls: [call('1')] }].map((message, index) => ({
    label: `reason ${reason} ${index === 0 ? 'of text' : 'of a call'}`,
    whole: answerOf(message, reason),
    chunks: [chunkOf(message), chunkOf({}, reason)],
  })),
);

const usages: readonly Answer[] = [
  undefined,
  null,
  {},
  'many',
  usage,
  { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  { prompt_tokens: 7, completion_tokens: 5 },
  { prompt_tokens: 7 },
  { prompt_tokens: null, completion_tokens: 5, total_tokens: null },
  { prompt_tokens: '7', completion_tokens: 5 },
  {
    ...usage,
    prompt_tokens_details: { cached_tokens: 3 },
    completion_tokens_details: { reasoning_tokens: 2 },
  },
  { ...usage, prompt_tokens_details: { cached_tokens: 0 } },
  { ...usage, prompt_tokens_details: null, completion_tokens_details: {} },
  { ...usage, cached_tokens: 4 },
  { ...usage, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 1 },
  { input_tokens: 7, output_tokens: 5 },
  {
    prompt_tokens: 214,
    completion_tokens: 323,
    total_tokens: 924,
    completion_tokens_details: { reasoning_tokens: 387 },
  },
  { ...usage, completion_tokens_details: { reasoning_tokens: 9 } },
  { ...usage, prompt_tokens_details: { cached_tokens: 10 } },
  { ...usage, neurons: 12.5, cost: 0.00000285, is_byok: false, nested: { list: [1, { deep: null }] } },
].map((counts, index) => ({
  label: `usage ${index}`,
  whole: answerOf({ content: 'Hi' }, 'stop', { usage: counts }),
  chunks: [chunkOf({ content: 'Hi' }), chunkOf({}, 'stop', { usage: counts })],
}));

const headers: readonly Readonly<Record<string, string>>[] = [
  { 'cf-aig-log-id': '01JADMCQQQBWH3NXZ5GCRN98DP' },
  { 'cf-aig-log-id': '  ' },
  { 'cf-aig-request-id': 'r-1', 'cf-aig-event-id': 'e1', 'cf-aig-run-id': 'run-1', 'cf-ray': '8f00ba-LIS' },
  { 'cf-aig-cache-status': 'HIT' },
  ...['0', '12', 'first', '-1'].map(step => ({ 'cf-aig-step': step })),
  { 'cf-aig-provider': 'openai', 'cf-aig-model': 'gpt-5.4' },
  { 'cf-aig-provider': 'perplexity-ai', 'cf-aig-model': 'sonar-reasoning' },
  {
    'cf-aig-routed-model': 'perplexity/sonar-reasoning',
    'cf-aig-routing-reason': 'novel',
    'cf-aig-routing-decision-id': 'd',
  },
  ...['{"findings":[{"profile":{"profile_id":"p"}}],"action":"FLAG"}', '{"findings":', '["x"]', 'BLOCK'].map(
    dlp => ({ 'cf-aig-dlp': dlp }),
  ),
];

const described: readonly Answer[] = headers.flatMap((given, index) =>
  ['openai/gpt-4o', 'dynamic/support', 'cloudflare/auto'].map(model => ({
    ...saying(`headers ${index} of ${model}`, { content: '<think>Hm</think>Hi' }, { usage }, { model }),
    headers: given,
  })),
);

/** Everything that answers may look like. */
export const answers: readonly Answer[] = [
  ...messages,
  ...inModels,
  ...around,
  ...streams,
  ...reasons,
  ...usages,
  ...described,
];

/** What is open when a stream breaks off. */
export const openings: Readonly<Record<string, readonly object[]>> = {
  nothing: [chunkOf({ role: 'assistant' })],
  text: [chunkOf({ content: 'Hello' })],
  reasoning: [chunkOf({ reasoning_content: 'Hm' })],
  'text after reasoning': [chunkOf({ reasoning_content: 'Hm' }), chunkOf({ content: 'Hello' })],
  'a call': [start],
  'two calls': [start, piece(named('{"y"', { index: 1, id: 'b' }))],
  'a refusal': [chunkOf({ refusal: 'I cannot' })],
  'native text': [{ response: 'Hel' }, { response: 'lo' }],
};

/** What is no answer at all. */
export const noAnswers: readonly string[] = [
  '',
  '   ',
  'not json',
  '<html></html>',
  '"text"',
  '42',
  'null',
  '[]',
  '{}',
  '{"choices":[]}',
];
