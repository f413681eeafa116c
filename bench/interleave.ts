/** One figure, and where it has one, its ratio to the baseline in the same rounds. */
export interface Figure {
  readonly value: number;
  readonly ratio?: number;
}

export type Figures = Readonly<Record<string, Figure>>;

/** Takes one sample, such as CPU time per call. */
export type Work = () => number | Promise<number>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** CPU time of the whole process, user and system, for a piece of work, in microseconds. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** How long a sample takes at least, in milliseconds on the clock. */
const SAMPLE_MS = 60;

/**
 * Work over and over, until it has taken a while. Once before that does not count: it fills the caches that whoever ran in
 * the meantime has emptied.
 * @returns the mean of what it says
 */
export async function repeated(work: () => Promise<number>): Promise<number> {
  await work();
  const started = performance.now();
  let sum = 0;
  let times = 0;
  do {
    sum += await work();
    times++;
  } while (performance.now() - started < SAMPLE_MS);
  return sum / times;
}

/** The mean of the CPU time that work takes, in microseconds. */
export async function meanCPUTime(work: () => Promise<unknown>): Promise<number> {
  return repeated(() => cpuTime(work));
}

/**
 * Does all works in each round, in random order, and takes medians: of the values, and of the ratios within a
 * round, which noise of the machine moves together.
 * @param warmUp rounds in which the engine compiles what it runs; they do not count
 */
export async function interleaved(
  works: Readonly<Record<string, Work>>,
  baseline: string,
  rounds: number,
  warmUp: number,
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
