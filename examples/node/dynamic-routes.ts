// A dynamic route: the gateway chooses the model, the app names the route. Against Cloudflare, make a route named
// `support` first, or name yours in CLOUDFLARE_ROUTE.
import { generateText } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare';
import { facts, open } from './lib/open.ts';

const route = process.env.CLOUDFLARE_ROUTE ?? 'support';
const { cloudflare, close } = await open(
  {},
  { routes: { [route]: { provider: 'anthropic', model: 'claude-haiku-4-5' } } },
);

const result = await generateText({
  model: cloudflare(`dynamic/${route}`),
  prompt: 'My parcel has not come.',
  // What the conditions of the route look at.
  providerOptions: { cloudflare: { metadata: { plan: 'free' } } },
});
await close();

const { model, provider, endpoint } = getCloudflareMetadata(result) ?? {};
console.log(result.text);
facts({ route, provider, model, endpoint });
