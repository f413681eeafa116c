import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ClientSource } from './clients/client.ts';
import { peerModules } from './clients/peer-modules.ts';
import { packageRoot } from './package-root.ts';

/** Runs a job in a fresh process and returns the numbers that it prints. */
export function inChild(job: string, client: string, ...flags: string[]): number[] {
  const script = fileURLToPath(new URL('child.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [...flags, script, job, client], { encoding: 'utf8' }));
}

/** CPU time to import modules in a fresh process, in milliseconds. */
export function importTime(urls: readonly string[]): number {
  const script = fileURLToPath(new URL('bench/import-time.mjs', packageRoot));
  return Number(execFileSync(process.execPath, [script, ...urls], { encoding: 'utf8' }));
}

/** The URLs of a client's modules. */
export async function urlsOf({ modules, home }: ClientSource): Promise<string[]> {
  const resolve =
    home === 'peers' ? (await peerModules()).resolve : (name: string) => import.meta.resolve(name);
  return modules.map(resolve);
}
