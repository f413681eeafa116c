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
}

/**
 * Rows as lines of at most `width` characters, titles first. Columns are as wide as their content; if the table is too
 * wide, those with a `minWidth` shrink, the rightmost first.
 */
export function table<ROW>(
  rows: readonly ROW[],
  columns: readonly Column<ROW>[],
  { width, plain }: Layout,
): readonly string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map(row => columns.map(({ cell }) => oneLine(plain(cell(row))))),
  ];
  const widths = narrowed(
    columns.map((_, index) =>
      cells.reduce((most, line) => Math.min(width, Math.max(most, line[index]?.length ?? 0)), 0),
    ),
    columns,
    width - gap.length * (columns.length - 1),
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
