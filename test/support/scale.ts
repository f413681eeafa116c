/**
 * How much of the large suites runs: `small`, the default of `npm test`, takes a fixed part of the matrices and of the
 * generated cases; `TEST_SCALE=full` takes all of it, as `.ci/run` does. What is taken depends on nothing else, so that a
 * failure comes back.
 */
export const isFull: boolean = scaleOf(process.env.TEST_SCALE) === 'full';

function scaleOf(value = 'small'): 'small' | 'full' {
  if (value === 'small' || value === 'full') return value;
  throw new Error(`TEST_SCALE is "${value}". Set it to small or full.`);
}

/** A number of generated cases. */
export function scaled(small: number, full: number): number {
  return isFull ? full : small;
}

/**
 * A matrix, or one in `step` of its cells: those whose place, counted over rows and columns, falls on the step. Every row
 * and every column is met as long as each has `step` cells.
 */
export function thinned<ROW, COLUMN>(
  rows: readonly ROW[],
  columns: readonly COLUMN[],
  step: number,
): readonly (readonly [ROW, readonly COLUMN[]])[] {
  return rows.map((row, index) => [
    row,
    isFull ? columns : columns.filter((_, place) => (index + place) % step === 0),
  ]);
}
