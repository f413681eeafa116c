import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breakages } from './breakages.mjs';
import { cases, manifest } from './cases.mjs';
import { checks } from './checks.mjs';
import { inParallel, runCell } from './run-cell.mjs';

const nodeHere = `node${process.versions.node.split('.')[0]}`;

/** The rows whose installations the breakages need. */
export const provenRows = cases.filter(({ id }) => breakages.some(({ cell }) => cell.startsWith(`${id}/`)));

/**
 * Applies each breakage to a copy of an installed project, and expects its cell to fail for the right reason.
 * @returns the number of breakages that were not detected
 */
export async function prove(contextOf, width) {
  const results = await inParallel(
    breakages.map(breakage => () => runBreakage(breakage, contextOf)),
    width,
  );
  console.log('The package, deliberately broken:');
  for (const { name, cell, noticed, remark } of results) {
    console.log(noticed ? `✓ ${cell} detects: ${name}` : `✗ ${cell} does not detect: ${name} (${remark})`);
  }
  console.log();
  return results.filter(({ noticed }) => !noticed).length;
}

async function runBreakage({ name, cell, reason, make }, contextOf) {
  const [rowId, column] = cell.split('/');
  const id = column === 'node' ? nodeHere : column;
  const context = contextOf(cases.find(row => row.id === rowId));
  const copy = mkdtempSync(join(context.work, 'broken-'));
  try {
    // Keeps links relative to the copy.
    cpSync(context.project, copy, { recursive: true, verbatimSymlinks: true });
    make(join(copy, 'node_modules', manifest.name));
    const check = checks.find(check => check.id === id);
    const { mark, remark = 'no remark' } = await runCell(check, { ...context, project: copy });
    return { name, cell: `${rowId}/${id}`, noticed: mark === '✗' && reason.test(remark), remark };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
