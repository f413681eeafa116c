import { embed, generateText, stepCountIs, streamText, tool } from 'ai';
import { createCloudflare, getCloudflareError, getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

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

  it('calls a tool and answers with its result', async () => {
    const result = await generateText({
      model,
      prompt: 'What is the weather in Lisbon? Use the tool.',
      tools: {
        weather: tool({
          description: 'Get the weather of a city',
          inputSchema: z.object({ city: z.string() }),
          execute: async () => '21 degrees',
        }),
      },
      stopWhen: stepCountIs(4),
    });
    expect(result.steps.flatMap(step => step.toolCalls).length).toBeGreaterThan(0);
    expect(result.text).toContain('21');
  });

  it('lists models', async () => {
    const { models, warnings } = await cloudflare.listModels({ kind: 'chat' });
    // Which lists the token may read shows here.
    for (const warning of warnings) console.info(warning);
    expect(models.length).toBeGreaterThan(0);
    expect(models.every(({ id }) => id.length > 0)).toBe(true);
  });

  it('finds a call in the log and takes feedback on it', async () => {
    const result = await generateText({ model, prompt: 'Reply with the word "pong".', maxOutputTokens: 20 });
    const log = await cloudflare.logs.get(result);
    expect(log.id).toBe(getCloudflareMetadata(result)?.logId);
    await cloudflare.logs.feedback(result, { feedback: 1 });
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
