import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs what a folder's lockfile says, once for each lockfile. Everything npm says goes to the standard error,
 * as the standard output may be JSON.
 */
export function install(folder, ...flags) {
  const path = fileURLToPath(folder);
  const installed = `${path}node_modules/.package-lock.json`;
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${path}package-lock.json`).mtimeMs;
  if (fresh) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', ...flags], { cwd: path, stdio: ['ignore', 2, 2] });
}
