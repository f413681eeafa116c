import { expect, it } from 'vitest';
import {
  ask,
  assistant,
  call,
  closed,
  file,
  history,
  image,
  jsonObject,
  jsonSchema,
  loop,
  openAIBody,
  parameters,
  type StrictCase,
  strictSchema,
  strictSuite,
  system,
  tool,
  user,
  weather,
} from './suite.ts';

const answered = (extra: object) => ({ messages: [user('a'), assistant('b', extra), user('c')] });

const glm = 'cerebras/zai-glm-4.7';
const unsupported = (at: string) => `${at}: property '${at}' is unsupported`;
const replayed = 'messages.1.assistant.reasoning_content';
const withCity = (city: object) => ({
  tools: [tool({ parameters: { ...parameters, properties: { city } } })],
});
const fields = (names: string) => `Unsupported JSON schema fields: {${names}}`;

strictSuite(
  'cerebras',
  (message, facts) => ({
    message,
    type: 'invalid_request_error',
    param: null,
    code: 'wrong_api_format',
    ...facts,
  }),
  [
    ...'frequency_penalty presence_penalty logit_bias reasoning enable_thinking top_k'.split(' ').map(
      (key): StrictCase => ({
        rule: key,
        model: glm,
        both: { tools: [weather] },
        bad: { [key]: 1 },
        message: unsupported(key),
      }),
    ),
    {
      rule: 'reasoning_content',
      model: glm,
      bad: answered({ reasoning_content: 'y' }),
      good: answered({ reasoning: 'y' }),
      message: unsupported(replayed),
    },
    {
      rule: 'effort none of gpt-oss',
      model: 'cerebras/gpt-oss-120b',
      bad: { reasoning_effort: 'none' },
      good: { reasoning_effort: 'low' },
      message: "reasoning_effort: value 'none' is not supported by this model",
      facts: { param: 'reasoning_effort' },
    },
    {
      rule: 'tool_choice without tools',
      model: glm,
      bad: { tool_choice: 'auto' },
      message: "'tool_choice' is only allowed when 'tools' are specified",
      facts: { param: 'tool_choice' },
    },
    {
      rule: 'some strict tools',
      model: glm,
      bad: { tools: [weather, tool({ name: 'w2', strict: true, parameters: closed })] },
      good: { tools: [weather, tool({ name: 'w2', strict: false, parameters: closed })] },
      message:
        "Tools with mixed values for 'strict' are not allowed. Please set all tools to 'strict: true' or 'strict: false'",
      facts: { param: 'tools' },
    },
    {
      rule: 'strict tools of models without them',
      model: 'cerebras/llama-3.3-70b',
      bad: { tools: [tool({ strict: true, parameters: closed })] },
      good: { tools: [tool({ parameters: closed })] },
      message: 'Tools with strict=True are not supported by this model',
      facts: { param: 'tools' },
    },
    ...(
      [
        ['minItems', { type: 'array', items: { type: 'string' }, minItems: 1 }, "'minItems', 'items'"],
        ['maxItems', { type: 'array', items: { type: 'string' }, maxItems: 1 }, "'maxItems', 'items'"],
        ['pattern', { type: 'string', pattern: 'a' }, "'pattern'"],
        ['format', { type: 'string', format: 'date' }, "'format'"],
      ] as const
    ).map(
      ([rule, property, names]): StrictCase => ({
        rule,
        model: glm,
        bad: withCity(property),
        good: withCity({ type: 'array', items: { type: 'string' } }),
        message: fields(names),
        facts: { param: 'response_format' },
      }),
    ),
    {
      rule: 'a list as the answer',
      model: glm,
      bad: jsonSchema({ type: 'array', items: { type: 'string' } }),
      good: jsonSchema(closed),
      message: fields("'items'"),
      facts: { param: 'response_format' },
    },
    {
      rule: 'open objects in strict schemas',
      model: glm,
      bad: strictSchema(parameters),
      good: strictSchema(closed),
      message:
        "Invalid schema: In context=(), 'additionalProperties' is required to be supplied and to be false.",
      facts: { param: 'response_format' },
    },
    {
      rule: 'images',
      model: glm,
      bad: { messages: [user([image()])] },
      good: { messages: [user([{ type: 'text', text: 'a' }])] },
      message: "messages.0.user.content: type 'image_url' is unsupported",
    },
  ],
);

const sonar = 'perplexity/sonar-pro';
const noTools = 'Tool calling is not supported for this model.';
const alternate =
  'After the (optional) system message(s), user or tool message(s) should alternate with assistant message(s).';
const pdf = (url: string) => ({ messages: [user([{ type: 'file_url', file_url: { url } }])] });

strictSuite(
  'perplexity',
  (message, facts) => ({ error: { code: 400, message, type: 'invalid_request_error', ...facts } }),
  [
    {
      rule: 'tools',
      model: sonar,
      bad: { tools: [weather] },
      message: noTools,
      facts: { type: 'tool_calling_not_supported' },
    },
    {
      rule: 'tool messages',
      model: sonar,
      bad: { messages: history('a') },
      good: { messages: [user('Weather?'), assistant('sunny'), user('And?')] },
      message: noTools,
      facts: { type: 'tool_calling_not_supported' },
    },
    ...['stop', 'seed', 'top_k'].map(
      (key): StrictCase => ({
        rule: key,
        model: sonar,
        bad: { [key]: 1 },
        message: `Unknown parameter: ${key}`,
      }),
    ),
    {
      rule: 'effort of models without reasoning',
      model: sonar,
      bad: { reasoning_effort: 'low' },
      message: 'Unknown parameter: reasoning_effort',
    },
    {
      rule: 'two questions',
      model: sonar,
      bad: { messages: [user('a'), user('b')] },
      good: { messages: [system('x'), system('y'), user('a')] },
      message: alternate,
      facts: { type: 'invalid_message' },
    },
    {
      rule: 'an answer first',
      model: sonar,
      bad: { messages: [assistant('a'), user('b')] },
      good: { messages: [user('b')] },
      message: alternate,
      facts: { type: 'invalid_message' },
    },
    {
      rule: 'late instructions',
      model: sonar,
      bad: { messages: [user('a'), system('b'), user('c')] },
      good: { messages: [system('b'), user('a')] },
      message: alternate,
      facts: { type: 'invalid_message' },
    },
    {
      rule: 'an answer at the end',
      model: sonar,
      bad: { messages: [user('a'), assistant('b')] },
      good: { messages: [user('a'), assistant('b'), user('c')] },
      message: 'Last message must have role `user` or `tool`.',
      facts: { type: 'invalid_message' },
    },
    ...['name', 'strict', 'description'].map(
      (key): StrictCase => ({
        rule: `${key} of a schema`,
        model: sonar,
        bad: jsonSchema(closed, { [key]: 'x' }),
        good: jsonSchema(closed, {}),
        message: `Unknown parameter: response_format.json_schema.${key}`,
      }),
    ),
    {
      rule: 'JSON without a schema',
      model: sonar,
      bad: jsonObject,
      good: jsonSchema(closed, {}),
      message: "response_format type 'json_object' is not supported",
    },
    {
      rule: 'files in OpenAI’s form',
      model: sonar,
      bad: { messages: [user([file])] },
      good: { messages: [user([image()])] },
      message: 'Unsupported content type: file',
      facts: { type: 'invalid_message' },
    },
    {
      rule: 'documents as data URLs',
      model: sonar,
      bad: pdf('data:application/pdf;base64,JVBERi0='),
      good: pdf('JVBERi0='),
      message: 'Invalid file_url: expected a URL or base64 without a prefix.',
      facts: { type: 'invalid_message' },
    },
  ],
);

strictSuite('cohere', message => ({ message }), [
  ...'store metadata logit_bias top_logprobs n modalities prediction audio service_tier parallel_tool_calls'
    .split(' ')
    .map(
      (key): StrictCase => ({
        rule: key,
        model: 'cohere/command-a',
        both: { tools: [weather] },
        bad: { [key]: 1 },
        message: `invalid request: ${key} is not supported`,
      }),
    ),
  {
    rule: 'reasoning_effort low',
    model: 'cohere/command-a-reasoning',
    bad: { reasoning_effort: 'low' },
    good: { reasoning_effort: 'none' },
    message: 'invalid request: reasoning_effort must be one of none, high, got low',
  },
]);

const qwen = 'fireworks/qwen3.8-27b';
const atTheStart = 'jinja template rendering failed. System message must be at the beginning.';

strictSuite('fireworks', message => ({ error: message }), [
  ...['minimal', 'xhigh'].map(
    (effort): StrictCase => ({
      rule: `reasoning_effort ${effort}`,
      model: 'fireworks/glm-5.3',
      bad: { reasoning_effort: effort },
      good: { reasoning_effort: 'high' },
      message: `Invalid reasoning_effort: ${effort}. Must be one of none, low, medium, high`,
    }),
  ),
  {
    rule: 'thinking and effort',
    model: 'fireworks/glm-5.3',
    both: { thinking: { type: 'enabled' } },
    bad: { reasoning_effort: 'low' },
    message: "Only one of 'thinking' and 'reasoning_effort' may be specified",
  },
  {
    rule: 'logprobs that are no number',
    model: 'fireworks/glm-5.3',
    bad: { logprobs: true },
    good: { logprobs: 5 },
    message: 'logprobs: Input should be a valid integer',
  },
  {
    rule: 'developers',
    model: 'fireworks/glm-5.3',
    bad: { messages: [{ role: 'developer', content: 'a' }, user('b')] },
    good: { messages: [system('a'), user('b')] },
    message: 'jinja template rendering failed. Unexpected message role.',
  },
  {
    rule: 'late instructions',
    model: qwen,
    bad: { messages: [user('a'), system('b'), user('c')] },
    good: { messages: [system('b'), user('a'), user('c')] },
    message: atTheStart,
  },
  {
    rule: 'two instructions',
    model: qwen,
    bad: { messages: [system('a'), system('b'), user('c')] },
    good: { messages: [system('a b'), user('c')] },
    message: atTheStart,
  },
]);

const claude = 'openrouter/anthropic/claude-sonnet-4.5';
const gemini = 'openrouter/google/gemini-3-pro-preview';
const signed = { reasoning_details: [{ type: 'reasoning.text', text: 'y', signature: 'c2ln' }] };
const encrypted = { reasoning_details: [{ type: 'reasoning.encrypted', data: 'c2ln' }] };
const unsigned = { reasoning_details: [{ type: 'reasoning.text', text: 'y' }] };

strictSuite(
  'openrouter',
  (message, { vendor }) => ({
    error: {
      code: 400,
      message: 'Provider returned error',
      metadata: {
        provider_name: vendor,
        raw: JSON.stringify({ error: { message, type: 'invalid_request_error' } }),
      },
    },
  }),
  [
    ...[{}, unsigned].map(
      (turn): StrictCase => ({
        rule: `calls of Claude without their proof (${Object.keys(turn).length})`,
        model: claude,
        both: { reasoning: { effort: 'low' } },
        bad: loop('a', turn),
        good: loop('a', signed),
        message:
          'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.',
        facts: { vendor: 'Anthropic' },
      }),
    ),
    {
      rule: 'calls of Gemini without their proof',
      model: gemini,
      bad: loop('a', unsigned),
      good: loop('a', encrypted),
      message:
        'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, position 2.',
      facts: { vendor: 'Google' },
    },
  ],
);

const shapes = (model: string): StrictCase[] => [
  {
    rule: 'flat tools',
    model,
    bad: { tools: [{ type: 'function', name: 'weather', parameters }] },
    good: { tools: [weather] },
    message: "Missing required parameter: 'tools[0].function.name'.",
    facts: { param: 'tools[0].function.name' },
  },
  {
    rule: 'schemas without a name',
    model,
    bad: jsonSchema(closed, {}),
    good: jsonSchema(closed),
    message: "Missing required parameter: 'response_format.json_schema.name'.",
    facts: { param: 'response_format.json_schema.name' },
  },
  {
    rule: 'bare schemas',
    model,
    bad: { response_format: { type: 'json_schema', json_schema: { name: 'out', ...closed } } },
    good: jsonSchema(closed),
    message: "Missing required parameter: 'response_format.json_schema.schema'.",
    facts: { param: 'response_format.json_schema.schema' },
  },
  {
    rule: 'null contents',
    model,
    bad: { messages: [user(null)] },
    good: { messages: [user('a'), assistant(null, { tool_calls: [call('a')] })] },
    message: "Missing required parameter: 'messages[0].content'.",
    facts: { param: 'messages[0].content' },
  },
  {
    rule: 'results without an id',
    model,
    bad: loop('a', {}, { tool_call_id: undefined }),
    good: loop('a'),
    message: "Missing required parameter: 'messages[2].tool_call_id'.",
    facts: { param: 'messages[2].tool_call_id' },
  },
];

for (const model of ['parallel/speed', 'aws-bedrock/us.anthropic.claude-sonnet-4-5-v1:0']) {
  const body = (message: string, facts: object) =>
    openAIBody(message, { code: 'missing_required_parameter', ...facts });
  strictSuite(model, body, shapes(model));
}
strictSuite('baseten', message => ({ error: message }), shapes('baseten/moonshotai/Kimi-K2-Thinking'));

it.each([
  [claude, loop('a')],
  ['openrouter/google/gemini-2.5-pro', loop('a')],
  [claude, { max_completion_tokens: 9, top_k: 1 }],
  ['cohere/command-a', { tools: [weather], tool_choice: 'required', stream: true, stream_options: {} }],
  ['fireworks/glm-5.3', { messages: [user('a'), system('b'), user('c')], top_k: 4 }],
  ['perplexity/sonar-reasoning', { reasoning_effort: 'low', frequency_penalty: 1 }],
  [glm, { reasoning_effort: 'none', seed: 1, stop: ['x'], logprobs: true }],
])('%s accepts %o', async (model, body) => {
  expect((await ask(model, body)).status).toBe(200);
});
