import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Where everything is installed: outside the repository, whose `node_modules` would lend what a project has not
 * declared. It stays from run to run, since a runtime is a hundred megabytes.
 */
export function openWorkFolder({ fresh }) {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `package-matrix-${uid}`);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // On a machine of many users another one may have been here first; uid is -1 where there are no such ids.
  if (uid >= 0 && statSync(folder).uid !== uid) throw new Error(`${folder} belongs to somebody else.`);
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const lender = join(above, 'node_modules');
    if (existsSync(lender))
      throw new Error(`${lender} would lend to the projects. Set TMPDIR to another folder.`);
  }
  removeOldProjects(folder);
  return folder;
}

const day = 24 * 60 * 60 * 1000;

/** Every build makes other projects. Those of another day are removed; a run of today may still be in one. */
function removeOldProjects(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isProject = /-[0-9a-f]{12}-[0-9a-f]{12}$|^(draft|broken)-/.test(name);
    if (isProject && Date.now() - statSync(path).mtimeMs > day)
      rmSync(path, { recursive: true, force: true });
  }
}

/** A short name for what a folder is made of. */
export function keyOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? part : JSON.stringify(part));
  return hash.digest('hex').slice(0, 12);
}

/** Makes a folder once: it gets its name only when it is complete, also with two runs at a time. */
export async function folderOnce(parent, name, make) {
  const folder = join(parent, name);
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(join(parent, 'draft-'));
  try {
    await make(draft);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
