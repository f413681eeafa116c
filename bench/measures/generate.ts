import { callOf } from '../call.ts';
import { type Comparison, compare, type Measure, over } from '../context.ts';
import { meanCPUTime } from '../interleave.ts';
import { memoryCompletions } from '../wire.ts';
import { withServer } from '../with-server.ts';
import { shortCallsMs } from './stream-cases.ts';

const kilobyte = 1000;
const prompts = [
  { size: '1 kB', characters: kilobyte, quick: true },
  { size: '100 kB', characters: 100 * kilobyte, quick: false },
  { size: '10 MB', characters: 10_000 * kilobyte, quick: false },
] as const;

const perCall: Comparison['sample'] = (client, call) => meanCPUTime(() => client.generate(call));

const inMemory = prompts.map(({ size, characters, quick }) => ({
  name: `in memory, prompt of ${size}`,
  quick,
  wire: over(memoryCompletions),
  call: callOf(characters),
  sample: perCall,
  ...(characters === kilobyte && { warmUpMs: shortCallsMs }),
}));

const overLoopback = prompts.map(({ size, characters, quick }) => ({
  name: `loopback, prompt of ${size}`,
  quick,
  wire: (work: Parameters<Comparison['wire']>[0]) =>
    withServer({ chunks: 1, readSize: 4096, form: 'text' }, work),
  call: callOf(characters),
  sample: perCall,
  ...(characters === kilobyte && { warmUpMs: shortCallsMs }),
}));

/** As in `generateText({ model: cloudflare('openai/gpt-4o'), … })`. */
const aModelEach: Comparison = {
  name: 'in memory, prompt of 1 kB, a model for each call',
  quick: true,
  wire: over(memoryCompletions),
  call: callOf(kilobyte),
  sample: (client, call) => meanCPUTime(() => client.remade!().generate(call)),
  only: ({ remade }) => remade !== undefined,
  warmUpMs: shortCallsMs,
};

export const generate: Measure = {
  name: 'generate',
  comparisons: [...inMemory, aModelEach, ...overLoopback],
  async *tables(context) {
    yield { title: 'Generate, µs CPU per call', rows: await compare(context, generate) };
  },
};
