import { fileURLToPath } from 'node:url';
import { installPackages, installProvider } from '../../../scripts/install-folder.mjs';

export const folder = fileURLToPath(new URL('..', import.meta.url));

/** Installs the lockfile's packages, and the provider as currently built in the repository. */
export function install() {
  installPackages('examples/next');
  installProvider('examples/next');
}
