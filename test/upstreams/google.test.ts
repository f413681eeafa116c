import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, jsonFormat, P_IN, WIRE_HI, WX } from '../support/prompts.ts';

const studio = 'google-ai-studio/gemini-2.5-flash';
const onCompat = { accountId: '0'.repeat(31).concat('1'), gatewayId: 'g', gatewayToken: 't' };
const sampling = {
  frequencyPenalty: 0.5,
  presencePenalty: 0.1,
  seed: 1,
  topK: 40,
  temperature: 1,
  maxOutputTokens: 8,
};
/** A tool call of the assistant, with the signature it came with. */
const signed = (key: string): LanguageModelV2Prompt => [
  { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
  {
    role: 'assistant',
    content: [
      {
        type: 'tool-call',
        toolCallId: 'call_1',
        toolName: 'weather',
        input: { city: 'Paris' },
        providerOptions: { [key]: { thoughtSignature: 'c2ln' } },
      },
      { type: 'tool-call', toolCallId: 'call_2', toolName: 'weather', input: { city: 'Rome' } },
    ],
  },
];
const extras = (body: object): unknown[] => {
  const [, turn] = (body as { messages: { tool_calls: { extra_content?: unknown }[] }[] }).messages;
  return (turn?.tool_calls ?? []).map(call => call.extra_content);
};
const extra = (signature: string) => ({ google: { thought_signature: signature } });

describe('google', () => {
  it('AI Studio gets no names that it does not know', async () => {
    const { body, warnings } = await send(studio, sampling, onCompat);
    expect(body).toEqual({ model: studio, max_tokens: 8, temperature: 1, messages: [WIRE_HI] });
    expect(warnings).toEqual(['topK', 'frequencyPenalty', 'presencePenalty', 'seed']);
  });

  it('the Vertex surfaces take penalties and seed', async () => {
    for (const id of ['google/gemini-2.5-flash', 'google-vertex-ai/google/gemini-2.5-flash']) {
      const { body, warnings } = await send(id, sampling);
      expect(body).toMatchObject({ frequency_penalty: 0.5, presence_penalty: 0.1, seed: 1 });
      expect(warnings).toEqual(['topK']);
    }
  });

  it('tool schemas in the subset that Gemini takes', async () => {
    const inputSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Args',
      type: 'object' as const,
      properties: {
        kind: { const: 'city' },
        n: { type: 'integer' as const, exclusiveMinimum: 0 },
        when: { type: 'string' as const, format: 'date' },
        mail: { type: 'string' as const, format: 'email', description: 'Mail' },
        tags: { type: 'array' as const },
      },
      required: ['kind', 'ghost'],
      additionalProperties: false,
    };
    const given = structuredClone(inputSchema);
    const { body } = await send(
      'google-ai-studio/gemini-2.5-pro',
      { tools: [{ ...WX, inputSchema }] },
      onCompat,
    );
    const [
      {
        function: { parameters },
      },
    ] = body.tools as [{ function: { parameters: unknown } }];
    expect(parameters).toEqual({
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['city'] },
        n: { type: 'integer', description: '(exclusiveMinimum: 0)' },
        when: { type: 'string', description: '(format: "date")' },
        mail: { type: 'string', description: 'Mail (format: "email")' },
        tags: { type: 'array', items: {} },
      },
      required: ['kind'],
      additionalProperties: false,
    });
    expect(inputSchema).toEqual(given);
  });

  it.each(['google', 'vertex', 'cloudflare'])(
    'a thought signature under `%s` travels with its call',
    async key => {
      for (const id of ['google/gemini-3.7-flash', 'dynamic/support']) {
        const { body, warnings } = await send(id, { prompt: signed(key), tools: [WX] });
        expect(extras(body)).toEqual([extra('c2ln'), undefined]);
        expect(warnings).toEqual([expect.stringContaining('2 tool call(s) without a result')]);
      }
    },
  );

  it('calls of another model get the stand-in, the first of each turn, on Gemini 3 only', async () => {
    const { body } = await send('google/gemini-3.7-flash', { prompt: H, tools: [WX] });
    expect(extras(body)).toEqual([extra('skip_thought_signature_validator')]);
    expect(extras((await send('google/gemini-2.5-flash', { prompt: H, tools: [WX] })).body)).toEqual([
      undefined,
    ]);
  });

  it.each([
    ['gemini-2.5-flash', 'minimal', 'low'],
    ['gemini-2.5-flash', 'none', 'none'],
    ['gemini-2.5-pro', 'none', undefined],
    ['gemini-3.7-flash', 'none', undefined],
    ['gemini-3.7-flash', 'xhigh', 'high'],
  ])('the effort of %s: %s becomes %s', async (model, asked, sent) => {
    const providerOptions = { cloudflare: { reasoningEffort: asked } };
    const { body, warnings } = await send(`google/${model}`, { providerOptions });
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toHaveLength(asked === sent ? 0 : 1);
  });

  it('thinkingConfig becomes an effort as far as there is one', async () => {
    const send3 = (thinkingConfig: object) =>
      send('google/gemini-2.5-flash', { providerOptions: { google: { thinkingConfig } as never } });
    expect((await send3({ thinkingLevel: 'low' })).body.reasoning_effort).toBe('low');
    expect((await send3({ thinkingBudget: 0 })).body.reasoning_effort).toBe('none');
    const { warnings } = await send3({ thinkingBudget: 500, includeThoughts: true });
    expect(warnings.map(text => text.split(' ')[0])).toEqual([
      'providerOptions.google.thinkingConfig.includeThoughts',
      'providerOptions.google.thinkingConfig.thinkingBudget',
    ]);
  });

  it('before Gemini 3 a forced call wins over a response schema', async () => {
    const call = { tools: [WX], toolChoice: { type: 'required' as const }, responseFormat: jsonFormat(P_IN) };
    const older = await send('google/gemini-2.5-flash', call);
    expect(older.body).not.toHaveProperty('response_format');
    expect(older.body).toMatchObject({ tool_choice: 'required' });
    expect(older.warnings).toEqual([expect.stringContaining('put into the system message')]);
    expect((await send('google/gemini-3.7-flash', call)).body).toHaveProperty('response_format');
  });

  it('audio travels in-line', async () => {
    const prompt: LanguageModelV2Prompt = [
      { role: 'user', content: [{ type: 'file', mediaType: 'audio/wav', data: 'AA==' }] },
    ];
    const { body } = await send('google/gemini-3.7-flash', { prompt });
    expect(body.messages).toMatchObject([
      { content: [{ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }] },
    ]);
  });
});
