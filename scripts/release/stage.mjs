// Copies what npm would pack into a folder, as one of the packages that a release publishes.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { read, root } from '../run.mjs';

/**
 * The packages of a release: the same files, with another specification at the root. Hosts that can load nothing but a
 * root install the later ones by their tag.
 */
export const variants = [
  { tag: 'latest', entry: './v2' },
  { tag: 'ai6', entry: './v3' },
  { tag: 'ai7', entry: './v4' },
];

/**
 * @param variant one of `variants`
 * @param repository `owner/name` on GitHub, which completes the manifest and the links; without it, both stay as they are
 * @param into a folder that does not exist
 */
export function stage({ tag, entry }, repository, into) {
  const [{ files }] = JSON.parse(read('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']));
  for (const { path } of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    cpSync(join(root, path), join(into, path));
  }
  const manifest = JSON.parse(readFileSync(join(into, 'package.json'), 'utf8'));
  const released = `v${manifest.version}`;
  writeFileSync(
    join(into, 'package.json'),
    `${JSON.stringify(manifestOf(manifest, { tag, entry }, repository), null, 2)}\n`,
  );
  // The command line is written for the specification of the root entry.
  if (tag !== 'latest')
    rewrite(join(into, 'dist/cli.js'), text => text.replace(`"${manifest.name}"`, `"${manifest.name}/v2"`));
  if (repository !== undefined) {
    const base = `https://github.com/${repository}/blob/${released}/`;
    for (const path of pages(into)) rewrite(join(into, path), text => linked(text, path, into, base));
  }
  return into;
}

function manifestOf(manifest, { tag, entry }, repository) {
  const {
    main,
    module,
    types,
    exports,
    scripts: _,
    devDependencies: __,
    allowScripts: ___,
    ...rest
  } = manifest;
  const version = tag === 'latest' ? manifest.version : `${manifest.version}-${tag}`;
  const rootExport = exports[entry];
  const site = repository && `https://github.com/${repository}`;
  return {
    ...rest,
    version,
    ...(site && {
      homepage: `${site}#readme`,
      bugs: { url: `${site}/issues` },
      repository: { type: 'git', url: `git+${site}.git` },
    }),
    // npm refuses provenance for a package that names no repository.
    publishConfig: { ...manifest.publishConfig, ...(site && { provenance: true }) },
    main: tag === 'latest' ? main : rootExport.require.default,
    module: tag === 'latest' ? module : rootExport.import.default,
    types: tag === 'latest' ? types : rootExport.import.types,
    exports: { ...exports, '.': rootExport },
  };
}

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** The Markdown files of a folder that are ours to link. */
function pages(folder, path = '') {
  return readdirSync(join(folder, path)).flatMap(name => {
    const inner = posix.join(path, name);
    if (statSync(join(folder, inner)).isDirectory()) return inner === 'dist' ? [] : pages(folder, inner);
    return name.endsWith('.md') ? [inner] : [];
  });
}

/** Links to files of the repository, where the package cannot follow them: on npmjs.com, and to what it does not hold. */
function linked(text, page, folder, base) {
  return text.replace(/\]\((?![a-z]+:|#)([^)#\s]+)(#[^)]*)?\)/g, (_, target, anchor = '') => {
    const path = posix.join(posix.dirname(page), target);
    const relative = page !== 'README.md' && existsSync(join(folder, path));
    return relative ? `](${target}${anchor})` : `](${base}${path}${anchor})`;
  });
}
