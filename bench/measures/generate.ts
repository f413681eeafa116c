import { callOf } from '../call.ts';
import type { Client } from '../clients/client.ts';
import { type Comparison, compare, type Measure, over } from '../context.ts';
import { cpuTime } from '../interleave.ts';
import { memoryCompletions } from '../wire.ts';
import { withServer } from '../with-server.ts';

const kilobyte = 1000;
const prompts = [
  { size: '1 kB', characters: kilobyte, memory: 400, loopback: 50, quick: true },
  { size: '100 kB', characters: 100 * kilobyte, memory: 50, loopback: 20, quick: false },
  { size: '10 MB', characters: 10_000 * kilobyte, memory: 1, loopback: 1, quick: false },
] as const;

/** The mean of several calls, one after the other. */
function repeated(calls: number): Comparison['sample'] {
  return async (client: Client, call) => {
    const time = await cpuTime(async () => {
      for (let index = 0; index < calls; index++) await client.generate(call);
    });
    return time / calls;
  };
}

const inMemory = prompts.map(({ size, characters, memory, quick }) => ({
  name: `in memory, prompt of ${size}`,
  quick,
  wire: over(memoryCompletions),
  call: callOf(characters),
  sample: repeated(memory),
}));

const overLoopback = prompts.map(({ size, characters, loopback, quick }) => ({
  name: `loopback, prompt of ${size}`,
  quick,
  wire: (work: Parameters<Comparison['wire']>[0]) =>
    withServer({ chunks: 1, readSize: 4096, form: 'text' }, work),
  call: callOf(characters),
  sample: repeated(loopback),
}));

export const generate: Measure = {
  name: 'generate',
  async *tables(context) {
    yield {
      title: 'Generate, µs CPU per call',
      rows: await compare(context, [...inMemory, ...overLoopback]),
    };
  },
};
