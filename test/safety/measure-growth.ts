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

/** How the time of a parser grows between two sizes: 1 is linear, 2 the square. */
export interface Growth {
  readonly exponent: number;
  readonly sizes: readonly number[];
  readonly ms: readonly number[];
}

/** Measures the largest sizes last, and none after one that grew too fast, which would take minutes. */
export async function growthOf(
  read: Reader,
  textOf: (size: number) => string,
  sizes: readonly number[],
  most: number,
): Promise<Growth> {
  const ms: number[] = [];
  let worst = 0;
  for (const [index, size] of sizes.entries()) {
    ms.push(await leastMs(read, textOf(size)));
    const [before, after] = [ms.at(-2), ms.at(-1) as number];
    if (before === undefined) continue;
    const ratio = Math.max(after, FLOOR_MS) / Math.max(before, FLOOR_MS);
    const exponent = Math.log(ratio) / Math.log(size / (sizes[index - 1] as number));
    worst = Math.max(worst, exponent);
    if (exponent > most) break;
  }
  return { exponent: worst, sizes, ms };
}
