// The pages of the documentation site: their groups, in the order of the navigation.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { root } from './run.mjs';

/** Groups with their first pages. Other pages of the same folder follow by name. */
const groups = [
  {
    title: 'Start',
    pages: ['docs/README.md', 'docs/getting-started.md', 'docs/authentication.md', 'docs/upgrading.md'],
  },
  {
    title: 'Guides',
    folder: 'docs/guides/',
    pages: [
      'docs/guides/nextjs.md',
      'docs/guides/workers.md',
      'docs/guides/agents.md',
      'docs/guides/structured-output.md',
      'docs/guides/caching-and-cost.md',
      'docs/fallback.md',
      'docs/guides/bring-your-own-keys.md',
      'docs/guides/dynamic-routes.md',
      'docs/guides/testing-your-app.md',
      'docs/guides/moving.md',
    ],
  },
  {
    title: 'Reference',
    folder: 'docs/',
    pages: [
      'docs/models.md',
      'docs/routing.md',
      'docs/gateway-options.md',
      'docs/results-and-errors.md',
      'docs/errors.md',
      'docs/logs-and-feedback.md',
      'docs/command-line.md',
      'docs/testing.md',
      'docs/upstreams.md',
      'docs/limits.md',
    ],
  },
  { title: 'Examples', folder: 'examples/', pages: ['examples/README.md'] },
  { title: 'Internals', folder: 'docs/internals/', pages: ['docs/internals/architecture.md'] },
  { title: 'Decisions', folder: 'docs/internals/decisions/', pages: ['docs/internals/decisions/README.md'] },
];

/** The API reference comes after this group. */
export const referenceFollows = 'Reference';

export const groupTitles = groups.map(({ title }) => title);

/** All pages by path from the root, with their groups, in the order of the navigation. */
export function sitePages() {
  const found = [...pagesBelow('docs'), ...examples()].sort();
  const placed = new Set(groups.flatMap(({ pages }) => pages));
  for (const path of placed) {
    if (!existsSync(root + path))
      throw new Error(`scripts/site-pages.mjs lists ${path}, which does not exist`);
  }
  return groups.flatMap(({ title, folder, pages }) => {
    const others = found.filter(path => !placed.has(path) && folderOf(path) === folder);
    return [...pages, ...others].map(path => ({ path, group: title, title: titleOf(path) }));
  });
}

function pagesBelow(folder) {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md'))
    .map(path => `${folder}/${path.replaceAll('\\', '/')}`);
}

/** One level only: examples have their own installed packages below. */
function examples() {
  const folders = readdirSync(`${root}examples`, { withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  );
  const paths = ['examples', ...folders.map(({ name }) => `examples/${name}`)].map(
    path => `${path}/README.md`,
  );
  return paths.filter(path => existsSync(root + path));
}

/** The folder of a page's innermost group. */
function folderOf(path) {
  const folders = groups.flatMap(({ folder = [] }) => folder).filter(folder => path.startsWith(folder));
  return folders.sort((a, b) => b.length - a.length)[0];
}

/** The title of a page is its first heading. */
function titleOf(path) {
  const heading = /^# (.+)$/m.exec(readFileSync(root + path, 'utf8'))?.[1];
  if (heading === undefined) throw new Error(`${path} has no heading`);
  return heading.replaceAll('`', '');
}
