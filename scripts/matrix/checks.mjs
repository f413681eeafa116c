import { binCheck } from './bin-check.mjs';
import { browserCheck, workerCheck } from './bundle-check.mjs';
import { nextCheck } from './next-check.mjs';
import { runtimeCheck } from './runtime-check.mjs';
import { runtimes } from './runtimes.mjs';
import { treeCheck } from './tree-check.mjs';
import { typesChecks } from './types-check.mjs';

/**
 * The columns. A check throws where something is wrong, throws a Skip where it cannot be made, and otherwise may
 * return a remark. `quick` ones are made in continuous integration: `true`, or the row for which it is made there.
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
