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
const SAMPLE_MS = 100;

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

/** What each work said, round by round. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/**
 * Does all works in each round, in random order.
 * @param warmUp rounds in which the engine compiles what it runs; they do not count
 */
export async function interleaved(
  works: Readonly<Record<string, Work>>,
  rounds: number,
  warmUp: number,
): Promise<Samples> {
  const samples = new Map<string, number[]>(Object.keys(works).map(name => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, values] of shuffled([...samples])) {
      const sample = await works[name]!();
      if (round >= 0) values.push(sample);
    }
  }
  return Object.fromEntries(samples);
}

/** Medians: of the values, and of the ratios within a round, which noise of the machine moves together. */
export function figuresOf(all: readonly Samples[], baseline: string): Figures {
  const samplesOf = (name: string): readonly number[] => all.flatMap(samples => samples[name] ?? []);
  const base = samplesOf(baseline);
  const figures = Object.keys(all[0] ?? {}).map(name => {
    const own = samplesOf(name);
    const ratio = median(own.map((value, index) => value / base[index]!));
    return [name, { value: median(own), ratio }] as const;
  });
  return Object.fromEntries(figures);
}

function shuffled<ITEM>(items: readonly ITEM[]): ITEM[] {
  return items
    .map(item => ({ item, key: Math.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
