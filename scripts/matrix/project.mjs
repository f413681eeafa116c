import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../run.mjs';
import { manifest } from './cases.mjs';
import { output } from './command.mjs';
import { folderOnce, keyOf } from './work-folder.mjs';

const quietly = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];

/** Packs the package as currently built. */
export async function pack(work) {
  const folder = join(work, 'packed');
  mkdirSync(folder, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
  const [{ filename, integrity, size, unpackedSize }] = JSON.parse(await output('npm', args, { cwd: root }));
  // Another run may pack a different build under the same name.
  const path = join(folder, `${keyOf(integrity)}.tgz`);
  copyFileSync(join(folder, filename), path);
  return { path, key: keyOf(integrity), size, unpackedSize };
}

/** Creates a project with only the package and the named dependencies. */
export function installProject(work, packed, { name, dependencies, extra = {} }) {
  return folderOnce(work, `${name}-${packed.key}-${keyOf(dependencies, extra)}`, async folder => {
    copyFileSync(packed.path, join(folder, 'package.tgz'));
    const content = { private: true, dependencies: { [manifest.name]: 'file:package.tgz', ...dependencies } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...content, ...extra }));
    await output('npm', ['install', ...quietly], { cwd: folder, timeoutMs: 300_000 });
  });
}

/**
 * Copies fixtures into a folder of a project. They are written for the root entry and this repository's names for the SDK
 * majors, which are replaced by the row's entry and `ai`.
 */
export function copyFixtures(from, to, row) {
  rmSync(to, { recursive: true, force: true });
  for (const path of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const source = join(path.parentPath ?? path.path, path.name);
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, forUser(readFileSync(source, 'utf8'), row));
  }
  return to;
}

/** A fixture, rewritten for an entry. */
export function forUser(text, { entry }) {
  return text.replaceAll(`'${manifest.name}'`, `'${manifest.name}${entry}'`).replace(/'ai[67]'/g, `'ai'`);
}
