import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs the packages of a folder's lockfile, once per lockfile. npm's output goes to standard error, since standard
 * output may be JSON.
 */
export function install(folder, ...flags) {
  const path = fileURLToPath(folder);
  const installed = `${path}node_modules/.package-lock.json`;
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${path}package-lock.json`).mtimeMs;
  if (fresh) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', ...flags], { cwd: path, stdio: ['ignore', 2, 2] });
}
