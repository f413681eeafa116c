// The same question three times: a miss, a hit, and a miss for another tenant. Then the cost of each call.
import { generateText } from 'ai';
import { getCloudflareMetadata, tenantCacheKey } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const { cloudflare, close } = await open();
const modelId = 'openai/gpt-4o-mini';
const prompt = 'What is a cache?';
// Makes each run of this example begin with a miss.
const run = Date.now();

async function ask(tenant: string): Promise<{ status: string; cost: number }> {
  const cacheKey = tenantCacheKey({ tenant, modelId, prompt, run });
  const result = await generateText({
    model: cloudflare(modelId),
    prompt,
    providerOptions: { cloudflare: { cacheKey, cacheTtl: 3600, metadata: { tenant } } },
  });
  // The cost is in the gateway's log, not in the response.
  const { cost = 0 } = await cloudflare.logs.get(result);
  const status = getCloudflareMetadata(result)?.cacheStatus ?? 'none';
  console.log(`${tenant}: ${status}, ${cost.toFixed(6)} US dollars`);
  return { status, cost };
}

const calls = [await ask('acme'), await ask('acme'), await ask('globex')];
await close();

facts({
  statuses: calls.map(({ status }) => status).join(' '),
  total: `${calls.reduce((sum, { cost }) => sum + cost, 0).toFixed(6)} US dollars`,
});
