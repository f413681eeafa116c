// Tests the packed package in projects like those of its users: `npm run build && npm run matrix`.
// A row is an entry with an SDK major, a column is a runtime, compiler or bundler. Every cell installs, compiles or calls
// something; the exit code is 1 if any fails.
//   --quick         the cells of continuous integration: no Bun, Deno or Next.js, and fewer compilers
//   --only <text>   the cells whose name, such as `v3-ai6/bun`, contains one of these texts: `--only v3-ai6,/deno`
//   --prove         breaks copies of the package and expects the matrix to detect it
//   --fresh         reinstalls everything
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { cases } from './matrix/cases.mjs';
import { checks } from './matrix/checks.mjs';
import { installProject, pack } from './matrix/project.mjs';
import { prove, provenRows } from './matrix/prove.mjs';
import { inParallel, runCell } from './matrix/run-cell.mjs';
import { remarks, table } from './matrix/table.mjs';
import { openWorkFolder } from './matrix/work-folder.mjs';
import { root } from './run.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    prove: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
});
if (!existsSync(`${root}dist/index.js`)) throw new Error('dist is missing. Run `npm run build` first.');

const words = options.only.split(',');
const chosen = cases.flatMap(row =>
  checks
    .filter(({ quick }) => !options.quick || quick === true || quick === row.id)
    .filter(check => words.some(word => `${row.id}/${check.id}`.includes(word)))
    .map(check => ({ row, check })),
);
if (chosen.length === 0) throw new Error(`No cell name contains "${options.only}".`);
const width = Math.min(4, availableParallelism());

const started = performance.now();
const work = openWorkFolder(options);
const packed = await pack(work);
console.log(`Packed: ${kilobytes(packed.size)}, ${kilobytes(packed.unpackedSize)} unpacked.`);

// One installation per project, one after the other: npm locks its cache.
const installations = new Map();
for (const { project } of [...chosen.map(({ row }) => row), ...(options.prove ? provenRows : [])]) {
  if (!installations.has(project)) installations.set(project, await installProject(work, packed, project));
}
console.log(`${installations.size} projects in ${seconds()}, ${chosen.length} cells:\n`);

const contextOf = row => ({ row, work, packed, project: installations.get(row.project) });
const jobs = chosen.map(
  ({ row, check }) =>
    () =>
      runCell(check, contextOf(row)),
);
const cells = await inParallel(jobs, width);
const rows = cases.filter(row => cells.some(cell => cell.row === row));
const columns = checks.filter(check => cells.some(cell => cell.check === check));
console.log(`${table(rows, columns, cells)}\n`);
for (const mark of ['✓', '–', '✗']) {
  const text = remarks(cells, mark);
  if (text !== '') console.log(`${text}\n`);
}
const unnoticed = options.prove ? await prove(contextOf, width) : 0;
const count = mark => cells.filter(cell => cell.mark === mark).length;
console.log(
  `${cells.length} cells: ${['✓', '✗', '–'].map(mark => `${count(mark)} ${mark}`).join(', ')}; ${seconds()}.`,
);
if (count('✗') + unnoticed > 0) process.exitCode = 1;

function seconds() {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
