import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from './package-root.ts';

/** A minified bundle; sizes in bytes. */
export interface Bundle {
  readonly minified: number;
  readonly gzipped: number;
  readonly text: string;
}

/** The packages that the root entry shares with other AI SDK providers, or has as peers. */
export const shared: readonly string[] = ['@ai-sdk/*', 'zod', 'zod/*'];

/** Bundles all exports of some modules, as a user's bundler would. */
export async function bundle(
  modules: readonly string[],
  external: readonly string[] = [],
  plugins: Plugin[] = [],
): Promise<Bundle> {
  const result = await build({
    stdin: {
      contents: modules.map(module => `export * from ${JSON.stringify(module)};`).join('\n'),
      resolveDir: fileURLToPath(packageRoot),
    },
    absWorkingDir: fileURLToPath(packageRoot),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: modules.some(module => module.includes('testing/node')) ? 'node' : 'browser',
    external: [...external],
    legalComments: plugins.length > 0 ? 'inline' : 'none',
    logLevel: 'error',
    define: { __PACKAGE_VERSION__: '"0.0.0"' },
    plugins,
  });
  const { contents: bytes, text } = result.outputFiles[0]!;
  return { minified: bytes.length, gzipped: gzipSync(bytes).length, text };
}
