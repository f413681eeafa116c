// Prints the last line of .ci/run: `node scripts/count-tests.mjs <vitest's JSON report> <steps passed> <steps failed>`.
import { existsSync, readFileSync } from 'node:fs';

const [, , report, stepsPassed, stepsFailed] = process.argv;
// Without a report, vitest did not get that far; its failed step is counted.
const tests = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
const passed = (tests.numPassedTests ?? 0) + Number(stepsPassed);
const failed = (tests.numFailedTests ?? 0) + Number(stepsFailed);
console.log(`${passed} passed, ${failed} failed`);
