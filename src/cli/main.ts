#!/usr/bin/env node
import process from 'node:process';
import { EarlyEnd } from './early-end.ts';
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

const ending = new AbortController();

// The first signal ends the request and lets the command tidy up; the second one is Node's own, and ends it all.
process.once('SIGINT', () => ending.abort(new EarlyEnd(exitCodes.interrupted)));
process.once('SIGTERM', () => ending.abort(new EarlyEnd(exitCodes.terminated)));
// `… | head` has read what it wanted: no failure, and no reason to go on.
process.stdout.on('error', () => ending.abort(new EarlyEnd(exitCodes.ok)));
process.stderr.on('error', () => undefined);

const { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, signal: ending.signal });
// A terminal or a pipe that was not read to its end would keep the process alive.
stdin.destroy();
