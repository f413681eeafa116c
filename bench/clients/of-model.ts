import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { Client } from './client.ts';

/** An AI SDK model as a client. */
export function ofModel(make: () => LanguageModelV2): Client {
  const model = make();
  return {
    model,
    remade: () => ofModel(make),
    generate: async ({ prompt, tools }) => model.doGenerate({ prompt, ...(tools && { tools }) }),
    stream: async ({ prompt, tools }) => {
      const started = performance.now();
      let first = 0;
      let characters = 0;
      const { stream } = await model.doStream({ prompt, ...(tools && { tools }) });
      const reader = stream.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { first, characters };
        if (!('delta' in value)) continue;
        if (characters === 0) first = performance.now() - started;
        characters += value.delta.length;
      }
    },
  };
}
