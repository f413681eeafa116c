// A user's code, compiled against the built declarations by scripts/check-package.mjs.
import {
  type CloudflareProvider,
  type CloudflareProviderMetadata,
  type CloudflareProviderSettings,
  createCloudflare,
  getCloudflareError,
  getCloudflareMetadata,
} from 'ai-sdk-provider-cloudflare';
import { createLocalGateway, localGatewayDefaults } from 'ai-sdk-provider-cloudflare/testing';
import { type LocalServer, serveLocalGateway } from 'ai-sdk-provider-cloudflare/testing/node';

const gateway = createLocalGateway({ gateways: { docs: { cacheTtl: 60 } } });
const settings: CloudflareProviderSettings = { ...localGatewayDefaults, fetch: gateway.fetch };
const cloudflare = createCloudflare(settings);

export const model: ReturnType<CloudflareProvider['chat']> = cloudflare('openai/gpt-4o');
export const server: Promise<LocalServer> = serveLocalGateway(gateway);
export const metadata: CloudflareProviderMetadata | undefined = getCloudflareMetadata({
  providerMetadata: {},
});
export const kind: string | undefined = getCloudflareError(new Error('x'))?.kind;

// @ts-expect-error: no such setting
createCloudflare({ accountIdentifier: 'x' });
