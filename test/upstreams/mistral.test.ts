import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, WIRE_HI, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

const id = 'mistral/mistral-large-latest';
const id9 = expect.stringMatching(/^[A-Za-z0-9]{9}$/);
const and: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'And?' }] }];
const thought: LanguageModelV2Prompt = [
  { role: 'user', content: [{ type: 'text', text: 'q' }] },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: '4' },
    ],
  },
  { role: 'user', content: [{ type: 'text', text: 'why' }] },
];

describe('mistral', () => {
  it('its own names and ids of nine letters and digits', async () => {
    const { body, warnings } = await send(id, {
      prompt: H,
      tools: [WX],
      toolChoice: { type: 'required' },
      seed: 7,
      maxOutputTokens: 3,
      providerOptions: { cloudflare: { user: 'u', reasoningEffort: 'high' } },
    });
    expect(body).toEqual({
      model: id,
      max_tokens: 3,
      random_seed: 7,
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: '', tool_calls: [{ ...wireCall(''), id: id9 }] },
        { role: 'tool', name: 'weather', tool_call_id: id9, content: '{"t":20}' },
      ],
      tools: [WIRE_WX],
      tool_choice: 'any',
    });
    const [, call, result] = body.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    expect(call?.tool_calls?.[0]?.id).toBe(result?.tool_call_id);
    expect(warnings).toEqual([expect.stringContaining('does not accept "high"'), 'user is not supported']);
  });

  it('an assistant turn stands between a tool result and the user', async () => {
    const { body } = await send(id, { prompt: [...H, ...and], tools: [WX] });
    expect((body.messages as object[]).slice(-3)).toEqual([
      { role: 'tool', name: 'weather', tool_call_id: id9, content: '{"t":20}' },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'And?' },
    ]);
  });

  it('magistral gets its thoughts back as parts; a schema is not strict', async () => {
    const call = { prompt: thought, responseFormat: jsonFormat(P_IN) };
    const { body } = await send('mistral/magistral-medium-latest', call);
    expect(body).toEqual({
      model: 'mistral/magistral-medium-latest',
      messages: [
        { role: 'user', content: 'q' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }], closed: true },
            { type: 'text', text: '4' },
          ],
        },
        { role: 'user', content: 'why' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'response', schema: P, strict: false },
      },
    });
    expect((await send(id, call)).body.messages).toMatchObject([{}, { content: '4' }, {}]);
  });

  it('a last assistant message is one to continue', async () => {
    const prompt: LanguageModelV2Prompt = [
      ...HI,
      { role: 'assistant', content: [{ type: 'text', text: 'Hel' }] },
    ];
    const { body } = await send(id, { prompt });
    expect(body.messages).toEqual([WIRE_HI, { role: 'assistant', content: 'Hel', prefix: true }]);
  });

  it('no stream options, images as strings, documents by URL or in-line', async () => {
    const file = (data: string | URL, mediaType: string) => ({ type: 'file', data, mediaType }) as const;
    const prompt: LanguageModelV2Prompt = [
      {
        role: 'user',
        content: [
          file('AA==', 'image/png'),
          file('AA==', 'application/pdf'),
          file(new URL('https://a.example/b.pdf'), 'application/pdf'),
        ],
      },
    ];
    const { body } = await send(id, { prompt }, undefined, 'stream');
    expect(body).toEqual({
      model: id,
      stream: true,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: 'data:image/png;base64,AA==' },
            { type: 'document_url', document_url: 'data:application/pdf;base64,AA==' },
            { type: 'document_url', document_url: 'https://a.example/b.pdf' },
          ],
        },
      ],
    });
  });

  it.each([
    ['mistral-small-latest', 'high', 'high'],
    ['mistral-small-latest', 'low', 'high'],
    ['mistral-medium-3-5', 'none', 'none'],
    ['magistral-medium-latest', 'high', 'high'],
    ['magistral-medium-2507', 'high', undefined],
    ['mistral-medium-latest', 'medium', 'high'],
    ['zai-glm-5-3', 'none', undefined],
    ['zai-glm-5-3', 'medium', 'low'],
    ['zai-glm-5-2', 'none', 'none'],
  ])('the effort of %s: %s becomes %s', async (model, asked, sent) => {
    const { body } = await send(`mistral/${model}`, {
      providerOptions: { mistral: { reasoningEffort: asked } },
    });
    expect(body.reasoning_effort).toBe(sent);
  });

  it('JSON mode puts the word JSON into the prompt, once', async () => {
    const { body } = await send(id, { responseFormat: { type: 'json' } });
    expect(body).toMatchObject({
      response_format: { type: 'json_object' },
      messages: [{ role: 'system', content: 'Return JSON.' }, WIRE_HI],
    });
  });
});
