import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const root = new URL('../', here);

/** Copies a build of the package next to the compiled benchmark, where its imports resolve. */
function copyPackage(from, to) {
  if (!existsSync(`${from}/index.js`)) throw new Error(`${from} has no index.js. Run \`npm run build\`.`);
  cpSync(from, to, { recursive: true, filter: path => !/\.(cjs|d\.ts|d\.cts)$/.test(path) });
}

/**
 * Compiles the benchmark for plain Node, so that no loader affects the measurement. Each run has its own folder, so that
 * two runs do not interfere.
 * @returns the folder, with a trailing slash; it is removed when the process exits
 */
export async function compile(against) {
  const outdir = fileURLToPath(new URL(`node_modules/.cache/bench-${process.pid}/`, root));
  mkdirSync(outdir, { recursive: true });
  // As in the package's own manifest. Otherwise Node first compiles the files as CommonJS, and then again as ESM.
  writeFileSync(`${outdir}package.json`, JSON.stringify({ type: 'module' }));
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  copyPackage(fileURLToPath(new URL('dist', root)), `${outdir}package`);
  if (against !== undefined) copyPackage(resolve(against), `${outdir}against`);
  await build({
    entryPoints: ['run.ts', 'sampler.ts', 'server.ts', 'child.ts', 'profile.ts'].map(name =>
      fileURLToPath(new URL(name, here)),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: { PACKAGE_ROOT: JSON.stringify(root.href) },
  });
  return outdir;
}
