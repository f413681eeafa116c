import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle, shared } from '../bundle.ts';
import type { ClientSource } from '../clients/client.ts';
import type { Measure, Row } from '../context.ts';
import { urlsOf } from '../in-child.ts';
import { builtEntry, packageRoot } from '../package-root.ts';

async function sizeRow(
  name: string,
  urls: readonly string[],
  external: readonly string[] = [],
): Promise<Row> {
  const paths = urls.map(url => fileURLToPath(url));
  const { minified, gzipped } = await bundle(paths, external);
  return {
    name,
    figures: { minified: { value: minified / 1000 }, gzipped: { value: gzipped / 1000 } },
  };
}

/** The entries that package.json exports, by import specifier. Two names for one file count as one entry. */
function entries(): ReadonlyMap<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'));
  const { exports } = manifest as { readonly exports: Readonly<Record<string, Export>> };
  const files = Object.entries(exports).flatMap(([name, entry]) =>
    typeof entry === 'string' ? [] : [[entry.import.default, name === '.' ? 'root' : name.slice(1)] as const],
  );
  // Keeps the first name of a file.
  return new Map(files.reverse());
}

type Export = string | { readonly import: { readonly default: string } };

/** Our entries without the packages they share with other providers, and every client with all its dependencies. */
async function rows(clients: readonly ClientSource[]): Promise<Row[]> {
  const result: Row[] = [];
  for (const [file, name] of [...entries()].reverse()) {
    const url = new URL(file.replace('./dist/', './'), builtEntry).href;
    result.push(await sizeRow(`our own code, ${name}`, [url], shared));
  }
  for (const source of clients) {
    const urls = await urlsOf(source);
    if (urls.length > 0) result.push(await sizeRow(`${source.name}, with dependencies`, urls));
  }
  return result;
}

export const size: Measure = {
  name: 'size',
  async *tables({ clients }) {
    yield { title: 'Bundled size, kB', rows: await rows(clients) };
  },
};
