// A user's code on `ai` 7, compiled against the built declarations. `ai` itself is not part of it: its own
// declarations do not compile in a project as strict as this one.
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import {
  type CloudflareProvider,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
} from 'ai-sdk-provider-cloudflare/v4';

const settings: CloudflareProviderSettings = { ...localGatewayDefaults, fetch: createLocalGateway().fetch };
const cloudflare: CloudflareProvider = createCloudflare(settings);

export const specifications: readonly 'v4'[] = [
  cloudflare.specificationVersion,
  cloudflare('openai/gpt-4o').specificationVersion,
  cloudflare.embeddingModel('@cf/baai/bge-m3').specificationVersion,
  cloudflare.fallback(['openai/gpt-4o']).specificationVersion,
];
export const kind: string | undefined = getCloudflareError(new Error('x'))?.kind;

// @ts-expect-error: no such setting
createCloudflare({ accountIdentifier: 'x' });
