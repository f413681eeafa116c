import type { LanguageModelV2Message, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { createCloudflare as createV3 } from 'ai-sdk-provider-cloudflare/v3';
import { createCloudflare as createV4 } from 'ai-sdk-provider-cloudflare/v4';
import { describe, expect, it } from 'vitest';
import { connected, send } from '../support/call.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { HI, jsonFormat, P_IN, SYS, WX } from '../support/prompts.ts';

const user = (text: string): LanguageModelV2Message => ({ role: 'user', content: [{ type: 'text', text }] });
const said = (text: string): LanguageModelV2Message => ({
  role: 'assistant',
  content: [{ type: 'text', text }],
});

/** A turn that calls a tool, and its result. */
function turn(toolCallId: string, input: unknown = { city: 'Paris' }): LanguageModelV2Message[] {
  const toolName = 'weather';
  return [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] },
    {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: 'sunny' } }],
    },
  ];
}

type Wire = {
  role: string;
  content: unknown;
  tool_call_id?: string;
  tool_calls?: { id: string; function: { arguments: string } }[];
};

async function wire(id: string, prompt: LanguageModelV2Prompt, call: object = {}) {
  const tools = [WX];
  const whole = await send(id, { prompt, tools, ...call });
  const streamed = await send(id, { prompt, tools, ...call }, undefined, 'stream');
  expect(streamed.body.messages).toEqual(whole.body.messages);
  expect(streamed.warnings).toEqual(expect.arrayContaining([...whole.warnings]));
  return { messages: whole.body.messages as Wire[], body: whole.body, warnings: whole.warnings };
}

const ids = (messages: readonly Wire[]) =>
  messages.flatMap(({ tool_calls = [], tool_call_id }) => [
    ...tool_calls.map(call => call.id),
    ...(tool_call_id ? [tool_call_id] : []),
  ]);

describe('ids of calls', () => {
  const unique = (id: string) => `${id}-${'a1'.repeat(8)}`;

  it.each(['@cf/moonshotai/kimi-k2.7-code', 'moonshotai/kimi-k3'])(
    'go back to %s as it wrote them',
    async id => {
      const prompt = [...HI, ...turn(unique('functions.weather:0')), ...turn(unique('functions.weather:1'))];
      const [first, second] = ['functions.weather:0', 'functions.weather:1'];
      expect(ids((await wire(id, prompt)).messages)).toEqual([first, first, second, second]);
    },
  );

  it.each([
    '@cf/moonshotai/kimi-k2.7-code',
    'moonshotai/kimi-k3',
    'baseten/moonshotai/Kimi-K2-Thinking',
    'fireworks/kimi-k2p7',
    'openrouter/moonshotai/kimi-k2',
  ])('that repeat or are foreign are numbered apart for %s', async id => {
    const prompt = [
      ...HI,
      ...turn(unique('functions.weather:0')),
      ...turn(`functions.weather:0-${'b2'.repeat(8)}`),
      ...turn('call_abc'),
    ];
    const numbered = [0, 0, 1, 1, 2, 2].map(number => `functions.weather:${number}`);
    expect(ids((await wire(id, prompt)).messages)).toEqual(numbered);
  });

  it('go back to other models of Workers AI, unless they repeat', async () => {
    const again = `chatcmpl-tool-1-${'b2'.repeat(8)}`;
    const prompt = [...HI, ...turn(unique('chatcmpl-tool-1')), ...turn(again)];
    expect(ids((await wire('@cf/zai-org/glm-4.7-flash', prompt)).messages)).toEqual([
      'chatcmpl-tool-1',
      'chatcmpl-tool-1',
      again,
      again,
    ]);
  });
});

describe('arguments of earlier calls', () => {
  const entries = { root: createCloudflare, v3: createV3, v4: createV4 } as const;

  it.each(Object.entries(entries))('are objects, whatever was stored (%s)', async (_, create) => {
    const inputs: unknown[] = [{ a: 1 }, '{"a":1}', '{"a":', [1], '', null];
    const fake = fakeFetch();
    const model = create({ ...connected, fetch: fake.fetch })('openai/gpt-4.1');
    const [call, result] = turn('call_none') as [LanguageModelV2Message, LanguageModelV2Message];
    const none = { ...call, content: [{ ...Object(call.content[0]), input: undefined }] };
    const turns = inputs.flatMap((input, index) => turn(`call_${index}`, input));
    const prompt = [...HI, ...turns, none, result, user('And?')];
    const { warnings } = await model.doGenerate({ prompt, tools: [WX] } as never);
    const { messages } = fake.request().body as { messages: Wire[] };
    expect(
      messages.flatMap(({ tool_calls = [] }) => tool_calls.map(call => call.function.arguments)),
    ).toEqual(['{"a":1}', '{"a":1}', '{"invalid":"{\\"a\\":"}', '{"invalid":"[1]"}', '{}', '{}', '{}']);
    expect(JSON.stringify(warnings)).toContain('2 tool call(s)');
  });
});

it('the result of a call that the provider executed follows its call', async () => {
  const call = { toolCallId: 'srv_1', toolName: 'search' };
  const prompt: LanguageModelV2Prompt = [
    ...HI,
    {
      role: 'assistant',
      content: [
        { type: 'tool-call', ...call, input: { q: 'x' }, providerExecuted: true },
        { type: 'tool-result', ...call, output: { type: 'text', value: 'found' } },
        { type: 'text', text: 'So it is.' },
      ],
    },
    user('And?'),
  ];
  const { messages, warnings } = await wire('openai/gpt-4.1', prompt);
  expect(messages.slice(1)).toMatchObject([
    { role: 'assistant', tool_calls: [{ id: 'srv_1' }] },
    { role: 'tool', tool_call_id: 'srv_1', content: 'found' },
    { role: 'assistant', content: 'So it is.' },
    { role: 'user', content: 'And?' },
  ]);
  expect(warnings).toEqual([]);
});

it.each(['openai/gpt-4.1', 'anthropic/claude-haiku-4.5', '@cf/zai-org/glm-4.7-flash', 'custom-x/m'])(
  'results stand directly behind their calls, in %s too',
  async id => {
    const [[first, one], [second, two]] = [turn('call_abc1'), turn('call_abc2')] as const;
    const prompt = [...HI, first, second, user('Wait'), two, one, two, user('And?')] as LanguageModelV2Prompt;
    const { messages, warnings } = await wire(id, prompt);
    const [a, b] = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(call => call.id));
    expect(messages.slice(1, 5)).toMatchObject([
      { role: 'assistant', tool_calls: [{ id: a }] },
      { role: 'tool', tool_call_id: a },
      { role: 'assistant', tool_calls: [{ id: b }] },
      { role: 'tool', tool_call_id: b },
    ]);
    expect(JSON.stringify(messages.slice(5))).toMatch(/user.*Wait.*\[result of a tool\] sunny.*And\?/);
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining('2 tool result(s) were moved behind their calls'),
        expect.stringContaining('1 tool result(s) have no call to answer'),
      ]),
    );
  },
);

it.each(['openai/gpt-4.1', 'xai/grok-4.5', 'moonshotai/kimi-k3', 'mistral/mistral-large-latest'])(
  'calls of one turn with one id are told apart for %s, and their results',
  async id => {
    const toolName = 'weather';
    const call = (city: string, toolCallId = 'same') =>
      ({ type: 'tool-call', toolCallId, toolName, input: { city } }) as const;
    const result = (value: string, toolCallId = 'same') =>
      ({ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value } }) as const;
    const prompt: LanguageModelV2Prompt = [
      ...HI,
      // The last one has the id that the second would get.
      { role: 'assistant', content: [call('Paris'), call('Rome'), call('Oslo', 'same_2')] },
      { role: 'tool', content: [result('sun'), result('rain'), result('snow', 'same_2')] },
      user('And?'),
    ];
    const { messages, warnings } = await wire(id, prompt);
    const made = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(one => one.id));
    const [one, two, three] = made;
    expect(new Set(made).size).toBe(3);
    expect(messages.filter(({ role }) => role === 'tool')).toMatchObject([
      { tool_call_id: one, content: 'sun' },
      { tool_call_id: two, content: 'rain' },
      { tool_call_id: three, content: 'snow' },
    ]);
    expect(warnings).toEqual([]);
  },
);

it.each(['xai/grok-4.5', 'google/gemini-2.5-flash', 'cloudflare/auto'])(
  '%s gets no empty message',
  async id => {
    const prompt: LanguageModelV2Prompt = [
      { role: 'system', content: '' },
      { role: 'user', content: [] },
      ...HI,
      { role: 'assistant', content: [] },
      user('And?'),
    ];
    expect(JSON.stringify((await wire(id, prompt)).messages)).toMatch(/^\[[^[]*Hi[^[]*And\?[^[]*\]$/);
  },
);

describe('Claude', () => {
  const model = 'anthropic/claude-haiku-4.5';

  it('gets no text of white space, no blank stops, and a text to continue without an end', async () => {
    const prompt = [
      { role: 'system', content: ' ' } as const,
      user('\n'),
      user('Hi'),
      said(' '),
      said('Once '),
    ];
    const { body, warnings } = await wire(model, prompt, { stopSequences: ['\n', 'END'] });
    expect(body).toMatchObject({
      stop: ['END'],
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Once' },
      ],
    });
    expect((body.messages as unknown[]).length).toBe(2);
    expect(warnings).toEqual([expect.stringContaining('blank')]);
  });

  it('gets a turn of the user before one of its own, without losing text', async () => {
    const { messages, warnings } = await wire(model, [SYS, said('Welcome.'), user('Hi')]);
    expect(messages.map(({ role, content }) => [role, content])).toEqual([
      ['system', 'Be brief'],
      ['user', 'Hello.'],
      ['assistant', 'Welcome.'],
      ['user', 'Hi'],
    ]);
    expect(warnings).toEqual([expect.stringContaining('begins with an assistant message')]);
  });

  it.each([
    ['claude-opus-4.7', { type: 'adaptive', display: 'summarized' }, 'medium'],
    ['claude-sonnet-5', { type: 'adaptive' }, 'medium'],
    ['claude-sonnet-4.5', { type: 'enabled', budget_tokens: 8000 }, undefined],
  ])('%s thinks in the way it knows', async (name, thinking, effort) => {
    const providerOptions = { anthropic: { thinking: { type: 'enabled', budgetTokens: 8000 } } };
    const { body, warnings } = await wire(`anthropic/${name}`, HI, { providerOptions });
    expect([body.thinking, body.reasoning_effort]).toEqual([thinking, effort]);
    expect(warnings).toHaveLength(effort === undefined ? 0 : 1);
  });
});

it.each(['google/gemini-3.7-flash', 'alibaba/qwen3-max', 'moonshotai/kimi-k3'])(
  'turns that say nothing are left out for %s',
  async id => {
    const thoughts: LanguageModelV2Message = {
      role: 'assistant',
      content: [{ type: 'reasoning', text: 'Hm.' }],
    };
    const prompt = [
      ...HI,
      thoughts,
      { role: 'assistant', content: [] } as LanguageModelV2Message,
      said(''),
      user('And?'),
    ];
    expect((await wire(id, prompt)).messages.map(({ role }) => role)).toEqual(['user', 'user']);
  },
);

describe('Mistral', () => {
  const model = 'mistral/mistral-large-latest';

  it('gets later system messages with the first ones', async () => {
    const late = { role: 'system', content: 'Now in French' } as const;
    const { messages, warnings } = await wire(model, [
      SYS,
      { role: 'system', content: 'Be kind' },
      ...HI,
      said('Ho'),
      late,
      user('And?'),
    ]);
    expect(messages.map(({ content }) => content)).toEqual([
      'Be brief',
      'Be kind',
      'Now in French',
      'Hi',
      'Ho',
      'And?',
    ]);
    expect(warnings).toEqual([expect.stringContaining('system messages were moved to the start')]);
    expect((await wire(model, [SYS, SYS, ...HI])).warnings).toEqual([]);
  });

  it('gets no `prefix` beside a forced call', async () => {
    const { messages } = await wire(model, [...HI, said('Well')], { toolChoice: { type: 'required' } });
    expect(messages).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Well' },
      { role: 'user', content: 'Go on.' },
    ]);
  });
});

it('custom providers get thought signatures back', async () => {
  const calls = turn('c1').map(message => ({
    ...message,
    content: [message.content].flat().map(part => ({
      ...Object(part),
      ...(message.role === 'assistant' && { providerOptions: { cloudflare: { thoughtSignature: 'c2ln' } } }),
    })),
  })) as LanguageModelV2Message[];
  const { messages } = await wire('custom-acme/gemini', [...HI, ...calls]);
  expect(messages[1]).toMatchObject({
    tool_calls: [{ extra_content: { google: { thought_signature: 'c2ln' } } }],
  });
});

it('older models of Workers AI keep their tools beside a schema, which becomes text', async () => {
  const { body, warnings } = await wire('@cf/meta/llama-3.3-70b-instruct-fp8-fast', HI, {
    responseFormat: jsonFormat(P_IN),
  });
  expect(body.tools).toHaveLength(1);
  expect(body).not.toHaveProperty('response_format');
  expect(JSON.stringify(body.messages)).toContain('JSON schema');
  expect(warnings).toContainEqual(expect.stringContaining('put into the system message'));
});

describe('files', () => {
  const file = (mediaType: string, data: string, filename?: string): LanguageModelV2Prompt => [
    { role: 'user', content: [{ type: 'file', mediaType, data, ...(filename && { filename }) }] },
  ];

  it.each(['text/csv', 'application/json', 'application/atom+xml'])(
    'of %s are text with their name',
    async mediaType => {
      for (const id of [
        'openai/gpt-4.1',
        'mistral/mistral-large-latest',
        '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
      ]) {
        const { messages } = await wire(id, file(mediaType, btoa('a,b'), 'table.csv'));
        expect(JSON.stringify(messages)).toContain('table.csv:\\na,b');
      }
    },
  );

  it.each([
    ['iVBORw0KGgo=', 'image/png'],
    ['/9j/4AAQ', 'image/jpeg'],
    ['R0lGODlh', 'image/gif'],
    ['UklGRgAA', 'image/webp'],
  ])('of images get their type from their bytes: %s', async (data, type) => {
    const { messages } = await wire('openai/gpt-4.1', file('image/*', data));
    expect(JSON.stringify(messages)).toContain(`data:${type};base64,`);
  });
});

it('an empty list of stops is not sent, and OpenRouter gets four', async () => {
  expect((await wire('openai/gpt-4.1', HI, { stopSequences: [] })).body).not.toHaveProperty('stop');
  const six = await wire('openrouter/anthropic/claude-sonnet-5', HI, { stopSequences: [...'abcdef'] });
  expect(six.body.stop).toEqual([...'abcd']);
  expect(six.warnings).toEqual([expect.stringContaining('first 4')]);
});

describe('tools beside an effort', () => {
  const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });

  it.each([
    ['gpt-5.2', 'high', 'none'],
    ['gpt-5.4-mini', 'low', 'none'],
    ['gpt-5.5', 'high', 'none'],
    ['gpt-5.5', undefined, 'none'],
    ['gpt-5.4', undefined, undefined],
    ['gpt-5.1', 'high', 'high'],
  ])('%s: %s becomes %s', async (name, asked, sent) => {
    const { body, warnings } = await wire(`openai/${name}`, HI, asked === undefined ? {} : effort(asked));
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toEqual(sent === 'none' ? [expect.stringContaining('Responses API')] : []);
  });

  it.each([
    ['openai/gpt-5.6', 'max', 'max'],
    ['moonshotai/kimi-k3', 'xhigh', 'max'],
  ])('%s: %s is %s', async (id, asked, sent) => {
    expect((await send(id, { prompt: HI, ...effort(asked) })).body.reasoning_effort).toBe(sent);
  });

  it.each(['openai/gpt-5.2-pro', 'openai/gpt-5.5-pro', 'xai/grok-4.20-multi-agent-0309'])(
    '%s names the other wire',
    id => {
      expect(() => createCloudflare(connected)(id)).toThrow(/Responses API/);
    },
  );
});
