import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { output } from './command.mjs';
import { Skip } from './skip.mjs';
import { folderOnce } from './work-folder.mjs';

const pinned = JSON.parse(readFileSync(`${root}runtimes/package.json`, 'utf8')).dependencies;
const versionOf = name => pinned[name].replace(/^npm:.*@/, '');

/** The flags let Deno use npm's `node_modules`, read files and use the loopback interface. */
const deno = ['run', '-A', '--no-lock', '--node-modules-dir=manual'];

/** The runtimes, each an npm package with the path of its executable. */
export const runtimes = [
  { id: 'node18', major: 18, package: 'node', version: versionOf('node18'), bin: 'bin/node', flags: [] },
  { id: 'node20', major: 20, package: 'node', version: '20.20.2', bin: 'bin/node', flags: [] },
  { id: 'node22', major: 22, package: 'node', version: versionOf('node22'), bin: 'bin/node', flags: [] },
  { id: 'node24', major: 24, package: 'node', version: versionOf('node24'), bin: 'bin/node', flags: [] },
  { id: 'bun', package: 'bun', version: '1.4.5', bin: 'bin/bun.exe', flags: [] },
  { id: 'deno', package: 'deno', version: '2.9.6', bin: 'deno', flags: deno },
];

/**
 * Returns the executable of a runtime: the running Node, one that `npm run runtimes` has installed, or one installed
 * here. Throws a Skip with the reason if there is none.
 */
export async function findRuntime(work, runtime) {
  if (runtime.major === Number(process.versions.node.split('.')[0])) return process.execPath;
  const packages = `${root}runtimes/node_modules/`;
  const installed = `${packages}${runtime.id}/${runtime.bin}`;
  // npm writes this file when it is done with the others.
  if (existsSync(`${packages}.package-lock.json`) && existsSync(installed)) return installed;
  try {
    const folder = await folderOnce(work, `${runtime.package}-${runtime.version}`, draft =>
      install(draft, runtime),
    );
    return join(folder, 'node_modules', runtime.package, runtime.bin);
  } catch (error) {
    throw new Skip(`${runtime.package} ${runtime.version} cannot be installed here: ${error.message}`);
  }
}

async function install(folder, { package: name, version, bin }) {
  const content = { private: true, dependencies: { [name]: version }, allowScripts: { [name]: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
  await output('npm', ['install', ...flags], { cwd: folder, timeoutMs: 300_000 });
  // On a platform without a build, the installation succeeds but has no executable.
  await output(join(folder, 'node_modules', name, bin), ['--version'], { cwd: folder });
}
