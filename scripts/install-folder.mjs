// Installs a folder that has packages of its own, so that the root install stays small:
// `node scripts/install-folder.mjs examples/agents`.
import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root, run } from './run.mjs';

/** Installs once per lockfile. */
export function installPackages(folder) {
  const installed = `${root}${folder}/node_modules/.package-lock.json`;
  const lockfile = `${root}${folder}/package-lock.json`;
  const isFresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
  if (!isFresh) run('npm', ['ci'], { cwd: `${root}${folder}` });
}

/** Puts the provider there as it is built now. A link would make bundlers look for its packages in the repository. */
export function installProvider(folder) {
  const provider = `${root}${folder}/node_modules/ai-sdk-provider-cloudflare/`;
  if (!existsSync(`${root}dist/index.js`))
    throw new Error('The provider is not built. Run `npm run build` first.');
  mkdirSync(provider, { recursive: true });
  rmSync(`${provider}dist`, { recursive: true, force: true });
  cpSync(`${root}dist`, `${provider}dist`, { recursive: true });
  cpSync(`${root}package.json`, `${provider}package.json`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder] = process.argv;
  installPackages(folder);
  installProvider(folder);
}
