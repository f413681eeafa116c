// Tests the packed package, installed as users do, with its core and with the latest of the same major, which is the
// next one that it may get: `npm run build && npm run check:core`. The chat model uses private members of the core
// (src/sdk/chat-core.ts): `getArgs`, and `config`, which it reads. A core without them fails the smoke test here.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, root, run } from './run.mjs';

const core = '@ai-sdk/openai-compatible';
const versionIn = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const own = manifest.dependencies[core];
// Exact, as private members may change in any release, and users get what `npm test` proves.
if (!/^1\.\d+\.\d+$/.test(own)) throw new Error(`${core} has the range "${own}", expected 1.x.y`);

const installed = versionIn(root, core);
console.log(`${core}: ${own}, installed ${installed}`);
if (installed !== own) throw new Error(`${installed} is installed, but users get ${own}`);

const latest = [JSON.parse(read('npm', ['view', `${core}@^${own}`, 'version', '--json']))].flat().at(-1);
const folder = mkdtempSync(join(tmpdir(), 'check-core-'));
try {
  const [{ filename }] = JSON.parse(
    read('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  );
  cpSync(`${root}test/runtime`, folder, { recursive: true });
  for (const version of new Set([own, latest])) {
    // The `ai` and zod that the tests use, so that only the core differs.
    const dependencies = {
      [manifest.name]: `file:${filename}`,
      [core]: version,
      ai: manifest.devDependencies.ai,
      zod: manifest.devDependencies.zod,
    };
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies, overrides: { [core]: version } }),
    );
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'], {
      cwd: folder,
    });
    const isNested = existsSync(join(folder, 'node_modules', manifest.name, 'node_modules', core));
    if (isNested || versionIn(folder, core) !== version) throw new Error(`${core}@${version} is not used`);
    for (const script of ['smoke.mjs', 'smoke.cjs']) run(process.execPath, [script], { cwd: folder });
    console.log(`works with ${core} ${version}${version === latest ? ', the latest of its major' : ''}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
