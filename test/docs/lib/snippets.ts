import { pages } from './pages.ts';

/** A fenced `ts` or `tsx` block of a page. */
export interface Snippet {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly extension: 'ts' | 'tsx';
  /** What follows the language: `no-run`, `no-request`. */
  readonly flags: readonly string[];
  /** The line above the fence, where a reason for `no-run` stands. */
  readonly above: string;
  readonly code: string;
  /** The code with as many empty lines above as the page has, so that positions are those of the page. */
  readonly padded: string;
}

export const snippets: readonly Snippet[] = pages.flatMap(({ path, lines }) => {
  const found: Snippet[] = [];
  for (let start = 0; start < lines.length; start++) {
    const opening = /^(`{3,})(\S*)\s*(.*)$/.exec(lines[start] ?? '');
    if (opening === null) continue;
    const [, fence = '', language = '', info = ''] = opening;
    const end = lines.indexOf(fence, start + 1);
    if (end === -1) throw new Error(`${path}:${start + 1} opens a block that is never closed.`);
    const code = lines.slice(start + 1, end).join('\n');
    if (language === 'ts' || language === 'tsx') {
      found.push({
        page: path,
        line: start + 1,
        extension: language,
        flags: info.split(/\s+/).filter(Boolean),
        above: lines[start - 1] ?? '',
        code,
        padded: `${'\n'.repeat(start + 1)}${code}\nexport {};\n`,
      });
    }
    start = end;
  }
  return found;
});

/** File name of a snippet: `docs-routing.md-101.ts`. */
export function fileName({ page, line, extension }: Snippet): string {
  return `${page.replaceAll('/', '-')}-${line}.${extension}`;
}
