#!/usr/bin/env node
import process from 'node:process';
import { EarlyEnd } from './early-end.ts';
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

const { stdin, stdout, stderr } = process;
const ending = new AbortController();
let lostOutput = false;

// The first signal cancels the request and lets the command clean up; on the second, Node's default ends the process.
process.once('SIGINT', () => ending.abort(new EarlyEnd(exitCodes.interrupted)));
process.once('SIGTERM', () => ending.abort(new EarlyEnd(exitCodes.terminated)));
stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `… | head` stops reading early: not a failure, but no reason to go on.
  if (error.code === 'EPIPE') return ending.abort(new EarlyEnd(exitCodes.ok));
  if (!lostOutput) stderr.write(`Error: cannot write the output: ${error.code}.\n`);
  lostOutput = true;
  // The command may have finished before its output fails.
  process.exitCode = exitCodes.failed;
  ending.abort(new EarlyEnd(exitCodes.failed));
});
stderr.on('error', () => undefined);

const code = await run(process.argv.slice(2), { stdin, stdout, stderr, signal: ending.signal });
process.exitCode = lostOutput ? exitCodes.failed : code;
// A terminal or pipe that was not read to its end would keep the process alive.
stdin.destroy();
