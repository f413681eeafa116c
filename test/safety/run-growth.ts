// How the time of every parser of foreign text grows, up to 10 MB, alone on a quiet machine: `npm run growth`.

import { allFragments } from './attack-texts.ts';
import { type Growth, type Reader, worstGrowth } from './measure-growth.ts';
import { quickParsers, slowParsers } from './parsers.ts';

/** Of a linear parser, with room for garbage and caches; the square is 2. */
const MOST = 1.2;

const sizes = [10_000, 100_000, 1_000_000, 10_000_000];

process.exitCode = (await measureAll()) ? 0 : 1;

/** Of all parsers, or of those whose names hold the argument: `npm run growth -- 'names of tools'`. */
async function measureAll(wanted = process.argv[2] ?? ''): Promise<boolean> {
  const quick = await measured(quickParsers, allFragments(1), wanted);
  const slow = await measured(slowParsers, allFragments(20), wanted);
  const all = [...quick, ...slow].sort(([, a], [, b]) => b.exponent - a.exponent);
  // To the two digits that are printed.
  const tooFast = all.filter(([, { exponent }]) => Math.round(exponent * 100) > MOST * 100);
  console.log(`${all.length} parsers, largest exponent ${all[0]?.[1].exponent.toFixed(2)}, limit ${MOST}`);
  for (const [name, growth] of tooFast) console.log(`TOO FAST ${name}: ${JSON.stringify(growth)}`);
  return tooFast.length === 0;
}

async function measured(
  parsers: Readonly<Record<string, Reader>>,
  fragments: readonly string[],
  wanted: string,
): Promise<[string, Growth][]> {
  const found: [string, Growth][] = [];
  for (const [name, read] of Object.entries(parsers)) {
    if (!name.includes(wanted)) continue;
    const growth = await worstGrowth(read, { fragments, sizes, most: MOST });
    const times = growth.ms.map(ms => ms.toFixed(1).padStart(8)).join('');
    console.log(`${name.padEnd(40)} ${growth.exponent.toFixed(2)} ${times} ms`);
    found.push([name, growth]);
  }
  return found;
}
