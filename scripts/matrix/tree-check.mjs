import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { manifest } from './cases.mjs';

const core = '@ai-sdk/openai-compatible';

/** The packages that it may import: its dependencies and its peer. */
const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];

/** `/v3` and `/v4` do not need the core of V2: theirs are bundled. They share errors and helpers with the root entry. */
const declaredForLater = declared.filter(name => name !== core);

/** Checks the installed packages, and those that an entry imports. */
export const treeCheck = {
  id: 'tree',
  quick: true,
  async run({ row, project }) {
    const { packages } = JSON.parse(readFileSync(join(project, 'node_modules/.package-lock.json'), 'utf8'));
    const own = below(`node_modules/${manifest.name}`, packages);
    const later = [...own].filter(path => isLater(path, packages));
    assert.deepEqual(later, [], 'the package depends on a later SDK major');
    const cores = Object.keys(packages).filter(path => path.endsWith(`node_modules/${core}`));
    assert.equal(cores.length, 1, `cores other than that of V2 are installed: ${cores}`);
    const entries = row.id === 'bare' ? ['', '/v3', '/v4'] : [row.entry];
    const notes = [];
    for (const entry of entries) notes.push(await graph(entry, project));
    const names = new Set([...own].map(path => `${nameOf(path)} ${packages[path].version}`));
    return [`needs ${names.size} packages`, ...notes].join('; ');
  },
};

/** The folders of all direct and indirect dependencies of a package, as Node resolves them. */
function below(path, packages, found = new Set()) {
  for (const name of Object.keys({ ...packages[path].dependencies, ...packages[path].peerDependencies })) {
    const home = homeOf(name, path, packages);
    // An optional peer may be absent.
    if (home === undefined || found.has(home)) continue;
    found.add(home);
    below(home, packages, found);
  }
  return found;
}

function homeOf(name, from, packages) {
  const levels = from.split('/node_modules/').length;
  const folders = Array.from({ length: levels }, (_, up) =>
    from
      .split('/node_modules/')
      .slice(0, levels - up)
      .join('/node_modules/'),
  );
  const homes = [...folders.map(folder => `${folder}/node_modules/${name}`), `node_modules/${name}`];
  return homes.find(home => packages[home] !== undefined);
}

const nameOf = path => path.replace(/^.*node_modules\//, '');

function isLater(path, packages) {
  const range = manifest.dependencies[nameOf(path)];
  return range !== undefined && packages[path].version.split('.')[0] !== range.replace('^', '').split('.')[0];
}

/** The files that an entry loads, and the packages they import. */
async function graph(entry, project) {
  const specifier = `${manifest.name}${entry}`;
  const { metafile } = await build({
    stdin: { contents: `export * from '${specifier}';`, resolveDir: project },
    absWorkingDir: project,
    tsconfigRaw: {},
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    plugins: [external(specifier)],
    logLevel: 'silent',
  });
  const files = Object.entries(metafile.inputs).filter(([path]) => path !== '<stdin>');
  const imports = new Set(files.flatMap(([, { imports }]) => imports.filter(isExternal).map(packageName)));
  const allowed = entry === '' ? declared : declaredForLater;
  assert.deepEqual(
    [...imports].filter(name => !allowed.includes(name)),
    [],
    `"${specifier}" imports more than allowed`,
  );
  if (entry === '') assertWithoutLater(files, project);
  const bytes = files.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  return `${entry || 'root'} loads ${files.length} files, ${Math.round(bytes / 1000)} kB, and ${[...imports].sort().join(', ')}`;
}

const isExternal = ({ external }) => external === true;
const packageName = ({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)[0];

/** Keeps imports of all other packages external. */
function external(specifier) {
  const filter = /^[^./]/;
  const leave = ({ path }) => (path === specifier ? undefined : { path, external: true });
  return { name: 'packages stay outside', setup: ({ onResolve }) => onResolve({ filter }, leave) };
}

/** Users of the root entry must not load any code of the later specifications. */
function assertWithoutLater(files, project) {
  for (const [path] of files) {
    assert.doesNotMatch(path, /\/(?:sdk-)?v[34]\.js$/, 'the root entry loads a later specification');
    const builtIn = /\/\/#region node_modules\/(\S+)/.exec(readFileSync(join(project, path), 'utf8'));
    assert.equal(builtIn, null, `the root entry loads ${builtIn?.[1]}, bundled into ${path}`);
  }
}
