/** A figure, with its ratio to the baseline in the same rounds and what it has more, if there is one. */
export interface Figure {
  readonly value: number;
  readonly ratio?: number;
  readonly more?: number;
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

/** CPU time of the whole process for some work, user and system, in microseconds. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Minimum duration of a sample, in milliseconds of wall time, where a measure sets no other. */
const SAMPLE_MS = 100;

/**
 * Repeats work until it has run long enough. A first run is not counted: it fills caches that other work has emptied.
 * @returns the mean of its results
 */
export async function repeated(work: () => Promise<number>, sampleMs: number = SAMPLE_MS): Promise<number> {
  await work();
  const started = performance.now();
  let sum = 0;
  let times = 0;
  do {
    sum += await work();
    times++;
  } while (performance.now() - started < sampleMs);
  return sum / times;
}

/** The mean CPU time of work, in microseconds. */
export async function meanCPUTime(work: () => Promise<unknown>, sampleMs?: number): Promise<number> {
  return repeated(() => cpuTime(work), sampleMs);
}

/** The results of each work, by round. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/**
 * Runs all works in each round, in random order.
 * @param warmUp number of uncounted rounds, in which the engine compiles the code
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

/** Medians of the values, and of ratios and differences within a round, whose values share the noise of the machine. */
export function figuresOf(all: readonly Samples[], baseline: string): Figures {
  const samplesOf = (name: string): readonly number[] => all.flatMap(samples => samples[name] ?? []);
  const base = samplesOf(baseline);
  const figures = Object.keys(all[0] ?? {}).map(name => {
    const own = samplesOf(name);
    const ratio = median(own.map((value, index) => value / base[index]!));
    const more = median(own.map((value, index) => value - base[index]!));
    return [name, { value: median(own), ratio, more }] as const;
  });
  return Object.fromEntries(figures);
}

function shuffled<ITEM>(items: readonly ITEM[]): ITEM[] {
  return items
    .map(item => ({ item, key: Math.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
