import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { type ClientSource, compatURL, modelId, type StreamRead } from './client.ts';

export const openai: ClientSource = {
  name: 'openai',
  note: '`openai` 6.49.0: no AI SDK, so no parts; it does not validate what it parses',
  modules: ['openai'],
  home: 'root',
  streamsWithTools: true,
  create: async ({ fetch, origin }) => {
    const { OpenAI } = await import('openai');
    const { completions } = new OpenAI({ apiKey: 'token', baseURL: compatURL(origin), fetch }).chat;
    return {
      generate: ({ messages, wireTools }) =>
        completions.create({ model: modelId, messages, ...(wireTools && { tools: wireTools }) }),
      stream: async ({ messages, wireTools }) => {
        const started = performance.now();
        const stream = await completions.create({
          model: modelId,
          messages,
          ...(wireTools && { tools: wireTools }),
          stream: true,
          stream_options: { include_usage: true },
        });
        return read(stream, started);
      },
    };
  },
};

async function read(stream: AsyncIterable<ChatCompletionChunk>, started: number): Promise<StreamRead> {
  let first = 0;
  let characters = 0;
  for await (const { choices } of stream) {
    // Its types do not know the member that most hosts of open models send.
    const delta: (ChatCompletionChunk.Choice.Delta & { reasoning_content?: string }) | undefined =
      choices[0]?.delta;
    const text =
      delta?.content ?? delta?.reasoning_content ?? delta?.tool_calls?.[0]?.function?.arguments ?? '';
    if (characters === 0 && text !== '') first = performance.now() - started;
    characters += text.length;
  }
  return { first, characters };
}
