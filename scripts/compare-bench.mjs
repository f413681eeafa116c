// Compares the ratios of the cheapest measures with their bounds: `npm run build && npm run bench:compare`.
// Only reports: a busy machine must not fail a change, so the script fails only if the benchmark does not run.
import { read } from './run.mjs';

/** Ratios that no noise explains. What was measured is in docs/internals/performance.md. */
const bounds = {
  'in memory, prompt of 1 kB': 2,
  'in memory, 1,000 chunks, one event a read': 0.5,
  'in memory, 1,000 chunks, 4 KiB reads': 0.5,
};

const args = ['--json', '--quick', '--rounds', '5', '--clients', 'ours', '--only', 'generate,stream'];
const { node, tables } = JSON.parse(
  read(process.execPath, ['bench/start.mjs', ...args, '--cases', Object.keys(bounds).join('|')]),
);
const rows = tables.flatMap(table => table.rows);

console.log(`Ratios to the core, ${node}:`);
for (const [name, bound] of Object.entries(bounds)) {
  const ratio = rows.find(row => row.name === name)?.figures.ours?.ratio;
  if (!Number.isFinite(ratio)) throw new Error(`The benchmark no longer measures "${name}".`);
  const verdict = ratio <= bound ? 'within the bound' : 'ABOVE THE BOUND, please check';
  console.log(`  ${name}: ${ratio.toFixed(2)}, bound ${bound}, ${verdict}`);
}
