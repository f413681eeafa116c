// `npm run bench -- profile <job> [client] [times]`: where a client spends more time than the core, by function.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jobs } from './profile-jobs.ts';
import { type SelfTimes, selfTimes } from './self-times.ts';

const [name = 'generate', client = 'ours', given] = process.argv.slice(2);
const job = jobs[name];
if (job === undefined) throw new Error(`Unknown job "${name}". Jobs: ${Object.keys(jobs).join(', ')}.`);
const times = given ?? String(job.units === 1 ? 40_000 : 400);

/** Self times in a fresh process, in microseconds of CPU per unit. */
function profileOf(which: string): SelfTimes {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const script = fileURLToPath(new URL('child.mjs', import.meta.url));
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
    const args = [...flags, script, name, which, times];
    const [cpu] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as [number];
    const [file = ''] = readdirSync(folder);
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return selfTimes(profile, cpu / Number(times) / job!.units);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const theirs = profileOf('core');
const own = profileOf(client);
const sum = (self: SelfTimes): number => [...self.values()].reduce((total, time) => total + time, 0);
const row = (label: string, left: number, right: number): string =>
  `| ${label} | ${left.toFixed(2)} | ${right.toFixed(2)} | ${(left - right).toFixed(2)} |`;

function ranked(group: (key: string) => string): string[] {
  const totals = new Map<string, [number, number]>();
  for (const [index, self] of [own, theirs].entries()) {
    for (const [key, time] of self) {
      const total = totals.get(group(key)) ?? [0, 0];
      total[index] = total[index]! + time;
      totals.set(group(key), total);
    }
  }
  return [...totals]
    .sort(([, left], [, right]) => right[0] - right[1] - (left[0] - left[1]))
    .slice(0, 25)
    .map(([label, [left, right]]) => row(label, left, right));
}

console.log(`### ${name}, µs of CPU by self time per ${job.unit}, Node ${process.version}\n`);
for (const [title, group] of [
  ['File', (key: string) => key.split(' · ')[1]!],
  ['Function', (key: string) => key],
] as const) {
  console.log(`| ${title} | ${client} | core | more |\n|---|---|---|---|`);
  console.log([row('all', sum(own), sum(theirs)), ...ranked(group)].join('\n'), '\n');
}
