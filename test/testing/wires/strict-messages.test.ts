import { expect, it } from 'vitest';
import { createLocalGateway, gatewayAuth, paths, post, type Result } from '../support.ts';

const gateway = createLocalGateway();
const headers = { ...gatewayAuth, 'x-api-key': 'sk-ant-test', 'anthropic-version': '2023-06-01' };
const url = paths.native('anthropic/v1/messages');
const user = (content: unknown = 'Hi'): object => ({ role: 'user', content });
const assistant = (...content: object[]): object => ({ role: 'assistant', content });
const text = (value: string, extra: object = {}): object => ({ type: 'text', text: value, ...extra });

function ask(body: object): Promise<Result> {
  const standard = { model: 'claude-sonnet-4-5', max_tokens: 2000, messages: [user()] };
  return post(gateway, url, { ...standard, ...body }, headers);
}

const tool = { name: 'weather', input_schema: { type: 'object', properties: {} } };
const call = (id: string): object => ({ type: 'tool_use', id, name: 'weather', input: {} });
const result = (id: string, extra: object = {}): object => ({
  type: 'tool_result',
  tool_use_id: id,
  content: 'sunny',
  ...extra,
});
const loop = (turn: object[], ...answer: object[]): object => ({
  tools: [tool],
  messages: [user(), assistant(...turn), user(answer)],
});
const budget = { type: 'enabled', budget_tokens: 1024 };
const mark = (ttl?: string): object => ({ cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) } });
const picture = (source: object): object => ({ messages: [user([{ type: 'image', source }])] });
const png = { type: 'base64', media_type: 'image/png', data: 'iVBORw0K' };

/** What is refused, its twin that is accepted, and the refusal. */
const cases: readonly [rule: string, bad: object, good: object, message: string][] = [
  ['no limit', { max_tokens: undefined }, {}, 'max_tokens: Field required'],
  ['no messages', { messages: undefined }, {}, 'messages: Field required'],
  ['an empty conversation', { messages: [] }, {}, 'messages: at least one message is required'],
  ['unknown members', { seed: 1 }, { top_k: 1 }, 'seed: Extra inputs are not permitted'],
  [
    'unknown roles',
    { messages: [{ role: 'tool', content: 'x' }] },
    {},
    "messages.0.role: Input should be 'user', 'assistant' or 'system'",
  ],
  ['empty content', { messages: [user('')] }, {}, 'messages.0: user messages must have non-empty content'],
  ['empty text', { messages: [user([text('')])] }, {}, 'messages: text content blocks must be non-empty'],
  [
    'blank text',
    { messages: [user([text('a'), text(' ')])] },
    {},
    'messages: text content blocks must contain non-whitespace text',
  ],
  [
    'a blank at the end',
    { messages: [user(), assistant(text('Hello '))] },
    { messages: [user(), assistant(text('Hello'))] },
    'messages: final assistant content cannot end with trailing whitespace',
  ],
  [
    'blank stop sequences',
    { stop_sequences: [' '] },
    { stop_sequences: ['a'] },
    'stop_sequences: each stop sequence must contain non-whitespace',
  ],
  [
    'small budgets',
    { thinking: { ...budget, budget_tokens: 1000 } },
    { thinking: budget },
    'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
  ],
  [
    'budgets beyond the limit',
    { thinking: budget, max_tokens: 1024 },
    { thinking: budget, max_tokens: 1025 },
    '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size',
  ],
  [
    'budgets of new models',
    { model: 'claude-opus-4-8', thinking: budget },
    { model: 'claude-opus-4-8', thinking: { type: 'adaptive' } },
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
  ],
  [
    'adaptive thoughts of old models',
    { thinking: { type: 'adaptive' } },
    { model: 'claude-sonnet-4-6', thinking: { type: 'adaptive' } },
    'adaptive thinking is not supported on this model',
  ],
  [
    'no thoughts at all',
    { model: 'claude-opus-5-5', thinking: { type: 'disabled' } },
    { model: 'claude-opus-5', thinking: { type: 'disabled' } },
    '"thinking.type.disabled" is not supported for this model.',
  ],
  [
    'sampling while thinking',
    { thinking: budget, temperature: 0 },
    { temperature: 0 },
    '`temperature` may only be set to 1 when thinking is enabled.',
  ],
  [
    'efforts of old models',
    { output_config: { effort: 'low' } },
    { model: 'claude-opus-4-5', output_config: { effort: 'low' } },
    'This model does not support the effort parameter.',
  ],
  [
    'forced calls while thinking',
    { thinking: budget, tools: [tool], tool_choice: { type: 'any' } },
    { tools: [tool], tool_choice: { type: 'any' } },
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    'tools without a schema',
    { tools: [{ name: 'weather' }] },
    { tools: [tool] },
    'tools.0.custom.input_schema: Field required',
  ],
  ['tools of one name', { tools: [tool, tool] }, { tools: [tool] }, 'tools: Tool names must be unique.'],
  [
    'tool names with dots',
    { tools: [{ ...tool, name: 'a.b' }] },
    { tools: [tool] },
    "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
  ],
  [
    'choices of other APIs',
    { tools: [tool], tool_choice: { type: 'required' } },
    { tools: [tool], tool_choice: { type: 'any' } },
    "tool_choice: Input tag 'required' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'",
  ],
  [
    'tools that are not there',
    { tools: [tool], tool_choice: { type: 'tool', name: 'news' } },
    { tools: [tool], tool_choice: { type: 'tool', name: 'weather' } },
    "Tool 'news' not found in provided tools",
  ],
  [
    'calls without a result',
    { ...loop([call('t1')]), messages: [user(), assistant(call('t1')), user('And now?')] },
    loop([call('t1')], result('t1')),
    'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
  ],
  [
    'results without a call',
    loop([text('Hello')], result('t2')),
    loop([call('t2')], result('t2')),
    'messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t2. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
  ],
  [
    'calls without tools',
    { ...loop([call('t1')], result('t1')), tools: undefined },
    loop([call('t1')], result('t1')),
    'Requests which include `tool_use` or `tool_result` blocks must define tools',
  ],
  [
    'members of other APIs',
    { messages: [user([text('Hi', { name: 'x' })])] },
    { messages: [user([text('Hi')])] },
    'messages.0.content.0.text.name: Extra inputs are not permitted',
  ],
  [
    'blocks of other APIs',
    { messages: [user([{ type: 'input_text', text: 'Hi' }])] },
    {},
    "messages.0.content.0: Input tag 'input_text' found using 'type' does not match any of the expected tags",
  ],
  [
    'pictures of other types',
    picture({ ...png, media_type: 'image/svg+xml' }),
    picture(png),
    "messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif', 'image/webp'",
  ],
  [
    'forged thoughts',
    {
      messages: [
        user(),
        assistant({ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }, text('Hello')),
        user(),
      ],
    },
    {},
    'messages.1.content.0: Invalid `signature` in `thinking` block',
  ],
  [
    'thoughts left out of a loop',
    { ...loop([call('t1')], result('t1')), thinking: budget },
    loop([call('t1')], result('t1')),
    'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking',
  ],
  [
    'five marks',
    { messages: [user([1, 2, 3, 4, 5].map(n => text(`${n}`, mark())))] },
    { messages: [user([1, 2, 3, 4].map(n => text(`${n}`, mark())))] },
    'A maximum of 4 blocks with cache_control may be provided. Found 5.',
  ],
  [
    'longer after shorter',
    { messages: [user([text('a', mark()), text('b', mark('1h'))])] },
    { messages: [user([text('a', mark('1h')), text('b', mark())])] },
    "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
  ],
  [
    'other lifetimes',
    { messages: [user([text('a', mark('10m'))])] },
    {},
    "cache_control.ephemeral.ttl: Input should be '5m' or '1h'",
  ],
];

it.each(cases)('refuses %s', async (_, bad, good, message) => {
  const refused = await ask(bad);
  expect([refused.status, refused.json]).toEqual([
    400,
    { type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_local' },
  ]);
  expect((await ask(good)).text).toContain('"type":"message"');
});

it('takes back what it signed, and nothing else under that signature', async () => {
  const { json } = await ask({ thinking: budget });
  const [thought, said] = json.content;
  const replay = (block: object): Promise<Result> =>
    ask({ messages: [user(), assistant(block, said), user('More?')] });
  expect((await replay(thought)).status).toBe(200);
  expect((await replay({ ...thought, thinking: 'Something else.' })).status).toBe(400);
});

it('asks for its version, but not of the catalogue', async () => {
  const { 'anthropic-version': _, ...others } = headers;
  const body = { model: 'claude-sonnet-4-5', max_tokens: 10, messages: [user()] };
  expect((await post(gateway, url, body, others)).json.error.message).toBe(
    'anthropic-version: header is required',
  );
});
