import type { Context, Measure, Row } from '../context.ts';
import { inChild } from '../in-child.ts';
import { figuresOf, interleaved, median } from '../interleave.ts';

/** Measured in fresh processes, so that no client inherits memory of an earlier one. */
async function peaks({ rounds, quick, clients }: Context): Promise<Row> {
  const works = clients.map(({ name }) => [name, () => inChild('peak', name, '--expose-gc')[0]!] as const);
  const samples = await interleaved(Object.fromEntries(works), Math.min(rounds, quick ? 5 : 11), 0);
  const figures = figuresOf([samples], 'core');
  return { name: 'peak RSS for a prompt of 10 MB, MiB', figures };
}

function retained({ clients, quick }: Context): Row[] {
  const samples = clients.map(({ name }) => {
    const runs = Array.from({ length: quick ? 1 : 5 }, () => inChild('retained', name, '--expose-gc'));
    return { name, open: median(runs.map(run => run[0]!)), over: median(runs.map(run => run[1]!)) };
  });
  const row = (name: string, key: 'open' | 'over'): Row => ({
    name,
    figures: Object.fromEntries(samples.map(each => [each.name, { value: each[key] }])),
  });
  return [
    row('held at chunk 20,000 over chunk 1,000, kB', 'open'),
    row('left after a stream of 20,000 chunks, kB', 'over'),
  ];
}

export const memory: Measure = {
  name: 'memory',
  async *tables(context) {
    yield { title: 'Memory', rows: [await peaks(context), ...retained(context)] };
  },
};
