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
  openAIBody,
  parameters,
  type StrictCase,
  strictSuite,
  system,
  tool,
  user,
  weather,
} from './suite.ts';

const answered = (extra: object) => ({ messages: [user('a'), assistant('b', extra), user('c')] });
const off = { thinking: { type: 'disabled' } };
const badBody = (text: string) => `Failed to deserialize the JSON body into the target type: ${text}`;

const v4 = 'deepseek/deepseek-v4-pro';
const r1 = 'deepseek/deepseek-reasoner';
const chat = 'deepseek/deepseek-chat';

strictSuite('deepseek', openAIBody, [
  {
    rule: 'answers without their thoughts',
    model: v4,
    bad: answered({}),
    good: answered({ reasoning_content: '' }),
    message: 'The `reasoning_content` in the thinking mode must be passed back to the API.',
  },
  {
    rule: 'thoughts of earlier turns',
    model: r1,
    bad: answered({ reasoning_content: 'y' }),
    good: answered({}),
    message: 'messages[1]: `reasoning_content` of earlier turns must not be passed back.',
  },
  {
    rule: 'text in parts',
    model: chat,
    bad: { messages: [user([{ type: 'text', text: 'a' }])] },
    good: { messages: [user('a')] },
    message: badBody('messages[0]: invalid type: sequence, expected a string'),
  },
  {
    rule: 'images',
    model: chat,
    bad: { messages: [user([dataImage])] },
    good: { messages: [user('a')] },
    message: badBody('messages[0]: unknown variant `image_url`, expected `text`'),
  },
  {
    rule: 'schemas',
    model: chat,
    both: { messages: [system('Return JSON.'), user('a')] },
    bad: jsonSchema(closed),
    good: jsonObject,
    message: 'This response_format type is unavailable now',
  },
  {
    rule: 'JSON that no message asks for',
    model: chat,
    both: jsonObject,
    bad: { messages: [user('Hi')] },
    good: { messages: [user('Hi in json')] },
    message:
      "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
  },
  ...['required', named].map(
    (choice): StrictCase => ({
      rule: `a forced call while thinking (${typeof choice})`,
      model: v4,
      both: { tools: [weather] },
      bad: { tool_choice: choice },
      good: { tool_choice: 'auto' },
      message: 'deepseek-v4-pro does not support this tool_choice',
    }),
  ),
  {
    rule: 'reasoning_effort medium',
    model: v4,
    bad: { reasoning_effort: 'medium' },
    good: { reasoning_effort: 'max' },
    message: badBody('reasoning_effort: unknown variant `medium`, expected one of `low`, `high`, `max`'),
  },
  {
    rule: 'developers',
    model: chat,
    bad: { messages: [{ role: 'developer', content: 'a' }, user('b')] },
    good: { messages: [system('a'), user('b')] },
    message: badBody(
      'messages[0].role: unknown variant `developer`, expected one of `system`, `user`, `assistant`, `tool`',
    ),
  },
]);

const qwen = 'alibaba/qwen3-max';
const invalid = (text: string) => `<400> InternalError.Algo.InvalidParameter: ${text}`;
const forced = invalid(
  'The tool_choice parameter does not support being set to required or object in thinking mode',
);

strictSuite(
  'alibaba',
  message => ({
    error: { message, type: 'invalid_request_error', param: null, code: 'invalid_parameter_error' },
    request_id: 'local',
  }),
  [
    ...['required', named].map(
      (choice): StrictCase => ({
        rule: `a forced call while thinking (${typeof choice})`,
        model: 'alibaba/qwen3.8-max',
        both: { tools: [weather], enable_thinking: true },
        bad: { tool_choice: choice },
        good: { tool_choice: 'auto' },
        message: forced,
      }),
    ),
    {
      rule: 'whole answers of open weights that think',
      model: 'alibaba/qwen3-32b',
      bad: { enable_thinking: true },
      good: { enable_thinking: false },
      message: 'parameter.enable_thinking must be set to false for non-streaming calls',
    },
    {
      rule: 'whole answers of open weights by default',
      model: 'alibaba/qwen3-235b-a22b',
      bad: { stream: false },
      good: { stream: true },
      message: 'parameter.enable_thinking must be set to false for non-streaming calls',
    },
    {
      rule: 'schemas of models without any',
      model: qwen,
      both: { messages: [system('JSON'), user('a')] },
      bad: jsonSchema(closed),
      good: jsonObject,
      message: invalid("'response_format.type' json_schema is not supported by this model."),
    },
    {
      rule: 'JSON that no message asks for',
      model: qwen,
      both: jsonObject,
      bad: { messages: [user('Hi')] },
      good: { messages: [system('JSON schema:'), user('Hi')] },
      message: invalid(
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      ),
    },
    {
      rule: 'late instructions',
      model: qwen,
      bad: { messages: [user('a'), system('b')] },
      good: { messages: [system('b'), user('a')] },
      message: invalid('System message must be at the beginning.'),
    },
    {
      rule: 'frequency_penalty',
      model: qwen,
      bad: { frequency_penalty: 1 },
      message: invalid('frequency_penalty is not supported.'),
    },
    {
      rule: 'other stream options',
      model: qwen,
      both: { stream: true },
      bad: { stream_options: { include_usage: true, chunk: 1 } },
      good: { stream_options: { include_usage: true } },
      message: invalid('stream_options.chunk is not supported.'),
    },
    {
      rule: 'empty answers',
      model: qwen,
      bad: { messages: [user('a'), assistant(''), user('b')] },
      good: { messages: [user('a'), assistant('x'), user('b')] },
      message: invalid('The content field is a required field.'),
    },
    {
      rule: 'files',
      model: qwen,
      bad: { messages: [user([file])] },
      good: { messages: [user([image()])] },
      message: invalid('The provided content is invalid. Unexpected item type in content.'),
    },
  ],
);

const m3 = 'minimax/m3';
const params = (text: string) => `invalid params, ${text} (2013)`;
const unknown = (at: string) => params(`unknown field '${at}'`);
const plainSchema = { type: 'object', properties: parameters.properties };

strictSuite(
  'minimax',
  message => ({ type: 'error', error: { type: 'bad_request_error', message, http_code: '400' } }),
  [
    ...'seed stop frequency_penalty presence_penalty logprobs user reasoning_effort parallel_tool_calls top_k thinking'
      .split(' ')
      .map(
        (key): StrictCase => ({
          rule: key,
          model: m3,
          both: { tools: [weather] },
          bad: { [key]: 1 },
          message: unknown(key),
        }),
      ),
    {
      rule: 'temperature above 1',
      model: m3,
      bad: { temperature: 1.5 },
      good: { temperature: 1 },
      message: params('temperature must be between 0 and 1, got 1.5'),
    },
    ...['required', named].map(
      (choice): StrictCase => ({
        rule: `a forced call (${typeof choice})`,
        model: m3,
        both: { tools: [weather] },
        bad: { tool_choice: choice },
        good: { tool_choice: 'none' },
        message: params("tool_choice must be 'none' or 'auto'"),
      }),
    ),
    {
      rule: 'other stream options',
      model: m3,
      both: { stream: true },
      bad: { stream_options: { include_usage: true, chunk: 1 } },
      good: { stream_options: { include_usage: true } },
      message: unknown('stream_options.chunk'),
    },
    {
      rule: 'developers',
      model: m3,
      bad: { messages: [{ role: 'developer', content: 'a' }, user('b')] },
      good: { messages: [system('a'), user('b')] },
      message: params('chat content has invalid message role: developer'),
    },
    {
      rule: 'two instructions',
      model: m3,
      bad: { messages: [system('a'), system('b'), user('c')] },
      good: { messages: [system('a b'), user('c')] },
      message: params('invalid chat setting'),
    },
    {
      rule: 'late instructions',
      model: m3,
      bad: { messages: [user('a'), system('b')] },
      good: { messages: [system('b'), user('a')] },
      message: params('chat content has invalid message role: system'),
    },
    {
      rule: 'null contents',
      model: m3,
      bad: loop('a', { content: null }),
      good: loop('a', { content: '' }),
      message: params('messages[1].content must not be null'),
    },
    {
      rule: 'files',
      model: m3,
      bad: { messages: [user([file])] },
      good: { messages: [user([image()])] },
      message: params("messages[0].content[0].type 'file' is not supported"),
    },
    {
      rule: 'details of images',
      model: m3,
      bad: { messages: [user([image({ detail: 'high' })])] },
      good: { messages: [user([image()])] },
      message: unknown('messages[0].content[0].detail'),
    },
    {
      rule: 'cache marks',
      model: m3,
      bad: { messages: [user([{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }])] },
      good: { messages: [user([{ type: 'text', text: 'a' }])] },
      message: unknown('messages[0].content[0].cache_control'),
    },
    {
      rule: 'members of calls',
      model: m3,
      bad: loop('a', {}, {}, { extra_content: {} }),
      good: loop('a'),
      message: unknown('messages[1].tool_calls[0].extra_content'),
    },
    {
      rule: 'arguments that are no JSON',
      model: m3,
      bad: loop('a', {}, {}, { function: { name: 'weather', arguments: '{"city"' } }),
      good: loop('a'),
      message: params('invalid function arguments json string, tool_call_id: a'),
    },
    {
      rule: 'results of no call',
      model: m3,
      bad: loop('a', {}, { tool_call_id: 'b' }),
      good: loop('a'),
      message: params("tool result's tool id(b) not found"),
    },
    {
      rule: 'other tools',
      model: m3,
      bad: { tools: [{ type: 'web_search' }] },
      good: { tools: [weather] },
      message: params('invalid tool type'),
    },
    ...['description', 'parameters'].map(
      (key): StrictCase => ({
        rule: `tools without ${key}`,
        model: m3,
        bad: { tools: [tool({ [key]: undefined })] },
        good: { tools: [weather] },
        message: params(`missing field 'tools[0].function.${key}'`),
      }),
    ),
    {
      rule: 'strict tools',
      model: m3,
      bad: { tools: [tool({ strict: false })] },
      good: { tools: [weather] },
      message: unknown('tools[0].function.strict'),
    },
    {
      rule: 'JSON without a schema',
      model: m3,
      bad: jsonObject,
      good: jsonSchema(plainSchema),
      message: params("response_format type 'json_object' is not supported"),
    },
    {
      rule: 'long names of schemas',
      model: m3,
      bad: jsonSchema(plainSchema, { name: 'n'.repeat(65) }),
      good: jsonSchema(plainSchema, { name: 'n'.repeat(64) }),
      message: params('response_format.json_schema.name must have 1 to 64 characters'),
    },
    {
      rule: 'strict schemas',
      model: m3,
      bad: jsonSchema(plainSchema, { name: 'out', strict: true }),
      good: jsonSchema(plainSchema, { name: 'out', description: 'd' }),
      message: unknown('response_format.json_schema.strict'),
    },
    ...['$schema', 'required', 'additionalProperties', '$defs'].map(
      (key): StrictCase => ({
        rule: `${key} of schemas`,
        model: m3,
        bad: jsonSchema({ ...plainSchema, [key]: [] }),
        good: jsonSchema(plainSchema),
        message: unknown(`response_format.json_schema.schema.${key}`),
      }),
    ),
    {
      rule: 'schemas that are no object',
      model: m3,
      bad: jsonSchema({ type: 'array' }),
      good: jsonSchema(plainSchema),
      message: params('response_format.json_schema.schema must be an object'),
    },
  ],
);

const k3 = 'moonshotai/kimi-k3';
const k26 = 'moonshotai/kimi-k2.6';
const thought = { reasoning_content: 'y' };
const withCity = (city: object) => ({
  tools: [tool({ parameters: { ...parameters, properties: { city } } })],
});
const flavour = (problem: string, at = 'root', of = 'tools.function.parameters') =>
  `Invalid request: ${of} is not a valid moonshot flavored json schema, details: <At path '${at}': ${problem}>`;
const anyOf = { anyOf: [{ type: 'string' }, { type: 'null' }] };
const inBranches = 'when using anyOf, type should be defined in anyOf items instead of the parent schema';

strictSuite('moonshotai', message => ({ error: { message, type: 'invalid_request_error' } }), [
  ...(
    [
      ['temperature', 0.2, 1],
      ['top_p', 0.5, 0.95],
      ['frequency_penalty', 1, 0],
      ['presence_penalty', 1, 0],
    ] as const
  ).map(
    ([key, bad, good]): StrictCase => ({
      rule: key,
      model: k26,
      bad: { [key]: bad },
      good: { [key]: good },
      message: `invalid ${key}: only ${good} is allowed for this model`,
    }),
  ),
  {
    rule: 'temperature without thinking',
    model: k26,
    both: off,
    bad: { temperature: 1 },
    good: { temperature: 0.6 },
    message: 'invalid temperature: only 0.6 is allowed for this model',
  },
  ...['k3', 'k2.7-code', 'k2.6', 'k2.5', 'k2-thinking'].map(
    (id): StrictCase => ({
      rule: 'calls without their thoughts',
      model: `moonshotai/kimi-${id}`,
      both: { tools: [weather] },
      bad: { messages: history('a') },
      good: { messages: history('a', thought) },
      message:
        'thinking is enabled but reasoning_content is missing in assistant tool call message at index 1',
    }),
  ),
  {
    rule: 'calls without content',
    model: k3,
    bad: loop('a', { ...thought, content: null }),
    good: loop('a', thought),
    message: "Invalid request: the message at position 1 with role 'assistant' must not be empty",
  },
  ...['kimi-k2.6', 'kimi-k2.7-code', 'kimi-k2.7-code-highspeed'].map(
    (id): StrictCase => ({
      rule: 'a forced call',
      model: `moonshotai/${id}`,
      both: { tools: [weather] },
      bad: { tool_choice: 'required' },
      good: { tool_choice: 'auto' },
      message: "tool_choice 'required' is incompatible with thinking enabled",
    }),
  ),
  {
    rule: 'effort and thinking',
    model: k26,
    both: { thinking: { type: 'enabled' } },
    bad: { reasoning_effort: 'high' },
    message: "cannot specify both 'thinking' and 'reasoning_effort'",
  },
  {
    rule: 'no thinking where it is always on',
    model: 'moonshotai/kimi-k2.7-code',
    bad: off,
    good: { thinking: { type: 'enabled' } },
    message: 'invalid thinking: only type=enabled is allowed for this model',
  },
  {
    rule: 'reasoning_effort medium',
    model: k3,
    bad: { reasoning_effort: 'medium' },
    good: { reasoning_effort: 'max' },
    message: 'invalid reasoning_effort: only low, high, max is allowed for this model',
  },
  {
    rule: 'images by address',
    model: k3,
    bad: { messages: [user([image()])] },
    good: { messages: [user([dataImage])] },
    message: 'Invalid request: unsupported image url: https://example.com/cat.png',
  },
  {
    rule: '$schema',
    model: k3,
    bad: { tools: [tool({ parameters: { $schema: 'x', ...parameters } })] },
    good: { tools: [weather] },
    message: flavour('unsupported keywords: $schema'),
  },
  {
    rule: 'tuples',
    model: k3,
    bad: withCity({ type: 'array', items: [{ type: 'string' }] }),
    good: withCity({ type: 'array', items: { type: 'string' } }),
    message: flavour('items must be an object', 'properties.city'),
  },
  ...(
    [
      ['lists of types', { type: ['string', 'null'] }, 'type must be string'],
      ['schemas without a type', { description: 'Any' }, 'type is not defined'],
      ['literals without a type', { enum: ['a'] }, 'type is not defined'],
      [
        'mixed literals',
        { type: 'string', enum: ['a', 1] },
        'enum value (1) does not match any type in [string]',
      ],
      ['oneOf', { oneOf: [{ type: 'string' }] }, 'unsupported keywords: oneOf'],
      ['limits', { type: 'integer', minimum: 1 }, 'unsupported keywords: minimum'],
      ['formats', { type: 'string', format: 'date' }, 'unsupported keywords: format'],
      ['tuples of 2020', { type: 'array', prefixItems: [] }, 'unsupported keywords: prefixItems'],
      ['references elsewhere', { $ref: '#/properties/x' }, 'references must start with #/$defs/'],
    ] as const
  ).map(
    ([rule, bad, problem]): StrictCase => ({
      rule,
      model: k3,
      bad: withCity(bad),
      good: withCity({ type: 'string' }),
      message: flavour(problem, 'properties.city'),
    }),
  ),
  {
    rule: 'schemas that are true',
    model: k3,
    bad: withCity(true as never),
    good: withCity({ type: 'string' }),
    message: flavour("property schema for 'properties.city' must be an object"),
  },
  {
    rule: 'names that begin with a digit',
    model: k3,
    bad: { tools: [tool({ name: '2fa' })] },
    good: { tools: [weather] },
    message:
      'Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes',
  },
  {
    rule: 'type beside anyOf',
    model: k3,
    bad: withCity({ type: 'string', ...anyOf }),
    good: withCity(anyOf),
    message: flavour(inBranches, 'properties.city'),
  },
  {
    rule: 'type beside anyOf in an answer',
    model: k3,
    bad: jsonSchema({ ...closed, properties: { city: { type: 'string', ...anyOf } } }),
    good: jsonSchema({ ...closed, properties: { city: anyOf } }),
    message: flavour(inBranches, 'properties.city', 'response_format.json_schema.schema'),
  },
  {
    rule: 'roots that are no object',
    model: k3,
    bad: { tools: [tool({ parameters: { anyOf: [parameters] } })] },
    good: { tools: [weather] },
    message: 'Invalid request: tools.function.parameters.type is required and must be "object"',
  },
]);

it.each([
  [v4, { ...off, ...answered({}), tools: [weather], tool_choice: 'required' }],
  [v4, { messages: [user([{ type: 'text', text: 'a' }, dataImage])] }],
  [chat, { top_k: 4, seed: 1, frequency_penalty: 1, tools: [weather], tool_choice: 'required' }],
  ['alibaba/qwen3.8-max', jsonSchema(closed)],
  ['alibaba/qwen3-max', { top_k: 20, seed: 1, stop: ['x'] }],
  [m3, { max_completion_tokens: 9, mask_sensitive_info: true, tools: [weather], tool_choice: 'auto' }],
  [k26, { ...off, ...loop('a'), seed: 1, top_k: 4 }],
  [k26, { ...off, tools: [weather], tool_choice: named }],
  [k3, { tools: [weather], tool_choice: 'required' }],
  ['moonshotai/moonshot-v1-8k', { temperature: 0.2 }],
])('%s accepts %o', async (model, body) => {
  // DeepSeek's older models run on stored keys alone, which compat has.
  expect((await ask(model, body)).status).toBe(200);
});
