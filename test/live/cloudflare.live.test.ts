import { embed, generateText, streamText } from 'ai';
import { createCloudflare, getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';

const account = process.env.CLOUDFLARE_ACCOUNT_ID;
const token = process.env.CLOUDFLARE_API_TOKEN;
const asked = process.env.CLOUDFLARE_LIVE_TESTS === '1' && account !== undefined && token !== undefined;
const reason = asked
  ? ''
  : ' (skipped: set CLOUDFLARE_LIVE_TESTS=1, CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN)';

/** These calls reach Cloudflare and may cost money, so they run only when asked for. */
describe.skipIf(!asked)(`Cloudflare itself${reason}`, { timeout: 60_000 }, () => {
  const cloudflare = createCloudflare();
  const model = cloudflare(process.env.CLOUDFLARE_LIVE_MODEL ?? '@cf/meta/llama-3.3-70b-instruct-fp8-fast');

  it('answers through the default gateway', async () => {
    const result = await generateText({ model, prompt: 'Reply with the word "pong".', maxOutputTokens: 20 });
    expect(result.text.toLowerCase()).toContain('pong');
    expect(getCloudflareMetadata(result)?.logId).toBeTypeOf('string');
  });

  it('streams', async () => {
    const result = streamText({ model, prompt: 'Count from one to ten.', maxOutputTokens: 100 });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
  });

  it('embeds', async () => {
    const { embedding } = await embed({
      model: cloudflare.textEmbeddingModel('@cf/baai/bge-m3'),
      value: 'hello',
    });
    expect(embedding).toHaveLength(1024);
  });

  it('explains a gateway that does not exist', async () => {
    const call = generateText({
      model,
      prompt: 'hi',
      maxRetries: 0,
      providerOptions: { cloudflare: { gatewayId: 'no-such-gateway-0' } },
    });
    const error = await call.catch(reason => reason);
    expect(getCloudflareError(error)).toMatchObject({ kind: 'gateway-not-found', code: 2001 });
  });
});
