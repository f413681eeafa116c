import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { upstreams } from '../src/upstreams/registry.ts';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** Each layer may import the ones before it, and itself. The entries and `version.ts` stand beside them. */
const layers = [
  'version.ts',
  'json-scan.ts',
  'json-values.ts',
  'urls.ts',
  'kept.ts',
  'abort.ts',
  'bodies.ts',
  'responses.ts',
  'settings',
  'wire',
  'upstreams',
  'endpoints',
  'credentials',
  'gateway',
  'request',
  'account',
  'helpers',
  'answer',
  'chat',
  'vendors',
  'fallback',
  'kinds',
  'sdk',
  'exports.ts',
  'index.ts',
  'v3.ts',
  'v4.ts',
  'cli',
];

interface SourceFile {
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
  /** What it imports or re-exports, types included. */
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => path.replaceAll('\\', '/'))
  .sort()
  .map(path => {
    const text = readFileSync(resolve(root, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
    const imports = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
      ([, name = '']) => name,
    );
    return { path, layer: path.split('/')[0] ?? '', text, code, imports };
  });

const ours = files.filter(({ layer }) => layer !== 'testing');
const places = (offends: (file: SourceFile) => boolean, among: readonly SourceFile[] = ours): string[] =>
  among.filter(offends).map(({ path }) => path);

describe('layers', () => {
  const imported = ({ path, imports }: SourceFile): readonly string[] =>
    imports
      .filter(name => name.startsWith('.'))
      .map(name => relative(root, resolve(root, dirname(path), name)).replaceAll('\\', '/'));

  it('are all known', () => {
    expect([...new Set(ours.map(({ layer }) => layer))].filter(layer => !layers.includes(layer))).toEqual([]);
    expect(ours.length).toBeGreaterThan(100);
  });

  it('import only what comes before them, for types too', () => {
    const upward = ours.flatMap(file =>
      imported(file)
        .filter(target => layers.indexOf(target.split('/')[0] ?? '') > layers.indexOf(file.layer))
        .map(target => `${file.path} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('src/testing imports nothing from the rest, and nobody imports it', () => {
    const testing = files.filter(({ layer }) => layer === 'testing');
    const outward = testing.flatMap(file =>
      imported(file)
        .filter(target => !target.startsWith('testing/'))
        .map(target => `${file.path} → ${target}`),
    );
    expect(outward).toEqual([]);
    expect(places(file => imported(file).some(target => target.startsWith('testing')))).toEqual([]);
  });

  it('have no cycles', () => {
    const graph = new Map(ours.map(file => [file.path, imported(file)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) cycles.push([...above.slice(above.indexOf(path)), path].join(' → '));
      else if (!done.has(path)) {
        for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
        done.add(path);
      }
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe('each thing in its place', () => {
  it('only the folder of a specification imports its openai-compatible and its types', () => {
    const homes: readonly (readonly [folder: string, packages: RegExp])[] = [
      ['sdk/v2/', /^@ai-sdk\/openai-compatible$/],
      ['sdk/v3/', /^(?:openai-compatible|provider)-v3$/],
      ['sdk/v4/', /^(?:openai-compatible|provider)-v4$/],
    ];
    const offends = ({ path, imports }: SourceFile) =>
      homes.some(
        ([folder, packages]) => !path.startsWith(folder) && imports.some(name => packages.test(name)),
      );
    expect(places(offends, files)).toEqual([]);
    const types = /^@ai-sdk\/provider$/;
    const later = ({ path, imports }: SourceFile) =>
      /^sdk\/v[34]\//.test(path) && imports.some(name => types.test(name));
    expect(places(later)).toEqual([]);
  });

  it('the specifications do not know each other, and nothing shared knows one', () => {
    const other = ({ path, imports }: SourceFile) => {
      const own = /^sdk\/(v\d)\//.exec(path)?.[1];
      if (own === undefined && !/^(?!(?:index|v\d)\.ts$|cli\/)/.test(path)) return false;
      return imports.some(name => /\/v\d(?:\/|\.ts$)/.test(name) && !name.includes(`/${own}/`));
    };
    expect(places(other)).toEqual([]);
  });

  it('only settings/environment.ts reads process.env', () => {
    const offends = ({ code }: SourceFile) => /\bprocess\s*\.\s*env\b/.test(withoutExamples(code));
    expect(places(offends)).toEqual(['settings/environment.ts']);
  });

  it('only gateway/, credentials/ and request/ spell cf-aig-', () => {
    const allowed = ['gateway', 'credentials', 'request'];
    expect(places(({ layer, code }) => !allowed.includes(layer) && /cf-aig-/i.test(code))).toEqual([]);
  });

  it('no Node built-in, and no package but the four and their later majors, outside the testing server and the command line', () => {
    const allowed =
      /^(?:\.|@ai-sdk\/(?:provider|provider-utils|openai-compatible)$|zod(?:\/|$)|(?:openai-compatible|provider)-v[34]$)/;
    // The command line uses the package as its users do, by name.
    const inCLI = /^(?:\.|node:|ai-sdk-provider-cloudflare(?:\/testing(?:\/node)?)?$|@ai-sdk\/provider$)/;
    const foreign = ours.flatMap(({ path, layer, imports }) =>
      imports
        .filter(name => !(layer === 'cli' ? inCLI : allowed).test(name))
        .map(name => `${path} → ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it('shared code asks no upstream for its name', () => {
    // `cloudflare` is also the name of this provider.
    const names = upstreams
      .flatMap(({ name, aliases }) => [name, ...(aliases ?? [])])
      .filter(name => name !== 'cloudflare');
    // In gateway/errors the words are sources and dialects of error bodies, which say so themselves.
    // The demo gateway has a stored key and a route, which are somebody's.
    // In upstreams/ a file is an upstream, but for these four; editors complete the names in settings/upstream-names.ts.
    const own =
      /^upstreams\/(?!(?:registry|upstream|model-id|custom-profile)\.ts$)|^gateway\/errors\/|^(?:cli\/demo-gateway|settings\/upstream-names)\.ts$/;
    const shared = ours.filter(({ path }) => !own.test(path));
    const literal = new RegExp(`['"\`](?:${names.join('|')})['"\`]`, 'g');
    const asked = shared.flatMap(({ path, code }) =>
      [...withoutExamples(code).matchAll(literal)].map(([name]) => `${path}: ${name}`),
    );
    expect(asked).toEqual([]);
    const compares = ({ code }: SourceFile) => /\bupstream(?:\.name)?\s*[!=]==\s*['"`]/.test(code);
    expect(places(compares)).toEqual([]);
  });
});

/** Messages show users what to write: text in backticks and in strings with calls of ours is no code. */
function withoutExamples(code: string): string {
  return code
    .split('\n')
    .filter(line => !/createCloudflare\(|example[:,]|^\s*\w+: (?:text|secret|object)\(/.test(line))
    .join('\n');
}

describe('house rules', () => {
  it('no `any`', () => {
    expect(places(({ code }) => /(?::|<|\bas|\|)\s*any\b(?!['"\w])|noExplicitAny/.test(code))).toEqual([]);
  });

  it('no `#private` fields: the SDK wraps models in proxies', () => {
    expect(places(({ code }) => /\bthis\.#|^\s*#\w+/m.test(code))).toEqual([]);
  });

  it('no file is longer than 300 lines', () => {
    expect(places(({ text }) => text.split('\n').length > 301)).toEqual([]);
  });

  it('no `export *`, and an index.ts only where an entry begins', () => {
    expect(places(({ code }) => /export \*/.test(code), files)).toEqual([]);
    const indexes = files.filter(({ path }) => /(?:^|\/)index\.ts$/.test(path)).map(({ path }) => path);
    expect(indexes).toEqual(['index.ts', 'testing/index.ts']);
  });

  it('the entries export every type of exports.ts, and all of its values by name', () => {
    const valuesIn = (text: string): readonly string[] =>
      [...text.matchAll(/export \{([^}]*)\}/g)]
        .flatMap(([, list = '']) => list.split(',').map(name => name.trim()))
        .filter(name => /^\w+$/.test(name))
        .sort();
    const codeOf = (entry: string): string => files.find(({ path }) => path === entry)?.code ?? '';
    const shared = valuesIn(codeOf('exports.ts'));
    expect(shared).toContain('getCloudflareError');
    for (const entry of ['index.ts', 'v3.ts', 'v4.ts']) {
      const [types, values = ''] = codeOf(entry).match(/export [^;]*from '\.\/exports\.ts'/g) ?? [];
      expect(types, entry).toBe("export type * from './exports.ts'");
      expect(valuesIn(values), entry).toEqual(shared);
    }
  });

  it('no two specifications share six lines in a row', () => {
    const linesOf = ({ text }: SourceFile): readonly string[] =>
      text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '');
    const runs = new Map<string, string>();
    const repeated: string[] = [];
    for (const file of files.filter(({ path }) => /^sdk\/v\d\//.test(path))) {
      const lines = linesOf(file);
      const folder = dirname(file.path);
      lines.slice(5).forEach((_, start) => {
        const run = lines.slice(start, start + 6).join('\n');
        const other = runs.get(run);
        if (other === undefined) runs.set(run, folder);
        else if (other !== folder) repeated.push(`${other}, ${file.path}: ${run}`);
      });
    }
    expect(repeated).toEqual([]);
  });

  it('names files in kebab-case', () => {
    expect(
      places(
        ({ path }) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path),
        files,
      ),
    ).toEqual([]);
  });
});
