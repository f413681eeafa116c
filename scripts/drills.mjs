// Adds one of each thing that is added most often to a copy of the tree, and proves that it takes few files: every
// other place must follow from them. `npm run drills`
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const mostFiles = 4;

/**
 * What is written by hand (`files`: new ones whole, others by an edit), which pages are generated after it, and what
 * must pass.
 */
const drills = [
  {
    name: 'a new upstream',
    files: {
      'src/upstreams/acme.ts': () => `import { portableProfile } from './portable-profile.ts';
import type { Upstream } from './upstream.ts';

/** Acme, by its documentation. */
export const acme: Upstream = {
  name: 'acme',
  aliases: ['acme-ai'],
  compat: { prefix: 'acme' },
  native: { segment: 'acme', paths: { chat: 'v1/chat/completions' } },
  profile: () => portableProfile('max_tokens', 'acme'),
};
`,
      'src/upstreams/registry.ts': text =>
        text
          .replace('import { alibaba }', "import { acme } from './acme.ts';\nimport { alibaba }")
          .replace('  awsBedrock,\n', '  awsBedrock,\n  acme,\n'),
      'test/upstreams/acme.test.ts': () => `import { expect, it } from 'vitest';
import { connected, send } from '../support/call.ts';

it('is called on compat', async () => {
  expect((await send('acme/one', {}, connected)).body.model).toBe('acme/one');
});
`,
      '.changeset/acme.md': () =>
        "---\n'ai-sdk-provider-cloudflare': minor\n---\n\nAdded the upstream `acme`.\n",
    },
    generate: ['docs:upstreams'],
    tests: [
      'test/upstreams',
      'test/endpoints',
      'test/credentials',
      'test/properties/model-ids.test.ts',
      'test/docs/upstreams-page.test.ts',
      'test/docs/pages.test.ts',
      'test/architecture.test.ts',
    ],
  },
];

function run(cwd, command, ...args) {
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

function copyTree() {
  const copy = mkdtempSync(join(tmpdir(), 'drill-'));
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const path of tracked.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // Linters and changesets read the ignored files from git.
  run(copy, 'git', 'init', '-q');
  return copy;
}

for (const { name, files, generate, tests } of drills) {
  const paths = Object.keys(files);
  console.log(`${name}: ${paths.length} files by hand (${paths.join(', ')})`);
  if (paths.length > mostFiles) throw new Error(`${name} takes more than ${mostFiles} files`);
  const copy = copyTree();
  try {
    for (const path of paths) {
      let before = '';
      try {
        before = readFileSync(join(copy, path), 'utf8');
      } catch {
        // A new file.
      }
      const after = files[path](before);
      if (after === before) throw new Error(`${name}: the edit of ${path} changes nothing`);
      writeFileSync(join(copy, path), after);
    }
    for (const script of generate) run(copy, 'npm', 'run', '--silent', script);
    run(copy, 'npx', 'biome', 'lint', '--error-on-warnings');
    run(copy, 'npx', 'tsc', '--noEmit');
    run(copy, 'npx', 'vitest', 'run', ...tests, '--typecheck.enabled=false');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
