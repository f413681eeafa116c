// Runs one job in a fresh process: `child <job> <client> [times]`. Prints numbers as JSON.
import { callOf } from './call.ts';
import { allClients } from './clients/all-clients.ts';
import { cpuTime } from './interleave.ts';
import { jobs } from './profile-jobs.ts';
import { memoryCompletions, memoryStreams } from './wire.ts';

const [job = '', name, times = '1'] = process.argv.slice(2);
const source = allClients.find(each => each.name === name);
if (source === undefined) throw new Error(`Unknown client "${name}".`);

/**
 * Peak memory of the process for one call with a large prompt, in MiB. Garbage of loading and of the prompt is collected
 * first: whether the engine had done so by itself made a difference of 10 MiB either way.
 */
async function peak(): Promise<number[]> {
  const client = await source!.create(memoryCompletions());
  const call = callOf(10_000_000);
  globalThis.gc!();
  await client.generate(call);
  return [process.resourceUsage().maxRSS / 1024];
}

const collected = (): number => {
  globalThis.gc!();
  return process.memoryUsage().heapUsed / 1024;
};

/**
 * Memory that a stream holds at chunk 20,000 beyond chunk 1,000, and memory left after its end, in kB. Two streams run
 * first, so that code the engine compiles and keeps is not counted.
 */
async function retained(): Promise<number[]> {
  const chunks = 20_000;
  let early = 0;
  let late = 0;
  const onRead = (read: number): void => {
    if (read === 1000) early = collected();
    if (read === chunks) late = collected();
  };
  const client = await source!.create(memoryStreams({ chunks, readSize: 'event', form: 'text' }, { onRead }));
  for (let warmUp = 0; warmUp < 2; warmUp++) await client.stream(callOf(1000));
  const before = collected();
  await client.stream(callOf(1000));
  return [late - early, collected() - before];
}

/** Runs work under a profiler and returns its CPU time, in microseconds. */
async function profile(): Promise<number[]> {
  return [await cpuTime(() => jobs[job]!.run(source!, Number(times)))];
}

const measures = { peak, retained };
const measure = job === 'peak' || job === 'retained' ? measures[job] : profile;
console.log(JSON.stringify(await measure()));
// A client may keep connections open.
process.exit();
