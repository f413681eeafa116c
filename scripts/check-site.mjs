// Checks the documentation site: `node scripts/check-site.mjs` builds it in a temporary folder and fails on missing pages
// and broken links; `node scripts/check-site.mjs <folder>` checks a site that is already built.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { root, run } from './run.mjs';
import { sitePages } from './site-pages.mjs';
import { readSite, siteProblems } from './site-problems.mjs';

const [given] = process.argv.slice(2);
const work = given === undefined ? mkdtempSync(join(tmpdir(), 'site-')) : undefined;
try {
  if (work !== undefined) run('npx', ['typedoc', '--logLevel', 'Warn', '--out', work]);
  report(given ?? work);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (work !== undefined) rmSync(work, { recursive: true, force: true });
}

function report(folder) {
  const { counts, problems } = siteProblems(folder);
  const pages = sitePages().map(({ path }) => path.replace(/\.md$/, '.html'));
  const entries = publicEntries();
  const paths = new Set(readSite(folder));
  const missing = ['index.html', 'assets/search.js', ...pages].filter(path => !paths.has(path));
  const unlisted = entries.flatMap(({ entry, page, names }) => {
    const found = paths.has(page) ? listed(folder, page) : new Set();
    return names.filter(name => !found.has(name)).map(name => `${name} of ${entry}`);
  });
  const exports = entries.flatMap(({ names }) => names).length;
  const all = [...problems, ...[...missing, ...unlisted].map(what => `missing: ${what}`)];
  for (const problem of all) console.error(problem);
  console.log(
    `${counts.pages} pages, ${pages.length} of them documentation; ${exports} exports of ${entries.length} entries; ` +
      `${counts.links} links and ${counts.resources} resources: ${all.length} problems`,
  );
  if (all.length > 0) process.exitCode = 1;
}

/** The entries of the package, their pages, and their exports including types, according to the compiler. */
function publicEntries() {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const sources = entrySources(config.compilerOptions.paths);
  const program = ts.createProgram(
    sources.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  return sources.map(({ entry, file }) => {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(file));
    const names = checker.getExportsOfModule(symbol).map(({ name }) => name);
    return { entry, page: `modules/${entry.replaceAll('/', '_')}.html`, names };
  });
}

/** The entries of the manifest, with their sources. If two entries have the same file, the first one. */
function entrySources(paths) {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const keys = Object.keys(manifest.exports).filter(key => key !== './package.json');
  const files = new Map();
  for (const key of keys) {
    const entry = manifest.name + key.slice(1);
    const file = paths[entry]?.[0];
    if (file === undefined) throw new Error(`tsconfig.json has no source for ${entry}`);
    if (!files.has(file)) files.set(file, entry);
  }
  return [...files].map(([file, entry]) => ({ entry, file: join(root, file) }));
}

/** The exports that the page of an entry lists. */
function listed(folder, page) {
  const html = readFileSync(join(folder, page), 'utf8');
  const items = html.matchAll(/class="tsd-member-summary-name">.*?<\/svg><(?:a href="[^"]*"|span)>([^<]+)</g);
  return new Set([...items].map(([, name]) => name));
}
