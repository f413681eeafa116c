import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Work } from './interleave.ts';

/** A process that takes samples of one case for one client. */
interface Sampler {
  readonly sample: Work;
  readonly stop: () => void;
}

/** Starts the processes of all clients in a case. */
export async function startSamplers(
  measure: string,
  index: number,
  clients: readonly { readonly name: string }[],
): Promise<{ readonly works: Readonly<Record<string, Work>>; readonly stop: () => void }> {
  const samplers: Record<string, Sampler> = {};
  for (const { name } of clients) {
    const sampler = await startSampler(measure, index, name);
    if (sampler !== undefined) samplers[name] = sampler;
  }
  const works = Object.entries(samplers).map(([name, { sample }]) => [name, sample] as const);
  return {
    works: Object.fromEntries(works),
    stop: () => {
      for (const { stop } of Object.values(samplers)) stop();
    },
  };
}

/**
 * Starts a process for one client, as in an app. In one process, all clients would share the functions of the core and
 * of Node, which the engine would then compile for the types of all of them.
 * @returns `undefined` if the client does not support the case
 */
async function startSampler(measure: string, index: number, client: string): Promise<Sampler | undefined> {
  const script = fileURLToPath(new URL('sampler.mjs', import.meta.url));
  const child = fork(script, [measure, String(index), client]);
  const next = <VALUE>(): Promise<VALUE> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`${client} exited with code ${code}.`));
      child.once('exit', ended);
      child.once('message', value => {
        child.off('exit', ended);
        resolve(value as VALUE);
      });
    });
  if (!(await next<boolean>())) return undefined;
  return {
    sample: () => {
      const sample = next<number>();
      child.send('sample');
      return sample;
    },
    stop: () => child.disconnect(),
  };
}
