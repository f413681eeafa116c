import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('..', import.meta.url));

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const modules = `${folder}node_modules/`;
const provider = `${modules}ai-sdk-provider-cloudflare/`;

/** Installs the lockfile's packages, and the provider as currently built in the repository. */
export function install() {
  if (!existsSync(`${repository}dist/index.js`))
    throw new Error('The provider is not built. Run `npm ci && npm run build` in the repository first.');
  if (!isFresh()) {
    const { status } = spawnSync('npm', ['ci'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw new Error(`npm ci exited with code ${status}.`);
  }
  rmSync(`${provider}dist`, { recursive: true, force: true });
  cpSync(`${repository}dist`, `${provider}dist`, { recursive: true });
  cpSync(`${repository}package.json`, `${provider}package.json`);
}

/** Installs once per lockfile. */
function isFresh() {
  const installed = `${modules}.package-lock.json`;
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs
  );
}
