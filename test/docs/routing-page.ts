import { readFileSync } from 'node:fs';
import { upstreams } from '../../src/upstreams/registry.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';

const heading = /^\| Upstream \| Also written \|.*\n\|[-|]+\|\n/m;

/** docs/routing.md with the rows of its table of spellings written from the registry. */
export function routingPage(): string {
  const page = readFileSync(new URL('../../docs/routing.md', import.meta.url), 'utf8');
  const found = heading.exec(page);
  const end = page.indexOf('| `custom-slug` |');
  if (found === null || end === -1) throw new Error('docs/routing.md has no table of spellings');
  return page.slice(0, found.index) + found[0] + rows() + page.slice(end);
}

function rows(): string {
  return upstreams
    .filter(({ rest, compat, native }) => rest ?? compat ?? native)
    .map(upstream => {
      const aliases = (upstream.aliases ?? []).map(alias => `\`${alias}\``).join(', ');
      const cells = [prefixed(upstream, 'rest'), prefixed(upstream, 'compat'), ownPath(upstream)];
      const given = [aliases, ...cells].map(cell => (cell === '' ? '' : ` ${cell}`));
      return `| \`${upstream.name}\` |${given.join(' |')} |\n`;
    })
    .join('');
}

const withEmbeddings = (cell: string, kinds: readonly string[] = []): string =>
  kinds.includes('embeddings') ? `${cell}, + embeddings` : cell;

function prefixed(upstream: Upstream, name: 'rest' | 'compat'): string {
  const endpoint = upstream[name];
  if (endpoint === undefined) return '';
  const { prefix = upstream.name, spell, wires } = endpoint;
  const cell = withEmbeddings(prefix === '' ? '`{m}`' : `\`${prefix}/{m}\``, wires);
  if (spell === undefined) return cell;
  return `${cell}, ${spell('claude-x-1-2').includes('.') ? 'dotted' : 'dashed'}`;
}

function ownPath({ name, native }: Upstream): string {
  if (native === undefined) return '';
  const { segment = name, base = '', wires } = native;
  const path =
    typeof segment === 'string'
      ? segment
      : segment('m', { resource: 'resource' }).replace(/\/resource\/m$/, '/{resource}/{m}');
  return withEmbeddings(`\`${path}/${base}chat/completions\``, wires);
}
