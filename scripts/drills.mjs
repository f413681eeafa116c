// Makes the most common additions in a copy of the tree, and checks that each takes few files: everything else must be
// derived from them. Lint, types and the affected suites run once, over all of it. `npm run drills`
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const mostFiles = 4;

/** Edits: `added` before, or after, the first `anchor` in the text. */
const insertBefore = (anchor, added) => text => text.replace(anchor, () => `${added}${anchor}`);
const insertAfter = (anchor, added) => text => text.replace(anchor, () => `${anchor}${added}`);

const changeset = change => () => `---\n'ai-sdk-provider-cloudflare': minor\n---\n\n${change}\n`;

/**
 * The files edited by hand (new ones are written whole), the scripts that generate pages from them, and the suites that
 * cover them.
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
  compat: {},
  native: { base: 'v1/' },
  profile: () => portableProfile('max_tokens', 'acme'),
};
`,
      'src/upstreams/registry.ts': text =>
        insertBefore(
          'import { alibaba }',
          "import { acme } from './acme.ts';\n",
        )(insertBefore('  dynamicRoute,\n', '  acme,\n')(text)),
      'test/upstreams/acme.test.ts': () => `import { expect, it } from 'vitest';
import { connected, send } from '../support/call.ts';

it('is called on compat', async () => {
  expect((await send('acme/one', {}, connected)).body.model).toBe('acme/one');
});
`,
      '.changeset/acme.md': changeset('Added the upstream `acme`.'),
    },
    generate: ['docs:upstreams'],
    tests: [
      'test/upstreams',
      'test/credentials',
      'test/properties/model-ids.test.ts',
      'test/docs/upstreams-page.test.ts',
    ],
  },
  {
    name: 'a new header option',
    files: {
      'src/gateway/options/cloudflare-options.ts': insertAfter(
        '  skipCache?: boolean;\n',
        `
  /**
   * Names the lane that the request waits in; printable ASCII. → \`cf-aig-lane\`
   */
  lane?: string;
`,
      ),
      'src/gateway/options/option-table.ts': insertBefore(
        '  metadata: {\n',
        `  lane: {
    is: headerText,
    example: "'batch'",
    headers: { 'cf-aig-lane': { text: 'plain' } },
  },
`,
      ),
      'docs/gateway-options.md': insertBefore(
        '| `metadata` |',
        '| `lane` | the lane that the request waits in; printable ASCII | |\n',
      ),
      '.changeset/lane.md': changeset('Added the option `lane`.'),
    },
    generate: [],
    tests: [
      'test/gateway/options',
      'test/endpoints',
      'test/properties/options.test.ts',
      'test/docs/pages.test.ts',
    ],
  },
  {
    name: 'a new error code',
    files: {
      'src/gateway/errors/codes/gateway.ts': insertAfter(
        "  docs: 'ai-gateway/usage/rest-api/',\n  rows: [\n",
        `    {
      codes: [2098],
      kind: 'capacity',
      status: 503,
      hint: 'The queue is full: send the request later.',
      docs: 'ai-gateway/',
    },
`,
      ),
      'test/gateway/errors/code-cases.ts': insertAfter(
        "rows(gatewayBody, 'gateway', [\n",
        "  [2098, 503, 'Queue is full', { kind: 'capacity', scope: undefined, ...yes }, /send the request later/],\n",
      ),
      '.changeset/queue-full.md': changeset('Recognised the error code 2098.'),
    },
    generate: ['docs:errors'],
    tests: ['test/gateway/errors', 'test/docs/errors-page.test.ts'],
  },
];

function run(cwd, command, ...args) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

function copyTree() {
  const copy = mkdtempSync(join(tmpdir(), 'drill-'));
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const path of tracked.split('\0').filter(path => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // Linters and changesets read the ignored files from git.
  run(copy, 'git', 'init', '-q');
  return copy;
}

function edit(copy, { name, files }) {
  const paths = Object.keys(files);
  console.log(`${name}: ${paths.length} files by hand (${paths.join(', ')})`);
  if (paths.length > mostFiles) throw new Error(`${name}: more than ${mostFiles} files`);
  for (const path of paths) {
    const file = join(copy, path);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const after = files[path](before);
    if (after === before) throw new Error(`${name}: the edit of ${path} changes nothing`);
    writeFileSync(file, after);
  }
}

const copy = copyTree();
try {
  for (const drill of drills) edit(copy, drill);
  for (const script of drills.flatMap(({ generate }) => generate))
    run(copy, 'npm', 'run', '--silent', script);
  run(copy, 'npx', 'biome', 'lint', '--error-on-warnings');
  run(copy, 'npx', 'tsc', '--noEmit');
  const tests = [...drills.flatMap(drill => drill.tests), 'test/architecture.test.ts'];
  run(copy, 'npx', 'vitest', 'run', ...tests, '--project', '!types');
} finally {
  rmSync(copy, { recursive: true, force: true });
}
