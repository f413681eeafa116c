// Your own vendor key: it travels in the vendor's header, the call takes the gateway host, the vendor sends the bill.
// Against Cloudflare, set OPENAI_API_KEY too.
import { generateText } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { facts, open } from './lib/open.ts';

const key = process.env.OPENAI_API_KEY ?? 'sk-local-example';
const { cloudflare, gateway, close } = await open({ providerKeys: { openai: key } });

// What would be sent, with the secrets masked. Nothing is.
const { endpoint, headers } = await cloudflare.explain('openai/gpt-4o-mini');
console.log(`authorization: ${headers.authorization}`);

const result = await generateText({ model: cloudflare('openai/gpt-4o-mini'), prompt: 'Say hello.' });
await close();

facts({
  planned: endpoint,
  taken: getCloudflareMetadata(result)?.endpoint,
  // The local gateway shows what the vendor received.
  ...(gateway && {
    vendorGotTheKey: gateway.upstreamRequests[0]?.headers.authorization === `Bearer ${key}`,
    vendorGotTheToken: gateway.upstreamRequests[0]?.headers['cf-aig-authorization'] !== undefined,
  }),
});
