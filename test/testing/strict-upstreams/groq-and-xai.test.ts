import { expect, it } from 'vitest';
import {
  ask,
  assistant,
  closed,
  dataImage,
  file,
  history,
  image,
  jsonObject,
  jsonSchema,
  loop,
  named,
  type StrictCase,
  strictSchema,
  strictSuite,
  system,
  tool,
  user,
  weather,
} from './suite.ts';

const llama = 'groq/llama-3.3-70b-versatile';
const oss = 'groq/openai/gpt-oss-120b';
const qwen = 'groq/qwen/qwen3-32b';
const answered = (extra: object) => ({ messages: [user('a'), assistant('b', extra), user('c')] });
const unmet = (problem: string, index = 1, role = 'assistant') =>
  `'messages.${index}' : for 'role:${role}' the following must be satisfied[('messages.${index}' : ${problem})]`;

strictSuite('groq', message => ({ error: { message, type: 'invalid_request_error' } }), [
  {
    rule: 'unknown members of messages',
    model: llama,
    bad: answered({ reasoning_content: 'y' }),
    good: answered({}),
    message: unmet("property 'reasoning_content' is unsupported"),
  },
  {
    rule: 'nulls in messages',
    model: llama,
    bad: answered({ function_call: null }),
    good: answered({}),
    message: unmet("value of 'function_call' must not be null"),
  },
  {
    rule: 'reasoning of models without any',
    model: llama,
    bad: answered({ reasoning: 'y' }),
    good: answered({}),
    message: 'messages[1].reasoning: reasoning is not supported with this model',
  },
  {
    rule: 'files',
    model: llama,
    bad: { messages: [user([file])] },
    good: { messages: [user([dataImage])] },
    message: unmet("content type 'file' is unsupported", 0, 'user'),
  },
  {
    rule: 'a schema beside tools',
    model: oss,
    both: strictSchema(closed),
    bad: { tools: [weather] },
    message: 'json mode cannot be combined with tool/function calling',
  },
  {
    rule: 'JSON beside tools',
    model: oss,
    both: jsonObject,
    bad: { tools: [weather] },
    message: "'response_format' json_object cannot be combined with tool/function calling",
  },
  {
    rule: 'schemas of models without any',
    model: llama,
    bad: strictSchema(closed),
    good: jsonObject,
    message:
      'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
  },
  { rule: 'unknown members', model: oss, bad: { top_k: 4 }, message: "property 'top_k' is unsupported" },
  {
    rule: 'effort none of gpt-oss',
    model: oss,
    bad: { reasoning_effort: 'none' },
    good: { reasoning_effort: 'low' },
    message: 'reasoning_effort must be one of `low`, `medium`, `high`',
  },
  {
    rule: 'effort low of qwen3',
    model: qwen,
    bad: { reasoning_effort: 'low' },
    good: { reasoning_effort: 'default' },
    message: 'reasoning_effort must be one of `none`, `default`',
  },
  {
    rule: 'effort of models without any',
    model: llama,
    bad: { reasoning_effort: 'low' },
    message: 'reasoning_effort is not supported with this model',
  },
  {
    rule: 'unknown reasoning formats',
    model: qwen,
    bad: { reasoning_format: 'tags' },
    good: { reasoning_format: 'raw' },
    message: 'reasoning_format must be one of `parsed`, `raw`, `hidden`',
  },
  {
    rule: 'raw reasoning beside tools',
    model: qwen,
    both: { tools: [weather] },
    bad: { reasoning_format: 'raw' },
    good: { reasoning_format: 'parsed' },
    message: 'reasoning_format `raw` is not supported with tool calling or JSON mode',
  },
]);

const grok = 'grok/grok-4.5';
const bad = (text: string) => `Failed to deserialize the JSON body into the target type: ${text}`;
const unknown = (key: string, at = '') => bad(`${at}unknown field \`${key}\``);
const invalid = (message: string) => ({ code: 'Client specified an invalid argument', error: message });
const newer = (model: string, key: string) => `Model ${model} does not support parameter ${key}.`;
const notAString = 'invalid type, expected a string';

strictSuite('xai', invalid, [
  {
    rule: 'live search',
    model: grok,
    bad: { search_parameters: { mode: 'off' } },
    message:
      'Live search is deprecated. Please switch to the Agent Tools API: https://docs.x.ai/docs/guides/tools/overview',
    status: 410,
  },
  ...(
    [
      ['presence_penalty', 'presencePenalty'],
      ['frequency_penalty', 'frequencyPenalty'],
      ['stop', 'stop'],
    ] as const
  ).flatMap(([key, name]): StrictCase[] => [
    {
      rule: key,
      model: grok,
      bad: { [key]: key === 'stop' ? ['x'] : 0 },
      message: `Argument not supported on this model: ${name}`,
    },
    {
      rule: `${key}, in newer words`,
      model: 'grok/grok-4.20-0309-non-reasoning',
      bad: { [key]: key === 'stop' ? ['x'] : 0 },
      message: newer('grok-4.20-0309-non-reasoning', name),
    },
  ]),
  ...(
    [
      ['grok-4.5', 'none', 'low'],
      ['grok-4.5', 'xhigh', 'high'],
      ['grok-4.6', 'minimal', 'xhigh'],
      ['grok-4.3', 'xhigh', 'none'],
      ['grok-3-mini', 'medium', 'low'],
    ] as const
  ).map(
    ([model, effort, good]): StrictCase => ({
      rule: `reasoning_effort ${effort}`,
      model: `grok/${model}`,
      bad: { reasoning_effort: effort },
      good: { reasoning_effort: good },
      message: `This model does not support 'reasoning_effort' value '${effort}'`,
    }),
  ),
  ...['grok-4', 'grok-4-0709', 'grok-code-fast-1', 'grok-3'].map(
    (model): StrictCase => ({
      rule: 'reasoning_effort',
      model: `grok/${model}`,
      bad: { reasoning_effort: 'low' },
      message: 'Argument not supported on this model: reasoningEffort',
    }),
  ),
  ...['grok-4.20-0309-reasoning', 'grok-4.20-non-reasoning', 'grok-4-1-fast-reasoning'].map(
    (model): StrictCase => ({
      rule: 'reasoning_effort, in newer words',
      model: `grok/${model}`,
      bad: { reasoning_effort: 'low' },
      message: newer(model, 'reasoningEffort'),
    }),
  ),
  ...['logprobs', 'top_logprobs', 'logit_bias', 'metadata', 'store', 'top_k'].map(
    (key): StrictCase => ({ rule: key, model: grok, bad: { [key]: 1 }, message: unknown(key) }),
  ),
  {
    rule: 'temperature above 2',
    model: grok,
    bad: { temperature: 2.5 },
    good: { temperature: 2 },
    message: bad('temperature: must be at most 2'),
  },
  {
    rule: 'n above 10',
    model: grok,
    bad: { n: 11 },
    good: { n: 10 },
    message: bad('n: must be at most 10'),
  },
  {
    rule: 'more than 128 tools',
    model: grok,
    bad: { tools: Array.from({ length: 129 }, () => weather) },
    good: { tools: Array.from({ length: 128 }, () => weather) },
    message: bad('tools: must have at most 128 items'),
  },
  {
    rule: 'more than 500 messages',
    model: grok,
    bad: { messages: Array.from({ length: 501 }, () => user('a')) },
    good: { messages: Array.from({ length: 500 }, () => user('a')) },
    message: bad('messages: must have at most 500 items'),
  },
  {
    rule: 'developers',
    model: grok,
    bad: { messages: [{ role: 'developer', content: 'a' }, user('b')] },
    good: { messages: [system('a'), user('b')] },
    message: bad(
      'messages[0].role: unknown variant `developer`, expected one of `system`, `user`, `assistant`, `tool`',
    ),
  },
  {
    rule: 'replayed reasoning',
    model: grok,
    bad: answered({ reasoning_content: 'y' }),
    good: answered({}),
    message: unknown('reasoning_content', 'messages[1]: '),
  },
  {
    rule: 'names of tool results',
    model: grok,
    both: { tools: [weather] },
    bad: { messages: history('a', {}, { name: 'weather' }) },
    good: { messages: history('a') },
    message: unknown('name', 'messages[2]: '),
  },
  {
    rule: 'instructions in parts',
    model: grok,
    bad: { messages: [{ role: 'system', content: [{ type: 'text', text: 'a' }] }, user('b')] },
    good: { messages: [system('a'), user('b')] },
    message: bad(`messages[0].content: ${notAString}`),
  },
  {
    rule: 'answers in parts',
    model: grok,
    bad: { messages: [user('a'), assistant([{ type: 'text', text: 'b' }]), user('c')] },
    good: { messages: [user('a'), assistant('b'), user('c')] },
    message: bad(`messages[1].content: ${notAString}`),
  },
  {
    rule: 'no parts',
    model: grok,
    bad: { messages: [user([])] },
    good: { messages: [user([{ type: 'text', text: 'a' }])] },
    message: bad(`messages[0].content: ${notAString}`),
  },
  {
    rule: 'files',
    model: grok,
    bad: { messages: [user([file])] },
    good: { messages: [user([image()])] },
    message: bad('messages[0].content[0]: unknown variant `file`, expected `text` or `image_url`'),
  },
  {
    rule: 'details of images',
    model: grok,
    bad: { messages: [user([image({ detail: 'original' })])] },
    good: { messages: [user([image({ detail: 'high' })])] },
    message: bad('messages[0].content[0].image_url.detail: unknown variant `original`'),
  },
  {
    rule: 'members of calls',
    model: grok,
    bad: loop('a', {}, {}, { extra_content: {} }),
    good: loop('a'),
    message: unknown('extra_content', 'messages[1].tool_calls[0]: '),
  },
  {
    rule: 'tools without parameters',
    model: grok,
    bad: { tools: [tool({ parameters: undefined })] },
    good: { tools: [tool({ parameters: { type: 'object', properties: {} } })] },
    message: bad('tools[0].function: missing field `parameters`'),
  },
  {
    rule: 'descriptions of schemas',
    model: grok,
    bad: jsonSchema(closed, { name: 'out', description: 'd' }),
    good: jsonSchema(closed, { name: 'out', strict: true }),
    message: unknown('description', 'response_format.json_schema: '),
  },
  {
    rule: 'other stream options',
    model: grok,
    both: { stream: true },
    bad: { stream_options: { include_usage: true, include_obfuscation: false } },
    good: { stream_options: { include_usage: true } },
    message: unknown('include_obfuscation', 'stream_options: '),
  },
  {
    rule: 'stream options that say nothing',
    model: grok,
    both: { stream: true },
    bad: { stream_options: {} },
    good: { stream_options: { include_usage: false } },
    message: bad('stream_options: missing field `include_usage`'),
  },
]);

it.each([
  ['grok/grok-3', { stop: ['x'], presence_penalty: 1 }],
  [grok, { seed: 1, user: 'u', max_tokens: 9, tools: [weather], tool_choice: named }],
  [grok, { ...loop('a', { content: '' }), tool_choice: 'required', parallel_tool_calls: true }],
  [grok, { reasoning_effort: null }],
  [
    oss,
    {
      messages: [user('a'), assistant('b', { reasoning: 'y' }), user('c')],
      stream: true,
      stream_options: {},
    },
  ],
  [llama, { seed: 1, stop: ['x'], frequency_penalty: 1 }],
  ['groq/qwen/qwen3.6-27b', { reasoning_effort: 'none' }],
])('%s accepts %o', async (model, body) => {
  expect((await ask(model, body)).status).toBe(200);
});
