// Your own vendor key: it is sent in the vendor's header through the gateway host, and the vendor bills you.
// To run it with Cloudflare, also set OPENAI_API_KEY.
import { generateText } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const key = process.env.OPENAI_API_KEY ?? 'sk-local-example';
const { cloudflare, gateway, close } = await open({ providerKeys: { openai: key } });

// Shows the request with the secrets masked, without sending it.
const { endpoint, headers } = await cloudflare.explain('openai/gpt-4o-mini');
console.log(`authorization: ${headers.authorization}`);

const result = await generateText({ model: cloudflare('openai/gpt-4o-mini'), prompt: 'Say hello.' });
await close();

facts({
  planned: endpoint,
  taken: getCloudflareMetadata(result)?.endpoint,
  // The local gateway records what the vendor received.
  ...(gateway && {
    vendorGotTheKey: gateway.upstreamRequests[0]?.headers.authorization === `Bearer ${key}`,
    vendorGotTheToken: gateway.upstreamRequests[0]?.headers['cf-aig-authorization'] !== undefined,
  }),
});
