// Measures all figures of docs/internals/performance.md in one run. Started by bench/start.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { allClients } from './clients/all-clients.ts';
import type { Context, Table } from './context.ts';
import { allMeasures } from './measures/all-measures.ts';
import { formatTable } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
    cases: { type: 'string', default: '' },
    clients: { type: 'string' },
    against: { type: 'string' },
  },
});

/** Selects items by name, in the list's order. Throws for an unknown name. */
function chosen<ITEM extends { readonly name: string }>(
  all: readonly ITEM[],
  names: readonly string[],
): ITEM[] {
  const unknown = names.filter(name => !all.some(item => item.name === name));
  const known = all.map(({ name }) => name).join(', ');
  if (unknown.length > 0) throw new Error(`Unknown: "${unknown.join('", "')}". Known: ${known}.`);
  return all.filter(({ name }) => names.includes(name));
}

const field = allClients.filter(({ name }) => name !== 'against').map(({ name }) => name);
const named = values.clients === undefined ? field : values.clients.split(',');
const clients = chosen(allClients, ['core', ...named, ...(values.against === undefined ? [] : ['against'])]);
const context: Context = {
  quick: values.quick,
  rounds: Number(values.rounds ?? (values.quick ? 7 : 31)),
  clients,
  cases: values.cases,
};

const quickly = ['generate', 'stream', 'first-part', 'ui-stream', 'memory', 'size'];
const every = allMeasures.map(({ name }) => name);
const only = values.only?.split(',') ?? (values.quick ? quickly : every);
// With `--json`, standard output is only JSON, and the tables go to standard error.
const print = values.json ? console.error : console.log;
const tables: Table[] = [];

print(
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} CPUs, ${context.rounds} rounds.`,
);
print('Medians; × is the median of the ratios to the core, or to the first column, within a round.\n');
for (const { name, note } of clients) print(`- ${name}: ${note}`);
print('');

for (const measure of chosen(allMeasures, only)) {
  for await (const table of measure.tables(context)) {
    if (table.rows.length === 0) continue;
    tables.push(table);
    print(formatTable(table));
  }
}
if (values.json) {
  const machine = { cpu: cpus()[0]?.model.trim(), cpus: cpus().length };
  const notes = Object.fromEntries(clients.map(({ name, note }) => [name, note]));
  console.log(
    JSON.stringify({ node: process.version, ...machine, rounds: context.rounds, notes, tables }, null, 2),
  );
}
process.exit();
