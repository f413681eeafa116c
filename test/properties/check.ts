import fc, { type IAsyncProperty, type IProperty } from 'fast-check';
import { scaled } from '../support/scale.ts';

const { PROPERTY_SEED, PROPERTY_RUNS } = process.env;

/** The same cases in each run; `PROPERTY_SEED` and `PROPERTY_RUNS` look for others. */
const parameters: { readonly seed: number; readonly numRuns: number } = {
  seed: Number(PROPERTY_SEED ?? 1),
  numRuns: Number(PROPERTY_RUNS ?? scaled(60, 200)),
};

/** Fails with the smallest case that it finds, and with the seed that leads to it. */
export function check<TS>(property: IProperty<TS>): void {
  fc.assert(property, { ...parameters, verbose: 0 });
}

/** The same for what takes a whole call: a quarter of the cases. */
export async function checkAsync<TS>(property: IAsyncProperty<TS>): Promise<void> {
  const { numRuns } = parameters;
  await fc.assert(property, { ...parameters, numRuns: Math.ceil(numRuns / 4), verbose: 0 });
}

/** Cases for tests that are made before they run. */
export function samples<VALUE>(arbitrary: fc.Arbitrary<VALUE>, count: number): VALUE[] {
  return fc.sample(arbitrary, { seed: parameters.seed, numRuns: count });
}

/** Throws where anything writes to it. */
export function deepFreeze<VALUE>(value: VALUE): VALUE {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
