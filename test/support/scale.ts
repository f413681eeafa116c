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

/**
 * The places, of a text or a matrix, at which one member of a family is tried. At full scale the members take turns: what
 * is tried is code that they share, so each place is tried once, and each member everywhere in turn. Else one in `step`.
 */
export function placesInTurn<MEMBER>(
  [first, end]: readonly [first: number, end: number],
  {
    member,
    family,
    step,
  }: { readonly member: MEMBER; readonly family: readonly MEMBER[]; readonly step: number },
): readonly number[] {
  const start = first + (isFull ? family.indexOf(member) : 0);
  const width = isFull ? family.length : step;
  return Array.from(
    { length: Math.max(0, Math.ceil((end - start) / width)) },
    (_, index) => start + index * width,
  );
}
