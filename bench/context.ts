import type { Call } from './call.ts';
import type { Client, ClientSource } from './clients/client.ts';
import { type Figures, figuresOf, interleaved, type Samples } from './interleave.ts';
import { startSamplers } from './start-sampler.ts';
import type { Wire } from './wire.ts';

/** The options of a run. */
export interface Context {
  readonly rounds: number;
  /** Only the most significant cases, in about two minutes. */
  readonly quick: boolean;
  readonly clients: readonly ClientSource[];
  /** Runs only cases whose name contains one of these texts, separated by `|`. */
  readonly cases: string;
}

/** One row of a table: the figures of each client, or of each variant of a growth measure. */
export interface Row {
  readonly name: string;
  readonly figures: Figures;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** A measure. */
export interface Measure {
  readonly name: string;
  /** The cases that compare clients. Sampler processes look them up here. */
  readonly comparisons?: readonly Comparison[];
  readonly tables: (context: Context) => AsyncIterable<Table> | Iterable<Table>;
}

/** One case of a measure that compares clients. */
export interface Comparison {
  readonly name: string;
  readonly quick?: boolean;
  readonly wire: (work: (wire: Wire) => Promise<void>) => Promise<void>;
  readonly call: Call;
  readonly only?: (client: Client, source: ClientSource) => boolean;
  readonly sample: (client: Client, call: Call) => Promise<number>;
  /** The clients that are compared, the baseline first. @default those of the run */
  readonly clients?: readonly ClientSource[];
  /** Warm-up before the first round, in milliseconds of CPU time, so that the engine has compiled the code. @default 600 */
  readonly warmUpMs?: number;
  /** The warm-up in place of that time, where it is the same number of calls for every client. */
  readonly warmUp?: (client: Client, call: Call) => Promise<unknown>;
  /** Maximum number of rounds, for cases with long rounds. */
  readonly rounds?: number;
}

/** Whether a case is selected for this run. */
function takesPart({ quick, cases }: Context, candidate: { name: string; quick?: boolean }): boolean {
  return cases.split('|').some(part => candidate.name.includes(part)) && (!quick || candidate.quick === true);
}

/** Runs the selected cases of a measure, one after the other. */
export async function compare(
  context: Context,
  { name, comparisons = [] }: Measure,
  cases: readonly Comparison[] = comparisons,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, comparison] of comparisons.entries()) {
    if (!cases.includes(comparison) || !takesPart(context, comparison)) continue;
    rows.push({ name: comparison.name, figures: await figures(context, name, index, comparison) });
  }
  return rows;
}

/** Processes per client, which share the rounds: the engine optimises the same code differently in each process. */
const PROCESSES = 3;

async function figures(
  { rounds: most, quick, clients: chosen }: Context,
  measure: string,
  index: number,
  comparison: Comparison,
): Promise<Figures> {
  const takesPart = ({ name }: ClientSource): boolean =>
    name !== 'against' || chosen.some(client => client.name === name);
  const clients = (comparison.clients ?? chosen).filter(takesPart);
  const rounds = Math.min(most, comparison.rounds ?? most);
  const processes = quick ? 1 : Math.min(PROCESSES, rounds);
  const samples: Samples[] = [];
  for (let process = 0; process < processes; process++) {
    const samplers = await startSamplers(measure, index, clients);
    const share = Math.floor((rounds + process) / processes);
    samples.push(await interleaved(samplers.works, share, 0));
    samplers.stop();
  }
  return figuresOf(samples, clients[0]!.name);
}

/** Runs work over the in-memory wire, which costs nothing to open. */
export const over =
  (wire: () => Wire): Comparison['wire'] =>
  work =>
    work(wire());
