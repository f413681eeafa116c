// Adapts our pages for typedoc. They are written for GitHub, without front matter: titles, groups and their order come
// from site-pages.mjs, and paths in the site match the repository (docs/routing.md, docs/routing.html).
//
// In typedoc.json, `intentionallyNotExported` lists parts of types that users know by another name: call options are the
// AI SDK's own, the names of failures are in docs/testing.md, and a stream part is whatever the SDK passes.
// `skipErrorChecking` is set because `npm run typecheck` checks the types.
import { posix } from 'node:path';
import { Application, Converter, KindRouter, MinimalSourceFile, ReflectionKind } from 'typedoc';
import { root } from './run.mjs';
import { groupTitles, referenceFollows, sitePages } from './site-pages.mjs';

const pages = new Map(sitePages().map(page => [page.path, page]));

/** Entries, by import specifier. */
const entries = new Map([
  ['index', 'ai-sdk-provider-cloudflare'],
  ['v3', 'ai-sdk-provider-cloudflare/v3'],
  ['v4', 'ai-sdk-provider-cloudflare/v4'],
  ['testing', 'ai-sdk-provider-cloudflare/testing'],
  ['testing/node', 'ai-sdk-provider-cloudflare/testing/node'],
]);
const referenceTitle = 'API';

export function load(app) {
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    const order = groupTitles.flatMap(title => (title === referenceFollows ? [title, 'Modules'] : [title]));
    app.options.setValue('projectDocuments', [...pages.keys()]);
    app.options.setValue('groupOrder', [...order, '*']);
  });
  const { converter } = app;
  const parse = converter.parseRawComment.bind(converter);
  converter.parseRawComment = (file, files) =>
    parse(new MinimalSourceFile(siteText(file), file.fileName), files);
  converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    if (!entries.has(reflection.name)) throw new Error(`unknown entry: ${reflection.name}`);
    reflection.name = entries.get(reflection.name);
  });
  // Runs after typedoc has created the groups and ordered them by its own names.
  converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      for (const group of project.groups ?? []) {
        if (group.title === 'Modules') group.title = referenceTitle;
      }
    },
    -1e5,
  );
  app.renderer.defineRouter('pages', PageRouter);
}

class PageRouter extends KindRouter {
  getIdealBaseName(reflection) {
    if (!reflection.isDocument()) return super.getIdealBaseName(reflection);
    return pathOf(reflection.project.files.getReflectionPath(reflection)).replace(/\.md$/, '');
  }
}

function pathOf(fileName) {
  const path = posix.relative(root, fileName.replaceAll('\\', '/'));
  if (path.startsWith('..')) throw new Error(`${fileName} is not in the repository`);
  return path;
}

/** A page for the site, with its title and group, and with links adapted to the site. */
function siteText({ text, fileName }) {
  const path = pathOf(fileName);
  const page = pages.get(path);
  const linked = text.replace(/(!?)\[((?:[^\]]|\](?!\())*)\]\(([^)\s]+)\)/g, (whole, image, label, target) =>
    image === '!' || leadsSomewhere(path, target) ? whole : label,
  );
  if (page === undefined) return linked;
  return `---\ntitle: ${JSON.stringify(page.title)}\ngroup: ${page.group}\n---\n${plainHeadings(linked)}`;
}

/** Removes code from headings: typedoc omits code from anchors, GitHub does not, and our links are for GitHub. */
function plainHeadings(text) {
  const blocks = text.split(/^(```[\s\S]*?^```$)/m);
  return blocks
    .map((block, index) =>
      index % 2 === 1 ? block : block.replace(/^##+ .*$/gm, heading => heading.replaceAll('`', '')),
    )
    .join('');
}

/** Removes links to files that are only in the repository, such as sources, and keeps their text. */
function leadsSomewhere(from, target) {
  if (/^(?:[a-z]+:|#)/i.test(target)) return true;
  const path = posix.join(posix.dirname(from), target.split('#')[0]);
  return pages.has(path) || path === 'README.md';
}
