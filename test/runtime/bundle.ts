import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

// `npm test` needs no build: it bundles the sources. `scripts/run-runtimes.mjs` sets RUNTIME_TARGET=dist, and then the
// package's own `exports` lead to what is shipped.
const aliases =
  process.env.RUNTIME_TARGET === 'dist'
    ? {}
    : {
        'ai-sdk-provider-cloudflare/testing': `${root}src/testing/index.ts`,
        'ai-sdk-provider-cloudflare': `${root}src/index.ts`,
      };

/** One module with everything it imports, as a bundler for this runtime makes it. It fails on any Node built-in. */
export async function bundle(contents: string, conditions: readonly string[] = []): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: root },
    alias: aliases,
    // Without the paths of our tsconfig.json, which lead to the sources.
    tsconfigRaw: {},
    bundle: true,
    // What the runtime itself provides.
    external: ['cloudflare:*'],
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: [...conditions],
    target: 'es2022',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
