import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralUsage } from '../../src/answer/usage.ts';
import { check, deepFreeze } from './check.ts';

const count = fc.nat(1_000_000);
/** What stands where a count should be. */
const junk = fc.oneof(
  fc.constantFrom(null, undefined, '', true, {}, [], -1, '-1', Number.NaN, Number.POSITIVE_INFINITY),
  fc.string().filter(text => Number.isNaN(Number.parseFloat(text))),
);
const maybe = fc.oneof({ weight: 4, arbitrary: count }, { weight: 1, arbitrary: count.map(String) }, junk);
const details = (...names: readonly string[]) =>
  fc.oneof(fc.record(Object.fromEntries(names.map(name => [name, maybe])), { requiredKeys: [] }), junk);

const counts = {
  prompt_tokens: maybe,
  completion_tokens: maybe,
  input_tokens: maybe,
  output_tokens: maybe,
  total_tokens: maybe,
  cached_tokens: maybe,
  prompt_cache_hit_tokens: maybe,
  cache_read_input_tokens: maybe,
  cache_creation_input_tokens: maybe,
};
const usage = fc.record(
  {
    ...counts,
    prompt_tokens_details: details('cached_tokens', 'cache_write_tokens', 'cache_creation_input_tokens'),
    completion_tokens_details: details('reasoning_tokens'),
    tokens: fc.oneof(fc.record({ input_tokens: maybe, output_tokens: maybe }, { requiredKeys: [] }), junk),
  },
  { requiredKeys: [] },
);

describe('usage', () => {
  it('is a count or absent, whatever the upstream sends', () => {
    check(
      fc.property(usage, sent => {
        for (const [name, value] of Object.entries(neutralUsage(deepFreeze(sent))))
          expect(value === undefined || (Number.isFinite(value) && value >= 0), `${name} is ${value}`).toBe(
            true,
          );
      }),
    );
  });

  it('is absent where nothing was sent, and never becomes 0', () => {
    const empty = fc.record(Object.fromEntries(Object.keys(counts).map(name => [name, junk])), {
      requiredKeys: [],
    });
    check(
      fc.property(empty, sent => {
        for (const value of Object.values(neutralUsage(sent))) expect(value).toBeUndefined();
      }),
    );
    for (const value of Object.values(neutralUsage(undefined))) expect(value).toBeUndefined();
  });

  it('in OpenAI’s form keeps its numbers', () => {
    check(
      fc.property(count, count, count, (input, output, cached) => {
        const prompt = input + cached;
        const read = neutralUsage({
          prompt_tokens: prompt,
          completion_tokens: output,
          total_tokens: prompt + output,
          prompt_tokens_details: { cached_tokens: cached },
        });
        expect(read).toMatchObject({ input: prompt, output, total: prompt + output, cacheRead: cached });
      }),
    );
  });

  it('adds up: the total is never less than its parts', () => {
    check(
      fc.property(usage, sent => {
        const { input, output, total } = neutralUsage(sent);
        if (input !== undefined && output !== undefined) expect(total).toBeGreaterThanOrEqual(input + output);
      }),
    );
  });
});
