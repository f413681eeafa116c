// Compiles the benchmark and runs it on plain Node. No loader stands between Node and
// the measured package.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const outdir = fileURLToPath(new URL('../node_modules/.cache/bench/', here));

await build({
  entryPoints: ['run.ts', 'server.ts', 'child.ts'].map(name => fileURLToPath(new URL(name, here))),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { PACKAGE_ROOT: JSON.stringify(new URL('../', here).href) },
});

const { status } = spawnSync(process.execPath, [`${outdir}run.mjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
