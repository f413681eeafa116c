// Testing an app without an account or network: the app gets a provider whose `fetch` is the local gateway.
import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { generateText } from 'ai';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { type CloudflareProvider, createCloudflare, getCloudflareError } from 'ai-sdk-provider-cloudflare/v4';

/** The app: returns a summary, or a message for the user if the budget is used up. */
async function summarize(cloudflare: CloudflareProvider, text: string): Promise<string> {
  try {
    const model = cloudflare('openai/gpt-4o-mini');
    const providerOptions = { cloudflare: { metadata: { feature: 'summary' } } };
    return (await generateText({ model, prompt: `Summarize: ${text}`, providerOptions })).text;
  } catch (error) {
    if (getCloudflareError(error)?.kind === 'spend-limit') return 'No summary today: the budget is used up.';
    throw error;
  }
}

function setUp() {
  const gateway = createLocalGateway();
  return { gateway, cloudflare: createCloudflare({ ...localGatewayDefaults, fetch: gateway.fetch }) };
}

test('says what the model says', async () => {
  const { gateway, cloudflare } = setUp();
  gateway.reply({ text: 'It is short.' });
  equal(await summarize(cloudflare, 'A long text.'), 'It is short.');
});

test('labels its calls', async () => {
  const { gateway, cloudflare } = setUp();
  await summarize(cloudflare, 'A long text.');
  deepEqual(gateway.logs[0]?.metadata, { feature: 'summary' });
});

test('has words for a used-up budget, and does not ask again', async () => {
  const { gateway, cloudflare } = setUp();
  gateway.reply({ error: 'spend-limit' });
  match(await summarize(cloudflare, 'A long text.'), /budget/);
  equal(gateway.requests.length, 1);
});
