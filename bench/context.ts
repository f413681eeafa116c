import type { Call } from './call.ts';
import type { Client, ClientSource } from './clients/client.ts';
import { type Figures, interleaved, type Work } from './interleave.ts';
import { startSampler } from './start-sampler.ts';
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

async function figures(
  context: Context,
  measure: string,
  index: number,
  comparison: Comparison,
): Promise<Figures> {
  const works: Record<string, Work> = {};
  const stops: (() => void)[] = [];
  for (const { name } of context.clients) {
    const sampler = await startSampler(measure, index, name);
    if (sampler === undefined) continue;
    works[name] = sampler.sample;
    stops.push(sampler.stop);
  }
  const rounds = Math.min(context.rounds, comparison.rounds ?? context.rounds);
  const found = await interleaved(works, 'core', rounds, 0);
  for (const stop of stops) stop();
  return found;
}

/** Over memory: a wire that costs nothing to open. */
export const over =
  (wire: () => Wire): Comparison['wire'] =>
  work =>
    work(wire());
