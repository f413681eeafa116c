// The closing line of .ci/run: `node scripts/count-tests.mjs <vitest's JSON report> <steps passed> <steps failed>`.
import { existsSync, readFileSync } from 'node:fs';

const [, , report, stepsPassed, stepsFailed] = process.argv;
// No report means that vitest did not come that far; its step has failed and is counted.
const tests = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
const passed = (tests.numPassedTests ?? 0) + Number(stepsPassed);
const failed = (tests.numFailedTests ?? 0) + Number(stepsFailed);
console.log(`${passed} passed, ${failed} failed`);
