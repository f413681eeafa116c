import { readFileSync } from 'node:fs';
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

const inLaterCore = /\/node_modules\/(?:openai-compatible|provider)-v\d\//;

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
  inputOptions: options => ({ ...options, plugins: [options.plugins, rewriteImports] }),
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
