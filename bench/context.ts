import type { Call } from './call.ts';
import type { Client, ClientSource } from './clients/client.ts';
import { type Figures, interleaved } from './interleave.ts';
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
  readonly tables: (context: Context) => AsyncIterable<Table> | Iterable<Table>;
}

/** One case of a measure that compares clients. */
export interface Comparison {
  readonly name: string;
  readonly quick?: boolean;
  readonly wire: (work: (wire: Wire) => Promise<Figures>) => Promise<Figures>;
  readonly call: Call;
  readonly only?: (client: Client, source: ClientSource) => boolean;
  readonly sample: (client: Client, call: Call) => Promise<number>;
  /** Rounds that do not count. @default 10 */
  readonly warmUp?: number;
  /** At most so many rounds, where one is long. */
  readonly rounds?: number;
}

/** Whether a case takes part in this run. */
function takesPart({ quick, cases }: Context, candidate: { name: string; quick?: boolean }): boolean {
  return cases.split('|').some(part => candidate.name.includes(part)) && (!quick || candidate.quick === true);
}

/** Runs the cases that take part, one after the other. */
export async function compare(context: Context, comparisons: readonly Comparison[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const comparison of comparisons) {
    if (!takesPart(context, comparison)) continue;
    rows.push({
      name: comparison.name,
      figures: await comparison.wire(wire => figures(context, comparison, wire)),
    });
  }
  return rows;
}

async function figures(context: Context, comparison: Comparison, wire: Wire): Promise<Figures> {
  const { call, sample, only } = comparison;
  const works: Record<string, () => Promise<number>> = {};
  for (const source of context.clients) {
    const client = await source.create(wire);
    if (only === undefined || only(client, source)) works[source.name] = () => sample(client, call);
  }
  const rounds = Math.min(context.rounds, comparison.rounds ?? context.rounds);
  return interleaved(works, 'core', rounds, comparison.warmUp ?? 10);
}

/** Over memory: a wire that costs nothing to open. */
export const over =
  (wire: () => Wire): Comparison['wire'] =>
  work =>
    work(wire());
