import { expect, it } from 'vitest';
import {
  ask,
  assistant,
  dataImage,
  file,
  history,
  jsonObject,
  loop,
  named,
  parameters,
  type StrictCase,
  strictSuite,
  system,
  tool,
  user,
  weather,
} from './suite.ts';

const model = 'mistral/mistral-large-latest';
const id = 'abcDEF123';
const byName = { name: 'weather' };
const loopOf = (turn = {}, result: object = byName, callExtra = {}) => loop(id, turn, result, callExtra);
const extra = 'Extra inputs are not permitted';
const wrongId = (call: string) => `Tool call id was ${call} but must be a-z, A-Z, 0-9, with a length of 9.`;

strictSuite(
  'mistral',
  (message, facts) => ({
    object: 'error',
    message,
    type: 'invalid_request_error',
    param: null,
    code: null,
    ...facts,
  }),
  [
    {
      rule: 'ids of calls',
      model,
      both: { tools: [weather] },
      bad: { messages: history('call_PTLP8', {}, byName) },
      good: { messages: history(id, {}, byName) },
      message: wrongId('call_PTLP8'),
      facts: { type: 'invalid_function_call', code: '3280' },
    },
    {
      rule: 'ids of results',
      model,
      bad: loopOf({}, { ...byName, tool_call_id: 'call_1' }),
      good: loopOf(),
      message: wrongId('call_1'),
      facts: { type: 'invalid_function_call', code: '3280' },
    },
    {
      rule: 'a question after a result',
      model,
      both: { tools: [weather] },
      bad: { messages: [...history(id, {}, byName), user('And?')] },
      good: { messages: [...history(id, {}, byName), assistant('Done.'), user('And?')] },
      message: "Unexpected role 'user' after role 'tool'",
      facts: { type: 'invalid_request_message_order', code: '3230' },
    },
    {
      rule: 'an answer at the end',
      model,
      bad: { messages: [user('a'), assistant('b')] },
      good: { messages: [user('a'), assistant('b', { prefix: true })] },
      message:
        'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
    },
    {
      rule: 'empty answers',
      model,
      bad: { messages: [user('a'), assistant(''), user('c')] },
      good: { messages: [user('a'), assistant('b'), user('c')] },
      message: 'Assistant message must have either content or tool_calls, but not none.',
      facts: { type: 'invalid_request_assistant_message', code: '3240' },
    },
    ...['$schema', '$id'].map(
      (key): StrictCase => ({
        rule: `${key} in tools`,
        model,
        bad: { tools: [tool({ parameters: { ...parameters, [key]: 'https://example.com/schema' } })] },
        good: { tools: [weather] },
        message: 'Grammar error: at 3(11): failed to compile JSON schema',
      }),
    ),
    {
      rule: 'JSON that no message asks for',
      model,
      both: jsonObject,
      bad: { messages: [user('Hi')] },
      good: { messages: [system('Answer in JSON.'), user('Hi')] },
      message:
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    },
  ],
);

const invalid = (loc: readonly unknown[], type = 'extra_forbidden') => ({ loc, type });

strictSuite(
  'mistral, its validation',
  (msg, { type, loc }) => ({
    object: 'error',
    message: { detail: [{ type, loc: ['body', ...(loc as unknown[])], msg }] },
    type: 'invalid_request_error',
    param: null,
    code: null,
  }),
  (
    [
      ...'stream_options user logprobs seed top_k max_completion_tokens logit_bias store'.split(' ').map(
        (key): Omit<StrictCase, 'model' | 'status'> => ({
          rule: key,
          bad: { [key]: 1 },
          message: extra,
          facts: invalid([key]),
        }),
      ),
      {
        rule: 'names of users',
        bad: { messages: [{ ...user('Hi'), name: 'Ada' }] },
        good: { messages: [user('Hi')] },
        message: extra,
        facts: invalid(['messages', 0, 'user', 'name']),
      },
      {
        rule: 'replayed reasoning',
        bad: { messages: [user('a'), assistant('b', { reasoning_content: 'y' }), user('c')] },
        good: {
          messages: [
            user('a'),
            assistant([
              { type: 'thinking', thinking: [{ type: 'text', text: 'y' }], closed: true },
              { type: 'text', text: 'b' },
            ]),
            user('c'),
          ],
        },
        message: extra,
        facts: invalid(['messages', 1, 'assistant', 'reasoning_content']),
      },
      {
        rule: 'members of calls',
        bad: loopOf({}, byName, { extra_content: {} }),
        good: loopOf(),
        message: extra,
        facts: invalid(['messages', 1, 'assistant', 'tool_calls', 0, 'extra_content']),
      },
      {
        rule: 'results without a name',
        bad: loopOf({}, {}),
        good: loopOf(),
        message: 'Field required',
        facts: invalid(['messages', 2, 'tool', 'name'], 'missing'),
      },
      {
        rule: 'tool_choice required',
        both: { tools: [weather] },
        bad: { tool_choice: 'required' },
        good: { tool_choice: 'any' },
        message: "Input should be 'auto', 'none' or 'any'",
        facts: invalid(['tool_choice'], 'enum'),
      },
      {
        rule: 'reasoning_effort low',
        bad: { reasoning_effort: 'low' },
        good: { reasoning_effort: 'high' },
        message: "Input should be 'none' or 'high'",
        facts: invalid(['reasoning_effort'], 'enum'),
      },
      {
        rule: 'developers',
        bad: { messages: [{ role: 'developer', content: 'a' }, user('b')] },
        good: { messages: [system('a'), user('b')] },
        message:
          "Input tag 'developer' found using 'role' does not match any of the expected tags: 'assistant', 'system', 'tool', 'user'",
        facts: invalid(['messages', 0], 'union_tag_invalid'),
      },
      {
        rule: 'files in OpenAI’s form',
        bad: { messages: [user([file])] },
        good: { messages: [user([{ type: 'document_url', document_url: 'https://example.com/a.pdf' }])] },
        message:
          "Input tag 'file' found using 'type' does not match any of the expected tags: 'text', 'image_url', 'document_url', 'reference', 'file', 'thinking', 'input_audio'",
        facts: invalid(['messages', 0, 'user', 'content', 0], 'union_tag_invalid'),
      },
      {
        rule: 'bare documents',
        bad: { messages: [user([{ type: 'document_url', document_url: 'JVBERi0=' }])] },
        good: {
          messages: [user([{ type: 'document_url', document_url: 'data:application/pdf;base64,JVBERi0=' }])],
        },
        message: "URL scheme should be 'https' or 'data'",
        facts: invalid(['messages', 0, 'user', 'content', 0, 'document_url'], 'url_scheme'),
      },
    ] satisfies Omit<StrictCase, 'model' | 'status'>[]
  ).map(row => ({ ...row, model, status: 422 })),
);

it.each([
  [model, { max_tokens: 50, random_seed: 1, safe_prompt: true, presence_penalty: 1, stop: ['x'] }],
  [model, { messages: [user([{ type: 'image_url', image_url: 'https://example.com/cat.png' }])] }],
  [model, { messages: [user([dataImage])] }],
  [model, { ...loopOf(), tool_choice: named, parallel_tool_calls: false }],
  ['mistral/mistral-large-4', { reasoning_effort: 'low' }],
])('%s accepts %o', async (given, body) => {
  expect((await ask(given, body)).status).toBe(200);
});
