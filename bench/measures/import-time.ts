import type { Measure } from '../context.ts';
import { importTime, urlsOf } from '../in-child.ts';
import { figuresOf, interleaved, type Work } from '../interleave.ts';

export const importing: Measure = {
  name: 'import',
  async *tables({ rounds, clients }) {
    const works: Record<string, Work> = {};
    for (const source of clients) {
      const urls = await urlsOf(source);
      if (urls.length > 0) works[source.name] = () => importTime(urls);
    }
    // The first round reads files that are not in the system's cache yet.
    const figures = figuresOf([await interleaved(works, rounds, 1)], 'core');
    yield { title: 'Import in a fresh process, ms CPU', rows: [{ name: 'import', figures }] };
  },
};
