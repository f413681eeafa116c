// Takes samples of one case for one client in its own process: `sampler <measure> <index of the case> <client>`.
import { once } from 'node:events';
import { allClients } from './clients/all-clients.ts';
import type { Comparison } from './context.ts';
import { cpuTime } from './interleave.ts';
import { allMeasures } from './measures/all-measures.ts';

const [measure, index, name] = process.argv.slice(2);
const comparison = allMeasures.find(each => each.name === measure)?.comparisons?.[Number(index)];
const source = (comparison?.clients ?? allClients).find(each => each.name === name);
if (comparison === undefined || source === undefined)
  throw new Error(`${measure} ${index} of ${name}: none.`);

/** Warms up by CPU time, not on the clock: on a busy machine, the engine would not have compiled the code. */
const byTime =
  ({ sample, warmUpMs = 600 }: Comparison): NonNullable<Comparison['warmUp']> =>
  async (client, call) => {
    for (let spent = 0; spent < warmUpMs; ) spent += (await cpuTime(() => sample(client, call))) / 1000;
  };

/** Takes a sample for each message, until the parent disconnects. */
async function serve(comparison: Comparison): Promise<void> {
  const { wire, only, sample, call, warmUp = byTime(comparison) } = comparison;
  await wire(async over => {
    const client = await source!.create(over);
    const takesPart = only === undefined || only(client, source!);
    if (takesPart) await warmUp(client, call);
    process.send!(takesPart);
    process.on('message', async () => process.send!(await sample(client, call)));
    if (takesPart) await once(process, 'disconnect');
  });
  // A client may keep connections open.
  process.exit();
}

await serve(comparison);
