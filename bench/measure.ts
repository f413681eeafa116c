/** One figure of a variant, with its ratio to the core in the same rounds. */
export interface Figure {
  readonly value: number;
  readonly ratio: number;
}

export type Figures = Readonly<Record<string, Figure>>;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** CPU time of the process for a piece of work, in microseconds. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Rounds in which the engine compiles what it runs; they do not count. */
const warmUp = 10;

/**
 * Runs all variants in each round, in random order, and takes medians: of the values, and of the ratios within
 * a round, which noise of the machine moves together.
 */
export async function interleaved(
  rounds: number,
  baseline: string,
  works: Readonly<Record<string, () => Promise<number>>>,
): Promise<Figures> {
  const names = Object.keys(works);
  const samples = new Map<string, number[]>(names.map(name => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of shuffled(names)) {
      const sample = await works[name]!();
      if (round >= 0) samples.get(name)!.push(sample);
    }
  }
  const base = samples.get(baseline)!;
  return Object.fromEntries(
    names.map(name => {
      const own = samples.get(name)!;
      return [name, { value: median(own), ratio: median(own.map((value, index) => value / base[index]!)) }];
    }),
  );
}

function shuffled(names: readonly string[]): string[] {
  return names
    .map(name => ({ name, key: Math.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ name }) => name);
}
