import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { bundle, shared } from '../bundle.ts';
import type { Measure, Row } from '../context.ts';

const entry = './src/index.ts';

/** Folders that are measured one by one. */
const split = ['src/gateway/', 'src/upstreams/', 'src/request/'];

/** The part of our code that a module belongs to: `src/gateway/errors`, `src/chat`. */
function partOf(module: string): string {
  const depth = split.some(folder => module.startsWith(folder)) ? 3 : 2;
  const folders = module.split('/').slice(0, -1);
  return folders.length <= 1 ? 'src' : folders.slice(0, depth).join('/');
}

const mark = (module: string): string => `/*!${module}*/`;

/** Marks where each module begins in the output: esbuild keeps such comments and their order. */
const marked: Plugin = {
  name: 'marked',
  setup: build =>
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const module = path.slice(path.lastIndexOf('/src/') + 1);
      return { contents: mark(module) + (await readFile(path, 'utf8')), loader: 'ts' };
    }),
};

/** Our modules in the minified bundle. */
async function modules(): Promise<[string, string][]> {
  const { text } = await bundle([entry], shared, [marked]);
  const [, ...pieces] = text.split('/*!src/');
  return pieces.map((piece): [string, string] => {
    const end = piece.indexOf('*/');
    return [`src/${piece.slice(0, end)}`, piece.slice(end + 2).trim()];
  });
}

const gzipped = (all: readonly (readonly [string, string])[]): number =>
  gzipSync(all.map(([, code]) => code).join('')).length;

/** The size of each part, and how much smaller the compressed bundle would be without it. */
function parts(all: readonly [string, string][]): Row[] {
  const names = [...new Set(all.map(([path]) => partOf(path)))];
  const rows = names.map(name => {
    const own = all.filter(([path]) => partOf(path) === name);
    const rest = all.filter(([path]) => partOf(path) !== name);
    return {
      name,
      figures: {
        modules: { value: own.length },
        minified: { value: own.reduce((sum, [, code]) => sum + Buffer.byteLength(code), 0) / 1000 },
        'gzipped, marginal': { value: (gzipped(all) - gzipped(rest)) / 1000 },
      },
    };
  });
  return rows.sort((left, right) => right.figures.minified.value - left.figures.minified.value);
}

/** The largest modules of the bundle. */
function heaviest(all: readonly [string, string][]): Row[] {
  return all
    .map(([name, code]) => ({ name, figures: { minified: { value: Buffer.byteLength(code) / 1000 } } }))
    .sort((left, right) => right.figures.minified.value - left.figures.minified.value)
    .slice(0, 25);
}

export const weights: Measure = {
  name: 'weights',
  async *tables() {
    const all = await modules();
    yield { title: 'Parts of our own code, kB', rows: parts(all) };
    yield { title: 'The 25 heaviest modules, kB', rows: heaviest(all) };
  },
};
