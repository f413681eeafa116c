// Checks the published package: `npm run build && npm run check:package`. Runs all checks, then fails if any failed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { stage, variants } from './release/stage.mjs';
import { read, root, run } from './run.mjs';

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The files that npm would pack. */
const packed = JSON.parse(read('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']))[0].files;
const paths = packed.map(file => file.path);

function files() {
  const allowed =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|THIRD_PARTY_NOTICES\.md|docs\/(?!internals)[\w./-]+\.md|dist\/[\w./-]+\.(js|cjs|d\.ts|d\.cts))$/;
  const strangers = paths.filter(path => !allowed.test(path));
  if (strangers.length > 0) throw new Error(`must not be published: ${strangers.join(', ')}`);
  const targets = [...Object.values(manifest.exports), ...Object.values(manifest.bin)].flatMap(leaves);
  const needed = ['README.md', 'LICENSE', 'CHANGELOG.md', ...targets];
  const missing = needed.map(path => path.replace('./', '')).filter(path => !paths.includes(path));
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  for (const path of paths) {
    const text = readFileSync(root + path, 'utf8');
    if (text.includes(root) || text.includes(`${homedir()}/`))
      throw new Error(`${path} contains a path of this machine`);
  }
  return `${paths.length} files, ${kilobytes(packed.reduce((sum, file) => sum + file.size, 0))} unpacked`;
}

function leaves(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves);
}

/** zod is a peer with a wide range: a zod type in the declarations would tie users to one major. */
function declarations() {
  const allowed = /^(@ai-sdk\/provider|\.{1,2}\/.*)$/;
  for (const path of paths.filter(path => /\.d\.c?ts$/.test(path))) {
    const text = readFileSync(root + path, 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)) {
      if (!allowed.test(specifier)) throw new Error(`${path} imports types from "${specifier}"`);
    }
    // The emitter may place a one-line comment after the previous member, where editors do not show it.
    // The declarations of bundled packages come before our own.
    const own = text.replace(/\/\/#region node_modules\/[\s\S]*?(?=\/\/#region src\/sdk\/)/g, '');
    const lost = /; (\/\*\* .*)/.exec(own);
    if (lost !== null)
      throw new Error(`${path} loses a description; write it as a multi-line comment: ${lost[1]}`);
  }
  // As in a user's project, with library checks on.
  run('npx', ['tsc', '-p', 'test/package']);
  return 'types are imported only from @ai-sdk/provider, and compile for users';
}

/** Packages bundled into the later entries are named with their versions. */
function notices() {
  const text = readFileSync(`${root}THIRD_PARTY_NOTICES.md`, 'utf8');
  const found = new Map();
  for (const path of paths.filter(path => /^dist\/.*\.c?js$/.test(path))) {
    for (const [, folder] of readFileSync(root + path, 'utf8').matchAll(/\/\/#region (node_modules\/\S+)/g)) {
      const home = folder.replace(/(.*node_modules\/(?:@[^/]+\/)?[^/]+)\/.*/, '$1');
      const { name, version } = JSON.parse(readFileSync(`${root}${home}/package.json`, 'utf8'));
      found.set(`${name} ${version}`, { name, version });
    }
  }
  for (const { name, version } of found.values()) {
    const row = text.split('\n').find(line => line.startsWith(`| \`${name}\` |`));
    if (row === undefined || !row.includes(version))
      throw new Error(`THIRD_PARTY_NOTICES.md does not list ${name} ${version}`);
  }
  if (found.size === 0) throw new Error('no package is bundled: the notices are out of date');
  return `${found.size} packages bundled into /v3 and /v4, each with its notice`;
}

/** The packages that the root entry shares with other AI SDK providers, or has as peers. */
const shared = ['@ai-sdk/*', 'zod', 'zod/*'];

async function bundled(contents, external = []) {
  return (await bundle(contents, external)).outputFiles[0].text;
}

/** The size of what a program keeps of zod, minified. */
async function zodOf(contents) {
  const [{ inputs }] = Object.values((await bundle(contents)).metafile.outputs);
  return Object.entries(inputs)
    .filter(([path]) => path.includes('node_modules/zod/'))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}

function bundle(contents, external = []) {
  return build({
    stdin: { contents, resolveDir: root },
    tsconfigRaw: {},
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    // Fails on any Node built-in module.
    platform: 'browser',
    external,
    metafile: true,
    logLevel: 'silent',
  });
}

const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * The maximum size that an import may add to a program, minified and gzipped. `provider`: what `createCloudflare` of the
 * root entry adds to a bundle that already has the core, which is our own code. `helper`: a helper with all its
 * dependencies, from any of the three entries. Ceilings are current sizes plus a small margin, so that growth is a
 * decision; docs/internals/performance.md lists the size of each part.
 */
const ceilings = {
  provider: 105_000,
  // Not 350 kB more: `narrowZod` in tsdown.config.ts.
  zod: 170_000,
  helpers: {
    VERSION: 100,
    cloudflareMessageMetadata: 500,
    conversationSessionId: 1_500,
    estimateCost: 1_500,
    getCloudflareError: 1_500,
    getCloudflareMetadata: 300,
    legCooldown: 1_500,
    tenantCacheKey: 1_500,
  },
};

const sizeOf = async (contents, external) => gzipSync(await bundled(contents, external)).length;

async function size() {
  const rows = [
    [
      'createCloudflare',
      await sizeOf(`export { createCloudflare } from '${manifest.name}';`, shared),
      ceilings.provider,
    ],
  ];
  for (const entry of ['/v3', '/v4']) {
    const contents = `export { createCloudflare } from '${manifest.name}${entry}';`;
    rows.push([`zod for ${entry}`, await zodOf(contents), ceilings.zod]);
  }
  for (const entry of ['', '/v3', '/v4']) {
    const names = Object.keys(await import(`${manifest.name}${entry}`)).filter(
      name => !/cloudflare$/i.test(name),
    );
    for (const name of names) {
      const ceiling = ceilings.helpers[name];
      if (ceiling === undefined) throw new Error(`${name} has no ceiling`);
      const bytes = await sizeOf(`export { ${name} } from '${manifest.name}${entry}';`);
      rows.push([`${name}${entry && ` of ${entry}`}`, bytes, ceiling]);
    }
  }
  const list = rows.map(([name, bytes, ceiling]) => `  ${name}: ${bytes} B of ${ceiling} B`).join('\n');
  if (rows.some(([, bytes, ceiling]) => bytes > ceiling)) throw new Error(`above a ceiling:\n${list}`);
  return `gzipped\n${list}`;
}

/** The root entry and `/testing` must not import Node built-in modules: both run in Workers and browsers. */
async function runtimes() {
  for (const entry of ['', '/testing']) {
    const code = await bundled(`export * from '${manifest.name}${entry}';`);
    if (/["']node:/.test(code)) throw new Error(`"${manifest.name}${entry}" imports a Node built-in module`);
  }
  return 'root and /testing bundle for browsers';
}

/** The command runs as published, and imports the library from its entries instead of bundling a second copy. */
function commandLine() {
  const [[name, path]] = Object.entries(manifest.bin);
  const text = readFileSync(root + path, 'utf8');
  if (!text.startsWith('#!/usr/bin/env node\n')) throw new Error(`${path} has no shebang for Node`);
  const allowed =
    /^(node:[\w/]+|@ai-sdk\/provider(-utils)?|ai-sdk-provider-cloudflare(\/testing(\/node)?)?)$/;
  for (const [, specifier] of text.matchAll(/^import .* from "([^"]+)";$/gm)) {
    if (!allowed.test(specifier)) throw new Error(`${path} imports "${specifier}"`);
  }
  const version = read('node', [path, 'version']).trim();
  if (version !== manifest.version) throw new Error(`${path} reports version ${version}`);
  const report = JSON.parse(read('node', [path, 'doctor', '--local', '--json', '-m', 'openai/gpt-4o']));
  if (!report.ok) throw new Error(`\`${name} doctor --local\` reports a problem`);
  return `${name} ${version} runs, ${kilobytes(text.length)}`;
}

function publint() {
  run('npx', ['publint', '--strict']);
  return 'no problems';
}

function resolution() {
  run('npx', ['attw', '--pack', '.', '--entrypoints', '.']);
  // Sub-paths are defined only in `exports`. TypeScript's `node10` resolution does not read that field; it has been
  // superseded since TypeScript 4.7, and Node itself always resolves the sub-paths.
  run('npx', ['attw', '--pack', '.', '--profile', 'node16']);
  return 'all entries resolve, as ESM and as CommonJS';
}

/** Each package of a release, staged for a repository by that name: its root, its manifest, and where its links lead. */
async function release() {
  const work = mkdtempSync(join(tmpdir(), 'staged-'));
  try {
    for (const variant of variants) {
      const folder = stage(variant, 'acme/example', join(work, 'node_modules', variant.tag, manifest.name));
      symlinkSync(`${root}node_modules`, join(work, 'node_modules', variant.tag, 'node_modules'));
      const { version, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (!repository.url.includes('acme/example')) throw new Error('the manifest names no repository');
      const script = `import { createCloudflare } from '${manifest.name}'; console.log(createCloudflare().languageModel('openai/gpt-4o').specificationVersion)`;
      const found = read('node', ['--input-type=module', '-e', script], { cwd: folder }).trim();
      if (`./${found}` !== variant.entry) throw new Error(`${version} has ${found} at its root`);
      read('node', ['dist/cli.js', 'doctor', '--local', '--json', '-m', 'openai/gpt-4o'], { cwd: folder });
      for (const page of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.md'))) {
        const text = readFileSync(join(folder, page), 'utf8');
        for (const [, target] of text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)) {
          const reached = page !== 'README.md' && existsSync(join(folder, dirname(page), target));
          if (!reached)
            throw new Error(`${page} of ${version} links to ${target}, which is not in the package`);
        }
      }
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return `${variants.map(({ tag, entry }) => `${tag} has ${entry.slice(2)} at its root`).join(', ')}; every link leads somewhere`;
}

const checks = {
  files,
  release,
  declarations,
  notices,
  size,
  runtimes,
  commandLine,
  publint,
  resolution,
};
const failed = [];
for (const [name, check] of Object.entries(checks)) {
  try {
    console.log(`✔ ${name}: ${await check()}`);
  } catch (error) {
    failed.push(name);
    console.log(`✖ ${name}: ${error.message}`);
  }
}
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
