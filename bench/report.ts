import type { Row, Table } from './context.ts';
import type { Figure } from './interleave.ts';

/** A figure with three digits, and its ratio to the first column if it has one. */
function cell(figure: Figure | undefined): string {
  if (figure === undefined) return '–';
  const { value, ratio } = figure;
  const text = value.toFixed(digitsOf(value));
  return ratio === undefined ? text : `${text} (${ratio.toFixed(2)} ×)`;
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
}

/** A table that is readable in a terminal and in Markdown. */
export function formatTable({ title, rows }: Table): string {
  const columns = columnsOf(rows);
  const lines = [
    ['', ...columns],
    ...rows.map(({ name, figures }) => [name, ...columns.map(column => cell(figures[column]))]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(3, ...lines.map(line => line[column]!.length)));
  const format = (line: readonly string[]): string =>
    `| ${line.map((text, column) => text.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`;
  return [`### ${title}`, '', format(lines[0]!), rule, ...lines.slice(1).map(format), ''].join('\n');
}

/** How many decimals of a figure mean something. */
function digitsOf(value: number): number {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return 0;
  return Math.abs(value) >= 10 ? 1 : 2;
}
