import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const installed = () => [process.env.CHROMIUM_PATH, ...places].find(path => path && existsSync(path));

/** The browser of the system; installed from Debian's packages where that can be done. */
export function findChromium() {
  const found = installed();
  if (found !== undefined) return found;
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...root, 'apt-get', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  console.log('Installing Chromium from the packages of the system …');
  if (!apt('update')) return undefined;
  return apt('install', '-y', '--no-install-recommends', 'chromium') ? installed() : undefined;
}
