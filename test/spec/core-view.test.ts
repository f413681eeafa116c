import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import { describe, expect, it } from 'vitest';

const core = (answer: string): OpenAICompatibleChatLanguageModel =>
  new OpenAICompatibleChatLanguageModel('m', {
    provider: 'test.chat',
    url: () => 'https://core.example/',
    headers: () => ({}),
    fetch: async () => Response.json({ choices: [{ message: { content: answer } }] }),
  });

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }];

describe('what a view of the core rests on', () => {
  it('reads the configuration from `this.config`, in generate and stream', async () => {
    const view = Object.create(core('core'), {
      config: {
        value: {
          provider: 'test.chat',
          url: () => 'https://view.example/',
          headers: () => ({}),
          fetch: async (url: string) =>
            url === 'https://view.example/'
              ? Response.json({ choices: [{ message: { content: 'view' } }] })
              : Response.error(),
        },
      },
    }) as OpenAICompatibleChatLanguageModel;
    const { content } = await view.doGenerate({ prompt });
    expect(content).toEqual([{ type: 'text', text: 'view' }]);
    const { request } = await view.doStream({ prompt });
    expect(request).toBeDefined();
  });

  it('keeps no state in private fields, which a view could not reach', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('@ai-sdk/openai-compatible'), 'utf8');
    expect(source).not.toMatch(/this\.#/);
  });
});
