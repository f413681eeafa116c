import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';

describe.each(['ai-sdk-provider-cloudflare', 'ai-sdk-provider-cloudflare/testing'])('%s', entry => {
  it('bundles for browsers, with no built-in module of Node', async () => {
    const code = await bundle(`export * from '${entry}';`);
    expect(code).not.toMatch(/(from|import|require)\s*\(?["']node:/);
  });
});

it('notices a built-in module', async () => {
  await expect(bundle(`export * from 'node:http';`)).rejects.toThrow('node:http');
});
