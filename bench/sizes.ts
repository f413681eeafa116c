import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { builtEntry, packageRoot } from './package-root.ts';

/** Bytes of a bundle, minified and gzipped. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

const external = ['@ai-sdk/openai-compatible', '@ai-sdk/provider', '@ai-sdk/provider-utils', 'zod', 'zod/v4'];

async function sizeOf(entry: string, packages: readonly string[]): Promise<Size> {
  const result = await build({
    stdin: {
      contents: `export * from ${JSON.stringify(entry)};`,
      resolveDir: fileURLToPath(packageRoot),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: [...packages],
  });
  const bytes = result.outputFiles[0]!.contents;
  return { minified: bytes.length, gzipped: gzipSync(bytes).length };
}

/** Our own code, the core with all it brings, and both together as a user bundles them. */
export async function sizes(): Promise<Readonly<Record<string, Size>>> {
  const ours = fileURLToPath(builtEntry);
  return {
    'our own code': await sizeOf(ours, external),
    'core with dependencies': await sizeOf('@ai-sdk/openai-compatible', []),
    'ours with dependencies': await sizeOf(ours, []),
  };
}
