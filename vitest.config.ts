import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const src = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

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
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] },
  },
});

export default config;
