import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const src = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

const { TEST_REPORT, TEST_SCALE } = process.env;

/** One replaces a module for its whole process, one needs another environment than the files around it. */
const isolated = ['test/docs/snippets.test.ts', 'test/runtime/edge-runtime.test.ts'];

const config: ViteUserConfig = defineConfig({
  resolve: {
    alias: [
      { find: /^ai-sdk-provider-cloudflare\/testing\/node$/, replacement: src('testing/node.ts') },
      { find: /^ai-sdk-provider-cloudflare\/testing$/, replacement: src('testing/index.ts') },
      { find: /^ai-sdk-provider-cloudflare\/v2$/, replacement: src('index.ts') },
      { find: /^ai-sdk-provider-cloudflare\/v3$/, replacement: src('v3.ts') },
      { find: /^ai-sdk-provider-cloudflare\/v4$/, replacement: src('v4.ts') },
      { find: /^ai-sdk-provider-cloudflare$/, replacement: src('index.ts') },
    ],
  },
  test: {
    setupFiles: ['test/support/setup.ts'],
    // For a machine that is busy with other work; more cases take longer (test/support/scale.ts).
    testTimeout: TEST_SCALE === 'full' ? 120_000 : 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: Math.min(4, availableParallelism()),
    // Streams of small reads leave much short-lived garbage: with room for it, a fifth less time (2026-11-30).
    execArgv: ['--max-semi-space-size=64'],
    reporters: TEST_REPORT === undefined ? ['default'] : ['default', ['json', { outputFile: TEST_REPORT }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: isolated,
          // Importing the sources, and three majors of the AI SDK, takes longer than most files: once for each process.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: isolated } },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/**/*.test-d.ts'],
            tsconfig: 'test/tsconfig.types.json',
          },
        },
      },
    ],
  },
});

export default config;
