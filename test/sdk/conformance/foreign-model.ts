import type { Pair } from '../../ai/pair.ts';

type Version = Pair['specificationVersion'];

const counts = { total: 1, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
const usage: Readonly<Record<Version, object>> = {
  v2: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
  v3: { inputTokens: counts, outputTokens: { total: 1, text: 1, reasoning: undefined } },
  v4: { inputTokens: counts, outputTokens: { total: 1, text: 1, reasoning: undefined } },
};

/** A model of some other package, in any specification. */
export function foreignModel(specificationVersion: Version, text: string): object {
  const finishReason = specificationVersion === 'v2' ? 'stop' : { unified: 'stop', raw: 'stop' };
  const finish = { finishReason, usage: usage[specificationVersion] };
  const parts = [
    { type: 'stream-start', warnings: [] },
    { type: 'text-start', id: '0' },
    { type: 'text-delta', id: '0', delta: text },
    { type: 'text-end', id: '0' },
    { type: 'finish', ...finish },
  ];
  return {
    specificationVersion,
    provider: 'acme.chat',
    modelId: 'acme-1',
    supportedUrls: {},
    doGenerate: async () => ({ content: [{ type: 'text', text }], warnings: [], ...finish }),
    doStream: async () => ({
      stream: new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
    }),
  };
}
