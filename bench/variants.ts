import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible';
import type { LanguageModelV2, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { builtEntry } from './package-root.ts';

/** One way to make the same call. */
export interface Variant {
  readonly name: 'fetch' | 'core' | 'ours';
  readonly generate: (prompt: LanguageModelV2Prompt) => Promise<unknown>;
  /** Reads a stream to its end and returns the time to its first text, in milliseconds. */
  readonly stream: (prompt: LanguageModelV2Prompt) => Promise<number>;
}

const accountId = '0123456789abcdef0123456789abcdef';

/** The three variants, over one `fetch`, against one origin. */
export async function variants(fetch: typeof globalThis.fetch, origin: string): Promise<Variant[]> {
  // What is installed by users is measured, not the sources: a path that TypeScript does not follow.
  const { createCloudflare } = (await import(builtEntry)) as typeof import('../src/index.ts');
  const url = `${origin}/client/v4/accounts/${accountId}/ai/v1/chat/completions`;
  const core = new OpenAICompatibleChatLanguageModel('openai/gpt-4o', {
    provider: 'core.chat',
    url: () => url,
    headers: () => ({ authorization: 'Bearer token' }),
    fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  const ours = createCloudflare({ accountId, apiToken: 'token', baseURL: origin, fetch })('openai/gpt-4o');
  return [rawFetch(fetch, url), ofModel('core', core), ofModel('ours', ours)];
}

function ofModel(name: Variant['name'], model: LanguageModelV2): Variant {
  return {
    name,
    generate: async prompt => model.doGenerate({ prompt }),
    stream: async prompt => {
      const started = performance.now();
      let first: number | undefined;
      const { stream } = await model.doStream({ prompt });
      const reader = stream.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return first ?? 0;
        if (first === undefined && value.type === 'text-delta') first = performance.now() - started;
      }
    },
  };
}

function rawFetch(fetch: typeof globalThis.fetch, url: string): Variant {
  const send = (prompt: LanguageModelV2Prompt, stream: boolean): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'openai/gpt-4o', messages: prompt, stream }),
    });
  return {
    name: 'fetch',
    generate: async prompt => JSON.parse(await (await send(prompt, false)).text()),
    stream: async prompt => {
      const started = performance.now();
      const response = await send(prompt, true);
      return readEvents(response, started);
    },
  };
}

/** The least a client can do with a stream of events: split, parse, look at the text. */
async function readEvents(response: Response, started: number): Promise<number> {
  let first: number | undefined;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part === 'data: [DONE]') continue;
      const { choices } = JSON.parse(part.slice(6)) as { choices: { delta: { content?: string } }[] };
      if (choices[0]?.delta.content && first === undefined) first = performance.now() - started;
    }
  }
  return first ?? 0;
}
