import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** A page of the documentation, by its path from the root. */
export interface Page {
  readonly path: string;
  readonly lines: readonly string[];
  /** The lines outside code blocks; a line inside one is empty. */
  readonly prose: readonly string[];
}

/** The pages at the root, and every page under docs/ and examples/. */
export const pages: readonly Page[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'examples'].flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.md') && !path.includes('node_modules'))
      .sort()
      .map(path => `${folder}/${path.replaceAll('\\', '/')}`),
  ),
].map(readPage);

function readPage(path: string): Page {
  const lines = readSource(path).split('\n');
  let fence: string | undefined;
  const prose = lines.map(line => {
    const marker = /^\s*(`{3,})/.exec(line)?.[1];
    const inside = fence !== undefined || marker !== undefined;
    if (marker !== undefined) fence = fence === undefined ? marker : marker === fence ? undefined : fence;
    return inside ? '' : line;
  });
  return { path, lines, prose };
}

export function page(path: string): Page {
  const found = pages.find(candidate => candidate.path === path);
  if (found === undefined) throw new Error(`There is no page ${path}.`);
  return found;
}

export function readSource(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

/** The rows of all tables below a heading (or of the whole page), as cells. */
export function tableRows({ prose, path }: Page, heading?: string): readonly (readonly string[])[] {
  const start =
    heading === undefined ? 0 : prose.findIndex(line => /^#+ /.test(line) && line.endsWith(heading));
  if (start === -1) throw new Error(`${path} has no heading "${heading}".`);
  const next = prose.findIndex((line, index) => index > start && /^#+ /.test(line));
  const section = heading === undefined || next === -1 ? prose.slice(start) : prose.slice(start, next);
  return section
    .filter(line => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

/** What stands between backticks. */
export function codeOf(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '');
}
