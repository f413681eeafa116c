import { describe, expect, it } from 'vitest';
import {
  ask,
  assistant,
  closed,
  history,
  jsonSchema,
  loop,
  parameters,
  type StrictCase,
  strictSchema,
  strictSuite,
  system,
  tool,
  user,
  weather,
} from './suite.ts';

const legacy = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const plain = '@cf/meta/llama-3.1-8b-instruct-fp8';
const modern = '@cf/openai/gpt-oss-120b';
const qwen = '@cf/qwen/qwen3.8-27b';
const notMet = (combinator: string, problems: string) =>
  `AiError: Bad input: Error: ${combinator} at '/' not met, 0 matches: ${problems}`;
const oneOf = (problems: string) => notMet('oneOf', `required properties at '/' are 'prompt', ${problems}`);
const anyOf = (problems: string) => notMet('anyOf', problems);
const flat = { type: 'function', name: 'weather', parameters };
const bare = { response_format: { type: 'json_schema', json_schema: closed } };
const withCity = (city: object) => tool({ parameters: { ...parameters, properties: { city } } });
const tools = (count: number) => Array.from({ length: count }, () => weather);

const cases: readonly StrictCase[] = [
  {
    rule: 'contents in parts',
    model: plain,
    bad: { messages: [user([{ type: 'text', text: 'a' }])] },
    good: { messages: [user('a')] },
    message: oneOf("Type mismatch of '/messages/0/content', 'array' not in 'string'"),
  },
  {
    rule: 'null contents',
    model: plain,
    both: { tools: [weather] },
    bad: { messages: history('a', { content: null }) },
    good: { messages: history('a') },
    message: oneOf("Type mismatch of '/messages/1/content', 'null' not in 'string'"),
  },
  {
    rule: 'no content',
    model: legacy,
    bad: { messages: [user('a'), { role: 'assistant' }] },
    good: { messages: [user('a'), assistant('')] },
    message: oneOf("required properties at '/messages/1' are 'role,content'"),
  },
  {
    rule: 'properties without a description',
    model: legacy,
    bad: { tools: [withCity({ type: 'string' })] },
    good: { tools: [weather] },
    message: oneOf(
      "required properties at '/tools/0/function/parameters/properties/city' are 'type,description'",
    ),
  },
  {
    rule: 'properties without a type',
    model: legacy,
    bad: { tools: [withCity({ anyOf: [{ type: 'string' }, { type: 'null' }], description: 'City' })] },
    good: { tools: [weather] },
    message: oneOf(
      "required properties at '/tools/0/function/parameters/properties/city' are 'type,description'",
    ),
  },
  {
    rule: 'tools without a description',
    model: legacy,
    bad: { tools: [tool({ description: undefined })] },
    good: { tools: [weather] },
    message: oneOf("required properties at '/tools/0/function' are 'name,description,parameters'"),
  },
  {
    rule: 'seed 0',
    model: legacy,
    bad: { seed: 0 },
    good: { seed: 1 },
    message: oneOf("'/seed' must be in [1, 9999999999]"),
  },
  {
    rule: 'a schema beside tools',
    model: legacy,
    both: bare,
    bad: { tools: [weather] },
    message: 'AiError: Bad input: JSON Schema mode is not supported with tools.',
  },
  {
    rule: 'a schema in a stream',
    model: legacy,
    both: bare,
    bad: { stream: true },
    good: { stream: false },
    message: 'AiError 5023: JSON Schema mode is not supported with stream mode.',
    facts: { code: 5023 },
  },
  {
    rule: 'tool_choice any',
    model: legacy,
    both: { tools: [weather] },
    bad: { tool_choice: 'any' },
    good: { tool_choice: 'required' },
    message: 'AiError: 8001: Invalid input',
    facts: { code: 8001 },
  },
  {
    rule: 'descriptions that are no text',
    model: modern,
    bad: { tools: [tool({ description: false })] },
    good: { tools: [weather] },
    message: 'AiError: 8001: Invalid input',
    facts: { code: 8001 },
  },
  {
    rule: 'descriptions inside that are no text',
    model: modern,
    bad: {
      tools: [withCity({ type: 'object', properties: { name: { type: 'string', description: true } } })],
    },
    good: { tools: [withCity({ type: 'object', properties: { name: { type: 'string' } } })] },
    message: 'AiError: 8001: Invalid input',
    facts: { code: 8001 },
  },
  {
    rule: 'bare schemas',
    model: modern,
    bad: bare,
    good: jsonSchema(closed),
    message: anyOf("required properties at '/response_format/json_schema' are 'name'"),
  },
  {
    rule: 'flat tools',
    model: modern,
    bad: { tools: [flat] },
    good: { tools: [weather] },
    message: anyOf(
      "required properties at '/tools/0/function' are 'name', enum function not in custom at '/tools/0/type'",
    ),
  },
  {
    rule: 'empty lists of tools',
    model: modern,
    bad: { tools: [] },
    good: { tools: [weather] },
    message: anyOf("minItems at '/tools' is 1"),
  },
  {
    rule: 'more than 128 tools',
    model: modern,
    bad: { tools: tools(129) },
    good: { tools: tools(128) },
    message: anyOf("maxItems at '/tools' is 128"),
  },
  {
    rule: 'more than four stops',
    model: modern,
    bad: { stop: ['1', '2', '3', '4', '5'] },
    good: { stop: ['1', '2', '3', '4'] },
    message: anyOf("maxItems at '/stop' is 4"),
  },
  {
    rule: 'questions without content',
    model: modern,
    bad: { messages: [user(null)] },
    good: { messages: [user([{ type: 'text', text: 'a' }])] },
    message: anyOf("required properties at '/messages/0' are 'role,content'"),
  },
  {
    rule: 'results without an id',
    model: modern,
    bad: loop('a', {}, { tool_call_id: undefined }),
    good: loop('a'),
    message: anyOf("required properties at '/messages/2' are 'role,content,tool_call_id'"),
  },
  ...(
    [
      [modern, 'minimal', 'low', 'high,low,medium'],
      [modern, 'xhigh', 'high', 'high,low,medium'],
      ['@cf/moonshotai/kimi-k2.6', 'xhigh', 'high', 'high,none,low,medium,max'],
      [qwen, 'high', 'medium', 'low,medium,xhigh'],
    ] as const
  ).map(
    ([model, bad, good, values]): StrictCase => ({
      rule: `reasoning_effort ${bad}`,
      model,
      bad: { reasoning_effort: bad },
      good: { reasoning_effort: good },
      message: anyOf(`enum ${bad} not in ${values} at '/reasoning_effort'`),
    }),
  ),
  {
    rule: 'a forced call within few tokens',
    model: modern,
    both: { tools: [weather], max_completion_tokens: 10 },
    bad: { tool_choice: 'required' },
    good: { tool_choice: 'auto' },
    message: 'AiError: The forced tool call did not fit into max_tokens.',
    facts: { code: 8006 },
  },
  {
    rule: 'late instructions',
    model: qwen,
    bad: { messages: [user('a'), system('b'), user('c')] },
    good: { messages: [system('b'), user('a'), user('c')] },
    message: 'AiError: Bad input: System message must be at the beginning.',
  },
  {
    rule: 'arguments that are no object',
    model: qwen,
    bad: loop('a', {}, {}, { function: { name: 'weather', arguments: '"Lisbon"' } }),
    good: loop('a', {}, {}, { function: { name: 'weather', arguments: '{}' } }),
    message: 'AiError: Bad input: Can only get item pairs from a mapping.',
  },
  {
    rule: 'temperature above 5',
    model: legacy,
    bad: { temperature: 6 },
    good: { temperature: 5 },
    message: 'AiError: Bad input: temperature must be in [0, 5]',
  },
  {
    rule: 'temperature above 2',
    model: '@cf/meta/llama-4-scout-17b-16e-instruct',
    bad: { temperature: 3 },
    good: { temperature: 2 },
    message: 'AiError: Bad input: temperature must be in [0, 2]',
  },
];

const body = (message: string, facts: object) => ({
  errors: [{ message, code: 5006, ...facts }],
  success: false,
  result: {},
  messages: [],
});

describe.each(['', 'workers-ai/'])('by %s@cf', prefix => {
  strictSuite(
    'workers-ai',
    body,
    cases.map(row => ({ ...row, model: prefix + row.model })),
  );
});

it.each([
  [legacy, bare],
  [legacy, strictSchema(closed)],
  [legacy, { stop: ['x'], logprobs: true }],
  [modern, { stream: true, ...strictSchema(closed) }],
  [modern, { ...loop('a', { reasoning: 'plan', content: null }) }],
  [modern, { reasoning_effort: null, seed: 0 }],
])('%s accepts %o', async (model, request) => {
  expect((await ask(model, request)).status).toBe(200);
});
