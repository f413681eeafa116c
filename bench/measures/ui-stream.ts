import { callOf } from '../call.ts';
import { type Comparison, compare, type Measure } from '../context.ts';
import { meanCPUTime } from '../interleave.ts';
import { inMemory, overLoopback, type StreamCase } from './stream-cases.ts';

const cases: readonly StreamCase[] = [
  inMemory(1000, 'event', { quick: true }),
  inMemory(1000, 4096, { quick: true }),
  inMemory(1000, 16384),
  overLoopback(1000, 4096),
];

/** The full pipeline of a chat route: `streamText`, with its result as a UI message stream, read to the end. */
function perToken({ answer }: StreamCase): Comparison['sample'] {
  return async ({ model }, { prompt }) => {
    const { streamText } = await import('ai');
    const time = await meanCPUTime(async () => {
      const result = streamText({ model: model!, prompt: prompt as never });
      const reader = result.toUIMessageStreamResponse().body!.getReader();
      while (!(await reader.read()).done);
    });
    return time / answer.chunks;
  };
}

export const uiStream: Measure = {
  name: 'ui-stream',
  comparisons: cases.map(each => ({
    ...each,
    call: callOf(1000),
    sample: perToken(each),
    // `ai` accepts only models; the other clients have no such pipeline.
    only: ({ model }: { model?: unknown }) => model !== undefined,
  })),
  async *tables(context) {
    yield {
      title: 'streamText → toUIMessageStreamResponse (ai 5.0.277), µs CPU per token',
      rows: await compare(context, uiStream),
    };
  },
};
