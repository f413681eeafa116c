import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const root = new URL('../', here);

/** A build of the package, beside the compiled benchmark, where its imports are found. */
function copyPackage(from, to) {
  if (!existsSync(`${from}/index.js`)) throw new Error(`${from} holds no index.js: npm run build`);
  cpSync(from, to, { recursive: true, filter: path => !/\.(cjs|d\.ts|d\.cts)$/.test(path) });
}

/**
 * Compiles the benchmark for plain Node, with no loader between Node and what is measured, into a folder of its
 * own, so that two runs do not meet.
 * @returns the folder, with a slash at the end; it goes when the process does
 */
export async function compile(against) {
  const outdir = fileURLToPath(new URL(`node_modules/.cache/bench-${process.pid}/`, root));
  mkdirSync(outdir, { recursive: true });
  // As the package says of itself: without a word Node takes its files for CommonJS, and compiles them twice.
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
