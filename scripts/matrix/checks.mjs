import { binCheck } from './bin-check.mjs';
import { browserCheck, workerCheck } from './bundle-check.mjs';
import { nextCheck } from './next-check.mjs';
import { runtimeCheck } from './runtime-check.mjs';
import { runtimes } from './runtimes.mjs';
import { treeCheck } from './tree-check.mjs';
import { typesChecks } from './types-check.mjs';

/**
 * The columns. A check throws on a problem, throws a Skip if it cannot run, and otherwise may return a remark. `quick`
 * checks run in continuous integration: `true` for all rows, or the row that they run for.
 */
export const checks = [
  treeCheck,
  binCheck,
  ...runtimes.map(runtimeCheck),
  ...typesChecks,
  browserCheck,
  workerCheck,
  nextCheck,
];
