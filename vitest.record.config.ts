import { defineConfig, type ViteUserConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** `npm run record`: test/recording alone, which `npm test` leaves out. */
const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    include: ['test/recording/record.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 900_000,
  },
});

export default config;
