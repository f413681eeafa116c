// Tests the packed package, installed as users do, with the lowest and the latest core in its range:
// `npm run build && npm run check:core`. The chat model uses views of the core (src/sdk/chat-core.ts), which requires
// that the core reads `this.config`. A core that no longer does so fails the smoke test here.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, root, run } from './run.mjs';

const core = '@ai-sdk/openai-compatible';
const versionIn = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const range = manifest.dependencies[core];
const lowest = range.replace(/^\^/, '');
if (!/^\^1\.\d+\.\d+$/.test(range)) throw new Error(`${core} has the range "${range}", expected ^1.x.y`);

// The lockfile has the lowest version, so that `npm test` proves it. Versions that are not tested are not promised.
const installed = versionIn(root, core);
console.log(`${core}: range ${range}, installed ${installed}`);
if (installed !== lowest) throw new Error(`${installed} is installed, but the range begins at ${lowest}`);

const latest = [JSON.parse(read('npm', ['view', `${core}@${range}`, 'version', '--json']))].flat().at(-1);
const folder = mkdtempSync(join(tmpdir(), 'check-core-'));
try {
  const [{ filename }] = JSON.parse(
    read('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  );
  cpSync(`${root}test/runtime`, folder, { recursive: true });
  for (const version of new Set([lowest, latest])) {
    // The `ai` and zod that the tests use, so that only the core differs.
    const dependencies = {
      [manifest.name]: `file:${filename}`,
      [core]: version,
      ai: manifest.devDependencies.ai,
      zod: manifest.devDependencies.zod,
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'], {
      cwd: folder,
    });
    if (versionIn(folder, core) !== version) throw new Error(`${core}@${version} was not installed`);
    for (const script of ['smoke.mjs', 'smoke.cjs']) run(process.execPath, [script], { cwd: folder });
    console.log(`works with ${core} ${version}${version === latest ? ', the latest of the range' : ''}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
