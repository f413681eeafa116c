// @vitest-environment edge-runtime
import { generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { describe, expect, it } from 'vitest';

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
    const result = streamText({ model, prompt: 'Say hello to Ada' });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.join('')).toContain('Ada');
    expect(pieces.length).toBeGreaterThan(1);
  });
});
