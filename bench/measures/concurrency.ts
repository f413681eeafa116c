import { callOf } from '../call.ts';
import { type Comparison, compare, type Measure, over } from '../context.ts';
import { cpuTime } from '../interleave.ts';
import { memoryStreams } from '../wire.ts';
import { compiled, inMemory, overLoopback, readStreams, type StreamCase } from './stream-cases.ts';

/** The number of streams per sample, and how many are read at once. */
const streams = 1000;
const clients = ['core', 'ours', 'against', 'fetch'];

/** Each read has its own turn of the event loop: no real program reads a thousand streams in one turn. */
function inTurns(each: StreamCase): StreamCase {
  return { ...each, wire: over(() => memoryStreams(each.answer, { turns: true })) };
}

/** The unit of a sample: CPU time per chunk, or chunks per millisecond of wall time. */
type Reading = 'cpu' | 'clock';

function atOnce({ answer }: StreamCase, width: number, reading: Reading): Comparison['sample'] {
  return async (client, call) => {
    const started = performance.now();
    const time = await cpuTime(() => readStreams(streams, width, client, call));
    const chunks = streams * answer.chunks;
    return reading === 'cpu' ? time / chunks : chunks / (performance.now() - started);
  };
}

function comparison(each: StreamCase, width: number, reading: Reading): Comparison {
  return {
    ...each,
    name: `${width.toLocaleString('en')} at once, ${each.name}`,
    call: callOf(1000),
    sample: atOnce(each, width, reading),
    only: (_, { name }) => clients.includes(name),
    warmUp: compiled(8000),
    rounds: 31,
  };
}

const trickling = inTurns(inMemory(20, 'event'));
const bursts = overLoopback(100, 4096);
const loopback = overLoopback(20, 'event');

const cpu = [
  ...[10, 100, 1000].map(width => comparison(trickling, width, 'cpu')),
  comparison(loopback, streams, 'cpu'),
  comparison(bursts, streams, 'cpu'),
];
const clock = [comparison(bursts, streams, 'clock')];

export const concurrency: Measure = {
  name: 'concurrency',
  comparisons: [...cpu, ...clock],
  async *tables(context) {
    const title = 'Concurrent streams';
    yield { title: `${title}, µs CPU per chunk`, rows: await compare(context, concurrency, cpu) };
    yield { title: `${title}, chunks per ms on the clock`, rows: await compare(context, concurrency, clock) };
  },
};
