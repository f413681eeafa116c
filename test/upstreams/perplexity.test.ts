import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { send } from '../support/call.ts';
import { H, HI, jsonFormat, P, P_IN, SYS, WX } from '../support/prompts.ts';

const user = (text: string): LanguageModelV2Prompt[number] => ({
  role: 'user',
  content: [{ type: 'text', text }],
});

describe('perplexity', () => {
  it.each(['perplexity/sonar-pro', 'perplexity-ai/sonar-pro'])(
    '%s alternates and knows no tools',
    async id => {
      const { body, warnings } = await send(id, {
        prompt: [SYS, user('a'), user('b')],
        tools: [WX],
        stopSequences: ['x'],
        seed: 1,
        topK: 3,
        maxOutputTokens: 5,
        responseFormat: jsonFormat(P_IN, 'p'),
      });
      expect(body).toEqual({
        model: 'perplexity/sonar-pro',
        max_tokens: 5,
        response_format: { type: 'json_schema', json_schema: { schema: P } },
        messages: [
          { role: 'system', content: 'Be brief' },
          { role: 'user', content: 'a\n\nb' },
        ],
      });
      expect(warnings).toEqual(['topK', 'stopSequences', 'seed', 'tools: Perplexity does not accept tools.']);
    },
  );

  it('tool turns become text', async () => {
    const { body, warnings } = await send('perplexity/sonar', { prompt: [...H, ...HI] });
    expect(body.messages).toEqual([
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: '[calls weather with {"city":"Paris"}]' },
      { role: 'user', content: '[result of weather] {"t":20}\n\nHi' },
    ]);
    expect(warnings).toEqual([expect.stringContaining('sent as text')]);
  });

  it('a document is bare base64 or a URL', async () => {
    const pdf = (data: string | URL) =>
      ({ type: 'file', mediaType: 'application/pdf', data, filename: 'a.pdf' }) as const;
    const prompt: LanguageModelV2Prompt = [
      { role: 'user', content: [pdf('AA=='), pdf(new URL('https://a.example/b.pdf'))] },
    ];
    const { body } = await send('perplexity/sonar', { prompt });
    expect(body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'file_url', file_url: { url: 'AA==' }, file_name: 'a.pdf' },
          { type: 'file_url', file_url: { url: 'https://a.example/b.pdf' }, file_name: 'a.pdf' },
        ],
      },
    ]);
  });

  it('search settings travel as they are, JSON mode as words', async () => {
    const perplexity = { search_recency_filter: 'week', return_images: true };
    const { body, warnings } = await send('perplexity/sonar', {
      responseFormat: { type: 'json' },
      providerOptions: { perplexity },
    });
    expect(body).toMatchObject({
      ...perplexity,
      messages: [{ role: 'system', content: 'Return JSON.' }, {}],
    });
    expect(body).not.toHaveProperty('response_format');
    expect(warnings).toEqual([expect.stringContaining('no JSON mode')]);
  });
});
