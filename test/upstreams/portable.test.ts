import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { connected, send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, SYS, WIRE_HI, WIRE_WX, WX } from '../support/prompts.ts';

const two: LanguageModelV2Prompt = [SYS, { role: 'system', content: 'Two' }, ...H];
const id9 = expect.stringMatching(/^[A-Za-z0-9]{9}$/);

describe('a body that every upstream takes', () => {
  it.each(['dynamic/support', 'cloudflare/auto'])('%s', async model => {
    const { body, warnings } = await send(model, { prompt: two, tools: [WX], maxOutputTokens: 32 });
    expect(body).toEqual({
      model,
      max_completion_tokens: 32,
      messages: [
        { role: 'system', content: 'Be brief\n\nTwo' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { id: id9, type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
          ],
        },
        { role: 'tool', tool_call_id: id9, content: '{"t":20}' },
      ],
      tools: [WIRE_WX],
    });
    const [, , call, result] = body.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    expect(call?.tool_calls?.[0]?.id).toBe(result?.tool_call_id);
    expect(warnings).toEqual([]);
  });

  it('no family is guessed from the name of a route', async () => {
    const call = {
      prompt: two,
      tools: [WX],
      maxOutputTokens: 9,
      temperature: 0.1,
      responseFormat: jsonFormat(P_IN),
    };
    const { body: plain } = await send('dynamic/x', call);
    for (const route of ['my-llama-route', 'mistral-backup', 'gpt-5', 'o1', 'groq', 'anthropic/claude']) {
      const { body } = await send(`dynamic/${route}`, call);
      expect(body).toEqual({ ...plain, model: `dynamic/${route}` });
    }
  });

  it('ids that fit are kept, and two ids never become one', async () => {
    const ids = [
      'abcDEF123',
      'call_a',
      'call_b',
      ...Array.from({ length: 50 }, (_, index) => `call_${index}`),
    ];
    const prompt: LanguageModelV2Prompt = [
      {
        role: 'assistant',
        content: ids.map(toolCallId => ({ type: 'tool-call', toolCallId, toolName: 't', input: {} })),
      },
      ...HI,
    ];
    const { body } = await send('mistral/mistral-large-latest', { prompt });
    const [{ tool_calls }] = body.messages as [{ tool_calls: { id: string }[] }];
    expect(tool_calls[0]?.id).toBe('abcDEF123');
    expect(new Set(tool_calls.map(({ id }) => id)).size).toBe(ids.length);
    expect(tool_calls.every(({ id }) => /^[A-Za-z0-9]{9}$/.test(id))).toBe(true);
  });

  it('an id that looks like the replacement of another is told apart from it', async () => {
    const replaced = async (ids: readonly string[]) => {
      const content = ids.map(
        toolCallId => ({ type: 'tool-call', toolCallId, toolName: 't', input: {} }) as const,
      );
      const { body } = await send('dynamic/x', { prompt: [{ role: 'assistant', content }] });
      const [{ tool_calls }] = body.messages as [{ tool_calls: { id: string }[] }];
      return tool_calls.map(({ id }) => id);
    };
    const [first = ''] = await replaced(['call_a']);
    const both = await replaced(['call_a', first]);
    expect(both[0]).toBe(first);
    expect(both[1]).not.toBe(first);
  });

  it('a schema travels in the envelope, neighbours of one role are joined', async () => {
    const prompt: LanguageModelV2Prompt = [
      ...HI,
      { role: 'user', content: [{ type: 'text', text: 'there' }] },
    ];
    const { body } = await send('newvendor/model', { prompt, responseFormat: jsonFormat(P_IN) });
    expect(body).toEqual({
      model: 'newvendor/model',
      messages: [{ role: 'user', content: 'Hi\n\nthere' }],
      response_format: { type: 'json_schema', json_schema: { name: 'response', schema: P } },
    });
  });
});

describe('bonus requests', () => {
  it('a custom provider gets OpenAI’s format as it is', async () => {
    const call = {
      prompt: two,
      tools: [WX],
      maxOutputTokens: 5,
      temperature: 0.1,
      topP: 0.2,
      frequencyPenalty: 0.3,
      presencePenalty: 0.4,
      stopSequences: ['x'],
      seed: 1,
      providerOptions: { cloudflare: { reasoningEffort: 'high' } },
    };
    const { body, warnings } = await send('custom-acme/llama', call);
    expect(body).toMatchObject({
      model: 'custom-acme/llama',
      max_tokens: 5,
      temperature: 0.1,
      top_p: 0.2,
      frequency_penalty: 0.3,
      presence_penalty: 0.4,
      stop: ['x'],
      seed: 1,
      reasoning_effort: 'high',
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'system', content: 'Two' },
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, reasoning_content: 'plan' },
        { role: 'tool', tool_call_id: 'call_abc123XYZ' },
      ],
    });
    expect(warnings).toEqual([]);
  });

  const everyKind = [
    'openai/gpt-4o',
    'groq/llama-4-scout',
    '@cf/zai-org/glm-5.2',
    'dynamic/x',
    'custom-acme/llama',
  ];

  it.each(everyKind)('%s without a usable tool has neither tools nor a choice', async id => {
    const search = {
      type: 'provider-defined',
      id: 'openai.web_search',
      name: 'web_search',
      args: {},
    } as const;
    const { body, warnings } = await send(id, { tools: [search], toolChoice: { type: 'required' } });
    expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
    expect(warnings[0]).toBe('web_search');
    const empty = await send(id, { tools: [], toolChoice: { type: 'auto' } });
    expect(Object.keys(empty.body).sort()).toEqual(['messages', 'model']);
  });

  it.each(everyKind)('%s gets no half surrogate pair, and whole ones as they are', async id => {
    const prompt = (text: string): LanguageModelV2Prompt => [
      { role: 'user', content: [{ type: 'text', text }] },
    ];
    expect((await send(id, { prompt: prompt('a\ud83d') })).body.messages).toEqual([
      { role: 'user', content: 'a\ufffd' },
    ]);
    expect((await send(id, { prompt: prompt('😀') })).body.messages).toEqual([
      { role: 'user', content: '😀' },
    ]);
  });

  it.each([
    ['openai/gpt-4o', { include_usage: true }],
    ['@cf/zai-org/glm-5.2', { include_usage: true }],
    ['dynamic/x', { include_usage: true }],
    ['xai/grok-4.5', { include_usage: true }],
    ['groq/llama-4-scout', undefined],
  ])('a stream of %s', async (id, options) => {
    const { body } = await send(id, {}, connected, 'stream');
    expect(body).toEqual({
      model: id,
      messages: [WIRE_HI],
      stream: true,
      ...(options && { stream_options: options }),
    });
  });
});
