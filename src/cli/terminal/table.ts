import { oneLine } from './plain-text.ts';
import type { Sheet } from './screen.ts';
import { clip } from './wrap-text.ts';

/** A column of a table, by what stands in it. */
export interface Column<ROW> {
  readonly title: string;
  readonly of: (row: ROW) => string;
  /** @default 'left' */
  readonly align?: 'right';
  /** Narrowest it may become, in characters; such a column gives way when the table is too wide. */
  readonly least?: number;
}

/**
 * Rows as lines of at most `width` characters, titles first. Columns are as wide as what stands in them; when that is
 * too much, those with a `least` give way, the rightmost first.
 */
export function table<ROW>(
  rows: readonly ROW[],
  columns: readonly Column<ROW>[],
  { width, plain }: Sheet,
): readonly string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map(row => columns.map(({ of }) => oneLine(plain(of(row))))),
  ];
  const widths = narrowed(
    columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0))),
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
  columns: readonly Pick<Column<never>, 'least'>[],
  room: number,
): readonly number[] {
  const widths = [...wanted];
  for (let over = sum(widths) - room; over > 0; over--) {
    const spare = widths.map((width, index) => width > (columns[index]?.least ?? width));
    const yielding = spare.lastIndexOf(true);
    if (yielding === -1) break;
    widths[yielding] = (widths[yielding] ?? 0) - 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
