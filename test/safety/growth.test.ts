import { describe, expect, it } from 'vitest';
import { isFull } from '../support/scale.ts';
import { allFragments, attackText, fragmentsOf, sourcePatterns } from './attack-texts.ts';
import { growthOf, leastMs, type Reader } from './measure-growth.ts';
import { quickParsers, slowParsers } from './parsers.ts';

/** Of a linear parser, with room for the noise of a busy machine; the square is 2. */
const MOST = 1.2;
/** Beyond noise: not measured again. */
const CLEAR = 1.6;

const sizes = [10_000, 100_000, 1_000_000, ...(isFull ? [10_000_000] : [])];

/** How many of the texts that take longest are measured at every size. */
const worstTexts = 2;

/** Each parser with the fragments that it is tried on. */
const cases = [
  ...casesOf(quickParsers, allFragments(1)),
  ...casesOf(slowParsers, allFragments(isFull ? 20 : 60)),
];

function casesOf(parsers: Readonly<Record<string, Reader>>, fragments: readonly string[]) {
  return Object.entries(parsers).map(([name, read]) => ({ name, read, fragments }));
}

describe('texts of others are read in time that grows with the text', () => {
  it.each(cases)('$name', { timeout: 300_000 }, async ({ read, fragments }) => {
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
    for (const { fragment } of times.slice(0, worstTexts)) {
      const measure = () => growthOf(read, size => attackText(fragment, size), sizes, MOST);
      let growth = await measure();
      // Another process may have disturbed one measurement, not three.
      for (let again = 0; again < 2 && growth.exponent > MOST && growth.exponent < CLEAR; again++)
        growth = await measure();
      expect(growth, JSON.stringify({ fragment, ...growth })).toMatchObject({
        exponent: expect.toSatisfy(atMost),
      });
    }
  });
});

const atMost = (exponent: number): boolean => exponent <= MOST;

describe('no pattern of the sources is slow on what it begins to match', () => {
  it('at 20,000 characters', { timeout: 300_000 }, async () => {
    const slow: string[] = [];
    for (const pattern of sourcePatterns()) {
      const read = (text: string): unknown =>
        pattern.global ? text.replace(pattern, '') : pattern.exec(text);
      for (const fragment of [...fragmentsOf(pattern), ' ', '\n']) {
        // A square takes some 200 ms here, what is linear less than one.
        const ms = await leastMs(read, attackText(fragment, 20_000));
        if (ms > 50) slow.push(`${pattern} on ${JSON.stringify(fragment)}: ${Math.round(ms)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
});
