import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAnew } from './fixed-world.ts';
import { toPlain, type Words } from './plain.ts';

/** Takes the records of one group. */
export type Group = (id: string, run: () => unknown) => Promise<void>;

/** Keeps records in groups, and their wording apart from them. */
export class Recorder {
  readonly #groups = new Map<string, Map<string, string>>();
  readonly #words: string[] = [];
  readonly #texts = new Set<string>();

  group(name: string): Group {
    const records = new Map<string, string>();
    this.#groups.set(name, records);
    return async (id, run) => {
      if (records.has(id)) throw new Error(`${name} has two records ${id}`);
      startAnew();
      const words: Words[] = [];
      const record = toPlain({ id, ...(await outcomeOf(run)) }, words);
      records.set(id, JSON.stringify(record));
      for (const { path, text } of words) {
        this.#texts.add(text);
        this.#words.push([`${name}/${id}`, path, text].map(oneLine).join('\t'));
      }
    };
  }

  /** Writes a file for each group, and the wording. */
  write(directory: string): Record<string, number> {
    mkdirSync(directory, { recursive: true });
    for (const [name, records] of this.#groups)
      writeFileSync(join(directory, `${name}.jsonl`), lines(records.values()));
    writeFileSync(join(directory, 'messages.txt'), lines(this.#words));
    writeFileSync(join(directory, 'messages-unique.txt'), lines([...this.#texts].map(oneLine).sort()));
    return Object.fromEntries([...this.#groups].map(([name, records]) => [name, records.size]));
  }
}

async function outcomeOf(run: () => unknown): Promise<object> {
  try {
    return { value: await run() };
  } catch (error) {
    return { thrown: error };
  }
}

const lines = (items: Iterable<string>): string => [...items].map(item => `${item}\n`).join('');

const oneLine = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
