#!/usr/bin/env node
import process from 'node:process';
import { EarlyEnd } from './early-end.ts';
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

const { stdin, stdout, stderr } = process;
const ending = new AbortController();
let lostOutput = false;

// The first signal ends the request and lets the command tidy up; the second one is Node's own, and ends it all.
process.once('SIGINT', () => ending.abort(new EarlyEnd(exitCodes.interrupted)));
process.once('SIGTERM', () => ending.abort(new EarlyEnd(exitCodes.terminated)));
stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `… | head` has read what it wanted: no failure, and no reason to go on.
  if (error.code === 'EPIPE') return ending.abort(new EarlyEnd(exitCodes.ok));
  if (!lostOutput) stderr.write(`Error: the output could not be written: ${error.code}.\n`);
  lostOutput = true;
  // The command may be done before its output turns out to be lost.
  process.exitCode = exitCodes.failed;
  ending.abort(new EarlyEnd(exitCodes.failed));
});
stderr.on('error', () => undefined);

const code = await run(process.argv.slice(2), { stdin, stdout, stderr, signal: ending.signal });
process.exitCode = lostOutput ? exitCodes.failed : code;
// A terminal or a pipe that was not read to its end would keep the process alive.
stdin.destroy();
