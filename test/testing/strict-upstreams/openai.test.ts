import { expect, it } from 'vitest';
import {
  ask,
  closed,
  dataImage,
  file,
  history,
  jsonSchema,
  openAIBody,
  parameters,
  type StrictCase,
  strictSchema,
  strictSuite,
  tool,
  user,
  weather,
} from './suite.ts';

const useOther =
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
const parameter = (key: string) => `Unsupported parameter: '${key}' is not supported with this model.`;
const onlyDefault = (key: string, value: number, standard: number) =>
  `Unsupported value: '${key}' does not support ${value} with this model. Only the default (${standard}) value is supported.`;
const effort = (value: string, values: string) =>
  `Unsupported value: 'reasoning_effort' does not support '${value}' with this model. Supported values are: ${values}.`;
const tokens = { max_completion_tokens: 9 };
const audio = (format: string) => ({
  messages: [user([{ type: 'input_audio', input_audio: { data: 'UklGRg==', format } }])],
});
const fileOf = (file_data: string) => ({
  messages: [user([{ type: 'file', file: { filename: 'a.pdf', file_data } }])],
});
const marked = { type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } };
const context = (problem: string, place = '') =>
  `Invalid schema for response_format 'out': In context=(${place}), ${problem}`;
const withProperty = (schema: object) => strictSchema({ ...closed, properties: { city: schema } });
const inCity = "'properties', 'city'";

const models = (prefix: string): StrictCase[] =>
  [
    ...['gpt-5-mini', 'gpt-5.2', 'o3'].map(
      (model): StrictCase => ({
        rule: 'max_tokens of reasoning models',
        model,
        bad: { max_tokens: 9 },
        good: {},
        message: useOther,
        facts: { param: 'max_tokens', code: 'unsupported_parameter' },
      }),
    ),
    ...(
      [
        ['gpt-5', 'temperature', 0.2, 1, {}],
        ['o3', 'top_p', 0.2, 1, {}],
        ['gpt-5.2', 'temperature', 0.2, 1, { reasoning_effort: 'low' }],
        ['gpt-5.5', 'frequency_penalty', 1, 0, {}],
        ['gpt-5.3-chat-latest', 'presence_penalty', 1, 0, {}],
      ] as const
    ).map(
      ([model, key, value, standard, both]): StrictCase => ({
        rule: key,
        model,
        both: { ...tokens, ...both },
        bad: { [key]: value },
        good: { [key]: standard },
        message: onlyDefault(key, value, standard),
        facts: { param: key, code: 'unsupported_value' },
      }),
    ),
    ...(['logprobs', 'logit_bias', 'top_logprobs'] as const).map(
      (key): StrictCase => ({
        rule: key,
        model: 'o4-mini',
        bad: { [key]: key === 'logprobs' ? true : 1 },
        message: parameter(key),
        facts: { param: key, code: 'unsupported_parameter' },
      }),
    ),
    ...(
      [
        ['gpt-5', 'none', 'minimal', "'minimal', 'low', 'medium', and 'high'"],
        ['o3', 'xhigh', 'high', "'low', 'medium', and 'high'"],
        ['gpt-5.1-chat-latest', 'low', 'medium', "'medium'"],
        ['gpt-5.1', 'xhigh', 'none', "'none', 'low', 'medium', and 'high'"],
        ['gpt-5.4', 'minimal', 'xhigh', "'none', 'low', 'medium', 'high', and 'xhigh'"],
        ['gpt-5.5', 'max', 'xhigh', "'none', 'low', 'medium', 'high', and 'xhigh'"],
        ['gpt-6.1-sol', 'none', 'low', "'low', 'medium', 'high', and 'xhigh'"],
        ['gpt-6-sol', 'minimal', 'none', "'none', 'low', 'medium', 'high', and 'xhigh'"],
      ] as const
    ).map(
      ([model, bad, good, values]): StrictCase => ({
        rule: `reasoning_effort ${bad}`,
        model,
        bad: { reasoning_effort: bad },
        good: { reasoning_effort: good },
        message: effort(bad, values),
        facts: { param: 'reasoning_effort', code: 'unsupported_value' },
      }),
    ),
    {
      rule: 'reasoning_effort of other models',
      model: 'gpt-4o',
      bad: { reasoning_effort: 'low' },
      message: 'Unrecognized request argument supplied: reasoning_effort',
    },
    {
      rule: 'unknown members',
      model: 'gpt-4o',
      bad: { cacheTtl: 60 },
      message: 'Unrecognized request argument supplied: cacheTtl',
    },
    {
      rule: 'prompt_cache_retention of gpt-6',
      model: 'gpt-6-sol',
      bad: { prompt_cache_retention: '24h' },
      message: parameter('prompt_cache_retention'),
      facts: { param: 'prompt_cache_retention', code: 'unsupported_parameter' },
    },
    {
      rule: 'parallel_tool_calls of o3-mini',
      model: 'o3-mini',
      both: { tools: [weather] },
      bad: { parallel_tool_calls: false },
      message: parameter('parallel_tool_calls'),
      facts: { param: 'parallel_tool_calls', code: 'unsupported_parameter' },
    },
    {
      rule: 'temperature of search models',
      model: 'gpt-4o-search-preview',
      both: { web_search_options: {} },
      bad: { temperature: 0.5 },
      message: 'Model incompatible request argument supplied: temperature',
      facts: { param: 'temperature' },
    },
    {
      rule: 'web search of other models',
      model: 'gpt-4o',
      bad: { web_search_options: {} },
      message: 'Web search options not supported with this model.',
      facts: { param: 'web_search_options' },
    },
    {
      rule: 'flex on older models',
      model: 'gpt-4o',
      bad: { service_tier: 'flex' },
      good: { service_tier: 'auto' },
      message: "Invalid service_tier argument: 'flex' is not available for this model.",
      facts: { param: 'service_tier' },
    },
    {
      rule: 'tools of gpt-5.6 beside reasoning',
      model: 'gpt-5.6-sol',
      both: { tools: [weather] },
      bad: { reasoning_effort: 'low' },
      good: { reasoning_effort: 'none' },
      message:
        "Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
      facts: { param: 'reasoning_effort' },
    },
    ...['tool_choice', 'parallel_tool_calls'].map(
      (key): StrictCase => ({
        rule: `${key} without tools`,
        model: 'gpt-4o',
        bad: { [key]: key === 'tool_choice' ? 'auto' : true },
        message: `'${key}' is only allowed when 'tools' are specified.`,
        facts: { param: key },
      }),
    ),
    {
      rule: 'hosted tools',
      model: 'gpt-4o',
      bad: { tools: [{ type: 'web_search_preview' }] },
      good: { tools: [weather] },
      message: "Invalid value: 'web_search_preview'. Supported values are: 'function' and 'custom'.",
      facts: { param: 'tools[0].type', code: 'invalid_value' },
    },
    {
      rule: 'letters of tool names',
      model: 'gpt-4o',
      bad: { tools: [tool({ name: 'get.weather' })] },
      good: { tools: [tool({ name: 'get_weather-2' })] },
      message:
        "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
      facts: { param: 'tools[0].function.name', code: 'invalid_value' },
    },
    {
      rule: 'length of tool names',
      model: 'gpt-4o',
      bad: { tools: [tool({ name: 'n'.repeat(65) })] },
      good: { tools: [tool({ name: 'n'.repeat(64) })] },
      message:
        "Invalid 'tools[0].function.name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
      facts: { param: 'tools[0].function.name', code: 'string_above_max_length' },
    },
    {
      rule: 'length of call ids',
      model: 'gpt-4o',
      both: { tools: [weather] },
      bad: { messages: history('c'.repeat(41)) },
      good: { messages: history('c'.repeat(40)) },
      message:
        "Invalid 'messages[1].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 41 instead.",
      facts: { param: 'messages[1].tool_calls[0].id', code: 'string_above_max_length' },
    },
    {
      rule: 'null contents',
      model: 'gpt-4o',
      bad: { messages: [user(null)] },
      good: { messages: [user('')] },
      message: "Invalid value for 'content': expected a string, got null.",
      facts: { param: 'messages.[0].content' },
    },
    {
      rule: 'instructions of o1-mini',
      model: 'o1-mini',
      bad: { messages: [{ role: 'system', content: 'Be brief' }, user('Hi')] },
      good: { messages: [user('Be brief'), user('Hi')] },
      message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
      facts: { param: 'messages[0].role', code: 'unsupported_value' },
    },
    {
      rule: 'formats of sound',
      model: 'gpt-4o',
      bad: audio('ogg'),
      good: audio('mp3'),
      message: "Invalid value: 'ogg'. Supported values are: 'wav' and 'mp3'.",
      facts: { param: 'messages[0].content[0].input_audio.format', code: 'invalid_value' },
    },
    {
      rule: 'cache marks of older models',
      model: 'gpt-5.5',
      bad: { messages: [user([marked])] },
      good: { messages: [user([{ type: 'text', text: 'Hi' }])] },
      message: "Unknown parameter: 'messages[0].content[0].prompt_cache_breakpoint'.",
      facts: { param: 'messages[0].content[0].prompt_cache_breakpoint', code: 'unknown_parameter' },
    },
    {
      rule: 'schemas of older models',
      model: 'gpt-4-turbo',
      bad: strictSchema(closed),
      good: { response_format: { type: 'json_object' } },
      message:
        "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
      facts: { param: 'response_format' },
    },
    {
      rule: 'schemas without a name',
      model: 'gpt-4o',
      bad: jsonSchema(closed, {}),
      good: jsonSchema(closed),
      message: "Missing required parameter: 'response_format.json_schema.name'.",
      facts: { param: 'response_format.json_schema.name', code: 'missing_required_parameter' },
    },
    ...(
      [
        [
          'open objects',
          strictSchema(parameters),
          context("'additionalProperties' is required to be supplied and to be false."),
        ],
        [
          'optional properties',
          strictSchema({ ...closed, required: [] }),
          context(
            "'required' is required to be supplied and to be an array including every key in properties. Missing 'city'.",
          ),
        ],
        [
          'open objects inside',
          withProperty({ type: 'object', properties: {} }),
          context("'additionalProperties' is required to be supplied and to be false.", inCity),
        ],
        [
          'oneOf',
          withProperty({ oneOf: [{ type: 'string' }] }),
          context("'oneOf' is not permitted.", inCity),
        ],
        [
          'propertyNames',
          strictSchema({ ...closed, propertyNames: { type: 'string' } }),
          context("'propertyNames' is not permitted."),
        ],
        [
          'lookaround',
          withProperty({ type: 'string', pattern: '(?=a)' }),
          context("'pattern' is not permitted to use lookaround: (?=a)", inCity),
        ],
        ['untyped lists', withProperty({ type: 'array' }), context('array schema missing items.', inCity)],
      ] as const
    ).map(
      ([rule, bad, message]): StrictCase => ({
        rule: `${rule} in strict schemas`,
        model: 'gpt-4o',
        bad,
        good: strictSchema(closed),
        message,
        facts: { param: 'response_format', code: 'invalid_json_schema' },
      }),
    ),
    {
      rule: 'open objects in strict tools',
      model: 'gpt-4o',
      bad: { tools: [weather, tool({ name: 'w2', strict: true })] },
      good: { tools: [weather, tool({ name: 'w2', strict: true, parameters: closed })] },
      message:
        "Invalid schema for function 'w2': In context=(), 'additionalProperties' is required to be supplied and to be false.",
      facts: { param: 'tools[1].function.parameters', code: 'invalid_function_parameters' },
    },
  ].map((row: StrictCase) => ({ ...row, model: `${prefix}/${row.model}` }));

strictSuite('openai', openAIBody, [
  ...models('openai'),
  {
    rule: 'files by address',
    model: 'openai/gpt-4o',
    bad: fileOf('https://example.com/a.pdf'),
    good: fileOf('data:application/pdf;base64,JVBERi0='),
    message:
      "Invalid file data: 'messages[0].content[0].file.file_data'. Expected a base64-encoded data URL with an application/pdf MIME type (e.g. 'data:application/pdf;base64,aGVsbG8gd29ybGQ='), but got a value without the 'data:' prefix.",
    facts: { param: 'messages[0].content[0].file.file_data', code: 'invalid_value' },
  },
]);

/** What deployments refuse follows the model, and there are no documents. */
strictSuite('azure-openai', openAIBody, [
  ...models('azure-openai'),
  {
    rule: 'files',
    model: 'azure-openai/gpt-4o',
    bad: { messages: [user([file])] },
    good: { messages: [user([dataImage])] },
    message: "Invalid Value: 'file'. This model does not support file content types.",
    facts: { param: 'messages[0].content[0].type', code: 'invalid_value' },
  },
  {
    rule: 'tools of gpt-6-astra beside reasoning',
    model: 'azure-openai/gpt-6-astra',
    both: { tools: [weather] },
    bad: { reasoning_effort: 'low' },
    good: { reasoning_effort: 'none' },
    message:
      "Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
    facts: { param: 'reasoning_effort' },
  },
]);

strictSuite('azure-openai, a Mistral deployment', message => ({ error: { code: '422', message } }), [
  {
    rule: 'max_completion_tokens',
    model: 'azure-openai/mistral-large',
    bad: { max_completion_tokens: 9 },
    message:
      "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted'}]",
    status: 422,
  },
]);

it.each([
  ['openai/gpt-5-codex', 404, 'This model is only supported in v1/responses and not in v1/chat/completions.'],
  ['openai/gpt-5-pro', 404, 'This model is only supported in v1/responses and not in v1/chat/completions.'],
])('%s belongs to the Responses API', async (model, status, message) => {
  const result = await ask(model);
  expect([result.status, result.json.error.message]).toEqual([status, message]);
});

it.each([
  ['openai/gpt-4o', { max_tokens: 90, temperature: 0.2, frequency_penalty: 1, seed: 1, stop: ['x'] }],
  ['openai/gpt-5-chat-latest', { max_tokens: 90, temperature: 0.2 }],
  ['openai/gpt-5.1', { max_completion_tokens: 90, temperature: 0.2 }],
  ['openai/gpt-5.5', { temperature: 0.2, reasoning_effort: 'none' }],
  ['openai/o3-mini', { stop: ['x'] }],
  ['openai/gpt-5-chat-latest', { stop: ['x'] }],
  ['openai/gpt-6-sol', { tools: [weather], reasoning_effort: 'none' }],
  ['openai/gpt-4o', strictSchema({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...closed })],
])('%s accepts %o', async (model, body) => {
  expect((await ask(model, body)).status).toBe(200);
});
