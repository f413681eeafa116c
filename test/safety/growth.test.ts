import { describe, expect, it } from 'vitest';
import { isFull } from '../support/scale.ts';
import { allFragments, attackText, fragmentsOf, sourcePatterns } from './attack-texts.ts';
import { leastMs, type Reader, worstGrowth } from './measure-growth.ts';
import { quickParsers, slowParsers } from './parsers.ts';

/**
 * Between what is linear, which garbage and caches bring to 1.3 on a busy machine, and the square, which is 2.
 * `npm run growth` measures exactly, at 10 MB too.
 */
const MOST = 1.5;

const sizes = [10_000, 100_000, ...(isFull ? [1_000_000] : [])];

/** Each parser with the fragments that it is tried on. */
const cases = [
  ...casesOf(quickParsers, allFragments(isFull ? 4 : 8)),
  ...casesOf(slowParsers, allFragments(isFull ? 40 : 80)),
];

function casesOf(parsers: Readonly<Record<string, Reader>>, fragments: readonly string[]) {
  return Object.entries(parsers).map(([name, read]) => ({ name, read, fragments }));
}

describe('texts of others are read in time that grows with the text', () => {
  it.each(cases)('$name', { timeout: 300_000 }, async ({ read, fragments }) => {
    const growth = await worstGrowth(read, { fragments, sizes, most: MOST });
    expect(growth.exponent, JSON.stringify(growth)).toBeLessThanOrEqual(MOST);
  });
});

describe('no pattern of the sources is slow on what it begins to match', () => {
  it('at 20,000 characters', { timeout: 300_000 }, async () => {
    const slow: string[] = [];
    for (const pattern of sourcePatterns()) {
      const read = (text: string): unknown =>
        pattern.global ? text.replace(pattern, '') : pattern.exec(text);
      const texts = [...fragmentsOf(pattern), ' ', '\n'].map(fragment => attackText(fragment, 20_000));
      // Strings that begin anew with each quote, and end inside an escape.
      for (const text of [...texts, '"\\'.repeat(10_000), "'\\".repeat(10_000)]) {
        // A square takes some 200 ms here, what is linear less than one.
        const ms = await leastMs(read, text);
        if (ms > 100) slow.push(`${pattern} on ${JSON.stringify(text.slice(0, 20))}: ${Math.round(ms)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
});
