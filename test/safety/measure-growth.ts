import { attackText } from './attack-texts.ts';

/** What reads a text; how long it takes is what counts. */
export type Reader = (text: string) => unknown;

/** Below this, a time says more about the runtime and its garbage than about the text. */
const FLOOR_MS = 50;

/** Above this, noise no longer counts. */
const CEILING_MS = 3000;

/** CPU time of this process and not the time on the wall: the machine may be busy with other work. */
async function cpuMs(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  try {
    await run();
  } catch {
    // What a text is refused with is for other tests.
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least of several tries: everything that disturbs a measurement makes it longer. */
export async function leastMs(read: Reader, text: string, tries = 3): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (
    let attempt = 0;
    attempt < tries && (attempt === 0 || (least > FLOOR_MS && least < CEILING_MS));
    attempt++
  )
    least = Math.min(least, await cpuMs(() => read(text)));
  return least;
}

/** How the time of a parser grows: 1 is linear, 2 the square. */
export interface Growth {
  /** The text that takes longest. */
  readonly fragment: string;
  /** The largest between two sizes. */
  readonly exponent: number;
  readonly ms: readonly number[];
}

/** What is measured, and when it is enough. */
export interface GrowthSearch {
  /** Tried at the first size; those that take longest, at every size. */
  readonly fragments: readonly string[];
  readonly sizes: readonly number[];
  /** Above this, a measurement is repeated: another process may have disturbed one, not three. */
  readonly most: number;
}

/** How many of the texts that take longest are measured at every size. */
const WORST_TEXTS = 2;

/** The growth of a parser on the texts that take it longest. */
export async function worstGrowth(read: Reader, { fragments, sizes, most }: GrowthSearch): Promise<Growth> {
  // Without the first runs, which compile.
  for (const fragment of fragments.slice(0, 20)) await leastMs(read, attackText(fragment, 1000), 1);
  const times: { fragment: string; ms: number }[] = [];
  for (const fragment of fragments) {
    const ms = await leastMs(read, attackText(fragment, sizes[0] as number), 1);
    times.push({ fragment, ms });
    // The square at this size is clear already, and a few are enough.
    if (ms > 300) break;
  }
  times.sort((a, b) => b.ms - a.ms);
  const found: Growth[] = [];
  for (const { fragment } of times.slice(0, WORST_TEXTS)) {
    let growth = await growthOn(read, fragment, sizes, most);
    for (let again = 0; again < 2 && growth.exponent > most; again++) {
      const next = await growthOn(read, fragment, sizes, most);
      if (next.exponent < growth.exponent) growth = next;
    }
    found.push(growth);
  }
  return found.reduce((worst, growth) => (growth.exponent > worst.exponent ? growth : worst));
}

/** Measures the largest sizes last, and none after one that grew too fast, which would take minutes. */
async function growthOn(
  read: Reader,
  fragment: string,
  sizes: readonly number[],
  most: number,
): Promise<Growth> {
  const ms: number[] = [];
  let exponent = 0;
  for (const [index, size] of sizes.entries()) {
    // The last one once: what disturbs it makes the growth larger, and then it is measured again.
    const isLast = index === sizes.length - 1;
    ms.push(await leastMs(read, attackText(fragment, size), isLast ? 1 : 3));
    const [before, after] = [ms.at(-2), ms.at(-1) as number];
    if (before === undefined) continue;
    const ratio = Math.max(after, FLOOR_MS) / Math.max(before, FLOOR_MS);
    exponent = Math.max(exponent, Math.log(ratio) / Math.log(size / (sizes[index - 1] as number)));
    if (exponent > most) break;
  }
  return { fragment, exponent, ms };
}
