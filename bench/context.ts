import type { Call } from './call.ts';
import type { Client, ClientSource } from './clients/client.ts';
import { type Figures, figuresOf, interleaved, type Samples } from './interleave.ts';
import { startSamplers } from './start-sampler.ts';
import type { Wire } from './wire.ts';

/** What a run was asked for. */
export interface Context {
  readonly rounds: number;
  /** About two minutes: the cases that tell most. */
  readonly quick: boolean;
  readonly clients: readonly ClientSource[];
  /** Parts of the names of the cases to run, any of which will do, with `|` between them. */
  readonly cases: string;
}

/** One line of a table: the figures of each client, or of each variant of a growth. */
export interface Row {
  readonly name: string;
  readonly figures: Figures;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** One of the things that are measured. */
export interface Measure {
  readonly name: string;
  /** The cases that compare clients, which processes of their own find here. */
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
  /** How long to go on before the first round, in milliseconds, so that the engine has compiled what it runs. @default 600 */
  readonly warmUpMs?: number;
  /** At most so many rounds, where one is long. */
  readonly rounds?: number;
}

/** Whether a case takes part in this run. */
function takesPart({ quick, cases }: Context, candidate: { name: string; quick?: boolean }): boolean {
  return cases.split('|').some(part => candidate.name.includes(part)) && (!quick || candidate.quick === true);
}

/** Runs the cases of a measure that take part, one after the other. */
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

/** So many processes of a client share the rounds: what the engine makes of the same code differs from one to the next. */
const PROCESSES = 3;

async function figures(
  { rounds: most, quick, clients }: Context,
  measure: string,
  index: number,
  comparison: Comparison,
): Promise<Figures> {
  const rounds = Math.min(most, comparison.rounds ?? most);
  const processes = quick ? 1 : Math.min(PROCESSES, rounds);
  const samples: Samples[] = [];
  for (let process = 0; process < processes; process++) {
    const samplers = await startSamplers(measure, index, clients);
    const share = Math.floor((rounds + process) / processes);
    samples.push(await interleaved(samplers.works, share, 0));
    samplers.stop();
  }
  return figuresOf(samples, 'core');
}

/** Over memory: a wire that costs nothing to open. */
export const over =
  (wire: () => Wire): Comparison['wire'] =>
  work =>
    work(wire());
