import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type Page, pages, root } from './pages.ts';

/** A link of a page to something in the repository. */
interface Link {
  readonly from: string;
  readonly line: number;
  /** Path from the root. */
  readonly path: string;
  readonly anchor: string;
}

/** Links that lead nowhere, as `docs/page.md:12 target`. */
export function brokenLinks(): readonly string[] {
  return pages.flatMap(linksOf).flatMap(link => {
    const { from, line, path, anchor } = link;
    const target = `${from}:${line} ${path}${anchor === '' ? '' : `#${anchor}`}`;
    if (!existsSync(`${root}${path}`)) return [target];
    const linked = pages.find(page => page.path === path);
    return anchor === '' || (linked !== undefined && anchorsOf(linked).has(anchor)) ? [] : [target];
  });
}

/** Pages that no other page links to. */
export function unlinkedPages(): readonly string[] {
  const linked = new Set(
    pages.flatMap(page => linksOf(page).filter(({ from, path }) => from !== path)).map(({ path }) => path),
  );
  return pages.map(({ path }) => path).filter(path => path !== 'README.md' && !linked.has(path));
}

function linksOf({ path: from, prose }: Page): readonly Link[] {
  return prose.flatMap((text, index) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/i.test(target)) return [];
      const [file = '', anchor = ''] = target.split('#');
      const path = file === '' ? from : posix.normalize(posix.join(posix.dirname(from), file));
      return [{ from, line: index + 1, path, anchor }];
    }),
  );
}

/** The anchors of a page, as GitHub makes them from headings. */
function anchorsOf({ prose }: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of prose) {
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let repeated = 1; anchors.has(anchor); repeated++) anchor = `${slug}-${repeated}`;
    anchors.add(anchor);
  }
  return anchors;
}
