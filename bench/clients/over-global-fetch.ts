import type { LanguageModelV2 } from '@ai-sdk/provider';
import type { Wire } from '../wire.ts';

/**
 * For a peer with a fixed address and the global `fetch`: replaces both during a call, with as little overhead as
 * possible.
 */
export function overGlobalFetch(
  model: LanguageModelV2,
  { fetch, origin }: Wire,
  host: string,
): LanguageModelV2 {
  const redirected: typeof globalThis.fetch = (url, init) =>
    fetch(origin + String(url).slice(host.length), init);
  const within = <INPUT, RESULT>(call: (input: INPUT) => PromiseLike<RESULT>) => {
    return async (input: INPUT): Promise<RESULT> => {
      const before = globalThis.fetch;
      globalThis.fetch = redirected;
      try {
        return await call(input);
      } finally {
        globalThis.fetch = before;
      }
    };
  };
  model.doGenerate = within(model.doGenerate.bind(model));
  model.doStream = within(model.doStream.bind(model));
  return model;
}
