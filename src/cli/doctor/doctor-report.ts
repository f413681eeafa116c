import type { Layout } from '../terminal/screen.ts';
import type { Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import type { CheckRow, CheckStatus } from './check-row.ts';

const marks: Readonly<
  Record<CheckStatus, readonly [mark: string, colour: 'green' | 'yellow' | 'red' | 'dim']>
> = {
  pass: ['✔', 'green'],
  warn: ['!', 'yellow'],
  fail: ['✖', 'red'],
  skip: ['–', 'dim'],
};

/** The number of rows by status. */
export function countRows(rows: readonly CheckRow[]): Readonly<Record<CheckStatus, number>> {
  const count = (status: CheckStatus): number => rows.filter(row => row.status === status).length;
  return { pass: count('pass'), warn: count('warn'), fail: count('fail'), skip: count('skip') };
}

/** The rows as text: each finding, with its fix below. */
export function doctorReport(
  rows: readonly CheckRow[],
  { width, plain, style }: Layout & { readonly style: Style },
): string {
  const column = Math.max(...rows.map(({ id }) => id.length));
  const indent = ' '.repeat(column + 4);
  const lines = rows.flatMap(({ id, status, detail, fix }) => {
    const [mark, colour] = marks[status];
    const [first = '', ...more] = wrapText(plain(detail), width - indent.length);
    const fixes = fix === undefined ? [] : wrapText(`→ ${plain(fix)}`, width - indent.length);
    return [
      `${style[colour](mark)} ${id.padEnd(column)}  ${status === 'skip' ? style.dim(first) : first}`,
      ...more.map(line => indent + line),
      ...fixes.map(line => indent + style.cyan(line)),
    ];
  });
  const { pass, warn, fail, skip } = countRows(rows);
  const summary = `${pass} passed, ${plural(warn, 'warning')}, ${fail} failed, ${skip} skipped`;
  return [...lines, '', style[fail > 0 ? 'red' : 'green'](summary)].join('\n');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
