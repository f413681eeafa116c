import { describe, expect, it } from 'vitest';
import { type CallOptions, connected, refused, send } from '../support/call.ts';
import { H, HI, jsonFormat, P_IN, SYS, WIRE_HI, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

const refusedWhileReasoning = (setting: string) => `${setting}: reasoning models do not accept it.`;

async function wire(id: string, call: CallOptions = {}) {
  const { body, warnings } = await send(id, call);
  return { body, warnings };
}

describe('requests', () => {
  it('gpt-5 renames the token limit and drops temperature', async () => {
    const call = { prompt: [SYS, ...HI], maxOutputTokens: 256, temperature: 0.7 };
    expect(await wire('openai/gpt-5-mini', call)).toEqual({
      body: {
        model: 'openai/gpt-5-mini',
        max_completion_tokens: 256,
        messages: [{ role: 'system', content: 'Be brief' }, WIRE_HI],
      },
      warnings: [refusedWhileReasoning('temperature')],
    });
  });

  it('o3 drops every sampling setting in order and keeps the seed', async () => {
    const call = {
      temperature: 1,
      topP: 0.9,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      topK: 5,
      seed: 7,
      maxOutputTokens: 10,
    };
    expect(await wire('openai/o3', call)).toEqual({
      body: { model: 'openai/o3', max_completion_tokens: 10, seed: 7, messages: [WIRE_HI] },
      warnings: [
        'topK',
        ...['temperature', 'topP', 'frequencyPenalty', 'presencePenalty'].map(refusedWhileReasoning),
      ],
    });
  });

  it('gpt-5.2 without an effort keeps temperature, gpt-5.5 does not', async () => {
    const call = { temperature: 0.3 };
    expect(await wire('openai/gpt-5.2', call)).toEqual({
      body: { model: 'openai/gpt-5.2', temperature: 0.3, messages: [WIRE_HI] },
      warnings: [],
    });
    expect(await wire('openai/gpt-5.5', call)).toEqual({
      body: { model: 'openai/gpt-5.5', messages: [WIRE_HI] },
      warnings: [refusedWhileReasoning('temperature')],
    });
  });

  it.each([
    ['openai/gpt-5.1', 0.3],
    ['openai/gpt-5.3', 0.3],
    ['openai/gpt-5.4-mini', 0.3],
    ['openai/gpt-5', undefined],
    ['openai/gpt-5.1-chat-latest', undefined],
    ['openai/gpt-5.6-luna', undefined],
  ])('the rest of the matrix, %s sends temperature %s', async (id, temperature) => {
    expect((await wire(id, { temperature: 0.3 })).body.temperature).toBe(temperature);
  });

  it.each(['openai/gpt-4o', 'openai/gpt-5-chat-latest'])('%s does not reason', async model => {
    const call = { maxOutputTokens: 50, temperature: 0.2 };
    expect(await wire(model, call)).toEqual({
      body: { model, max_tokens: 50, temperature: 0.2, messages: [WIRE_HI] },
      warnings: [],
    });
  });

  it('a response schema without `propertyNames`; an open object is not strict', async () => {
    const m = { type: 'object', additionalProperties: { type: 'number' } } as const;
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { m: { ...m, propertyNames: { type: 'string' } } },
      required: ['m'],
      additionalProperties: false,
    } as const;
    const { body, warnings } = await wire('openai/gpt-4.1', {
      responseFormat: jsonFormat(schema as never, 'out'),
    });
    expect(body).toEqual({
      model: 'openai/gpt-4.1',
      messages: [WIRE_HI],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'out',
          strict: false,
          schema: {
            type: 'object',
            properties: { m: { ...m, description: '(propertyNames: {"type":"string"})' } },
            required: ['m'],
            additionalProperties: false,
          },
        },
      },
    });
    expect(warnings).toEqual([expect.stringContaining('`propertyNames` (properties.m)')]);
  });
});

describe('which field limits the output', () => {
  it.each([
    ['openai/gpt-5.4', 'max_completion_tokens'],
    ['openai/o1-mini', 'max_completion_tokens'],
    ['openai/o4-mini', 'max_completion_tokens'],
    ['openai/gpt-5', 'max_completion_tokens'],
    ['openai/gpt-5.1-chat-latest', 'max_completion_tokens'],
    ['openai/gpt-6-sol', 'max_completion_tokens'],
    ['openai/gpt-5-chat-latest', 'max_tokens'],
    ['openai/gpt-4o', 'max_tokens'],
    ['openai/chatgpt-4o-latest', 'max_tokens'],
    ['openai/gpt-3.5-turbo', 'max_tokens'],
    ['openai/ft:gpt-4o:acme::id', 'max_tokens'],
    ['openai/ft:o4-mini:acme::id', 'max_completion_tokens'],
    ['@cf/openai/gpt-oss-120b', 'max_tokens'],
    ['anthropic/claude-haiku-4.5', 'max_tokens'],
    ['google/gemini-2.5-pro', 'max_tokens'],
    ['xai/grok-4.5', 'max_completion_tokens'],
    ['cerebras/zai-glm-4.7', 'max_completion_tokens'],
    ['moonshotai/kimi-k3', 'max_completion_tokens'],
    ['dynamic/support', 'max_completion_tokens'],
    ['cloudflare/auto', 'max_completion_tokens'],
  ])('%s: %s', async (id, field) => {
    const { body } = await wire(id, { maxOutputTokens: 1000 });
    const fields = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'].filter(name => name in body);
    expect(fields).toEqual([field]);
    expect(body[field]).toBe(1000);
  });
});

describe('families are told on the remainder of the id', () => {
  it.each([
    ['openai/o4-mini', false],
    ['openai/gpt-4o', true],
    ['groq/openai/gpt-oss-120b', true],
    ['openrouter/moonshotai/kimi-k2', true],
    ['@cf/openai/gpt-oss-20b', true],
    ['custom-openai-x/o1', true],
    ['dynamic/o1', true],
  ])('%s keeps temperature: %s', async (id, kept) => {
    const { body, warnings } = await wire(id, { temperature: 0.2, maxOutputTokens: 9 });
    expect(body.temperature).toBe(kept ? 0.2 : undefined);
    expect(warnings.length).toBe(kept ? 0 : 1);
  });
});

describe('reasoning effort', () => {
  const effort = (reasoningEffort: string | null) => ({
    providerOptions: { cloudflare: { reasoningEffort } },
  });

  it.each([
    ['openai/gpt-5', 'minimal', 'minimal', undefined],
    ['openai/gpt-5', 'xhigh', 'high', /does not accept "xhigh"; "high" was sent/],
    ['openai/gpt-5', 'none', undefined, /does not accept "none"/],
    ['openai/gpt-5.1', 'none', 'none', undefined],
    ['openai/gpt-5.1', 'minimal', 'low', /"low" was sent/],
    ['openai/gpt-5.2', 'xhigh', 'xhigh', undefined],
    ['openai/o3', 'high', 'high', undefined],
    ['openai/gpt-6-sol', 'none', 'none', undefined],
    ['openai/gpt-6-sol', 'max', 'xhigh', /"xhigh" was sent/],
    ['openai/gpt-6-astra', 'none', undefined, /does not accept "none"/],
    ['openai/gpt-6-astra', 'max', 'xhigh', /"xhigh" was sent/],
    ['openai/gpt-5.2-chat-latest', 'high', undefined, /not supported/],
    ['openai/gpt-4o', 'low', undefined, /not supported/],
  ])('%s with %s sends %s', async (id, asked, sent, warning) => {
    const { body, warnings } = await wire(id, effort(asked));
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
  });

  it('gpt-5.1 to 5.4 keep sampling with the effort none, and lose it with any other', async () => {
    for (const id of ['openai/gpt-5.1', 'openai/gpt-5.2', 'openai/gpt-5.4']) {
      expect((await wire(id, { temperature: 0.5, ...effort('none') })).body.temperature).toBe(0.5);
      const reasoning = await wire(id, { temperature: 0.5, topP: 0.5, ...effort('low') });
      expect(reasoning.body).not.toHaveProperty('temperature');
      expect(reasoning.warnings).toEqual(['temperature', 'topP'].map(refusedWhileReasoning));
    }
  });

  it('null means none', async () => {
    expect((await wire('openai/gpt-5.1', effort(null))).body).toHaveProperty('reasoning_effort', 'none');
  });

  it('gpt-5.6 takes function tools without reasoning only', async () => {
    const plain = await wire('openai/gpt-5.6-luna', { tools: [WX] });
    // The model reasons by default, so that this is a change (https://github.com/anomalyco/opencode/issues/29545).
    expect(plain).toMatchObject({ body: { reasoning_effort: 'none', tools: [WIRE_WX] } });
    expect(plain.warnings).toEqual([expect.stringContaining('Responses API')]);
    const asked = await wire('openai/gpt-5.6-luna', { tools: [WX], ...effort('high') });
    expect(asked.body.reasoning_effort).toBe('none');
    expect(asked.warnings).toEqual([expect.stringMatching(/reasoningEffort: .*"none" was sent/)]);
    const { body } = await wire('openai/gpt-5.6-luna');
    expect(body).not.toHaveProperty('reasoning_effort');
  });

  it.each(['gpt-6-astra', 'gpt-6.1-sol'])('%s takes none at all, and the way out is named', async id => {
    const error = await refused(`openai/${id}`, { tools: [WX] });
    expect(error.name).toBe('AI_UnsupportedFunctionalityError');
    expect(error.message).toMatch(
      /Responses API.*vendors: \{ openai: createOpenAI \}.*cloudflare\.responses/,
    );
    await expect(wire(`openai/${id}`)).resolves.toMatchObject({ warnings: [] });
  });

  it('gpt-5-chat takes none on any wire, and a schema in words', async () => {
    const error = await refused('openai/gpt-5-chat-latest', { tools: [WX] });
    expect(error.message).toBe('"gpt-5-chat-latest" accepts no tools. Use another model.');
    const { body, warnings } = await wire('openai/gpt-5-chat-latest', { responseFormat: jsonFormat(P_IN) });
    expect(body).not.toHaveProperty('response_format');
    expect(warnings).toEqual([expect.stringContaining('put into the system message')]);
  });

  it.each(['o3', 'o4-mini', 'gpt-5', 'gpt-5.2', 'gpt-6-sol'])('%s has no stop sequences', async id => {
    const { body, warnings } = await wire(`openai/${id}`, { stopSequences: ['END'] });
    expect(body).not.toHaveProperty('stop');
    expect(warnings).toEqual([expect.stringContaining('stopSequences')]);
  });

  it.each(['o1', 'o3-mini', 'gpt-5-chat-latest', 'gpt-4.1'])('%s has stop sequences', async id => {
    const { body, warnings } = await wire(`openai/${id}`, { stopSequences: ['END'] });
    expect([body.stop, warnings]).toEqual([['END'], []]);
  });
});

describe('messages', () => {
  it('o1-mini gets the system text from the user', async () => {
    const { body } = await wire('openai/o1-mini', { prompt: [SYS, ...HI] });
    expect(body.messages).toEqual([{ role: 'user', content: 'Be brief' }, WIRE_HI]);
  });

  it('a tool turn keeps `null`, and no earlier reasoning goes back', async () => {
    const { body } = await wire('openai/gpt-4o', { prompt: H, tools: [WX] });
    expect(body.messages).toEqual([
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [wireCall('call_abc123XYZ')] },
      { role: 'tool', tool_call_id: 'call_abc123XYZ', content: '{"t":20}' },
    ]);
  });

  it('a tool call id longer than 40 characters is replaced on call and result alike', async () => {
    const long = 'call_'.repeat(10);
    const prompt = JSON.parse(JSON.stringify(H).replaceAll('call_abc123XYZ', long));
    const { body } = await wire('openai/gpt-4o', { prompt });
    const [, assistant, tool] = body.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    expect(tool?.tool_call_id).toMatch(/^[A-Za-z0-9]{1,40}$/);
    expect(assistant?.tool_calls?.[0]?.id).toBe(tool?.tool_call_id);
  });

  it('images by URL and in line, PDF as a file, audio bare', async () => {
    const part = (mediaType: string, data: string | URL, filename?: string) =>
      ({ type: 'file', mediaType, data, ...(filename && { filename }) }) as const;
    const content = [
      { type: 'text', text: 'look' } as const,
      part('image/png', new URL('https://example.com/a.png')),
      part('IMAGE/JPEG', 'QUJD'),
      part('application/pdf', 'UERG', 'report.pdf'),
      part('audio/wav', 'V0FW'),
    ];
    const { body } = await wire('openai/gpt-4o', { prompt: [{ role: 'user', content }] });
    expect(body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,QUJD' } },
          { type: 'file', file: { filename: 'report.pdf', file_data: 'data:application/pdf;base64,UERG' } },
          { type: 'input_audio', input_audio: { data: 'V0FW', format: 'wav' } },
        ],
      },
    ]);
  });

  it('a lone PDF is no text', async () => {
    const content = [
      { type: 'file', mediaType: 'application/pdf', data: new Uint8Array([80, 68, 70]) },
    ] as const;
    const { body } = await wire('openai/gpt-4o', { prompt: [{ role: 'user', content: [...content] }] });
    expect(body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'file', file: { filename: 'file.pdf', file_data: 'data:application/pdf;base64,UERG' } },
        ],
      },
    ]);
  });

  it('a media type nobody takes is refused before the request', async () => {
    const content = [{ type: 'file', mediaType: 'application/zip', data: 'UEs=' }] as const;
    const error = await refused(
      'openai/gpt-4o',
      { prompt: [{ role: 'user', content: [...content] }] },
      connected,
    );
    expect(error.name).toBe('AI_UnsupportedFunctionalityError');
    expect(error.message).toContain('application/zip');
  });
});
