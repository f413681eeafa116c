// @vitest-environment edge-runtime
import { generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';
import { createGate } from '../support/gate.ts';

describe('in the edge runtime', () => {
  const gateway = createLocalGateway();
  const cloudflare = createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch });
  const model = cloudflare('openai/gpt-4o');

  it('runs in it', () => {
    expect(globalThis).toHaveProperty('EdgeRuntime', 'edge-runtime');
  });

  it('generates', async () => {
    const result = await generateText({ model, prompt: 'Say hello to Ada' });
    expect(result.text).toContain('Ada');
    expect(getCloudflareMetadata(result)?.logId).toBe(gateway.logs.at(-1)?.id);
  });

  it('streams', async () => {
    const { hold, open } = createGate();
    const fetch: typeof globalThis.fetch = async (...args) => hold(await gateway.fetch(...args));
    const gated = createCloudflare({ ...localGatewayDefaults, fetch })('openai/gpt-4o');
    let text = '';
    for await (const piece of streamText({ model: gated, prompt: 'Say hello to Ada' }).textStream) {
      text += piece;
      open();
    }
    expect(text).toContain('Ada');
  });
});
