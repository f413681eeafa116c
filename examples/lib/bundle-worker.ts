import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles a Worker as Wrangler does.
 * @param plugins for what its compatibility flags provide
 */
export async function bundleWorker(entry: URL, plugins: Plugin[] = []): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser', 'import'],
    target: 'es2022',
    external: ['cloudflare:*', 'node:*'],
    plugins,
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}
