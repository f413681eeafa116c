import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breakages } from './breakages.mjs';
import { cases, manifest } from './cases.mjs';
import { checks } from './checks.mjs';
import { inParallel, runCell } from './run-cell.mjs';

const nodeHere = `node${process.versions.node.split('.')[0]}`;

/** The rows that the breakages need installed. */
export const provenRows = cases.filter(({ id }) => breakages.some(({ cell }) => cell.startsWith(`${id}/`)));

/**
 * Breaks copies of installed projects, one breakage each, and expects the cell that should tell to fail for that
 * reason. Gives how many were not noticed.
 */
export async function prove(contextOf, width) {
  const results = await inParallel(
    breakages.map(breakage => () => tell(breakage, contextOf)),
    width,
  );
  console.log('The package, broken on purpose:');
  for (const { name, cell, noticed, remark } of results) {
    console.log(noticed ? `✓ ${cell} notices: ${name}` : `✗ ${cell} does not notice: ${name} (${remark})`);
  }
  console.log();
  return results.filter(({ noticed }) => !noticed).length;
}

async function tell({ name, cell, told, make }, contextOf) {
  const [rowId, column] = cell.split('/');
  const id = column === 'node' ? nodeHere : column;
  const context = contextOf(cases.find(row => row.id === rowId));
  const copy = mkdtempSync(join(context.work, 'broken-'));
  try {
    // Links stay links into the copy.
    cpSync(context.project, copy, { recursive: true, verbatimSymlinks: true });
    make(join(copy, 'node_modules', manifest.name));
    const check = checks.find(check => check.id === id);
    const { mark, remark = 'nothing said' } = await runCell(check, { ...context, project: copy });
    return { name, cell: `${rowId}/${id}`, noticed: mark === '✗' && told.test(remark), remark };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
