import type { LanguageModelV2Prompt, LanguageModelV2ToolResultPart } from '@ai-sdk/provider';
import { createCloudflare } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/call.ts';
import { completion, fakeFetch } from '../support/fake-fetch.ts';

type Content = Extract<LanguageModelV2ToolResultPart['output'], { type: 'content' }>['value'];

const png = 'iVBORw0KGgo=';
const look = (id: string) => ({
  type: 'tool-call' as const,
  toolCallId: id,
  toolName: 'look',
  input: { at: id },
});
const result = (id: string, value: Content): LanguageModelV2ToolResultPart => ({
  type: 'tool-result',
  toolCallId: id,
  toolName: 'look',
  output: { type: 'content', value },
});

/** What is sent, and warned of, for tool results with several parts. */
async function sent(model: string, results: readonly LanguageModelV2ToolResultPart[], apart = false) {
  const fake = fakeFetch(() => completion('Seen'));
  const cloudflare = createCloudflare({ ...connected, fetch: fake.fetch });
  const tools = apart ? results.map(part => [part]) : [[...results]];
  const prompt: LanguageModelV2Prompt = [
    { role: 'user', content: [{ type: 'text', text: 'Look around' }] },
    { role: 'assistant', content: results.map(({ toolCallId }) => look(toolCallId)) },
    ...tools.map(content => ({ role: 'tool' as const, content })),
  ];
  const { warnings } = await cloudflare(model).doGenerate({ prompt });
  const { messages } = fake.request().body as { messages: { role: string; content: unknown }[] };
  return { messages: messages.slice(2), warnings };
}

const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } };

describe('a tool result in several parts', () => {
  it('is text where it has nothing else', async () => {
    const { messages, warnings } = await sent('openai/gpt-4o', [
      result('a', [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two' },
      ]),
    ]);
    expect(messages).toMatchObject([{ role: 'tool', tool_call_id: 'a', content: 'one\ntwo' }]);
    expect(warnings).toEqual([]);
  });

  it.each([false, true])('sends files behind all results of the turn (apart: %s)', async apart => {
    const results = [
      result('a', [
        { type: 'text', text: 'here' },
        { type: 'media', data: png, mediaType: 'image/png' },
      ]),
      result('b', [{ type: 'media', data: png, mediaType: 'image/png' }]),
    ];
    const { messages, warnings } = await sent('openai/gpt-4o', results, apart);
    expect(messages).toMatchObject([
      { role: 'tool', tool_call_id: 'a', content: 'here' },
      { role: 'tool', tool_call_id: 'b', content: 'See the next message.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'The file that the tool "look" returned:' },
          image,
          { type: 'text', text: 'The file that the tool "look" returned:' },
          image,
        ],
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('leaves out what the model does not take, and says so: the call is made all the same', async () => {
    const results = [
      result('a', [
        { type: 'text', text: 'a song' },
        { type: 'media', data: 'AAAA', mediaType: 'audio/ogg' },
      ]),
    ];
    const { messages, warnings } = await sent('groq/llama-3.3-70b-versatile', results);
    expect(messages).toMatchObject([{ role: 'tool', tool_call_id: 'a', content: 'a song' }]);
    expect(messages).toHaveLength(1);
    expect(warnings).toMatchObject([{ type: 'other', message: expect.stringContaining('"media"') }]);
    expect(JSON.stringify(warnings)).toContain('audio/ogg');
    expect(JSON.stringify(warnings)).toContain('dropped');
  });

  it.each([
    ['without a media type', { type: 'file-url', url: 'https://x.example/a.png' }],
    ['as an image', { type: 'image-url', url: 'https://x.example/a.png' }],
  ])('sends an image by its URL, %s, as AI SDK 6 and 7 hand it over', async (_, item) => {
    const { messages, warnings } = await sent('openai/gpt-4o', [result('a', [item] as unknown as Content)]);
    const url = { type: 'image_url', image_url: { url: 'https://x.example/a.png' } };
    expect(messages[1]).toMatchObject({ role: 'user', content: [{ type: 'text' }, url] });
    expect(warnings).toEqual([]);
  });

  it.each(['not a url', '/x.png'])('leaves out a URL that is none: %s', async url => {
    const value = [
      { type: 'text', text: 'here' },
      { type: 'image-url', url },
    ] as unknown as Content;
    const { messages, warnings } = await sent('openai/gpt-4o', [result('a', value)]);
    expect(messages).toMatchObject([{ role: 'tool', content: 'here' }]);
    expect(JSON.stringify(warnings)).toContain('dropped');
  });

  it.each([
    ['a bare id', 'file-1'],
    ['ids by provider', { openai: 'file-1', anthropic: 'f2' }],
  ])('sends a file that the provider keeps, by %s', async (_, fileId) => {
    const { messages, warnings } = await sent('openai/gpt-4o', [
      result('a', [{ type: 'file-id', fileId }] as unknown as Content),
    ]);
    const stored = { type: 'file', file: { file_id: 'file-1' } };
    expect(messages[1]).toMatchObject({ role: 'user', content: [{ type: 'text' }, stored] });
    expect(warnings).toEqual([]);
  });

  it('leaves out a file of another provider, and says so', async () => {
    for (const fileId of ['file-1', { openai: 'file-1' }]) {
      const value = [
        { type: 'text', text: 'here' },
        { type: 'file-id', fileId },
      ] as unknown as Content;
      const { messages, warnings } = await sent('groq/llama-3.3-70b-versatile', [result('a', value)]);
      expect(messages).toMatchObject([{ role: 'tool', content: 'here' }]);
      expect(JSON.stringify(warnings)).toContain('by reference');
    }
  });

  it('warns of options of the vendor on its files', async () => {
    const item = {
      type: 'image-data',
      data: png,
      mediaType: 'image/png',
      providerOptions: { openai: { imageDetail: 'low' } },
    };
    const { warnings } = await sent('openai/gpt-4o', [result('a', [item] as unknown as Content)]);
    expect(JSON.stringify(warnings)).toContain('providerOptions.openai.imageDetail');
  });

  it('is never empty', async () => {
    const { messages } = await sent('groq/llama-3.3-70b-versatile', [
      result('a', [{ type: 'media', data: 'AAAA', mediaType: 'audio/ogg' }]),
    ]);
    expect(messages).toMatchObject([
      { role: 'tool', content: 'The result holds nothing that can be shown.' },
    ]);
  });
});
