// Publishes every package of a release that npm does not have yet, then tags the commit: `npm run release`.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, root, run } from '../run.mjs';
import { stage, variants } from './stage.mjs';

const repository = process.env.GITHUB_REPOSITORY;
if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? '')) {
  throw new Error(
    'Set GITHUB_REPOSITORY to the repository that publishes, for example: GITHUB_REPOSITORY=owner/name',
  );
}
const work = mkdtempSync(join(tmpdir(), 'release-'));

function isPublished(name, version) {
  try {
    return (
      read('npm', ['view', `${name}@${version}`, 'version'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() === version
    );
  } catch {
    return false;
  }
}

for (const variant of variants) {
  const folder = stage(variant, repository, join(work, variant.tag));
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (isPublished(name, version)) console.log(`${name}@${version} is published already`);
  else run('npm', ['publish', '--ignore-scripts', '--tag', variant.tag], { cwd: folder });
}
run('npx', ['changeset', 'tag'], { cwd: root });
