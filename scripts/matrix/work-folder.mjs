import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * The folder for all installations. It is outside the repository, whose `node_modules` would provide undeclared packages.
 * It is kept between runs, since a runtime has a hundred megabytes.
 */
export function openWorkFolder({ fresh }) {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `package-matrix-${uid}`);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // On a shared machine, another user may have created it; `uid` is -1 on platforms without user ids.
  if (uid >= 0 && statSync(folder).uid !== uid) throw new Error(`${folder} belongs to another user.`);
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const lender = join(above, 'node_modules');
    if (existsSync(lender))
      throw new Error(`Projects would resolve packages from ${lender}. Set TMPDIR to another folder.`);
  }
  removeOldProjects(folder);
  return folder;
}

const day = 24 * 60 * 60 * 1000;

/** Each build has its own projects. Removes those of earlier days; a run of today may still use its own. */
function removeOldProjects(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isProject = /-[0-9a-f]{12}-[0-9a-f]{12}$|^(draft|broken)-/.test(name);
    if (isProject && Date.now() - statSync(path).mtimeMs > day)
      rmSync(path, { recursive: true, force: true });
  }
}

/** A short hash of a folder's inputs, as its name. */
export function keyOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? part : JSON.stringify(part));
  return hash.digest('hex').slice(0, 12);
}

/** Creates a folder once. It gets its final name only when complete, so that two runs can share it. */
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
