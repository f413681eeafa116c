// Finds problems in the files of a built site.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { inflateSync } from 'node:zlib';

/** Elements whose URL a browser loads automatically, unlike `a`. */
const loads = {
  link: 'href',
  script: 'src',
  img: 'src',
  source: 'srcset',
  iframe: 'src',
  video: 'src',
  use: 'href',
};

/** The files of a site, by path. */
export function readSite(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => posix.relative(folder, posix.join(entry.parentPath ?? entry.path, entry.name)));
}

/** Finds broken links and external resources, and counts what was checked. */
export function siteProblems(folder) {
  const paths = new Set(readSite(folder));
  const read = path => readFileSync(posix.join(folder, path), 'utf8');
  const documents = [...paths].filter(path => path.endsWith('.html')).map(path => parsed(path, read(path)));
  const anchors = new Map(documents.map(({ path, ids }) => [path, ids]));
  const dead = ({ from, target }) => {
    const [file, anchor = ''] = decodeURI(target.replaceAll('&amp;', '&')).split('#');
    const path = file === '' ? from : posix.join(posix.dirname(from), file);
    if (!paths.has(path)) return true;
    return anchor !== '' && anchors.has(path) && !anchors.get(path).has(anchor);
  };
  const links = [...documents.flatMap(({ links }) => links), ...navigationLinks(read, paths)];
  const resources = [...documents.flatMap(({ resources }) => resources), ...styleResources(read, paths)];
  const local = [...links, ...resources].filter(({ target }) => !isForeign(target));
  const show = ({ from, target }) => `${from}: ${target}`;
  return {
    counts: { pages: documents.length, links: links.length, resources: resources.length },
    problems: [
      ...unique(local.filter(dead).map(link => `broken link: ${show(link)}`)),
      ...unique(
        resources.filter(({ target }) => isForeign(target)).map(link => `external resource: ${show(link)}`),
      ),
    ],
  };
}

const unique = values => [...new Set(values)];

/** Whether a URL has another origin, or an absolute path, which a file system would resolve from its root. */
const isForeign = target => /^(?:[a-z][a-z+.-]*:|\/)/i.test(target) && !target.startsWith('data:image/');

function parsed(path, html) {
  const links = [];
  const resources = [];
  for (const [, name, attributes] of html.matchAll(/<([a-z]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    const target = attributeOf(attributes, loads[name] ?? 'href');
    if (target === undefined || target.startsWith('data:')) continue;
    (loads[name] === undefined ? links : resources).push({ from: path, target });
  }
  const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
  // An empty URL is the page itself.
  return { path, ids, resources, links: links.filter(({ target }) => target !== '') };
}

function attributeOf(attributes, name) {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
}

function styleResources(read, paths) {
  return [...paths]
    .filter(path => path.endsWith('.css'))
    .flatMap(path => {
      const css = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
      const found = [...css.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g)];
      return found
        .map(([, url, imported]) => ({ from: path, target: url ?? imported }))
        .filter(({ target }) => !target.startsWith('data:'));
    });
}

/** The navigation is compressed data in base64, which a script of the site unpacks. */
function navigationLinks(read, paths) {
  const from = 'assets/navigation.js';
  if (!paths.has(from)) return [{ from, target: 'navigation.js is missing' }];
  const [, packed] = /"([^"]+)"/.exec(read(from));
  const collect = node => [...(node.path ? [node.path] : []), ...(node.children ?? []).flatMap(collect)];
  const roots = JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString());
  return roots.flatMap(collect).map(target => ({ from: 'index.html', target }));
}
