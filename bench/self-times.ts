import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** A profile written by Node's `--cpu-prof`. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Microseconds per unit, by `function · file`. */
export type SelfTimes = ReadonlyMap<string, number>;

/**
 * @param total CPU time per unit, of which samples are shares: wall time would include other work on the machine
 */
export function selfTimes(profile: Profile, total: number): SelfTimes {
  const regions = new Map<string, string[]>();
  const labels = new Map(profile.nodes.map(({ id, callFrame }) => [id, labelOf(callFrame, regions)]));
  const times = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const label = labels.get(id) ?? '';
    times.set(label, (times.get(label) ?? 0) + (profile.timeDeltas[index] ?? 0));
  }
  times.delete('(idle) · (engine)');
  const sum = [...times.values()].reduce((left, right) => left + right, 0);
  return new Map([...times].map(([label, time]) => [label, (time / sum) * total]));
}

/** The module of each line of a built file, from its region comments. */
function regionsOf(url: string): string[] {
  let current = '';
  return readFileSync(fileURLToPath(url), 'utf8')
    .split('\n')
    .map(line => {
      if (line.startsWith('//#region ')) current = line.slice('//#region '.length);
      return current;
    });
}

function labelOf({ functionName, url, lineNumber }: Frame, regions: Map<string, string[]>): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return `${name} · (engine)`;
  if (url.startsWith('node:')) return `${name} · ${url}`;
  if (url.includes('/package/')) {
    const known = regions.get(url) ?? regionsOf(url);
    regions.set(url, known);
    return `${name} · ${known[lineNumber] ?? url}`;
  }
  return `${name} · ${url.slice(url.lastIndexOf('node_modules/') + 'node_modules/'.length)}`;
}
