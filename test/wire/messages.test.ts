import { describe, expect, it } from 'vitest';
import { connected, send } from '../support/call.ts';
import { HI } from '../support/prompts.ts';

describe('messages that say nothing', () => {
  it.each([
    'openai/gpt-4o',
    'groq/llama-3.3-70b-versatile',
    'deepseek/deepseek-v4-pro',
    'fireworks/glm-5.3',
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
    'custom-acme/model',
  ])('are left out for %s, and a prompt of nothing else stays', async id => {
    const keyed = { ...connected, providerKeys: { fireworks: 'key' } };
    const said = (text: string) => ({
      role: 'assistant' as const,
      content: [{ type: 'text' as const, text }],
    });
    const told = (text: string) => ({ role: 'user' as const, content: [{ type: 'text' as const, text }] });
    const empty = [{ role: 'system' as const, content: '' }, ...HI, said(''), told(''), told('And?')];
    const { body } = await send(id, { prompt: empty }, keyed);
    expect(body.messages).toMatchObject([
      { role: 'user', content: 'Hi' },
      { role: 'user', content: 'And?' },
    ]);
    const alone = await send(id, { prompt: [told('')] }, keyed);
    expect(alone.body.messages).toMatchObject([{ role: 'user', content: '' }]);
  });
});
