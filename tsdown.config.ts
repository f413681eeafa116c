import { readFileSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'tsdown';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const config: UserConfig = defineConfig({
  entry: {
    index: 'src/index.ts',
    'testing/index': 'src/testing/index.ts',
    'testing/node': 'src/testing/node.ts',
  },
  format: ['esm', 'cjs'],
  // The declarations come from isolatedDeclarations alone, so the build needs no type checker.
  dts: true,
  // `.js` and `.cjs`, as package.json's `exports` name them, not `.mjs`.
  fixedExtension: false,
  // The same files run on Node 18, workerd, the edge runtime and in browsers.
  platform: 'neutral',
  // Packages stay imports by themselves, being dependencies; on a neutral platform Node's modules must be named.
  deps: { neverBundle: [/^node:/] },
  target: ['es2022', 'node18'],
  define: { __PACKAGE_VERSION__: JSON.stringify(version) },
  // No source maps: the output is readable as it is, and maps would double the package.
  sourcemap: false,
  // Chunks that the entries share keep one name from build to build.
  hash: false,
  publint: { strict: true },
});

export default config;
