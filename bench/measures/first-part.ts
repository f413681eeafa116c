import { callOf } from '../call.ts';
import { type Comparison, compare, type Measure } from '../context.ts';
import { repeated } from '../interleave.ts';
import { compiled, inMemory, overLoopback, type StreamCase } from './stream-cases.ts';

const cases: readonly StreamCase[] = [
  inMemory(10, 'event', { quick: true }),
  inMemory(1000, 4096),
  overLoopback(10, 'event', true),
  overLoopback(1000, 4096),
];

/** Of streams that take more than ten milliseconds each, a sample holds some thirty: one more or less late decides nothing. */
const sampleMs = 500;

/** Wall time, since that is what a user waits for, in microseconds. */
const untilFirstPart: Comparison['sample'] = (client, call) =>
  repeated(async () => (await client.stream(call)).first * 1000, sampleMs);

export const firstPart: Measure = {
  name: 'first-part',
  comparisons: cases.map(each => ({
    ...each,
    call: callOf(1000),
    sample: untilFirstPart,
    ...(each.answer.chunks < 100 && { warmUp: compiled(8000) }),
  })),
  async *tables(context) {
    yield { title: 'First part, µs on the clock', rows: await compare(context, firstPart) };
  },
};
