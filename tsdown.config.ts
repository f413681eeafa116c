import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'tsdown';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const shared: UserConfig = {
  // `.js` and `.cjs`, as package.json's `exports` name them, not `.mjs`.
  fixedExtension: false,
  target: ['es2022', 'node18'],
  define: { __PACKAGE_VERSION__: JSON.stringify(version) },
  // No source maps: the output is readable as it is, and maps would double the package.
  sourcemap: false,
  // Chunks that the entries share keep one name from build to build.
  hash: false,
};

const inLaterCore = /\/node_modules\/(?:openai-compatible|provider)(-v\d)\//;

/** What is built into the package; THIRD_PARTY_NOTICES.md has their licences. */
const bundled = [
  /^(?:openai-compatible|provider)-v\d$/,
  '@ai-sdk/provider',
  '@ai-sdk/provider-utils',
  'eventsource-parser',
  '@workflow/serde',
];

/** Imports of what is built in, as they must stand in a file of ours: by the end of its name, from and to. */
const rewrittenImports = [
  // The declarations of `@ai-sdk/provider` 3 and 4 take a type from `json-schema`, which has none: `@types/json-schema`
  // is nobody's dependency. Version 2 of the same package, a dependency, hands the type on.
  { file: /\.d\.c?ts$/, from: 'from "json-schema"', to: 'from "@ai-sdk/provider"' },
  // `@ai-sdk/provider-utils` 5 has ES modules only, and Node before 20.19 cannot `require` those.
  { file: /\.cjs$/, from: '"zod/v4/locales/en.js"', to: '"zod/v4/locales/en.cjs"' },
] as const;

const rewriteImports: UserConfig['plugins'] = {
  name: 'rewrite-imports',
  renderChunk: (code, { fileName }) =>
    rewrittenImports
      .filter(({ file }) => file.test(fileName))
      .reduce((text, { from, to }) => text.replaceAll(from, to), code),
};

/**
 * The cores import zod's namespace by its name, `{ z }`, of which bundlers keep all, 350 kB minified: each schema, and the
 * messages of 50 languages. Of `* as z`, the same object, they keep what is used.
 * @verified 2026-11-30 esbuild 0.28, zod 4.6
 */
const narrowZod: UserConfig['plugins'] = {
  name: 'narrow-zod',
  transform: {
    filter: { id: inLaterCore, code: '"zod/v4"' },
    handler: code =>
      code.replaceAll(
        /import \{ z(?: as (\w+))? \} from "zod\/v4"/g,
        (_, name = 'z') => `import * as ${name} from "zod/v4"`,
      ),
  },
};

/** As far as rolldown's own type is needed. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * The modules that exports.ts reaches are kept apart: who imports a helper then loads no file whose top level a bundler
 * has to keep. Everything else is one file, since each further one costs the import half a percent of what the core
 * costs (one file for each layer: 5 to 15 % more, 2026-11). V3 and V4 have a file of their own, with their cores.
 */
function chunkOf(id: string, graph: ModuleGraph): string | null {
  if (/\.d\.c?ts$/.test(id)) return null;
  if (id.includes('/node_modules/')) return `sdk${inLaterCore.exec(id)?.[1] ?? '-shared'}`;
  const [, layer, folder] = /\/src\/([\w-]+)(?:\.ts$|\/([\w-]+))/.exec(id) ?? [];
  if (layer === undefined || /^(?:testing|index|v\d)$/.test(layer)) return null;
  if (folder === undefined || reaches(graph, fileURLToPath(new URL('src/exports.ts', import.meta.url)), id))
    return 'shared';
  if (layer !== 'sdk' || !/^v\d$/.test(folder)) return 'provider';
  return folder === 'v2' ? null : `sdk-${folder}`;
}

/** Whether a module imports another, itself or through others. */
function reaches(graph: ModuleGraph, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) seen.add(next);
  return seen.has(to);
}

const library: UserConfig = defineConfig({
  ...shared,
  entry: {
    index: 'src/index.ts',
    v3: 'src/v3.ts',
    v4: 'src/v4.ts',
    'testing/index': 'src/testing/index.ts',
    'testing/node': 'src/testing/node.ts',
  },
  format: ['esm', 'cjs'],
  // The declarations come from isolatedDeclarations alone, so the build needs no type checker.
  dts: true,
  // The same files run on Node 18, workerd, the edge runtime and in browsers.
  platform: 'neutral',
  // Packages stay imports by themselves, being dependencies; on a neutral platform Node's modules must be named.
  deps: {
    neverBundle: [/^node:/],
    // The cores of V3 and V4, with what they import: users of V2 have no later major installed. zod is a peer.
    alwaysBundle: (id, importer) => inLaterCore.test(importer ?? '') && !/^zod(?:\/|$)/.test(id),
    onlyBundle: bundled,
  },
  // Not `plugins`, which the declarations for CommonJS are built without.
  inputOptions: options => ({
    ...options,
    plugins: [options.plugins, narrowZod, rewriteImports],
    // As `codeSplitting` wants it. No entry gets a further export: entries hold nothing but their lists.
    preserveEntrySignatures: 'allow-extension',
  }),
  outputOptions: options => ({
    ...options,
    // Docstrings stay in the declarations, where editors show them: here they are a sixth of what is read at import.
    comments: { jsdoc: false },
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] },
  }),
  publint: { strict: true },
});

const commandLine: UserConfig = defineConfig({
  ...shared,
  entry: { cli: 'src/cli/main.ts' },
  format: 'esm',
  dts: false,
  platform: 'node',
  // It imports the package by its name, as users do, and the entries of the library do not know it. Of the library it
  // holds what the doctor reads settings with: that knows the upstreams, whose paths stand in base URLs.
  deps: { neverBundle: [/^ai-sdk-provider-cloudflare/] },
});

const config: UserConfig[] = [library, commandLine];

export default config;
