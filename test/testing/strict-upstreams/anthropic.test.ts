import { expect, it } from 'vitest';
import { ask, assistant, history, type StrictCase, strictSuite, user, weather } from './suite.ts';

const model = 'anthropic/claude-sonnet-4-5';
const thinking = { thinking: { type: 'enabled', budget_tokens: 1024 } };
const extra = (key: string) => `${key}: Extra inputs are not permitted`;
const text = (value: string) => ({ type: 'text', text: value });
const forced = 'Thinking may not be enabled when tool_choice forces tool use.';

const body = (message: string, facts: object) => ({
  type: 'error',
  error: { type: 'invalid_request_error', message, ...facts },
  request_id: 'req_local',
});

const sampling = [
  'claude-opus-4-7',
  'claude-opus-4-8',
  'claude-sonnet-5',
  'claude-fable-5',
  'claude-mythos-5',
];

strictSuite('anthropic', body, [
  ...sampling.flatMap(id =>
    ['temperature', 'top_p', 'top_k'].map(
      (key): StrictCase => ({
        rule: key,
        model: `anthropic/${id}`,
        bad: { [key]: 0.5 },
        message: extra(key),
      }),
    ),
  ),
  ...['seed', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'logprobs', 'top_logprobs'].map(
    (key): StrictCase => ({ rule: key, model, bad: { [key]: 1 }, message: extra(key) }),
  ),
  {
    rule: 'temperature above 1',
    model,
    bad: { temperature: 1.5 },
    good: { temperature: 1 },
    message: 'temperature: Input should be less than or equal to 1',
  },
  {
    rule: 'temperature and top_p',
    model,
    both: { top_p: 0.5 },
    bad: { temperature: 0.5 },
    message: '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
  },
  {
    rule: 'temperature while thinking',
    model,
    both: thinking,
    bad: { temperature: 0.5 },
    good: { temperature: 1 },
    message: '`temperature` may only be set to 1 when thinking is enabled.',
  },
  {
    rule: 'top_p while thinking',
    model,
    both: thinking,
    bad: { top_p: 0.5 },
    message: '`top_p` must be unset when thinking is enabled.',
  },
  {
    rule: 'no thinking where it is always on',
    model: 'anthropic/claude-opus-5-5',
    bad: { thinking: { type: 'disabled' } },
    good: { thinking: { type: 'adaptive' } },
    message: '"thinking.type.disabled" is not supported for this model.',
  },
  {
    rule: 'forced calls while thinking',
    model,
    both: { tools: [weather], ...thinking },
    bad: { tool_choice: 'required' },
    good: { tool_choice: 'auto' },
    message: forced,
  },
  ...['sonnet-5-5', 'opus-5-5', 'fable-5-1', 'fable-5-2', 'mythos-5'].map(
    (id): StrictCase => ({
      rule: 'forced calls',
      model: `anthropic/claude-${id}`,
      both: { tools: [weather] },
      bad: { tool_choice: { type: 'function', function: { name: 'weather' } } },
      good: { tool_choice: 'none' },
      message: forced,
    }),
  ),
  {
    rule: 'calls of tools that are not declared',
    model,
    both: { messages: history('a') },
    bad: { tools: undefined },
    good: { tools: [weather] },
    message: 'Requests which include `tool_use` or `tool_result` blocks must define tools',
  },
  {
    rule: 'letters of call ids',
    model,
    both: { tools: [weather] },
    bad: { messages: history('call:1.a') },
    good: { messages: history('call_1_a') },
    message: "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
  },
  {
    rule: 'empty text blocks',
    model,
    bad: { messages: [user([text('Hi'), text('')])] },
    good: { messages: [user([text('Hi'), text('!')])] },
    message: 'messages.0: text content blocks must be non-empty',
  },
  {
    rule: 'empty questions',
    model,
    bad: { messages: [user('')] },
    good: { messages: [user('Hi')] },
    message: 'messages.0: user messages must have non-empty content',
  },
  {
    rule: 'empty answers',
    model,
    bad: { messages: [user('a'), assistant(''), user('b')] },
    good: { messages: [user('a'), assistant('x'), user('b')] },
    message:
      'messages.1: all messages must have non-empty content except for the optional final assistant message',
  },
  {
    rule: 'answers to continue',
    model: 'anthropic/claude-opus-4-6',
    bad: { messages: [user('a'), assistant('x')] },
    good: { messages: [user('a'), assistant('x'), user('b')] },
    message:
      'This model does not support assistant message prefill. The conversation must end with a user message.',
  },
  {
    rule: 'empty tool lists without a history',
    model,
    both: { messages: [user('Hi')] },
    bad: { tools: [] },
    message:
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
  },
]);

it.each([
  [model, { temperature: 0.5, max_tokens: 50 }],
  [model, { messages: history('a'), tools: [] }],
  [model, { messages: history('a', { content: null }), tools: [weather] }],
  ['anthropic/claude-3-5-haiku-20241022', { temperature: 0.5, top_p: 0.5 }],
  ['anthropic/claude-sonnet-4-20250514', { temperature: 0.5, top_p: 0.5 }],
])('%s accepts %o', async (id, request) => {
  expect((await ask(id, request)).status).toBe(200);
});

it('spells versions with a dash', async () => {
  const result = await ask('anthropic/claude-sonnet-4.5');
  expect(result.status).toBe(404);
  expect(result.json.error).toEqual({ type: 'not_found_error', message: 'model: claude-sonnet-4.5' });
});
