import { oneLine } from './plain-text.ts';
import type { Layout } from './screen.ts';
import { clip } from './wrap-text.ts';

/** A column of a table. */
export interface Column<ROW> {
  readonly title: string;
  readonly cell: (row: ROW) => string;
  /** @default 'left' */
  readonly align?: 'right';
  /** Minimum width in characters, to which the column shrinks if the table is too wide. By default it keeps its width. */
  readonly minWidth?: number;
  /** Left out, the rightmost first, before any other column shrinks. */
  readonly optional?: true;
}

/**
 * Rows as lines of at most `width` characters, titles first. Columns are as wide as their content. If the table is too
 * wide, it leaves out columns that are `optional`, then shrinks those with a `minWidth`, then leaves out any but the
 * first; always the rightmost first.
 */
export function table<ROW>(
  rows: readonly ROW[],
  all: readonly Column<ROW>[],
  { width, plain }: Layout,
): readonly string[] {
  const texts = all.map(({ title, cell }) => [title, ...rows.map(row => oneLine(plain(cell(row))))]);
  const natural = texts.map(column =>
    column.reduce((most, text) => Math.min(width, Math.max(most, text.length)), 0),
  );
  const columns = fitting(all, natural, width);
  const widths = narrowed(
    natural.slice(0, columns.length),
    columns,
    width - gap.length * (columns.length - 1),
  );
  const cells = ['', ...rows].map((_, line) =>
    texts.map(column => column[line] ?? '').slice(0, columns.length),
  );
  return cells.map(line =>
    line
      .map((cell, index) => aligned(clip(cell, widths[index] ?? 0), widths[index] ?? 0, columns[index]))
      .join(gap)
      .trimEnd(),
  );
}

const gap = '  ';

function aligned(text: string, width: number, column: Pick<Column<never>, 'align'> | undefined): string {
  return column?.align === 'right' ? text.padStart(width) : text.padEnd(width);
}

/** The columns that have room, at their natural width or shrunk. */
function fitting<ROW>(
  all: readonly Column<ROW>[],
  natural: readonly number[],
  width: number,
): readonly Column<ROW>[] {
  const fits = (count: number, least: (index: number) => number): boolean => {
    const parts = all.slice(0, count).map((_, index) => least(index));
    return sum(parts) + gap.length * (count - 1) <= width;
  };
  const smallest = (index: number): number => Math.min(natural[index] ?? 0, all[index]?.minWidth ?? Infinity);
  let count = all.length;
  while (count > 1 && all[count - 1]?.optional && !fits(count, index => natural[index] ?? 0)) count--;
  while (count > 1 && !fits(count, smallest)) count--;
  return all.slice(0, count);
}

function narrowed(
  wanted: readonly number[],
  columns: readonly Pick<Column<never>, 'minWidth'>[],
  room: number,
): readonly number[] {
  const widths = [...wanted];
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const shrinkable = widths.map((width, index) => width > (columns[index]?.minWidth ?? width));
    const column = shrinkable.lastIndexOf(true);
    if (column === -1) break;
    widths[column] = (widths[column] ?? 0) - 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
