import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, SYS, WX, wireCall } from '../support/prompts.ts';

const effort = (reasoningEffort: string) => ({ providerOptions: { cloudflare: { reasoningEffort } } });
const required = { tools: [WX], toolChoice: { type: 'required' } as const };
const turns: LanguageModelV2Prompt = [
  ...HI,
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'old' },
      { type: 'text', text: 'a' },
    ],
  },
  ...H,
];

describe('deepseek', () => {
  it('a JSON schema becomes an instruction', async () => {
    const call = { prompt: [SYS, ...HI], responseFormat: jsonFormat(P_IN) };
    const { body, warnings } = await send('deepseek/deepseek-chat', call);
    expect(body).toEqual({
      model: 'deepseek/deepseek-chat',
      response_format: { type: 'json_object' },
      messages: [
        {
          role: 'system',
          content: `Answer with a JSON object that conforms to this JSON schema: ${JSON.stringify(P)}\n\nBe brief`,
        },
        { role: 'user', content: 'Hi' },
      ],
    });
    expect(warnings).toEqual([expect.stringContaining('responseFormat JSON schema')]);
  });

  it('a forced call gives way to thinking, unless thinking is off', async () => {
    const thinking = await send('deepseek/deepseek-v4-pro', required);
    expect(thinking.body.tool_choice).toBe('auto');
    expect(thinking.warnings).toEqual([
      expect.stringContaining('cannot be forced to call a tool while it reasons'),
    ]);
    const off = await send('deepseek/deepseek-v4-pro', { ...required, ...effort('none') });
    expect(off.body).toMatchObject({ thinking: { type: 'disabled' }, tool_choice: 'required' });
    expect(off.body).not.toHaveProperty('reasoning_effort');
    expect(off.warnings).toEqual([]);
  });

  it('v4 gets every thought back, and an empty one where none is known', async () => {
    const { body } = await send('deepseek/deepseek-v4-pro', { prompt: turns });
    expect(body.messages).toMatchObject([
      {},
      { role: 'assistant', content: 'a', reasoning_content: 'old' },
      {},
      { role: 'assistant', content: '', reasoning_content: 'plan', tool_calls: [wireCall('call_abc123XYZ')] },
      {},
    ]);
    const prompt: LanguageModelV2Prompt = [
      ...HI,
      { role: 'assistant', content: [{ type: 'text', text: 'a' }] },
      ...HI,
    ];
    expect((await send('deepseek/deepseek-v4-pro', { prompt })).body.messages).toMatchObject([
      {},
      { reasoning_content: '' },
      {},
    ]);
  });

  it('R1 gets the thoughts of the current turn only', async () => {
    const { body } = await send('deepseek/deepseek-reasoner', { prompt: turns });
    const thoughts = (body.messages as { reasoning_content?: string }[]).map(
      message => message.reasoning_content,
    );
    expect(thoughts).toEqual([undefined, undefined, undefined, 'plan', undefined]);
  });

  it('drops what has no effect', async () => {
    const sampling = { temperature: 1, topP: 0.5, frequencyPenalty: 1, presencePenalty: 1, seed: 1, topK: 2 };
    const { body, warnings } = await send('deepseek/deepseek-v4-pro', sampling);
    expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
    expect(warnings).toHaveLength(6);
    expect((await send('deepseek/deepseek-chat', sampling)).body).toMatchObject({
      temperature: 1,
      top_p: 0.5,
    });
  });

  it.each([
    ['medium', 'high'],
    ['xhigh', 'high'],
    ['max', 'max'],
    ['minimal', 'low'],
  ])('the effort %s becomes %s', async (asked, sent) => {
    const { body } = await send('deepseek/deepseek-v4-pro', effort(asked));
    expect(body).toMatchObject({ reasoning_effort: sent, thinking: { type: 'enabled' } });
  });

  it('options of @ai-sdk/deepseek', async () => {
    const deepseek = { thinking: { type: 'adaptive' }, reasoningEffort: 'high', userId: 'u', topLogprobs: 2 };
    const { body, warnings } = await send('deepseek/deepseek-v4-pro', { providerOptions: { deepseek } });
    expect(body).toMatchObject({
      thinking: { type: 'enabled' },
      reasoning_effort: 'high',
      user_id: 'u',
      logprobs: true,
      top_logprobs: 2,
    });
    expect(warnings).toEqual([]);
  });
});
