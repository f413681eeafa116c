// A dynamic route: the app names the route, the gateway chooses the model. To run it with Cloudflare, first create a
// route named `support`, or set CLOUDFLARE_ROUTE to the name of yours.
import { generateText } from 'ai';
import { getCloudflareMetadata } from 'ai-sdk-provider-cloudflare/v4';
import { facts, open } from './lib/open.ts';

const route = process.env.CLOUDFLARE_ROUTE ?? 'support';
const { cloudflare, close } = await open(
  {},
  { routes: { [route]: { provider: 'anthropic', model: 'claude-haiku-4-5' } } },
);

const result = await generateText({
  model: cloudflare(`dynamic/${route}`),
  prompt: 'My parcel has not come.',
  // The route's conditions use this metadata.
  providerOptions: { cloudflare: { metadata: { plan: 'free' } } },
});
await close();

const { model, provider, endpoint } = getCloudflareMetadata(result) ?? {};
console.log(result.text);
facts({ route, provider, model, endpoint });
