import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, jsonFormat, P, P_IN, WIRE_WX, WX, wireCall } from '../support/prompts.ts';

const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });

describe('xai', () => {
  it('no replayed reasoning, no name on results, no effort "none" on grok-4.5', async () => {
    const { body, warnings } = await send('grok/grok-4.5', { prompt: H, tools: [WX], ...effort('none') });
    expect(body).toEqual({
      model: expect.stringContaining('grok-4.5'),
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: '', tool_calls: [wireCall('call_abc123XYZ')] },
        { role: 'tool', tool_call_id: 'call_abc123XYZ', content: '{"t":20}' },
      ],
      tools: [WIRE_WX],
    });
    expect(warnings).toEqual([expect.stringContaining('this model does not accept "none".')]);
  });

  it.each([
    ['grok-4.20-0309-reasoning', 'high', undefined],
    ['grok-4', 'high', undefined],
    ['grok-code-fast-1', 'low', undefined],
    ['grok-4.5', 'xhigh', 'high'],
    ['grok-4.6', 'xhigh', 'xhigh'],
    ['grok-4.3', 'none', 'none'],
    ['grok-3-mini', 'medium', 'low'],
  ])('the effort of %s: %s becomes %s', async (model, asked, sent) => {
    const { body, warnings } = await send(`xai/${model}`, effort(asked));
    expect(body.reasoning_effort).toBe(sent);
    expect(warnings).toHaveLength(asked === sent ? 0 : 1);
  });

  it('nothing outside the closed schema is sent, not even zeros', async () => {
    const { body, warnings } = await send('xai/grok-4.5', {
      maxOutputTokens: 5,
      presencePenalty: 0,
      frequencyPenalty: 0,
      stopSequences: ['x'],
      topK: 1,
      seed: 7,
      temperature: 0.3,
    });
    expect(Object.keys(body).sort()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'seed',
      'temperature',
    ]);
    expect([...warnings].sort()).toEqual(['frequencyPenalty', 'presencePenalty', 'stopSequences', 'topK']);
  });

  it('a schema is strict, and its envelope has no description', async () => {
    const { body } = await send('xai/grok-4.5', { responseFormat: jsonFormat(P_IN, 'p', 'about p') });
    expect(body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'p', schema: P, strict: true },
    });
  });

  it('options of @ai-sdk/xai travel under their wire names', async () => {
    const xai = {
      reasoningEffort: 'low',
      parallel_function_calling: false,
      searchParameters: {
        mode: 'on',
        returnCitations: true,
        sources: [
          { type: 'x', xHandles: ['a'] },
          { type: 'web', allowedWebsites: ['b.example'] },
        ],
      },
    };
    const { body, warnings } = await send('xai/grok-4.5', { tools: [WX], providerOptions: { xai } });
    expect(body).toMatchObject({
      reasoning_effort: 'low',
      parallel_tool_calls: false,
    });
    expect(body).not.toHaveProperty('search_parameters');
    expect(warnings).toEqual([expect.stringMatching(/searchParameters.*webSearch/)]);
  });
});
