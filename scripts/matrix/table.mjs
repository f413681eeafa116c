/** The cells as a table: rows are cases, columns are checks. */
export function table(rows, checks, cells) {
  const text = (row, check) => {
    const cell = cells.find(cell => cell.row === row && cell.check === check);
    if (cell === undefined) return '';
    return cell.mark === '–' ? '–' : `${cell.mark} ${cell.seconds.toFixed(1)}`;
  };
  const lines = [
    ['', ...checks.map(({ id }) => id)],
    ...rows.map(row => [row.title, ...checks.map(check => text(row, check))]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  return lines
    .map(line =>
      line
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The legend of the marks: each reason once, with its cells. */
export function remarks(cells, mark) {
  const byReason = new Map();
  for (const { row, check, remark, ...cell } of cells) {
    if (cell.mark !== mark || remark === undefined) continue;
    byReason.set(remark, [...(byReason.get(remark) ?? []), `${row.id}/${check.id}`]);
  }
  return [...byReason].map(([reason, names]) => `${mark} ${names.join(' ')}: ${reason}`).join('\n');
}
