import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, SYS, WIRE_HI, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

const id = 'anthropic/claude-haiku-4.5';
const compat = { accountId: '0'.repeat(31).concat('1'), gatewayId: 'g', gatewayToken: 't' };

describe('anthropic', () => {
  it.each([
    ['anthropic/claude-opus-4.7', undefined],
    ['anthropic/claude-opus-4-7', compat],
  ])('%s refuses sampling', async (model, settings) => {
    const call = { maxOutputTokens: 9, temperature: 0.5, topP: 0.5, topK: 3 };
    const { body, warnings } = await send(model, call, settings);
    expect(body).toEqual({
      model: expect.stringMatching(/opus-4[.-]7$/),
      max_tokens: 9,
      messages: [WIRE_HI],
    });
    expect(warnings).toEqual([
      'topK',
      'temperature: this model does not accept it, or only without reasoning.',
      'topP: this model does not accept it, or only without reasoning.',
    ]);
  });

  it('drops empty parts and turns, and cleans tool call ids', async () => {
    const prompt: LanguageModelV2Prompt = [
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: '' },
          { type: 'tool-call', toolCallId: 'call:1.a', toolName: 'weather', input: { city: 'Paris' } },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'call:1.a',
            toolName: 'weather',
            output: { type: 'text', value: 'ok' },
          },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: '' }] },
      { role: 'user', content: [{ type: 'text', text: 'Thanks' }] },
    ];
    const { body } = await send(id, { prompt, tools: [WX], maxOutputTokens: 5 });
    expect(body).toEqual({
      model: id,
      max_tokens: 5,
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, tool_calls: [wireCall('call_1_a')] },
        { role: 'tool', tool_call_id: 'call_1_a', content: 'ok' },
        { role: 'user', content: 'Thanks' },
      ],
      tools: [WIRE_WX],
    });
  });

  it.each([
    ['anthropic/claude-haiku-4.5', 32_000],
    ['anthropic/claude-3-5-haiku-20241022', 8192],
    ['anthropic/claude-3-haiku-20240307', 4096],
  ])('%s always gets a token limit', async (model, limit) => {
    expect((await send(model)).body.max_tokens).toBe(limit);
  });

  it('sends temperature or topP, and no temperature above 1', async () => {
    const { body, warnings } = await send(id, { temperature: 1.5, topP: 0.5 });
    expect(body).toMatchObject({ temperature: 1 });
    expect(body).not.toHaveProperty('top_p');
    expect(warnings).toEqual(
      [
        'topP: this model does not accept it together with `temperature`.',
        'temperature: the maximum is 1; it was sent instead of 1.5.',
      ].map(text => expect.stringContaining(text)),
    );
    expect((await send(id, { topP: 0.5 })).body).toMatchObject({ top_p: 0.5 });
  });

  it('a forced call gives way to thinking, as does sampling', async () => {
    const { body, warnings } = await send(id, {
      tools: [WX],
      toolChoice: { type: 'required' },
      temperature: 0.5,
      providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } },
    });
    expect(body).toMatchObject({ tool_choice: 'auto', thinking: { type: 'enabled', budget_tokens: 2000 } });
    expect(body).not.toHaveProperty('temperature');
    expect(warnings).toEqual([
      'temperature: this model does not accept it, or only without reasoning.',
      expect.stringContaining('"auto" was sent'),
    ]);
  });

  it('a schema travels as a forced tool, and as text where a call cannot be forced', async () => {
    const forced = await send(id, { responseFormat: jsonFormat(P_IN) });
    expect(forced.body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'json', parameters: P } }],
      tool_choice: { type: 'function', function: { name: 'json' } },
    });
    expect(forced.body).not.toHaveProperty('response_format');
    expect(forced.warnings).toEqual([]);
    const told = await send('anthropic/claude-sonnet-5-5', { responseFormat: jsonFormat(P_IN) });
    expect(told.body).toMatchObject({
      messages: [{ role: 'system', content: expect.stringContaining(JSON.stringify(P)) }, WIRE_HI],
    });
    expect(told.body).not.toHaveProperty('tools');
    expect(told.warnings).toEqual([expect.stringContaining('does not accept a JSON schema')]);
  });

  it('tool turns without tools become text', async () => {
    const { body, warnings } = await send(id, { prompt: [...H, ...HI] });
    expect(body.messages).toEqual([
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: '[calls weather with {"city":"Paris"}]' },
      { role: 'user', content: '[result of weather] {"t":20}\n\nHi' },
    ]);
    expect(warnings).toEqual([expect.stringContaining('were sent as text')]);
  });

  it('options of @ai-sdk/anthropic are carried or warned about', async () => {
    const { body, warnings } = await send(id, {
      tools: [WX],
      providerOptions: {
        anthropic: { effort: 'high', disableParallelToolUse: true, sendReasoning: true, speed: 'fast' },
      },
    });
    expect(body).toMatchObject({ reasoning_effort: 'high', parallel_tool_calls: false });
    expect(warnings.map(text => text.split(' ')[0])).toEqual([
      'providerOptions.anthropic.sendReasoning',
      'providerOptions.anthropic.speed',
    ]);
  });

  it('one system message, first', async () => {
    const { body } = await send(id, { prompt: [SYS, SYS, ...HI], maxOutputTokens: 1 });
    expect(body.messages).toEqual([{ role: 'system', content: 'Be brief\n\nBe brief' }, WIRE_HI]);
  });
});
