import type { Call } from '../call.ts';
import type { Wire } from '../wire.ts';
import { type ClientSource, compatURL, modelId, type StreamRead } from './client.ts';

/** No client at all. */
export const rawFetch: ClientSource = {
  name: 'fetch',
  note: 'raw `fetch`, events split at blank lines, `JSON.parse`: no validation, no parts, no usage',
  modules: [],
  home: 'root',
  streamsWithTools: true,
  create: async wire => ({
    generate: async call => JSON.parse(await (await send(wire, call, false)).text()),
    stream: async call => {
      const started = performance.now();
      return readEvents(await send(wire, call, true), started);
    },
  }),
};

function send({ fetch, origin }: Wire, { messages, wireTools }: Call, stream: boolean): Promise<Response> {
  return fetch(`${compatURL(origin)}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify({ model: modelId, messages, tools: wireTools, stream }),
  });
}

interface Chunk {
  readonly choices: {
    readonly delta: {
      readonly content?: string | null;
      readonly reasoning_content?: string;
      readonly tool_calls?: { readonly function: { readonly arguments: string } }[];
    };
  }[];
}

/** The minimum work for a stream of events: split, parse, read the delta. */
async function readEvents(response: Response, started: number): Promise<StreamRead> {
  let first = 0;
  let characters = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part === 'data: [DONE]') continue;
      const delta = (JSON.parse(part.slice(6)) as Chunk).choices[0]?.delta;
      const text =
        delta?.content ?? delta?.reasoning_content ?? delta?.tool_calls?.[0]?.function.arguments ?? '';
      if (characters === 0 && text !== '') first = performance.now() - started;
      characters += text.length;
    }
  }
  return { first, characters };
}
