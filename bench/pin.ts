import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The processors of what is measured, and of the server that answers it. */
export const processors = { client: 0, server: 1 } as const;

/**
 * Keeps a process on one processor, where the system has `taskset`. Over loopback, a wake-up on the other processor, or
 * on that of the server, made the same work between 0.57 and 1 times as dear.
 */
export function pin(pid: number | undefined, processor: number): void {
  if (pid === undefined || availableParallelism() <= processors.server) return;
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(pid)]);
}
