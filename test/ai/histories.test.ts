import {
  type CompletionReply,
  createLocalGateway,
  type LocalGateway,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromStored, type Major, majors, storedTurn, type Turn, wholeTurn } from './majors.ts';
import type { AISDK, AnyProvider } from './pair.ts';

/** A message of the body that the gateway got. */
interface Wire {
  readonly role: string;
  readonly content: unknown;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly arguments: string };
    readonly extra_content?: unknown;
  }[];
}

const storedKeys = Object.fromEntries(
  ['mistral', 'cerebras', 'openrouter', 'custom-acme'].map(slug => [slug, { default: 'sk-key-local' }]),
);

function connect({ createCloudflare }: Major): { gateway: LocalGateway; provider: AnyProvider } {
  const gateway = createLocalGateway({ gateways: { default: { storedKeys, customProviders: ['acme'] } } });
  return { gateway, provider: createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch }) };
}

const sentBody = (gateway: LocalGateway): Record<string, unknown> =>
  gateway.requests.at(-1)?.body as Record<string, unknown>;
const sent = (gateway: LocalGateway): readonly Wire[] => sentBody(gateway).messages as readonly Wire[];

const ids = (messages: readonly Wire[]): readonly string[] =>
  messages.flatMap(({ tool_calls: calls = [], tool_call_id: result }) => [
    ...calls.map(call => call.id),
    ...(result === undefined ? [] : [result]),
  ]);

const inputs = (messages: readonly Wire[]): readonly string[] =>
  messages.flatMap(({ tool_calls: calls = [] }) => calls.map(call => call.function.arguments));

const text = (value: string): object => ({ type: 'text', text: value });
const user = (...parts: readonly object[]): object => ({ id: 'u', role: 'user', parts });
const assistant = (...parts: readonly object[]): object => ({ id: 'a', role: 'assistant', parts });

type Mode = 'generate' | 'stream';
const modes: readonly Mode[] = ['generate', 'stream'];

const run = (ai: AISDK, mode: Mode, call: object): Promise<Turn> =>
  mode === 'stream' ? storedTurn(ai, call) : wholeTurn(ai, call);

const call = (name: string, args: CompletionReply['toolCalls'], id?: string): CompletionReply => ({
  text: '',
  toolCalls: args ?? [{ name, arguments: {}, ...(id !== undefined && { id }) }],
});

describe.each(majors)('$name: what becomes of histories', major => {
  const { ai } = major;
  const stopWhen = (ai.stepCountIs ?? ai.isStepCount)(4);
  const ls = ai.tool({ description: 'List files', inputSchema: z.object({}), execute: async () => 'a.txt' });
  const weather = ai.tool({
    description: 'The weather',
    inputSchema: z.object({ city: z.string().describe('City') }),
    execute: async () => 'sunny',
  });

  describe.each(modes)('%s', mode => {
    it('ids of Kimi go back as it wrote them, and those of two turns apart', async () => {
      const { gateway, provider } = connect(major);
      const model = provider('@cf/moonshotai/kimi-k2.7-code');
      const first = { role: 'user', content: 'List' };
      gateway.reply(call('ls', undefined, 'functions.ls:0'));
      const one = await run(ai, mode, { model, tools: { ls }, stopWhen, messages: [first] });
      expect(ids(sent(gateway))).toEqual(['functions.ls:0', 'functions.ls:0']);
      gateway.reply(call('ls', undefined, 'functions.ls:0'));
      const again = [first, ...one.messages, { role: 'user', content: 'Again' }];
      const two = await run(ai, mode, { model, tools: { ls }, stopWhen, messages: again });
      expect(ids(sent(gateway))).toEqual([0, 0, 1, 1].map(number => `functions.ls:${number}`));
      expect(two.messages.length).toBeGreaterThan(1);
    });

    it('arguments that broke off go back as an object', async () => {
      const { gateway, provider } = connect(major);
      const model = provider('openai/gpt-4.1');
      const first = { role: 'user', content: 'Weather?' };
      gateway.reply(call('weather', [{ name: 'weather', arguments: '{"city":"Par' }]));
      const one = await run(ai, mode, { model, tools: { weather }, stopWhen, messages: [first] });
      const next = [first, ...one.messages, { role: 'user', content: 'And?' }];
      await run(ai, mode, { model, tools: { weather }, messages: next });
      expect(inputs(sent(gateway)).length).toBeGreaterThan(0);
      for (const given of inputs(sent(gateway))) expect(typeof JSON.parse(given)).toBe('object');
      expect(inputs(sent(gateway)).join()).not.toMatch(/^["[]/);
    });

    it('signatures of a custom provider go back', async () => {
      const { gateway, provider } = connect(major);
      const signed = (extra: object) => ({
        id: 'c1',
        type: 'function',
        function: { name: 'ls', arguments: '{}' },
        extra_content: { google: { thought_signature: 'c2ln' } },
        ...extra,
      });
      const at = { id: 'x', object: 'chat.completion', created: 1, model: 'm' };
      if (mode === 'stream')
        gateway.reply({
          chunks: [
            {
              ...at,
              choices: [{ index: 0, delta: { tool_calls: [signed({ index: 0 })] }, finish_reason: null }],
            },
            { ...at, choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
          ],
        });
      else
        gateway.reply({
          body: {
            ...at,
            choices: [
              {
                index: 0,
                message: { role: 'assistant', content: null, tool_calls: [signed({})] },
                finish_reason: 'tool_calls',
              },
            ],
          },
        });
      const first = { role: 'user', content: 'List' };
      const model = provider('custom-acme/gemini');
      const one = await run(ai, mode, { model, tools: { ls }, stopWhen, messages: [first] });
      await run(ai, mode, {
        model,
        tools: { ls },
        messages: [first, ...one.messages, { role: 'user', content: '?' }],
      });
      const [back] = sent(gateway).flatMap(({ tool_calls: calls = [] }) => calls);
      expect(back?.extra_content).toEqual({ google: { thought_signature: 'c2ln' } });
    });

    it('the signature of a text goes back with its message', async () => {
      const { gateway, provider } = connect(major);
      const at = { id: 'x', object: 'chat.completion', created: 1, model: 'm' };
      const extra_content = { google: { thought_signature: 'c2ln' } };
      const choice = (rest: object, finish_reason: string | null = 'stop') => ({
        ...at,
        choices: [{ index: 0, ...rest, finish_reason }],
      });
      if (mode === 'stream')
        gateway.reply({
          chunks: [choice({ delta: { content: 'Hi' } }, null), choice({ delta: { extra_content } })],
        });
      else gateway.reply({ body: choice({ message: { role: 'assistant', content: 'Hi', extra_content } }) });
      const first = { role: 'user', content: 'Hello' };
      const model = provider('custom-acme/gemini');
      const one = await run(ai, mode, { model, messages: [first] });
      await run(ai, mode, { model, messages: [first, ...one.messages, { role: 'user', content: '?' }] });
      expect(sent(gateway)[1]).toEqual({ role: 'assistant', content: 'Hi', extra_content });
      await run(ai, mode, {
        model: provider('@cf/meta/llama-3.3-70b-instruct-fp8-fast'),
        messages: [first, ...one.messages, { role: 'user', content: '?' }],
      });
      expect(sent(gateway)[1]).toEqual({ role: 'assistant', content: 'Hi' });
    });

    it('an agent with a schema on an older model of Workers AI keeps its tools, and invents nothing', async () => {
      const { gateway, provider } = connect(major);
      const output = ai.Output.object({ schema: z.object({ celsius: z.number() }) });
      const model = provider('@cf/meta/llama-3.3-70b-instruct-fp8-fast');
      const asked = { model, tools: { weather }, stopWhen, prompt: 'What is the weather in Lisbon?' };
      await run(ai, mode, { ...asked, output, experimental_output: output }).catch(() => undefined);
      const [first, second] = gateway.requests.map(({ body }) => body as Record<string, unknown>);
      expect(first?.tools).toHaveLength(1);
      expect(first).not.toHaveProperty('response_format');
      expect(JSON.stringify(first?.messages)).toContain('celsius');
      expect(JSON.stringify(second?.messages)).toContain('sunny');
    });

    it('stop sequences: none are not sent, and OpenRouter gets four', async () => {
      const { gateway, provider } = connect(major);
      await run(ai, mode, { model: provider('openai/gpt-4.1'), prompt: 'Hi', stopSequences: [] });
      expect(sentBody(gateway)).not.toHaveProperty('stop');
      const model = provider('openrouter/anthropic/claude-sonnet-5');
      await run(ai, mode, { model, prompt: 'Hi', stopSequences: [...'abcdef'] });
      expect(sentBody(gateway).stop).toEqual([...'abcd']);
    });

    it('Claude from 4.7 on thinks adaptively', async () => {
      const { gateway, provider } = connect(major);
      const providerOptions = { anthropic: { thinking: { type: 'enabled', budgetTokens: 8000 } } };
      await run(ai, mode, {
        model: provider.chat('anthropic/claude-opus-4.7'),
        prompt: 'Hi',
        providerOptions,
      });
      expect(sentBody(gateway)).toMatchObject({
        thinking: { type: 'adaptive', display: 'summarized' },
        reasoning_effort: 'medium',
      });
    });
  });

  /** Conversations as apps store them, the models that get them, and what has to be true of the messages. */
  const stored: readonly {
    readonly what: string;
    readonly models: readonly string[];
    readonly chat: readonly object[];
    readonly call?: object;
    readonly check: (messages: readonly Wire[]) => void;
  }[] = [
    {
      what: 'the result of a call that a provider executed',
      models: ['openai/gpt-4.1', 'google/gemini-3.7-flash', 'anthropic/claude-haiku-4.5'],
      chat: [
        user(text('Find it')),
        assistant(
          {
            type: 'tool-search',
            toolCallId: 'srv_1',
            state: 'output-available',
            input: { q: 'x' },
            output: { found: 'the thing' },
            providerExecuted: true,
          },
          text('So it is.'),
        ),
        user(text('And?')),
      ],
      check: messages => {
        expect(JSON.stringify(messages)).toContain('the thing');
        expect(JSON.stringify(messages)).not.toContain('No result provided');
      },
    },
    {
      what: 'a call whose arguments broke off',
      models: ['openai/gpt-4.1', 'anthropic/claude-haiku-4.5', '@cf/zai-org/glm-4.7-flash', 'xai/grok-4.5'],
      chat: [
        user(text('Weather?')),
        assistant({
          type: 'tool-weather',
          toolCallId: 'call_1',
          state: 'output-error',
          input: '{"city":"Par',
          rawInput: '{"city":"Par',
          errorText: 'Invalid input',
        }),
        user(text('And?')),
      ],
      check: messages => {
        for (const given of inputs(messages)) expect(given).toMatch(/^\{.*\}$/);
        for (const given of inputs(messages)) JSON.parse(given);
      },
    },
    {
      what: 'text of white space, and a conversation that the assistant begins',
      models: ['anthropic/claude-haiku-4.5', 'anthropic/claude-opus-4.7'],
      chat: [
        assistant(text('Welcome.')),
        user(text('\n'), text('Hi')),
        assistant(text(' ')),
        user(text('Go')),
      ],
      check: messages => {
        const [first] = messages.filter(({ role }) => role !== 'system');
        expect(first?.role).toBe('user');
        expect(JSON.stringify(messages)).toContain('Welcome.');
        expect(
          messages.every(({ content }) => JSON.stringify(content).replaceAll(/\\n|[" ]/g, '') !== ''),
        ).toBe(true);
      },
    },
    {
      what: 'a turn of thoughts alone',
      models: [
        'google/gemini-3.7-flash',
        'alibaba/qwen3.8-max',
        'moonshotai/kimi-k3',
        'mistral/magistral-medium-latest',
      ],
      chat: [
        user(text('Hi')),
        assistant({ type: 'reasoning', text: 'Hm.', state: 'done' }),
        assistant(),
        assistant(text('')),
        user(text('And?')),
      ],
      check: messages =>
        expect(messages.filter(({ role, content }) => role === 'assistant' && !content)).toEqual([]),
    },
    {
      what: 'a system message in the middle',
      models: ['mistral/mistral-large-latest'],
      chat: [
        { id: 's', role: 'system', parts: [text('Be brief')] },
        user(text('Hi')),
        assistant(text('Ho')),
        { id: 's', role: 'system', parts: [text('In French')] },
        user(text('And?')),
      ],
      call: { allowSystemInMessages: true },
      check: messages =>
        expect(messages.map(({ role, content }) => `${role} ${content}`)).toEqual([
          'system Be brief',
          'system In French',
          'user Hi',
          'assistant Ho',
          'user And?',
        ]),
    },
    {
      what: 'a text file and an image of half a type',
      models: ['openai/gpt-4.1', 'google/gemini-3.7-flash', 'mistral/mistral-large-latest', 'xai/grok-4.5'],
      chat: [
        user(
          text('Read'),
          {
            type: 'file',
            mediaType: 'text/csv',
            filename: 'table.csv',
            url: `data:text/csv;base64,${btoa('a,b')}`,
          },
          { type: 'file', mediaType: 'image/*', url: 'data:image/*;base64,iVBORw0KGgo=' },
        ),
      ],
      check: messages => {
        expect(JSON.stringify(messages)).toContain('table.csv:\\na,b');
        expect(JSON.stringify(messages)).toContain('data:image/png;base64,iVBORw0KGgo=');
      },
    },
  ];

  describe.each(stored)('$what, from stored messages', ({ models, chat, call: more = {}, check }) => {
    it.each(models)('%s', async id => {
      for (const mode of modes) {
        const { gateway, provider } = connect(major);
        const messages = await fromStored(ai, chat);
        const { text: told } = await run(ai, mode, { model: provider.chat(id), messages, ...more });
        expect(told).not.toBe('');
        check(sent(gateway));
      }
    });
  });
});
