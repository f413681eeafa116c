import { callOf } from '../call.ts';
import { type Comparison, compare, type Measure } from '../context.ts';
import { inMemory, overLoopback, type StreamCase } from './stream-cases.ts';

const cases: readonly StreamCase[] = [
  inMemory(10, 'event', { quick: true }),
  inMemory(1000, 4096),
  overLoopback(10, 'event', true),
  overLoopback(1000, 4096),
];

/** The mean over several streams. Time on the clock, as this is what somebody waits for. */
function firstPartOf({ answer }: StreamCase): Comparison['sample'] {
  const streams = answer.chunks > 100 ? 2 : 20;
  return async (client, call) => {
    let sum = 0;
    for (let index = 0; index < streams; index++) sum += (await client.stream(call)).first;
    return (sum / streams) * 1000;
  };
}

export const firstPart: Measure = {
  name: 'first-part',
  async *tables(context) {
    const comparisons = cases.map(each => ({ ...each, call: callOf(1000), sample: firstPartOf(each) }));
    yield { title: 'First part, µs on the clock', rows: await compare(context, comparisons) };
  },
};
